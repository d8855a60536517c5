package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/salient-project/salient/control"
)

// Line is one definition's values by valid day, ascending, km². A day without a
// map has none.
type Line struct {
	Name       string
	Definition string
	Days       []Value
	Breaks     []control.Day // days from which the map counts other ground: no line across one
}

// Value is a value on a valid day.
type Value struct {
	Day       control.Day
	V         float64
	Low, High *float64 // 95 % interval; nil: not known
}

// Cumulative draws net change since a day, all definitions on one pair of axes.
type Cumulative struct {
	ID, Title string
	Actor     string
	From, To  control.Day
	Lines     []Line // net since From
	Marks     []Mark
	Notes     []string
}

// Draw draws it.
func (c Cumulative) Draw() *Scene {
	s, y := begin(c.ID, c.Title, fmt.Sprintf("Square kilometers, net: above zero, %s holds more than then. At the ends: 95%% interval", c.Actor))
	y = s.legend(y, c.keys()...)
	y += 10
	lo, hi := 0.0, 0.0
	for _, l := range c.Lines {
		for _, v := range l.Days {
			lo, hi = min(lo, v.V), max(hi, v.V)
			if v.Low != nil && v.High != nil {
				lo, hi = min(lo, *v.Low), max(hi, *v.High)
			}
		}
	}
	f := frame{s: s, days: days{from: c.From, to: c.To}, top: y, bottom: y + 200}
	f.scale(lo, hi, 6)
	f.x1 = Width - margin - 44
	f.draw(c.Marks)
	s.line(Ink, 1, 0, xy{f.x0, f.y(0)}, xy{f.x1, f.y(0)})
	var ends []ending
	for i, l := range c.Lines {
		color := lines[i%len(lines)]
		f.line(l, color)
		if n := len(l.Days); n > 0 {
			last := l.Days[n-1]
			ends = append(ends, ending{f.x1 + 5, f.y(last.V), signed(last.V), color})
			f.whisker(last, color)
		}
	}
	spread(s, ends, f.top, f.bottom)
	s.Alt = "Line chart of net change."
	for _, l := range c.Lines {
		if n := len(l.Days); n > 0 {
			s.Alt += fmt.Sprintf(" %s: %s square kilometers by %s.", l.Name, signed(l.Days[n-1].V), l.Days[n-1].Day)
		}
	}
	return s.end(f.bottom+20, c.Notes...)
}

func (c Cumulative) keys() []key {
	var keys []key
	for i, l := range c.Lines {
		keys = append(keys, key{lines[i%len(lines)], 'l', l.Name})
	}
	if len(c.Marks) > 0 {
		keys = append(keys, key{Talks, 'd', "round of talks"})
	}
	return keys
}

// Area draws held area over time, one panel a definition.
type Area struct {
	ID, Title string
	Actor     string
	From, To  control.Day
	Lines     []Line
	Marks     []Mark
	Notes     []string
}

// Draw draws it.
func (c Area) Draw() *Scene {
	s, y := begin(c.ID, c.Title, "Thousand square kilometers held by "+c.Actor+"; the axes do not begin at zero. Bands: 95% interval of how exactly the line is drawn")
	if len(c.Marks) > 0 {
		y = s.legend(y, key{Talks, 'd', "round of talks"})
	}
	s.Alt = "Line chart of the area held, one panel a source."
	for i, l := range c.Lines {
		if len(l.Days) == 0 {
			continue
		}
		y += 18
		s.put(Text{X: margin, Y: y, Size: 12.5, Bold: true, Color: Ink, S: l.Name}, left)
		last := l.Days[len(l.Days)-1]
		s.text(Width-margin, y, 11.5, right, Faint, fmt.Sprintf("%s: %s km²", last.Day.Time().Format("2 Jan 2006"), number(math.Round(last.V))))
		y += 14
		lo, hi := math.Inf(1), math.Inf(-1)
		th := Line{Name: l.Name, Definition: l.Definition, Breaks: l.Breaks}
		for _, v := range l.Days {
			t := v.thousand()
			th.Days = append(th.Days, t)
			lo, hi = min(lo, t.V), max(hi, t.V)
			if t.Low != nil && t.High != nil {
				lo, hi = min(lo, *t.Low), max(hi, *t.High)
			}
		}
		f := frame{s: s, days: days{from: c.From, to: c.To}, top: y, bottom: y + 110}
		f.scale(lo, hi, 4)
		f.x1 = Width - margin
		f.draw(c.Marks)
		f.band(th, lines[i%len(lines)])
		f.line(th, lines[i%len(lines)])
		y = f.bottom + 18
		s.Alt += fmt.Sprintf(" %s: from %s square kilometers on %s to %s on %s.", l.Name, number(math.Round(l.Days[0].V)), l.Days[0].Day, number(math.Round(last.V)), last.Day)
	}
	return s.end(y+4, c.Notes...)
}

// frame is a pair of axes.
type frame struct {
	s *Scene
	days
	top, bottom  float64
	lo, hi, tick float64
}

func (f *frame) scale(lo, hi float64, n int) {
	f.tick = step(max(hi-lo, 1e-6), n)
	f.lo, f.hi = f.tick*math.Floor(lo/f.tick), f.tick*math.Ceil(hi/f.tick)
	if f.hi <= f.lo {
		f.hi = f.lo + f.tick
	}
	w := 0.0
	for k := math.Round(f.lo / f.tick); k*f.tick <= f.hi+f.tick/2; k++ {
		w = max(w, textWidth(f.label(k), 11, false))
	}
	f.x0 = margin + w + 6
}

// label prints a tick with as many decimals as the step needs.
func (f *frame) label(k float64) string {
	p := math.Pow10(max(0, int(math.Ceil(-math.Log10(f.tick)))))
	return number(math.Round(k*f.tick*p) / p)
}

func (f *frame) y(v float64) float64 {
	return f.top + (f.hi-v)/(f.hi-f.lo)*(f.bottom-f.top)
}

func (f *frame) draw(marks []Mark) {
	for k := math.Round(f.lo / f.tick); k*f.tick <= f.hi+f.tick/2; k++ {
		y := f.y(k * f.tick)
		f.s.line(Grid, 0.8, 0, xy{f.x0, y}, xy{f.x1, y})
		f.s.text(f.x0-5, y+3.8, 11, right, Faint, f.label(k))
	}
	f.labels(f.s, f.bottom, f.top)
	f.marks(f.s, marks, f.top-3, f.bottom)
}

// longGap is how many days without a map leave a gap in a line; shorter ones are
// dotted.
const longGap = 14

// line draws values as steps would be wrong between maps: straight from one map
// day to the next, dotted where days between have no map, and not at all across
// long gaps and breaks.
func (f *frame) line(l Line, c Color) {
	var run []xy
	flush := func() {
		if len(run) > 1 {
			f.s.line(c, 1.8, 0, run...)
		} else if len(run) == 1 {
			f.s.circle(run[0].x, run[0].y, 1.4, c, None, 0, "")
		}
		run = nil
	}
	for i, v := range l.Days {
		p := xy{f.x(v.Day), f.y(v.V)}
		if i > 0 {
			prev := l.Days[i-1]
			gap := v.Day - prev.Day
			broken := l.broken(prev.Day, v.Day)
			if gap > 1 || broken {
				flush()
			}
			if gap > 1 && gap <= longGap && !broken {
				f.s.line(c, 1.8, 1.5, xy{f.x(prev.Day), f.y(prev.V)}, p)
			}
		}
		run = append(run, p)
	}
	flush()
}

// band shades the intervals of a line's values, as far as the line goes unbroken.
func (f *frame) band(l Line, c Color) {
	var up, down []xy
	flush := func() {
		if len(up) > 1 {
			slices.Reverse(down)
			f.s.shapes = append(f.s.shapes, shape{lines: [][]xy{append(up, down...)}, closed: true, fill: c, fade: 0.2})
		}
		up, down = nil, nil
	}
	for i, v := range l.Days {
		if i > 0 && (v.Day-l.Days[i-1].Day > longGap || l.broken(l.Days[i-1].Day, v.Day)) {
			flush()
		}
		if v.Low != nil && v.High != nil {
			up = append(up, xy{f.x(v.Day), f.y(*v.High)})
			down = append(down, xy{f.x(v.Day), f.y(*v.Low)})
		}
	}
	flush()
}

// whisker draws the interval of the value at a line's end.
func (f *frame) whisker(v Value, c Color) {
	if v.Low == nil || v.High == nil {
		return
	}
	x, a, b := f.x(v.Day), f.y(*v.High), f.y(*v.Low)
	f.s.line(c, 1, 0, xy{x, a}, xy{x, b})
	f.s.line(c, 1, 0, xy{x - 3, a}, xy{x + 3, a})
	f.s.line(c, 1, 0, xy{x - 3, b}, xy{x + 3, b})
}

func (v Value) thousand() Value {
	t := Value{Day: v.Day, V: v.V / 1000}
	if v.Low != nil && v.High != nil {
		low, high := *v.Low/1000, *v.High/1000
		t.Low, t.High = &low, &high
	}
	return t
}

// broken reports whether the map came to count other ground after one day and
// until another.
func (l Line) broken(after, until control.Day) bool {
	return slices.ContainsFunc(l.Breaks, func(d control.Day) bool { return d > after && d <= until })
}

type ending struct {
	x, y  float64
	text  string
	color Color
}

// spread writes labels at the ends of lines, moved apart where they would touch.
func spread(s *Scene, ends []ending, top, bottom float64) {
	slices.SortStableFunc(ends, func(a, b ending) int { return cmp.Compare(a.y, b.y) })
	const gap = 15
	for i := range ends {
		if i > 0 {
			ends[i].y = max(ends[i].y, ends[i-1].y+gap)
		}
	}
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].y = min(ends[i].y, bottom-float64(len(ends)-1-i)*gap)
	}
	for _, e := range ends {
		s.put(Text{X: e.x, Y: e.y + 4, Size: 11.5, Bold: true, Color: e.color, S: e.text}, left)
	}
}
