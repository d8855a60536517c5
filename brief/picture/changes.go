package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Panel is one definition's periods.
type Panel struct {
	Name       string // as DeepState
	Definition string
	Periods    []Period
	// The periods of the source's whole record in which most was gained and
	// most lost, shown or not; nil: not known.
	MostGained, MostLost *Period
}

// Changes draws gained and lost of each period as bars up and down from zero,
// one panel a definition, all to one scale.
type Changes struct {
	ID, Title string
	Actor     string // whose gains go up
	Unit      string // week, month …
	Panels    []Panel
	Marks     []Mark
	Notes     []string // source, definitions, credit
	Height    float64  // of a panel; 0: 120
}

// Draw draws it.
func (c Changes) Draw() *Scene {
	height := c.Height
	if height == 0 {
		height = 120
	}
	s, y := begin(c.ID, c.Title, fmt.Sprintf("Square kilometers a %s: gained by %s above zero, lost below", c.Unit, c.Actor))
	keys := []key{{Gain, 's', "gained by " + c.Actor}, {Loss, 's', "lost by " + c.Actor}, {Ink, 'o', "net"}}
	gaps, whiskers := false, false
	hi, lo := 0.0, 0.0
	var all []float64
	axis := days{from: 1 << 30}
	for _, p := range c.Panels {
		for _, x := range p.Periods {
			hi, lo = max(hi, x.Gained), max(lo, x.Lost)
			gaps = gaps || !x.Known
			if x.Known && x.Low != nil && x.High != nil {
				hi, lo, whiskers = max(hi, *x.High), max(lo, -*x.Low), true
			}
			axis.from, axis.to = min(axis.from, x.From), max(axis.to, x.To)
			if x.Known {
				all = append(all, max(x.Gained, x.Lost))
			}
		}
	}
	if whiskers {
		keys[2].text = "net, 95% interval"
	}
	top := ceiling(all)
	hi, lo = min(hi, top), min(lo, top)
	for _, p := range c.Panels {
		if len(p.Periods) > 0 && p.Periods[0].From > axis.from {
			gaps = true
		}
	}
	if gaps {
		keys = append(keys, key{Gap, 's', "not known"})
	}
	if len(c.Marks) > 0 {
		keys = append(keys, key{Talks, 'd', "round of talks"})
	}
	if slices.ContainsFunc(c.Panels, Panel.showsRecord) {
		keys = append(keys, key{Ink, '*', "most on record"})
	}
	y = s.legend(y, keys...)
	tick := step(max(hi+lo, 1), 5)
	hi, lo = max(tick*math.Ceil(hi/tick), tick), tick*math.Ceil(lo/tick)
	for _, p := range c.Panels {
		y = c.panel(s, y, p, axis, hi, lo, tick, height)
	}
	s.Alt = c.alt()
	return s.end(y+4, append([]string{c.cut(hi, lo)}, c.Notes...)...)
}

func (c Changes) panel(s *Scene, y float64, p Panel, d days, hi, lo, tick, height float64) float64 {
	y += 18
	s.put(Text{X: margin, Y: y, Size: 12.5, Bold: true, Color: Ink, S: p.Name}, left)
	if n := len(p.Periods); n > 0 {
		last := p.Periods[n-1]
		text := "not known for the last " + c.Unit
		if last.Known {
			text = fmt.Sprintf("last %s: %s, %s, net %s", c.Unit, signed(last.Gained), minus(last.Lost), signed(last.Net))
		}
		s.text(Width-margin, y, 11.5, right, Faint, text)
	}
	y += 14
	axis := 0.0
	for v := -lo; v <= hi+tick/2; v += tick {
		axis = max(axis, textWidth(number(v), 11, false))
	}
	top, bottom := y, y+height
	x0, x1 := margin+axis+6, float64(Width-margin)
	at := func(v float64) float64 { return top + (hi-v)/(hi+lo)*height }
	n := float64(len(p.Periods))
	if n == 0 {
		return bottom
	}
	d.x0, d.x1 = x0, x1
	if a := d.x(p.Periods[0].From); a > x0 {
		s.rect(x0, top, a-x0, height, Gap, "no map before "+p.Periods[0].From.String())
	}
	for i, x := range p.Periods {
		if !x.Known {
			a, b := d.x(p.Periods[i].From), d.x(x.To)
			s.rect(a, top, b-a, height, Gap, x.First.String()+" to "+x.Last.String()+": not known")
		}
	}
	for k := math.Round(-lo / tick); k*tick <= hi+tick/2; k++ {
		v := k * tick
		s.line(Grid, 0.8, 0, xy{x0, at(v)}, xy{x1, at(v)})
		s.text(x0-5, at(v)+3.8, 11, right, Faint, number(v))
	}
	d.labels(s, bottom, top)
	for _, x := range p.Periods {
		if !x.Known {
			continue
		}
		a, b := d.x(x.From), d.x(x.To)
		w := max((b-a)*0.78, 0.8)
		a += (b - a - w) / 2
		hint := fmt.Sprintf("%s to %s: gained %s, lost %s, net %s%s km²", x.First, x.Last, plain(x.Gained), plain(x.Lost), signed(x.Net), x.between())
		if x.Gained > 0 {
			s.rect(a, at(min(x.Gained, hi)), w, at(0)-at(min(x.Gained, hi)), Gain, hint)
			s.beyond(x.Gained > hi, a+w/2, top, -5, Gain)
			if p.MostGained != nil && p.MostGained.First == x.First {
				s.star(a+w/2, max(at(x.top())-7, top-2), 4.5, Ink, "most gained on record")
			}
		}
		if x.Lost > 0 {
			s.rect(a, at(0), w, at(-min(x.Lost, lo))-at(0), Loss, hint)
			s.beyond(x.Lost > lo, a+w/2, bottom, 5, Loss)
			if p.MostLost != nil && p.MostLost.First == x.First {
				s.star(a+w/2, min(at(x.bottom())+7, bottom+2), 4.5, Ink, "most lost on record")
			}
		}
	}
	s.line(Ink, 1, 0, xy{x0, at(0)}, xy{x1, at(0)})
	d.marks(s, c.Marks, top-3, bottom)
	for _, x := range p.Periods {
		if x.Known && x.Net <= hi && x.Net >= -lo { // one beyond the axis is told below
			r, mid := min(max((d.x(x.To)-d.x(x.From))*0.22, 1.1), 3), (d.x(x.From)+d.x(x.To))/2
			if x.Low != nil && x.High != nil {
				s.line(Ink, min(r/2, 0.9), 0, xy{mid, at(min(*x.High, hi))}, xy{mid, at(max(*x.Low, -lo))})
			}
			s.circle(mid, at(x.Net), r, Ink, Paper, 0.8, "")
		}
	}
	return bottom + 18
}

// showsRecord reports whether a period of the panel is the source's most.
func (p Panel) showsRecord() bool {
	return slices.ContainsFunc(p.Periods, func(x Period) bool {
		return p.MostGained != nil && p.MostGained.First == x.First || p.MostLost != nil && p.MostLost.First == x.First
	})
}

func (c Changes) alt() string {
	out := fmt.Sprintf("Bar chart, one panel a source, one pair of bars a %s.", c.Unit)
	for _, p := range c.Panels {
		if len(p.Periods) == 0 {
			continue
		}
		first, last := p.Periods[0], p.Periods[len(p.Periods)-1]
		most, least := last, last
		for _, x := range p.Periods {
			if x.Known && (!most.Known || x.Gained > most.Gained) {
				most = x
			}
			if x.Known && (!least.Known || x.Lost > least.Lost) {
				least = x
			}
		}
		out += fmt.Sprintf(" %s, %s to %s:", p.Name, first.First, last.Last)
		if !most.Known {
			out += " nothing known."
			continue
		}
		out += fmt.Sprintf(" %s gained most, %s square kilometers, in the %s of %s and lost most, %s, in that of %s", c.Actor, plain(most.Gained), c.Unit, most.First, plain(least.Lost), least.First)
		if last.Known {
			out += fmt.Sprintf("; in the last %s it gained %s and lost %s", c.Unit, plain(last.Gained), plain(last.Lost))
		}
		out += "."
	}
	return out
}

// ceiling is the most that the axis shows: all, unless a few periods are many
// times as large as nearly all others.
func ceiling(all []float64) float64 {
	if len(all) < 20 {
		return math.Inf(1)
	}
	slices.Sort(all)
	most, many := all[len(all)-1], all[(len(all)-1)*92/100]
	if many > 0 && most > 6*many {
		return 1.5 * many
	}
	return math.Inf(1)
}

// beyond marks a bar that the axis cuts by a triangle.
func (s *Scene) beyond(is bool, x, y, tip float64, c Color) {
	if is {
		s.shapes = append(s.shapes, shape{lines: [][]xy{{{x - 4, y}, {x, y + tip}, {x + 4, y}}}, closed: true, fill: c})
	}
}

// cut names the periods that the axis cuts, the largest first.
func (c Changes) cut(hi, lo float64) string {
	type row struct {
		v    float64
		text string
	}
	var rows []row
	for _, p := range c.Panels {
		for _, x := range p.Periods {
			for _, v := range []float64{x.Gained, -x.Lost} {
				if v > hi+1e-9 || v < -lo-1e-9 {
					rows = append(rows, row{v, fmt.Sprintf("%s %s: %s", p.Name, x.First, signed(v))})
				}
			}
		}
	}
	if len(rows) == 0 {
		return ""
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(math.Abs(b.v), math.Abs(a.v)) })
	var out []string
	for _, r := range rows[:min(len(rows), 8)] {
		out = append(out, r.text)
	}
	more := ""
	if n := len(rows) - len(out); n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	return "Cut by the axis (triangles), " + c.Unit + " from: " + strings.Join(out, "; ") + more + "."
}
