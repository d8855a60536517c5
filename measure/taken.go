package measure

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Taken is a settlement or a named site that changed hands in a window.
type Taken struct {
	Place gazetteer.Place
	Held  bool        // by the definition's holder since Day; false: no longer
	Day   control.Day // of the first map that shows it so, and stays so to the window's end
	Basis Basis
}

// TakenPlaces returns the places that were held on the map of one of two days
// and not on that of the other, by day and name. From maps the place's very point
// counts; from the ledger its cell of about 20 km², held where half of it is. A
// place that was lost and regained within the window is not in it.
func TakenPlaces(r Record, definition string, from, to control.Day, where *gazetteer.Gazetteer) ([]Taken, error) {
	ch, err := r.Change(definition, from, to, Options{Patches: true, Slivers: Include})
	if err != nil {
		return nil, err
	}
	var out []Taken
	for _, p := range placesOn(ch, where) {
		if p.Country != where.Home() || p.Kind == gazetteer.Quarter || p.Kind == gazetteer.Abandoned {
			continue
		}
		spans, basis, err := r.History(definition, p.Point, control.NoDay)
		if err != nil {
			return nil, err
		}
		was, _ := spanOn(spans, ch.From)
		is, ok := spanOn(spans, ch.To)
		if ok && is.Held != was.Held {
			out = append(out, Taken{p, is.Held, is.From, basis})
		}
	}
	slices.SortStableFunc(out, func(a, b Taken) int {
		if a.Day != b.Day {
			return int(a.Day) - int(b.Day)
		}
		if a.Place.Name < b.Place.Name {
			return -1
		}
		return 1
	})
	return out, nil
}

// spanOn returns the last of the runs that had begun on a day.
func spanOn(spans []Span, day control.Day) (out Span, ok bool) {
	for _, s := range spans {
		if s.From <= day {
			out, ok = s, true
		}
	}
	return out, ok
}

// placesOn returns the places and sites on ground that changed hands; all of them
// where the change has no polygons.
func placesOn(ch Change, where *gazetteer.Gazetteer) []gazetteer.Place {
	var sites []gazetteer.Place
	for _, s := range where.Sites() {
		sites = append(sites, s.Place)
	}
	if ch.Basis == FromLedger {
		return slices.Concat(where.Places(), sites)
	}
	var out []gazetteer.Place
	for _, p := range ch.Patches {
		polygon := geo.MultiPolygon{p.Polygon}
		box := polygon.Box()
		for _, place := range where.PlacesWithin(box) {
			if polygon.Contains(place.Point) {
				out = append(out, place)
			}
		}
		for _, site := range sites {
			if box.Contains(site.Point) && polygon.Contains(site.Point) {
				out = append(out, site)
			}
		}
	}
	return out
}
