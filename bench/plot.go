package main

import (
	"image/color"
	"math"
	"path/filepath"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// drawGrowth writes the plots of g beside the document.
func drawGrowth(g Growth, folder string) error {
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
	p.Title.Padding, p.X.Label.Padding, p.Y.Label.Padding = vg.Points(6), vg.Points(4), vg.Points(4)
	p.BackgroundColor = color.White // also where pages are dark
	var xys plotter.XYs
	var wide, high float64
	for _, q := range points {
		xys = append(xys, plotter.XY{X: q.X, Y: q.Y * 1e3})
		wide, high = max(wide, q.X), max(high, q.Y*1e3)
	}
	dots, err := plotter.NewScatter(xys)
	if err != nil {
		return err
	}
	dots.Shape, dots.Radius, dots.Color = draw.CircleGlyph{}, vg.Points(1.8), color.NRGBA{0x1f, 0x5a, 0xa6, 0x90}
	l := fit(points)
	from := 0.0 // the line begins where it leaves the axis
	if l.Base < 0 && l.Slope > 0 {
		from = -l.Base / l.Slope
	}
	line, err := plotter.NewLine(plotter.XYs{{X: from, Y: (l.Base + l.Slope*from) * 1e3}, {X: wide, Y: (l.Base + l.Slope*wide) * 1e3}})
	if err != nil {
		return err
	}
	line.Width, line.Color = vg.Points(1.2), color.NRGBA{0xb0, 0x3a, 0x2e, 0xff}
	p.Add(plotter.NewGrid(), line, dots)
	p.X.Min, p.Y.Min, p.X.Max, p.Y.Max = 0, 0, wide*1.06, high*1.06
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.TickerFunc(ticks), plot.TickerFunc(ticks)
	return p.Save(15*vg.Centimeter, 9*vg.Centimeter, path)
}

// ticks are at every 1, 2 or 5 times a power of ten, four to nine in all.
func ticks(lo, hi float64) []plot.Tick {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/5)))
	for _, k := range []float64{5, 2} {
		if (hi-lo)/(k*step) >= 4 {
			step *= k
			break
		}
	}
	var out []plot.Tick
	for v := math.Ceil(lo/step) * step; v <= hi-0.04*(hi-lo); v += step { // the picture ends at hi: a label there would be cut
		out = append(out, plot.Tick{Value: v, Label: strconv.FormatFloat(v, 'f', max(0, -int(math.Floor(math.Log10(step)))), 64)})
	}
	return out
}
