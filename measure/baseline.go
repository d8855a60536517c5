package measure

import (
	"fmt"
	"slices"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// Baseline is what was held before, so that what came since can be told apart.
type Baseline struct {
	Name string
	Day  control.Day // NoDay: no map of it is asked for
	kind baselineKind
}

type baselineKind int

const (
	nothing baselineKind = iota // before 2014
	prewar                      // before 24 February 2022
	earlier                     // another day's map
)

// DistrictsHeld is the area held since before the war's first maps beside the
// [Prewar] ground that is all of its regions.
var DistrictsHeld = war.Default.Rest.Area

// ParseBaseline reads a baseline: the year before which nothing was held; prewar
// or the day on which the war began, what was held before that day; or another
// day, of which the source must have a map.
func ParseBaseline(s string) (Baseline, error) {
	began := war.Default.Began
	switch s {
	case war.Default.Untouched:
		return Baseline{Name: "before " + s, Day: control.NoDay, kind: nothing}, nil
	case "prewar", began.String():
		return Baseline{Name: "before " + began.Time().Format("2 January 2006"), Day: control.NoDay, kind: prewar}, nil
	}
	day, err := control.ParseDay(s)
	if err != nil {
		return Baseline{}, fmt.Errorf("baseline %q: want %s, %s or another day", s, war.Default.Untouched, began)
	}
	return Baseline{Name: "on " + day.String(), Day: day, kind: earlier}, nil
}

// Beyond is held ground told apart by a baseline.
type Beyond struct {
	Baseline Baseline
	MapDay   control.Day      // of the baseline's map; NoDay: none was asked
	Held     geo.SquareMeters // on the baseline
	Since    geo.SquareMeters // held now and not then
	Lost     geo.SquareMeters // held then and not now; 0 without the baseline's map
	// SinceInterval and LostInterval are those of Since and Lost, nil where none
	// is known. Ground held before the war counts as exact.
	SinceInterval, LostInterval *Interval
	Gross                       Gross    // of Since and Lost
	LeftOut                     []string // what the map of now leaves out, though it was held then
	How                         string
}

// BeyondOf tells a held area apart by a baseline.
//
// Without a map of the baseline the prewar ground is what is held of the regions
// that are wholly [Prewar] ground and [DistrictsHeld]; water beyond the drawn coast is left out of
// both. Ground retaken from it would count as held since.
func BeyondOf(r Record, h Held, b Baseline) (Beyond, error) {
	name := h.Definition.Name
	out := Beyond{Baseline: b, MapDay: control.NoDay, Gross: Exact}
	if b.kind == earlier {
		if b.Day > h.Asked {
			return out, fmt.Errorf("%s: the baseline %s is after %s: %w", name, b.Day, h.Asked, chronicle.ErrNoMap)
		}
		ch, err := r.Change(name, b.Day, h.Asked, Options{Slivers: Include})
		if err != nil {
			return out, err
		}
		out.MapDay, out.Gross, out.Since, out.Lost = ch.From, ch.Gross, ch.Gained, ch.Lost
		out.Held, out.SinceInterval, out.LostInterval = h.Area-ch.Net, ch.GainedInterval, ch.LostInterval
		out.How = "ground held now and not on the map of that day"
		for _, br := range h.Definition.BreaksBetween(ch.From, ch.To) {
			out.How += "; " + br.Note
		}
		return out, nil
	}
	var left []PrewarGround
	for _, g := range Prewar {
		if LeavesOut(r, name, g, h.Day) {
			left = append(left, g)
			out.LeftOut = append(out.LeftOut, g.Name)
		}
	}
	if b.kind == nothing {
		out.Since, out.SinceInterval, out.How = h.Area, h.Interval, "nothing was held then"
		return out, nil
	}
	if h.Regions == nil || h.By != nil {
		split, err := r.Held(name, h.Asked, Options{ByRegion: true})
		if err != nil {
			return out, err
		}
		h.Regions = split.Regions
	}
	for _, p := range h.Regions {
		switch {
		case p.Rest || p.Name == Outside:
		case slices.Contains(Prewar[0].Regions, p.Name):
			out.Held += p.Held
		default:
			out.Since += p.Held
		}
	}
	if !slices.ContainsFunc(left, func(g PrewarGround) bool { return !g.Whole }) {
		out.Held += DistrictsHeld
		out.Since = max(out.Since-DistrictsHeld, 0)
	}
	if i := h.Interval; i != nil {
		out.SinceInterval = &Interval{Low: max(out.Since-(h.Area-i.Low), 0), High: out.Since + i.High - h.Area}
	}
	out.How = war.Default.Rest.How
	return out, nil
}
