// Package plane puts polygons with coordinates of any size on the grid of
// package geo, whose overlay works in any plane, and turns results back.
//
// Read polygons with [Read], choose a grid with [Fit] (or take [Degrees]), place
// them with [Grid.Place], compute with geo, and write with [Grid.AppendWKT] or
// [Grid.AppendGeoJSON].
package plane

import (
	"errors"
	"fmt"
	"math"

	"github.com/salient-project/salient/geo"
)

// Ring is a closed chain of points, x before y; the closing point may be
// repeated.
type Ring [][2]float64

// Polygon is an outer ring and its holes, turning either way.
type Polygon []Ring

// Shapes is the ground that a geometry stands for, and what it has that is none.
type Shapes struct {
	Polygons      []Polygon
	Lines, Points int // left out: they have no area
}

// add appends a polygon without its empty holes, unless it is empty itself.
func (s *Shapes) add(p Polygon) {
	var full Polygon
	for i, r := range p {
		if i == 0 || len(r) > 0 {
			full = append(full, r)
		}
	}
	if len(full) > 1 || len(full) == 1 && len(full[0]) > 0 {
		s.Polygons = append(s.Polygons, full)
	}
}

// ErrRange says that a coordinate is beyond a grid.
var ErrRange = errors.New("coordinate out of range")

// Grid maps coordinates to geo's: a unit is 10^-Digits, or 1/Scale if that is
// not 0, and the grid point 0,0 lies so many units from the origin.
type Grid struct {
	Digits int
	Scale  float64
	Base   [2]int64
	limit  [2]float64 // of degrees
}

// Degrees is the grid of maps: longitude and latitude in units of 1e-7 degree,
// as in package geo.
var Degrees = Grid{Digits: 7, limit: [2]float64{180, 90}}

// width is how many units a grid made by Fit is wide at most; 2^31 would do.
const width = 2e9

// Fit returns the finest decimal grid that holds all coordinates: at least one
// and a half in 10^10 of their extent, and not finer than the coordinates'
// floating-point numbers are told apart.
func Fit(all ...Shapes) (Grid, error) {
	low := [2]float64{math.Inf(1), math.Inf(1)}
	high := [2]float64{math.Inf(-1), math.Inf(-1)}
	err := each(all, func(p [2]float64) error {
		for k, v := range p {
			low[k], high[k] = min(low[k], v), max(high[k], v)
		}
		return nil
	})
	if err != nil || low[0] > high[0] {
		return Grid{Digits: 7}, err
	}
	size, far := 0.0, 0.0
	for k := range low {
		size = max(size, high[k]-low[k])
		far = max(far, math.Abs(low[k]), math.Abs(high[k]))
	}
	if math.IsInf(size, 0) {
		return Grid{}, fmt.Errorf("%w: extent beyond the floating-point numbers", ErrRange)
	}
	digits := 300.0
	if size > 0 {
		digits = min(digits, math.Floor(math.Log10(width/size)))
	}
	if far > 0 {
		digits = min(digits, math.Floor(math.Log10(1<<53/far)))
	}
	g := Grid{Digits: int(digits)}
	for k := range low {
		g.Base[k] = int64(math.Round(g.units(low[k])))
	}
	return g, nil
}

// Fixed returns the grid with so many units in a coordinate unit, as a "fixed
// precision model" has it. It fails where the coordinates need more than 2^31.
func Fixed(scale float64, all ...Shapes) (Grid, error) {
	g := Grid{Scale: scale}
	if !(scale > 0) || math.IsInf(scale, 0) {
		return g, fmt.Errorf("scale %v: want a positive number", scale)
	}
	low := [2]float64{math.Inf(1), math.Inf(1)}
	err := each(all, func(p [2]float64) error {
		for k, v := range p {
			low[k] = min(low[k], math.Round(g.units(v)))
		}
		return nil
	})
	for k, v := range low {
		if math.Abs(v) < 1<<62 {
			g.Base[k] = int64(v)
		}
	}
	return g, err
}

func each(all []Shapes, do func(p [2]float64) error) error {
	for _, s := range all {
		for _, p := range s.Polygons {
			for _, r := range p {
				for _, q := range r {
					if math.IsNaN(q[0]+q[1]) || math.IsInf(q[0], 0) || math.IsInf(q[1], 0) {
						return fmt.Errorf("%w: %v %v is no place", ErrRange, q[0], q[1])
					}
					if err := do(q); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// units returns a coordinate in units, not rounded, from the origin.
func (g Grid) units(v float64) float64 {
	switch {
	case g.Scale != 0:
		return v * g.Scale
	case g.Digits < 0:
		return v / math.Pow10(-g.Digits)
	}
	return v * math.Pow10(g.Digits)
}

// coordinate returns the coordinate of so many units from the origin.
func (g Grid) coordinate(units float64) float64 {
	switch {
	case g.Scale != 0:
		return units / g.Scale
	case g.Digits < 0:
		return units * math.Pow10(-g.Digits)
	}
	return units / math.Pow10(g.Digits)
}

// Unit returns the width of a unit of the grid.
func (g Grid) Unit() float64 { return g.coordinate(1) }

// Place rounds polygons to the grid, half to even. Points that fall together
// with the one before them are dropped, the closing point too; rings are left as
// they are otherwise. It fails where a coordinate lies beyond the grid.
func (g Grid) Place(s Shapes) (geo.MultiPolygon, error) {
	var m geo.MultiPolygon
	for i, p := range s.Polygons {
		var q geo.Polygon
		for k, r := range p {
			ring, err := g.ring(r)
			if err != nil {
				return nil, fmt.Errorf("polygon %d, ring %d: %w", i, k, err)
			}
			q = append(q, ring)
		}
		m = append(m, q)
	}
	return m, nil
}

func (g Grid) ring(r Ring) (geo.Ring, error) {
	var out geo.Ring
	for _, q := range r {
		p, err := g.Point(q[0], q[1])
		if err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
		out = out[:len(out)-1]
	}
	return out, nil
}

// Point returns the grid point nearest to coordinates.
func (g Grid) Point(x, y float64) (geo.Point, error) {
	var at [2]int32
	for k, v := range [2]float64{x, y} {
		u := math.RoundToEven(g.units(v)) - float64(g.Base[k])
		if !(math.Abs(u) <= math.MaxInt32) || g.limit[k] > 0 && math.Abs(v) > g.limit[k] {
			return geo.Point{}, fmt.Errorf("%w: %v %v", ErrRange, x, y)
		}
		at[k] = int32(u)
	}
	return geo.Point{X: at[0], Y: at[1]}, nil
}

// XY returns the coordinates of a grid point.
func (g Grid) XY(p geo.Point) (x, y float64) {
	return g.coordinate(float64(g.Base[0] + int64(p.X))), g.coordinate(float64(g.Base[1] + int64(p.Y)))
}

// Area returns the area in the plane, in square coordinate units.
func (g Grid) Area(m geo.MultiPolygon) float64 {
	unit := g.Unit()
	return m.PlaneArea() * unit * unit
}
