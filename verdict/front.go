package verdict

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// Margins of lengths. A line is the longer the finer it is drawn: two sources'
// lines of one day differ by a quarter and more. How deep an advance reached is
// told to the kilometer, and drawn to half of one.
var (
	lengthStrict = margin{0.25, 25, claim.Km}
	lengthWide   = margin{0.35, 50, claim.Km}
	depthStrict  = margin{0.25, 0.5, claim.Km}
	depthWide    = margin{0.40, 1, claim.Km}
)

var kilometers = map[string]float64{claim.Km: 1, claim.Mi: mile, claim.Meter: 0.001}

// front checks the length of the line of contact, and how deep an advance near
// a place reached. Both need the maps' lines: chronicles have them, the ledger
// has not. How many soldiers are surrounded is on no map.
func (c *checker) front(i int) Checked {
	cl := c.reading.Claims[i]
	km, length := kilometers[cl.Unit]
	switch {
	case cl.Unit == claim.Count:
		return unverifiable(cl, "maps do not count people", "How many soldiers are surrounded is on no map; whether ground is enclosed would need the maps' polygons for the day and a place.")
	case !length || len(cl.Value) == 0:
		return unverifiable(cl, "a length is needed", "No length is told that could be measured: whether a place is surrounded would need the maps' polygons for the day.")
	}
	stated := make([]float64, len(cl.Value))
	for k, v := range cl.Value {
		stated[k] = v * km
	}
	if cl.Direction == "" {
		return c.lineLength(cl, stated)
	}
	return c.depth(cl, stated)
}

// lineLength checks how long the line of contact is on a day.
func (c *checker) lineLength(cl claim.Claim, stated []float64) Checked {
	_, day := c.when(cl.Window)
	if day == 0 {
		return unverifiable(cl, "a day is needed", "Of which day the line is meant cannot be told.")
	}
	a := span(cl, stated, lengthStrict, lengthWide)
	return c.lines(cl, a, func(d control.Definition) (Evidence, finding) {
		e := Evidence{Source: d.Source, Definition: d.Name, Measure: "length of the line of contact", From: day, To: day,
			UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Km}
		f := finding{definition: d}
		if f.missing = c.outside(d.Name, day); f.missing != "" {
			return e, f
		}
		line, err := c.src.front(d.Name, day, control.NoDay)
		if f.missing = noLine(err); f.missing == "" {
			f.missing = stale(day, line.Day)
		}
		if f.missing == "" && line.Length == 0 {
			f.missing = "no line of that day is known"
		}
		if f.missing != "" {
			return e, f
		}
		v := line.Length.Km()
		e.Value, e.UsedFrom, e.UsedTo, e.Basis = value(v), line.Day, line.Day, line.Basis
		e.Command = c.command("front", "--on", day.String(), "--definition", d.Name)
		e.Supports = answer(a.holds(v))
		f.side = 2
		f.weigh(a, e.Supports, v, false)
		f.says = fmt.Sprintf("a line of contact of %s on %s", Quantity(v, claim.Km), Day(day))
		return e, f
	})
}

// depth checks how deep the patches near a place reach beyond the line of the
// day before the window.
func (c *checker) depth(cl claim.Claim, stated []float64) Checked {
	if cl.ReferencePlace == "" {
		return unverifiable(cl, "a place is needed", "The record measures advances where they were made; the text names no place.")
	}
	place, missing := c.place(cl.ReferencePlace, cl.Region)
	if missing != "" {
		return unverifiable(cl, "a place is needed", sentence(missing))
	}
	if cl.Window.From == control.NoDay {
		return unverifiable(cl, "days are needed", "How deep an advance near "+place.Name+" reached can be measured from the maps' lines, but the text does not tell its days.")
	}
	a := span(cl, stated, depthStrict, depthWide)
	return c.lines(cl, a, func(d control.Definition) (Evidence, finding) {
		e := Evidence{Source: d.Source, Definition: d.Name, From: cl.Window.From, To: cl.Window.To,
			UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Km}
		f := finding{definition: d}
		w, known := wayOf(cl, d.Actor)
		rs := c.readings(d, cl.Window)
		switch {
		case d.Actor == "":
			f.missing = "not in the record"
		case !known || len(rs) == 0:
			f.missing = "the days or the actor cannot be told"
		default:
			f.missing = c.outside(d.Name, rs[0].from, rs[0].to)
		}
		if f.missing != "" {
			return e, f
		}
		from, to := rs[0].from, rs[0].to
		line, err := c.src.front(d.Name, to, from)
		if f.missing = noLine(err); f.missing == "" && line.Movement == nil {
			f.missing = "no movement was measured"
		}
		if f.missing != "" {
			return e, f
		}
		kind, side := measure.Gained, "gained"
		if w.lost {
			kind, side = measure.Lost, "lost"
		}
		v := deepest(line.Movement.Advances, kind, place)
		e.From, e.To, e.UsedFrom, e.UsedTo, e.Basis = from, to, line.Movement.From, line.Day, line.Basis
		e.Measure = fmt.Sprintf("depth of the ground %s within %d km of %s", side, nearbyKm, place.Name)
		e.Value = value(v)
		e.Command = c.command("front", "--on", to.String(), "--since", from.String(), "--definition", d.Name)
		e.Supports = answer(a.holds(v))
		f.side = 2
		f.weigh(a, e.Supports, v, false)
		f.says = fmt.Sprintf("ground %s up to %s deep within %d km of %s", side, Quantity(v, claim.Km), nearbyKm, place.Name)
		f.days = Span(from, to)
		return e, f
	})
}

// deepest returns the depth in km of the deepest patch of a kind near a place;
// 0 where there is none.
func deepest(advances []measure.Advance, kind measure.Kind, place gazetteer.Place) float64 {
	for _, p := range advances { // greatest depth first
		if p.Kind == kind && !p.Sliver && within(place.Point, p.Centroid, nearbyKm) {
			return p.Depth.Km()
		}
	}
	return 0
}

// lines asks every definition and decides.
func (c *checker) lines(cl claim.Claim, a accept, ask func(control.Definition) (Evidence, finding)) Checked {
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		e, f := ask(d)
		if f.missing != "" {
			e.Note = f.missing
		}
		if f.side == 2 {
			f.side = 0
		}
		rows, fs = append(rows, e), append(fs, f)
	}
	v, by := decide(n, fs)
	return Checked{Claim: cl, Verdict: v, Rule: a.rule + "; " + by, Evidence: rows, Explanation: explain(n, fs)}
}

// noLine says why there is no line; empty where there is one.
func noLine(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, chronicle.ErrNoMap):
		return "lines need imported maps (salient import PATH): the embedded ledger has areas only"
	}
	return err.Error()
}
