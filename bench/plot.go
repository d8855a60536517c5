package main

import (
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// draw writes the plots of g beside the document.
func draw(g Growth, folder string) error {
	err := scatter(g.Build, "building a chronicle", "days", filepath.Join(folder, "benchmarks-build.svg"))
	if err != nil {
		return err
	}
	if err := scatter(g.Overlay, "one overlay", "segments of the map", filepath.Join(folder, "benchmarks-overlay.svg")); err != nil {
		return err
	}
	return scatter(g.Change, "one change", "segments changed", filepath.Join(folder, "benchmarks-change.svg"))
}

// scatter plots the points, in milliseconds, and the line fitted to them.
func scatter(points []Point, title, x, path string) error {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, "milliseconds"
	var xys plotter.XYs
	var most float64
	for _, q := range points {
		xys = append(xys, plotter.XY{X: q.X, Y: q.Y * 1e3})
		most = max(most, q.X)
	}
	dots, err := plotter.NewScatter(xys)
	if err != nil {
		return err
	}
	dots.Radius = vg.Points(1.5)
	l := fit(points)
	line, err := plotter.NewLine(plotter.XYs{{X: 0, Y: l.Base * 1e3}, {X: most, Y: (l.Base + l.Slope*most) * 1e3}})
	if err != nil {
		return err
	}
	p.Add(dots, line)
	p.X.Min, p.Y.Min = 0, 0
	return p.Save(14*vg.Centimeter, 9*vg.Centimeter, path)
}
