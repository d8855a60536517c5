package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Growth shows how cost grows: of building a chronicle with the days in it, of
// a change with the segments that changed, and of an overlay with all segments of
// a map.
type Growth struct {
	Build   []Point `json:"build"`   // X: days; Y: seconds
	Change  []Point `json:"change"`  // X: segments that changed; Y: seconds
	Overlay []Point `json:"overlay"` // X: segments of a map; Y: seconds
}

// Point is one measurement.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// growthSteps is into how many parts an archive's days are cut.
const growthSteps = 12

// growthPairs is how many random pairs of days are measured.
const growthPairs = 400

// growthWork measures Growth on an archive of one layer, and prints it.
func growthWork(w io.Writer, sourceID, folder string) error {
	var snapshots []control.Snapshot
	err := read(sourceID, folder, func(s control.Snapshot) { snapshots = append(snapshots, s) })
	if err != nil {
		return err
	}
	var g Growth
	for step := 1; step <= growthSteps; step++ {
		part := snapshots[:len(snapshots)*step/growthSteps]
		spent := slices.Min(repeat(5, func() {
			b := builder{}
			for _, s := range part {
				b.add(s)
			}
		}))
		g.Build = append(g.Build, Point{float64(len(part)), spent})
	}
	c, err := warm(sourceID, folder)
	if err != nil {
		return err
	}
	maps := c.Maps(control.NoDay)
	random := rand.New(rand.NewPCG(3, 4))
	for range growthPairs {
		a, b := maps[random.IntN(len(maps))], maps[random.IntN(len(maps))]
		n := len(c.Diff(a, b))
		spent := slices.Min(repeat(7, func() { geo.ChangeOf(c.Diff(a, b)) }))
		g.Change = append(g.Change, Point{float64(n), spent})
	}
	return json.NewEncoder(w).Encode(g)
}

// overlaysWork measures the overlay of whole maps of an archive, and prints it.
func overlaysWork(w io.Writer, sourceID, folder string) error {
	var maps [][]geo.Segment
	n := 0
	err := read(sourceID, folder, func(s control.Snapshot) {
		if n++; n%overlayEvery == 0 && len(s.Boundary) > 0 {
			maps = append(maps, s.Boundary)
		}
	})
	if err != nil {
		return err
	}
	var g Growth
	for _, m := range maps {
		spent := slices.Min(repeat(5, func() { geo.Boundary(m, geo.AtLeastOne) }))
		g.Overlay = append(g.Overlay, Point{float64(len(m)), spent})
	}
	return json.NewEncoder(w).Encode(g)
}

// overlayEvery is how many maps of an archive one overlaid map stands for.
const overlayEvery = 25

// grow measures Growth, in processes of their own.
func grow(ctx context.Context, env environment) (Growth, error) {
	var sum Growth
	for _, part := range []Side{
		ours("growth", "deepstate", "deepstate"), ours("overlays", "deepstate", "deepstate"),
		ours("overlays", "liveuamap", "nzz"), ours("overlays", "isw", filepath.Join("isw", "geoJSON")),
	} {
		out, err := output(ctx, part.Argv(env))
		if err != nil {
			return sum, err
		}
		var g Growth
		if err := json.Unmarshal(out.stdout, &g); err != nil {
			return sum, fmt.Errorf("growth: %w", err)
		}
		sum.Build = append(sum.Build, g.Build...)
		sum.Change = append(sum.Change, g.Change...)
		sum.Overlay = append(sum.Overlay, g.Overlay...)
	}
	return sum, nil
}

// Line is Y = Base + Slope·X with the share of the variance that it explains.
type Line struct{ Base, Slope, R2 float64 }

// fit returns the least-squares line through the points.
func fit(points []Point) Line {
	var n, sx, sy, sxx, sxy, syy float64
	for _, p := range points {
		n, sx, sy = n+1, sx+p.X, sy+p.Y
		sxx, sxy, syy = sxx+p.X*p.X, sxy+p.X*p.Y, syy+p.Y*p.Y
	}
	vx, vy, cov := sxx-sx*sx/n, syy-sy*sy/n, sxy-sx*sy/n
	slope := cov / vx
	return Line{Base: (sy - slope*sx) / n, Slope: slope, R2: cov * cov / (vx * vy)}
}
