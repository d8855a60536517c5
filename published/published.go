// Package published compares the changes that a source draws on its own maps
// with those that its maps themselves show. Start with [Read].
//
// NZZ publishes, with each map of what is held, areas of the types gains and
// losses for a period before it. They are a check on what salient computes from
// two maps: the same ground should come out. Where it does not, either says
// something of the source. [Territories] measures the same files as others do who
// publish a series of them.
package published

import (
	"context"
	"fmt"
	"slices"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source/nzz"
)

// Row compares one map's published changes with the difference of two maps.
// Areas are geodesic.
type Row struct {
	File       string
	Day        control.Day      // valid day of the map
	From, To   control.Day      // the published period
	Map        control.Day      // the map that stood on From, which the difference begins at
	Held       geo.SquareMeters // on the map
	HeldBefore geo.SquareMeters // on the map of Map
	Gains      Pair
	Losses     Pair
	// NeverHeld is the part of the published losses that was not held on the
	// map of From: Ukrainian-held ground in Russia, and ground lost before.
	NeverHeld geo.SquareMeters
}

// Pair is ground as published and as computed.
type Pair struct {
	Published geo.SquareMeters
	Computed  geo.SquareMeters // held on one map and not on the other
	Both      geo.SquareMeters // common ground of the two
}

// Excess returns how much more was published than computed; less is negative.
func (p Pair) Excess() geo.SquareMeters { return p.Published - p.Computed }

// Skipped counts the maps that could not be compared, by reason.
type Skipped map[string]int

// Read compares every map of NZZ's archive at the paths, each distinct map once,
// in order of valid days.
func Read(ctx context.Context, paths []string, progress func(int64)) ([]Row, Skipped, error) {
	skipped := Skipped{}
	maps := map[control.Day]entry{}
	for _, path := range paths {
		_, err := archive.Walk(ctx, path, archive.Options{Progress: progress}, func(e archive.Entry) error {
			p, err := nzz.ReadPublished(e.Name, e.Data)
			if err != nil {
				skipped["refused"]++ // import says why
				return nil
			}
			if was, ok := maps[p.Day]; ok {
				if slices.Equal(was.Held, p.Held) {
					skipped["the same map again"]++
					return nil
				}
				skipped["drawn again"]++ // the last counts
			}
			maps[p.Day] = entry{p, e.Name}
			return nil
		})
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	days := make([]control.Day, 0, len(maps))
	for d := range maps {
		days = append(days, d)
	}
	slices.Sort(days)
	var rows []Row
	for _, d := range days {
		p := maps[d]
		if p.From == control.NoDay || p.To == control.NoDay {
			skipped["no changes drawn"]++
			continue
		}
		at, exact := slices.BinarySearch(days, p.From)
		if !exact {
			at-- // the map that stood
		}
		if at < 0 || days[at] >= d {
			skipped["no map at the period's start"]++
			continue
		}
		rows = append(rows, compare(p, maps[days[at]].Published))
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
	return rows, skipped, nil
}

// entry is a map and the file it came from.
type entry struct {
	nzz.Published
	file string
}

func compare(p entry, from nzz.Published) Row {
	diff := geo.Diff(from.Held, p.Held)
	r := Row{File: p.file, Day: p.Day, From: p.From, To: p.To, Map: from.Day}
	gained, lost := geo.Boundary(diff, geo.AtLeastOne), geo.Boundary(diff, geo.AtMostMinusOne)
	r.Held, r.HeldBefore = area(p.Held), area(from.Held)
	r.Gains = pair(p.Gains, gained)
	r.Losses = pair(p.Losses, lost)
	r.NeverHeld = r.Losses.Published - area(common(p.Losses, from.Held))
	return r
}

func pair(published, computed []geo.Segment) Pair {
	return Pair{area(published), area(computed), area(common(published, computed))}
}

// common returns the boundary of the ground of two boundaries.
func common(a, b []geo.Segment) []geo.Segment {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	return geo.Boundary(slices.Concat(a, b), func(w int32) bool { return w >= 2 })
}

func area(boundary []geo.Segment) geo.SquareMeters {
	var sum geo.SquareMeters
	for _, s := range boundary {
		sum += geo.SegmentArea(s)
	}
	return sum
}
