package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// Conserved is how well area is conserved through the changes of an archive.
type Conserved struct {
	Archive string  `json:"archive"`
	Layers  int     `json:"layers"`
	Pairs   string  `json:"pairs"` // consecutive or random
	Count   int     `json:"count"`
	Patches int     `json:"patches"`
	Worst   float64 `json:"worst_m2"` // |gained − lost − net|, net from segments alone
	Where   string  `json:"where"`    // layer and days of the worst
	Skewed  float64 `json:"skew_m2"`  // worst difference of gained there and lost on the way back
}

// conservedFile is the name that these are kept under.
const conservedFile = "pairs"

// conserve checks every consecutive pair of maps of each archive and layer, and
// n random pairs of each archive: gained less lost is the net, backwards is the
// reverse, and no patch is invalid. It ends at the first invalid patch.
func conserve(ctx context.Context, w io.Writer, unpacked string, n int) ([]Conserved, error) {
	var out []Conserved
	for _, a := range []struct{ source, folder string }{{"deepstate", "deepstate"}, {"liveuamap", "nzz"}, {"isw", "isw"}} {
		layers, err := chronicles(ctx, a.source, filepath.Join(unpacked, a.folder))
		if err != nil {
			return nil, err
		}
		consecutive := Conserved{Archive: a.folder, Layers: len(layers), Pairs: "consecutive"}
		random := Conserved{Archive: a.folder, Layers: len(layers), Pairs: "random"}
		r := rand.New(rand.NewPCG(2026, 1))
		for i, c := range layers {
			maps := c.Maps(control.NoDay)
			for k := 1; k < len(maps); k++ {
				if err := consecutive.check(c, maps[k-1], maps[k], false); err != nil {
					return nil, err
				}
			}
			for range n*(i+1)/len(layers) - n*i/len(layers) {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if err := random.check(c, maps[r.IntN(len(maps))], maps[r.IntN(len(maps))], true); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, consecutive, random)
		printConserved(w, []Conserved{consecutive, random})
	}
	return out, nil
}

// chronicles returns the chronicles of an archive's layers, by their names.
func chronicles(ctx context.Context, sourceID, folder string) ([]*chronicle.Chronicle, error) {
	b := builder{}
	opts := source.Options{Readers: shipped.All(), Source: sourceID, Accept: true, Recycle: true}
	_, err := source.ReadAll(ctx, []string{folder}, opts, func(res source.Result) error {
		for _, s := range res.Snapshots {
			b.add(s)
		}
		return nil
	})
	var out []*chronicle.Chronicle
	for _, c := range b {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *chronicle.Chronicle) int { return strings.Compare(a.Name(), b.Name()) })
	return out, err
}

func (v *Conserved) check(c *chronicle.Chronicle, from, to chronicle.Map, back bool) error {
	gained, lost := geo.ChangeOf(c.Diff(from, to))
	where := fmt.Sprintf("%s, %s to %s", c.Name(), from.Day, to.Day)
	for _, p := range append(gained, lost...) {
		if !(p.Area >= 0) {
			return fmt.Errorf("%s: %s: a patch at %v of %v m²", v.Archive, where, p.At, float64(p.Area))
		}
		if p.Polygon == nil {
			continue
		}
		v.Patches++
		if err := geo.Validate(geo.MultiPolygon{p.Polygon}); err != nil {
			return fmt.Errorf("%s: %s: a patch at %v is invalid: %w", v.Archive, where, p.At, err)
		}
	}
	v.Count++
	if off := math.Abs(float64(area(gained) - area(lost) - c.Net(from, to))); off > v.Worst {
		v.Worst, v.Where = off, where
	}
	if back {
		g, l := geo.ChangeOf(c.Diff(to, from))
		v.Skewed = max(v.Skewed, math.Abs(float64(area(gained)-area(l))), math.Abs(float64(area(lost)-area(g))))
	}
	return nil
}

func printConserved(w io.Writer, rows []Conserved) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, v := range rows {
		fmt.Fprintf(t, "%s\t%d layers\t%d %s pairs\t%d patches, none invalid\t|gained − lost − net| at most %.2g m² (%s)", v.Archive, v.Layers, v.Count, v.Pairs, v.Patches, v.Worst, v.Where)
		if v.Pairs == "random" {
			fmt.Fprintf(t, "\tbackwards off by at most %.2g m²", v.Skewed)
		}
		fmt.Fprintln(t)
	}
	t.Flush()
}
