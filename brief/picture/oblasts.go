package picture

import (
	"fmt"
	"math"
	"slices"
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
	hi, lo, most := 0.0, 0.0, 0.0
	for _, p := range c.Panels {
		for _, x := range p.Periods {
			hi, lo = max(hi, x.Gained), max(lo, x.Lost)
			most = max(most, x.Gained, x.Lost)
		}
	}
	// Whiskers reach no farther than twice the largest bar, so that bars stay
	// legible; longer ones are cut.
	keys := []key{{Gain, 's', "gained by " + c.Actor}, {Loss, 's', "lost by " + c.Actor}}
	whiskers, cut := false, false
	for _, p := range c.Panels {
		for _, x := range p.Periods {
			if x.Known && x.Low != nil && x.High != nil {
				whiskers, cut = true, cut || *x.High > 2*most || -*x.Low > 2*most
				hi, lo = max(hi, min(*x.High, 2*most)), max(lo, min(-*x.Low, 2*most))
			}
		}
	}
	if whiskers {
		keys = append(keys, key{Ink, 'o', "net, 95% interval"})
	}
	y = s.legend(y, keys...)
	if cut {
		c.Notes = append(slices.Clone(c.Notes), "Intervals longer than a panel are cut at its edge.")
	}
	tick := step(max(hi+lo, 1), 5)
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
				if x.Low != nil && x.High != nil {
					mid, r := a+w/2, min(max(w*0.2, 0.9), 1.7)
					s.line(Ink, 0.8, 0, xy{mid, at(min(*x.High, hi))}, xy{mid, at(max(*x.Low, -lo))})
					s.circle(mid, at(x.Net), r, Ink, Paper, 0.8, fmt.Sprintf("%s: net %s km²%s", x.First.Time().Format("2 Jan 2006"), signed(x.Net), x.between()))
				}
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
