package gazetteer

import (
	"fmt"
	"math"
	"sort"

	"github.com/salient-project/salient/geo"
)

// Assertion is what a text says of where ground lies: "about 80 kilometers
// east of Zaporizhzhia".
type Assertion struct {
	Place    geo.Point
	Distance geo.Meters // 0: none was given
	About    bool       // the text says about, roughly, some, nearly
	Within   bool       // the distance is an upper bound
	Unit     geo.Meters // of the printed figure: 1000 for km, 1609.344 for miles; 0: km
	HasWind  bool       // a direction was given
	Wind     Wind
	Sixteen  bool // the text tells sixteen winds apart, so that "east" is one of sixteen
}

// half returns half the sector of the wind in degrees.
func (a Assertion) half() float64 {
	if a.Wind.Eighth() && !a.Sixteen {
		return 22.5
	}
	return 11.25
}

// Patch is ground that an assertion is judged against.
type Patch struct {
	Area     geo.SquareMeters // 0: the polygons' own
	Centroid geo.Point        // used when there are no polygons
	Polygons geo.MultiPolygon // may be empty
}

// Tolerance is how far ground may lie from what an assertion says.
type Tolerance struct {
	Distance geo.Meters // either way
	Angle    float64    // degrees either way
}

// Tolerance returns the rule that [Judge] applies.
//
// Distance, either way: with "about" a fifth of the distance, at least 5 km;
// without it a twentieth, at least 2 km, since a town is no point. In both
// cases at least half of the step to which the figure is rounded (80 km: 5 km;
// 75 km: 2.5 km; 78 km: 0.5 km).
//
// Angle: half the sector of the wind (22.5° for one of eight, 11.25° for one of
// sixteen) and 11.25° more, since writers use the nearest of eight words where
// one of sixteen would be exact: "east" of what lies east-southeast.
func (a Assertion) Tolerance() Tolerance {
	unit := a.Unit
	if unit == 0 {
		unit = 1000
	}
	share, least := geo.Meters(0.05), geo.Meters(2000)
	if a.About {
		share, least = 0.2, 5000
	}
	t := Tolerance{Distance: max(share*a.Distance, least, roundingStep(float64(a.Distance/unit))*unit/2)}
	t.Angle = a.half() + 11.25
	return t
}

// roundingStep returns the step that a printed figure looks rounded to: the
// largest 1, 5, 10, 50, 100, … that divides it, below the figure itself.
func roundingStep(v float64) geo.Meters {
	n := int64(math.Round(v))
	if n <= 0 || math.Abs(v-float64(n)) > 1e-6 {
		return 0.1
	}
	step := int64(1)
	for _, s := range []int64{5, 10, 50, 100, 500, 1000} {
		if n%s == 0 && s < n {
			step = s
		}
	}
	return geo.Meters(step)
}

// Judgment is how much of the ground an assertion is true of.
type Judgment struct {
	Share     float64 // of the area, 0 to 1, within distance and angle; NaN: no ground
	ByRange   float64 // share within the distance alone; 1 when none was given
	ByWind    float64 // share within the angle alone; 1 when none was given
	Strict    float64 // share within the distance and the wind's own sector
	Tolerance Tolerance
	Area      geo.SquareMeters
	Nearest   geo.Meters // of the ground from the place
	Median    geo.Meters // half the area lies nearer
	Farthest  geo.Meters
	Bearing   float64 // from the place to the ground's center of mass
}

// String gives the finding in one line.
func (j Judgment) String() string {
	if math.IsNaN(j.Share) {
		return "no ground to judge"
	}
	return fmt.Sprintf("true of %.0f%% of %.0f km², which lies %s to %s km away (median %s), %s",
		100*j.Share, j.Area.Km2(), kilometers(j.Nearest), kilometers(j.Farthest), kilometers(j.Median),
		WindOf(j.Bearing, 16))
}

// Judge measures of what share of the patches' area the assertion is true.
//
// A patch with polygons is sampled by the centers of a grid of about 4,000
// cells over all patches, cells of 100 m at the least; one that holds no center
// counts by its centroid. So the share is good to about 2 points for compact
// ground. The grid depends on the patches alone, so that the answer is the same
// each time.
func Judge(a Assertion, patches []Patch) Judgment {
	j := Judgment{Tolerance: a.Tolerance()}
	samples := sample(patches)
	var x, y, in, byRange, byWind, strict float64
	var total float64
	half := a.half()
	j.Nearest = geo.Meters(math.Inf(1))
	type far struct{ d, area float64 }
	var spread []far
	for _, s := range samples {
		d, azimuth := geo.Distance(a.Place, s.at)
		total += s.area
		sin, cos := math.Sincos(azimuth * math.Pi / 180)
		x += s.area * float64(d) * sin
		y += s.area * float64(d) * cos
		spread = append(spread, far{float64(d), s.area})
		j.Nearest, j.Farthest = min(j.Nearest, d), max(j.Farthest, d)
		near := a.Distance == 0 || d <= a.Distance+j.Tolerance.Distance &&
			(a.Within || d >= a.Distance-j.Tolerance.Distance)
		off := math.Abs(math.Remainder(azimuth-a.Wind.Degrees(), 360))
		wind := !a.HasWind || off <= j.Tolerance.Angle
		if near {
			byRange += s.area
		}
		if wind {
			byWind += s.area
		}
		if near && wind {
			in += s.area
		}
		if near && (!a.HasWind || off <= half) {
			strict += s.area
		}
	}
	if total == 0 {
		nan := math.NaN()
		return Judgment{Share: nan, ByRange: nan, ByWind: nan, Strict: nan, Tolerance: j.Tolerance}
	}
	sort.Slice(spread, func(i, k int) bool { return spread[i].d < spread[k].d })
	sum := 0.0
	for _, s := range spread {
		if sum += s.area; sum >= total/2 {
			j.Median = geo.Meters(s.d)
			break
		}
	}
	j.Share, j.ByRange, j.ByWind, j.Strict = in/total, byRange/total, byWind/total, strict/total
	j.Area = geo.SquareMeters(total)
	j.Bearing = math.Mod(math.Atan2(x, y)*180/math.Pi+360, 360)
	return j
}

// sampled is a point that stands for some area.
type sampled struct {
	at   geo.Point
	area float64
}

// sampleCells is about how many cells all patches together are cut into.
const sampleCells = 4000

// sample cuts the patches into cells and returns their centers.
func sample(patches []Patch) []sampled {
	areas := make([]float64, len(patches))
	total := 0.0
	for i, p := range patches {
		areas[i] = math.Abs(float64(p.Area))
		if areas[i] == 0 {
			areas[i] = math.Abs(float64(p.Polygons.Area()))
		}
		total += areas[i]
	}
	side := max(100, math.Sqrt(total/sampleCells)) // meters
	var out []sampled
	for i, p := range patches {
		if areas[i] == 0 {
			continue
		}
		centers := cellCenters(p.Polygons, side)
		if len(centers) == 0 {
			c := p.Centroid
			if own, ok := Centroid(p.Polygons); ok {
				c = own
			}
			centers = []geo.Point{c}
		}
		for _, c := range centers {
			out = append(out, sampled{c, areas[i] / float64(len(centers))})
		}
	}
	return out
}

// mostCells bounds the grid over one patch: thin long ones have large boxes.
const mostCells = 250_000

// cellCenters returns the centers, inside the polygons, of cells of about the
// side in meters laid over their box.
func cellCenters(m geo.MultiPolygon, side float64) []geo.Point {
	if len(m) == 0 {
		return nil
	}
	box := m.Box()
	b := newBands(m.Segments(nil))
	const metersPerUnit = 111_200.0 / geo.E7
	cos := max(0.01, math.Cos((box.Min.Lat()+box.Max.Lat())/2*math.Pi/180))
	width, height := float64(int64(box.Max.X)-int64(box.Min.X)), float64(int64(box.Max.Y)-int64(box.Min.Y))
	nx := math.Ceil(width * metersPerUnit * cos / side)
	ny := math.Ceil(height * metersPerUnit / side)
	if f := math.Sqrt(nx * ny / mostCells); f > 1 {
		nx, ny = math.Ceil(nx/f), math.Ceil(ny/f)
	}
	var out []geo.Point
	for j := 0.0; j < ny; j++ {
		y := clamp(int64(box.Min.Y) + int64((j+0.5)*height/ny))
		for i := 0.0; i < nx; i++ {
			p := geo.Point{X: clamp(int64(box.Min.X) + int64((i+0.5)*width/nx)), Y: y}
			if b.contains(p) {
				out = append(out, p)
			}
		}
	}
	return out
}
