package picture

import "fmt"

// Compared is what one definition says of a window.
type Compared struct {
	Name   string // with its definition
	Note   string // days of the maps, or why it tells nothing
	Period Period
}

// Sources sets what the sources say of one window side by side: lost to the
// left of zero, gained to the right.
type Sources struct {
	ID, Title string
	Actor     string
	Rows      []Compared
	Notes     []string
}

// Draw draws it.
func (c Sources) Draw() *Scene {
	s, y := begin(c.ID, c.Title, "Square kilometers: lost by "+c.Actor+" to the left of zero, gained to the right")
	lost, gained, whisker := 0.0, 0.0, false
	for _, r := range c.Rows {
		if r.Period.Known {
			lost, gained = max(lost, r.Period.Lost), max(gained, r.Period.Gained)
			if p := r.Period; p.Low != nil && p.High != nil {
				lost, gained = max(lost, -*p.Low), max(gained, *p.High)
				whisker = true
			}
		}
	}
	keys := []key{{Gain, 's', "gained by " + c.Actor}, {Loss, 's', "lost by " + c.Actor}, {Ink, 'o', "net"}}
	if whisker {
		keys[2].text = "net, with 95% interval of how exactly the line is drawn"
	}
	y = s.legend(y, keys...)
	const room = 60 // for the numbers at the ends of bars
	unit := (Width - 2*margin - 2*room) / max(lost+gained, 1)
	zero := margin + room + lost*unit
	s.Alt = "Bar chart of ground lost and gained in the window, one row a source."
	for _, r := range c.Rows {
		y += 19
		s.put(Text{X: margin, Y: y, Size: 12.5, Bold: true, Color: Ink, S: r.Name}, left)
		for _, l := range wrap(r.Note, Width-2*margin, 11.5, false) {
			y += 14.5
			s.text(margin, y, 11.5, left, Faint, l)
		}
		if !r.Period.Known {
			y += 6
			s.rect(margin, y, Width-2*margin, 14, Gap, "")
			s.text(Width/2, y+11, 11, middle, Faint, "no figure")
			y += 18
			s.Alt += fmt.Sprintf(" %s: no figure.", r.Name)
			continue
		}
		y += 7
		p := r.Period
		s.rect(zero-p.Lost*unit, y, p.Lost*unit, 20, Loss, "")
		s.rect(zero, y, p.Gained*unit, 20, Gain, "")
		s.line(Ink, 1, 0, xy{zero, y - 3}, xy{zero, y + 23})
		if p.Low == nil {
			s.circle(zero+p.Net*unit, y+10, 4.5, Ink, Paper, 1.2, "net "+signed(p.Net)+" km²")
		}
		most := ""
		if p.AtMost {
			most = "≤ "
		}
		s.put(Text{X: zero - p.Lost*unit - 9, Y: y + 14.5, Size: 12, Bold: true, Color: Ink, S: most + minus(p.Lost)}, right)
		s.put(Text{X: zero + p.Gained*unit + 9, Y: y + 14.5, Size: 12, Bold: true, Color: Ink, S: most + signed(p.Gained)}, left)
		if p.Low != nil && p.High != nil {
			a, b, m := zero+*p.Low*unit, zero+*p.High*unit, y+29
			s.line(Ink, 1.3, 0, xy{a, m}, xy{b, m})
			s.line(Ink, 1.3, 0, xy{a, m - 4}, xy{a, m + 4})
			s.line(Ink, 1.3, 0, xy{b, m - 4}, xy{b, m + 4})
			s.circle(zero+p.Net*unit, m, 3, Ink, Paper, 1, fmt.Sprintf("net %s km², 95%% interval %s to %s", signed(p.Net), signed(*p.Low), signed(*p.High)))
			y += 14
		}
		y += 26
		s.Alt += fmt.Sprintf(" %s: gained %s, lost %s, net %s square kilometers.", r.Name, plain(p.Gained), plain(p.Lost), signed(p.Net))
	}
	return s.end(y+6, c.Notes...)
}

// minus prints an area lost.
func minus(v float64) string { return signed(-v) }
