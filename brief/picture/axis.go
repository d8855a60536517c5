package picture

import (
	"math"
	"strconv"
	"time"

	"github.com/salient-project/salient/control"
)

// step returns 1, 2 or 5 times a power of ten, so that at most n steps cover a
// range.
func step(span float64, n int) float64 {
	if span <= 0 {
		return 1
	}
	raw := span / float64(n)
	p := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, k := range []float64{1, 2, 5, 10} {
		if k*p >= raw*(1-1e-9) {
			return k * p
		}
	}
	return 10 * p
}

// number prints a value of an axis, with a true minus and thousands apart.
func number(v float64) string {
	neg := v < 0
	v = math.Abs(v)
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if v >= 1000 {
		s = strconv.FormatFloat(math.Round(v), 'f', 0, 64)
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + "," + s[i:]
		}
	}
	if neg {
		return "−" + s
	}
	return s
}

// signed prints an area with its sign, whole from 10 on.
func signed(v float64) string {
	r := math.Round(v)
	if math.Abs(v) < 9.95 {
		r = math.Round(v*10) / 10
	}
	switch {
	case r > 0:
		return "+" + number(r)
	case r == 0:
		return "0"
	}
	return number(r)
}

// plain prints an area without its sign.
func plain(v float64) string {
	s := signed(math.Abs(v))
	if s[0] == '+' {
		return s[1:]
	}
	return s
}

// days maps days to x. A day is as wide as its share.
type days struct {
	from, to control.Day
	x0, x1   float64
}

// x returns where a day ends: a map of a day shows it as it ended.
func (a days) x(d control.Day) float64 {
	return a.x0 + (a.x1-a.x0)*float64(d-a.from)/float64(max(a.to-a.from, 1))
}

// labels writes months, or days where the axis is short, under an axis, with as
// many as there is room for.
func (a days) labels(s *Scene, y, top float64) {
	span := int(a.to - a.from)
	at := []control.Day{}
	format := "Jan 2006"
	t := a.from.Time()
	switch {
	case span <= 45:
		format = "2 Jan"
		for d := a.from; d <= a.to; d += control.Day(max(span/4, 1)) {
			at = append(at, d)
		}
	default:
		every := 1
		for _, n := range []int{1, 2, 3, 6, 12, 24} {
			every = n
			if (a.x1-a.x0)/(float64(span)/30.44/float64(n)) >= 62 {
				break
			}
		}
		m := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		for ; control.DayOf(m) <= a.to; m = m.AddDate(0, 1, 0) {
			if d := control.DayOf(m); d >= a.from && (int(m.Month())-1)%min(every, 12) == 0 && (every < 24 || m.Year()%2 == 0) {
				at = append(at, d)
			}
		}
	}
	for _, d := range at {
		x := a.x(d)
		s.line(Grid, 1, 0, xy{x, top}, xy{x, y + 3})
		t := Text{X: x, Y: y + 14, Size: 11, Color: Faint, S: d.Time().Format(format)}
		t.X -= textWidth(t.S, t.Size, false) / 2
		t.X = min(max(t.X, margin), Width-margin-textWidth(t.S, t.Size, false))
		if s.free(t, 0, 0, Width, 1e9) {
			s.texts = append(s.texts, t)
		}
	}
}

// Mark is a round of talks on a time axis.
type Mark struct {
	Day  control.Day
	Text string
}

// marks draws rounds as diamonds on a line above a chart, and dashes through it.
func (a days) marks(s *Scene, marks []Mark, y, bottom float64) {
	for _, m := range marks {
		if m.Day < a.from || m.Day > a.to {
			continue
		}
		x := a.x(m.Day)
		s.line(Border, 0.7, 2, xy{x, y}, xy{x, bottom})
		s.shapes = append(s.shapes, shape{lines: [][]xy{{{x, y - 4}, {x + 3.2, y}, {x, y + 4}, {x - 3.2, y}}}, closed: true, fill: Talks, hint: m.Text})
	}
}

// star draws a star of five points.
func (s *Scene) star(x, y, r float64, c Color, hint string) {
	var l []xy
	for k := range 10 {
		at, a := r, float64(k)*math.Pi/5
		if k%2 == 1 {
			at = r * 0.42
		}
		l = append(l, xy{x + at*math.Sin(a), y - at*math.Cos(a)})
	}
	s.shapes = append(s.shapes, shape{lines: [][]xy{l}, closed: true, fill: c, hint: hint})
}

// key is one entry of a legend.
type key struct {
	color Color
	mark  rune // 's' square, 'd' diamond, 'l' line, 'o' circle, '*' star
	text  string
}

// legend writes keys in rows and returns the y below.
func (s *Scene) legend(y float64, keys ...key) float64 {
	x := float64(margin)
	y += 12
	for _, k := range keys {
		w := 15 + textWidth(k.text, 11, false)
		if x > margin && x+w > Width-margin {
			x, y = margin, y+15
		}
		cx, cy := x+5, y-4
		switch k.mark {
		case 'd':
			s.shapes = append(s.shapes, shape{lines: [][]xy{{{cx, cy - 4}, {cx + 3.2, cy}, {cx, cy + 4}, {cx - 3.2, cy}}}, closed: true, fill: k.color})
		case 'l':
			s.line(k.color, 2, 0, xy{cx - 5, cy}, xy{cx + 5, cy})
		case '*':
			s.star(cx, cy, 4.5, k.color, "")
		case 'o':
			s.circle(cx, cy, 3, k.color, Paper, 1, "")
		default:
			s.rect(cx-5, cy-5, 10, 10, k.color, "")
		}
		s.text(x+15, y, 11, left, Ink, k.text)
		x += w + 14
	}
	return y + 5
}
