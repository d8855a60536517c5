package brief

import (
	"fmt"
	"math"
	"slices"

	"github.com/salient-project/salient/measure"
)

var winds = []string{"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"}

var windWords = map[string]string{
	"N": "north", "NNE": "north-northeast", "NE": "northeast", "ENE": "east-northeast", "E": "east", "ESE": "east-southeast",
	"SE": "southeast", "SSE": "south-southeast", "S": "south", "SSW": "south-southwest", "SW": "southwest", "WSW": "west-southwest",
	"W": "west", "WNW": "west-northwest", "NW": "northwest", "NNW": "north-northwest",
}

// least is the smallest ground whose place is told, in km².
const least = 2

// where tells, for each definition, where most of the ground lies, or its
// largest piece, and the oblasts.
func (w *writer) where() []Sentence {
	var out []Sentence
	told := map[string]bool{} // of a source's definitions, the first
	for i, g := range w.facts.known() {
		if told[g.cov.Definition.Source] {
			continue
		}
		told[g.cov.Definition.Source] = true
		weight := weighty + 6 - i
		kinds := []measure.Kind{measure.Lost, measure.Gained}
		if g.change.Gained > g.change.Lost {
			kinds = []measure.Kind{measure.Gained, measure.Lost}
		}
		for k, kind := range kinds {
			if s, ok := w.place(g, kind, weight-3*k); ok {
				out = append(out, s)
			}
		}
	}
	for i, g := range w.facts.known() {
		if s, ok := w.oblasts(g, useful-i); ok {
			out = append(out, s)
		}
	}
	return out
}

// place tells where the ground of one kind lies: most of it, where most lies in
// one direction from one place, else its largest piece.
func (w *writer) place(g *ground, kind measure.Kind, weight int) (Sentence, bool) {
	var of []int
	total := 0.0
	for i, p := range g.change.Patches {
		if p.Kind == kind && !p.Sliver {
			of = append(of, i)
			total += km2(p.Area)
		}
	}
	if len(of) == 0 || km2(g.change.Patches[of[0]].Area) < least {
		return Sentence{}, false
	}
	gross := km2(g.change.Gained)
	if kind == measure.Lost {
		gross = km2(g.change.Lost)
	}
	if km2(g.change.Patches[of[0]].Area) > gross*1.05 {
		return Sentence{}, false // a patch that changed hands again within the window
	}
	d := w.draft(weight)
	c := w.ask(d, g)
	at := func(i int, field string) string { return fmt.Sprintf("/results/0/patches/%d/%s", i, field) }
	largest := g.change.Patches[of[0]]
	var near []int
	sum := 0.0
	lo, hi := of[0], of[0]
	for _, i := range of {
		p := g.change.Patches[i]
		if p.Near.Place != largest.Near.Place || apart(p.Near.Bearing, largest.Near.Bearing) > 1 {
			continue
		}
		near = append(near, i)
		sum += km2(p.Area)
		if p.Near.Distance < g.change.Patches[lo].Near.Distance {
			lo = i
		}
		if p.Near.Distance > g.change.Patches[hi].Near.Distance {
			hi = i
		}
	}
	distance := func(i int) string {
		return d.number(Km, "", math.Round(g.change.Patches[i].Near.Distance.Km()*10)/10, c, at(i, "near/distance_km"))
	}
	where := windWords[largest.Near.Bearing] + " of " + largest.Near.Place
	whose := fmt.Sprintf("what %s %s on %s", w.actor(), kind, w.maps(g))
	in := ""
	if largest.Region != "" {
		in = ", in " + w.oblast(largest.Region)
	}
	if sum > total/2 && len(near) > 1 {
		d.weight += 10 // says more than one piece
		far := g.change.Patches[hi].Near.Distance.Km() - g.change.Patches[lo].Near.Distance.Km()
		if far < 5 {
			return d.done("Most of %s lies about %s %s%s.", whose, distance(of[0]), where, in), true
		}
		return d.done("Most of %s lies %s; the largest piece, %s, is about %s from the city%s.", whose, where,
			d.area(km2(largest.Area), c, at(of[0], "area_km2")), distance(of[0]), in), true
	}
	if km2(largest.Area) < total/2 {
		d.weight -= 4 // tells of the lesser part
	}
	return d.done("The largest piece of %s, %s, lies about %s %s%s.", whose, d.area(km2(largest.Area), c, at(of[0], "area_km2")), distance(of[0]), where, in), true
}

func apart(a, b string) int {
	n := slices.Index(winds, a) - slices.Index(winds, b)
	if n < 0 {
		n = -n
	}
	return min(n, len(winds)-n)
}

// oblast gives a region its full name, as Donetsk Oblast.
func (w *writer) oblast(name string) string {
	if r := w.facts.where.RegionByName(name); r != nil {
		return r.FullName
	}
	return name
}

// oblasts tells the oblasts in which most was gained and most lost.
func (w *writer) oblasts(g *ground, weight int) (Sentence, bool) {
	up, down := -1, -1
	rows := g.change.Regions
	for i, r := range rows {
		if r.Name == measure.Outside {
			continue
		}
		if up < 0 || r.Gained > rows[up].Gained {
			up = i
		}
		if down < 0 || r.Lost > rows[down].Lost {
			down = i
		}
	}
	if up < 0 || len(rows) < 2 {
		return Sentence{}, false
	}
	d := w.draft(weight)
	c := d.command("change --from %s --to %s --definition %s --by oblast", w.window.From, w.window.To, g.cov.Definition.Name)
	gains := km2(rows[up].Gained) >= least
	losses := km2(rows[down].Lost) >= least
	most := ""
	if g.change.Gross == measure.DailySum {
		most = "at most "
	}
	gained := func() string {
		return most + d.area(km2(rows[up].Gained), c, fmt.Sprintf("/results/0/by/%d/gained_km2", up))
	}
	lost := func() string {
		return most + d.area(km2(rows[down].Lost), c, fmt.Sprintf("/results/0/by/%d/lost_km2", down))
	}
	switch {
	case gains && losses:
		return d.done("By oblast, %s shows the largest gain in %s, %s, and the largest loss in %s, %s.", w.who(g),
			rows[up].Name, gained(), rows[down].Name, lost()), true
	case gains:
		return d.done("By oblast, %s shows the largest gain in %s, %s.", w.who(g), rows[up].Name, gained()), true
	case losses:
		return d.done("By oblast, %s shows the largest loss in %s, %s.", w.who(g), rows[down].Name, lost()), true
	}
	return Sentence{}, false
}
