package talks

import "unicode"

// rightRoom is how far the page may grow for labels at its end, in pixels.
const rightRoom = 150

// label is a round's text above the axis: a leader rises at x from the mark to
// the row, and the text goes right from it, or left.
type label struct {
	round     *Round
	x         float64
	text      string
	leftwards bool
	row       int // 0 is the lowest
}

// span returns the text's extent along the axis. The text keeps off its leader,
// so that rounds on one day can share one.
func (l label) span() (x1, x2 float64) {
	w := textWidth(l.text, labelSize) + 7
	if l.leftwards {
		return l.x - w, l.x - 2.5
	}
	return l.x + 2.5, l.x + w
}

// textWidth is a safe upper estimate of the width of a text in pixels, in Arial
// and fonts of like width.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l' || r == 'j' || r == 't' || r == 'f' || r == '(' || r == ')':
			w += 0.36
		case r == 'm' || r == 'w' || r == 'M' || r == 'W':
			w += 0.95
		case unicode.IsUpper(r):
			w += 0.74
		case r > 0x2000: // wide scripts
			w += 1.05
		default:
			w += 0.6
		}
	}
	return w * size
}

// place gives each label, sorted by x, a side and a row, so that no two texts
// overlap and no leader runs through a text. It returns the number of rows and
// how far right the texts reach.
//
// Labels that crowd are a cluster. The left half of a cluster goes leftwards and
// the right half rightwards, so that the picture is a fan of half the height; if
// there is no room on the left, all go rightwards, and the page may grow; if none
// on the right, all go leftwards. So no cluster reaches into another. In a half,
// the label farthest out is set first: each next one has some of those leaders
// inside its text's reach, so it goes above them; its own leader meets no text,
// since theirs point away from it.
func place(labels []label, left, right float64) (rows int, reach float64) {
	reach = left - 60
	for i := 0; i < len(labels); {
		j, far := i, 0.0
		for ; j < len(labels) && (j == i || labels[j].x < far+8); j++ {
			_, x2 := labels[j].span()
			far = max(far, x2)
		}
		cluster := labels[i:j]
		half := len(cluster) / 2
		if far > right+rightRoom {
			half = len(cluster)
		}
		if !turn(cluster[:half], reach+4) {
			half = 0
		}
		for k := range cluster {
			_, x2 := cluster[k].span()
			reach = max(reach, x2, cluster[k].x)
		}
		for k := len(cluster) - 1; k >= half; k-- {
			rows = max(rows, setRow(&cluster[k], cluster[k+1:]))
		}
		for k := range half {
			rows = max(rows, setRow(&cluster[k], cluster[:k]))
		}
		i = j
	}
	return rows, reach
}

// turn points labels leftwards if all of them stay right of a limit.
func turn(labels []label, limit float64) bool {
	for _, l := range labels {
		l.leftwards = true
		if x1, _ := l.span(); x1 < limit {
			return false
		}
	}
	for i := range labels {
		labels[i].leftwards = true
	}
	return true
}

// setRow puts a label into the lowest row above all that it clashes with below,
// and returns the number of rows that makes.
func setRow(l *label, set []label) int {
	l.row = 0
	for i := 0; i < len(set); i++ {
		if clashes(*l, set[i]) {
			l.row = max(l.row, set[i].row) + 1
			i = -1 // from the start: the new row may clash with one seen before
		}
	}
	return l.row + 1
}

// clashes reports whether text lies on text, or the leader of either runs
// through the text of the other.
func clashes(l, o label) bool {
	a1, a2 := l.span()
	b1, b2 := o.span()
	switch {
	case o.row == l.row:
		return a1 < b2 && b1 < a2
	case o.row > l.row:
		return a1 < o.x && o.x < a2
	default:
		return b1 < l.x && l.x < b2
	}
}
