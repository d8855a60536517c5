package published

import (
	"context"
	"fmt"
	"hash/maphash"
	"math"
	"slices"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/nzz"
)

// Crimea is what conflict-investigations adds to each of NZZ's maps, which leave
// Crimea out.
const Crimea geo.SquareMeters = 26_689.32e6

// Territory is one of NZZ's files by two definitions. conflict-investigations
// (github.com/conflict-investigations/nzz-maps, territory.csv) counts every
// feature of a file, losses too, measures on a cylindrical equal-area projection
// in which borders run straight, and adds [Crimea].
type Territory struct {
	File    string
	Fetched control.Day // the day in the file's name, which their series has
	Day     control.Day // the map's own day

	Theirs geo.SquareMeters // by their definition and on their projection
	Right  geo.SquareMeters // the same without losses
	Held   geo.SquareMeters // by liveuamap: nochange and gains, geodesic
	Losses geo.SquareMeters // what losses add to held, geodesic
}

// Territories measures every file at the paths, in order of the days in their
// names; only those of wanted days, unless that is nil. Files that are no maps of
// NZZ's are left out: import says why.
func Territories(ctx context.Context, paths []string, wanted func(control.Day) bool, progress func(int64)) ([]Territory, error) {
	seed := maphash.MakeSeed()
	known := map[uint64]Territory{} // files repeat each other
	var out []Territory
	for _, path := range paths {
		_, err := archive.Walk(ctx, path, archive.Options{Progress: progress}, func(e archive.Entry) error {
			named, ok := source.DayInName(e.Name)
			if wanted != nil && ok && !wanted(named) {
				return nil
			}
			sum := maphash.Bytes(seed, e.Data)
			t, again := known[sum]
			if !again {
				p, err := nzz.ReadPublished(e.Name, e.Data)
				if err != nil {
					return nil
				}
				t = territoryOf(p)
				known[sum] = t
			}
			t.File, t.Fetched = e.Name, t.Day
			if ok {
				t.Fetched = named
			}
			if wanted == nil || wanted(t.Fetched) {
				out = append(out, t)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	slices.SortStableFunc(out, func(a, b Territory) int { return int(a.Fetched - b.Fetched) })
	return out, nil
}

func territoryOf(p nzz.Published) Territory {
	all := geo.Boundary(slices.Concat(p.Held, p.Losses), geo.AtLeastOne)
	return Territory{
		Day: p.Day, Held: area(p.Held), Losses: area(all) - area(p.Held),
		Theirs: Cylindrical(all) + Crimea, Right: Cylindrical(p.Held) + Crimea,
	}
}

// Cylindrical returns the area of a boundary whose segments run straight on
// Lambert's cylindrical equal-area projection of WGS 84 (EPSG:6933 and PROJ's
// "cea" agree with it), which is what GIS programs measure there. Between
// neighboring vertices that is not the geodesic: on NZZ's maps of the war it comes
// to 3e-6 of the area.
func Cylindrical(boundary []geo.Segment) geo.SquareMeters {
	const a, f = 6_378_137.0, 1 / 298.257223563
	e := math.Sqrt(f * (2 - f))
	q := func(lat float64) float64 { // Snyder 1987, equation 3-12
		s := math.Sin(lat * math.Pi / 180)
		return (1 - e*e) * (s/(1-e*e*s*s) + math.Atanh(e*s)/e)
	}
	var sum float64
	for _, s := range boundary {
		width := (float64(s.B.X) - float64(s.A.X)) / geo.E7 * math.Pi / 180
		sum -= width * (q(s.A.Lat()) + q(s.B.Lat()))
	}
	return geo.SquareMeters(sum * a * a / 4)
}
