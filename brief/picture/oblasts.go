package picture

import (
	"fmt"
	"math"
)

// Oblasts draws small panels of gained and lost by oblast, two in a row, all to
// one scale.
type Oblasts struct {
	ID, Title string
	Actor     string
	Unit      string
	Panels    []Panel
	Notes     []string
}

// Draw draws it.
func (c Oblasts) Draw() *Scene {
	s, y := begin(c.ID, c.Title, fmt.Sprintf("Square kilometers a %s: gained by %s above zero, lost below; one scale", c.Unit, c.Actor))
	y = s.legend(y, key{Gain, 's', "gained by " + c.Actor}, key{Loss, 's', "lost by " + c.Actor})
	hi, lo := 0.0, 0.0
	for _, p := range c.Panels {
		for _, x := range p.Periods {
			hi, lo = max(hi, x.Gained), max(lo, x.Lost)
		}
	}
	tick := step(max(hi+lo, 1), 3)
	hi, lo = max(tick*math.Ceil(hi/tick), tick), tick*math.Ceil(lo/tick)
	axis := 0.0
	for k := math.Round(-lo / tick); k*tick <= hi+tick/2; k++ {
		axis = max(axis, textWidth(number(k*tick), 11, false))
	}
	const height, between = 72, 14
	wide := (Width - 2*margin - axis - 6 - between) / 2
	s.Alt = fmt.Sprintf("Small bar charts of ground gained and lost a %s, one an oblast.", c.Unit)
	for i, p := range c.Panels {
		col := i % 2
		if col == 0 {
			y += 20
		}
		x0 := margin + axis + 6 + float64(col)*(wide+between)
		s.put(Text{X: x0, Y: y, Size: 12, Bold: true, Color: Ink, S: p.Name}, left)
		top := y + 7
		at := func(v float64) float64 { return top + (hi-v)/(hi+lo)*height }
		for k := math.Round(-lo / tick); k*tick <= hi+tick/2; k++ {
			v := k * tick
			s.line(Grid, 0.8, 0, xy{x0, at(v)}, xy{x0 + wide, at(v)})
			if col == 0 {
				s.text(x0-5, at(v)+3.8, 11, right, Faint, number(v))
			}
		}
		up, down := 0.0, 0.0
		if n := len(p.Periods); n > 0 {
			d := days{p.Periods[0].From, p.Periods[n-1].To, x0, x0 + wide}
			for _, x := range p.Periods {
				a, b := d.x(x.From), d.x(x.To)
				if !x.Known {
					s.rect(a, top, b-a, height, Gap, "not known")
					continue
				}
				w := (b - a) * 0.75
				a += (b - a - w) / 2
				s.rect(a, at(x.Gained), w, at(0)-at(x.Gained), Gain, "")
				s.rect(a, at(0), w, at(-x.Lost)-at(0), Loss, "")
				up, down = up+x.Gained, down+x.Lost
			}
			if i >= len(c.Panels)-2 || i == len(c.Panels)-1 {
				s.text(x0, top+height+14, 11, left, Faint, p.Periods[0].First.Time().Format("2 Jan 2006"))
				s.text(x0+wide, top+height+14, 11, right, Faint, p.Periods[n-1].Last.Time().Format("2 Jan"))
			}
		}
		s.line(Ink, 1, 0, xy{x0, at(0)}, xy{x0 + wide, at(0)})
		s.Alt += fmt.Sprintf(" %s: gained %s, lost %s square kilometers in all.", p.Name, plain(up), plain(down))
		if col == 1 || i == len(c.Panels)-1 {
			y = top + height
		}
	}
	return s.end(y+20, c.Notes...)
}
