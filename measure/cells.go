package measure

import (
	"fmt"
	"slices"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"

	"github.com/salient-project/salient/geo"
)

// mostCells is how many cells of a grid one question may touch.
const mostCells = 200_000

// TooFineError says that a grid's cells are too small for the ground asked
// about.
type TooFineError struct{ Level int }

func (e TooFineError) Error() string {
	return fmt.Sprintf("S2 cells of level %d: more than %d would be touched; a lower level has larger cells", e.Level, mostCells)
}

// The levels of cells that figures are split by: from 20,000 km² to 1 m² or so.
const (
	CoarsestCells = 6
	FinestCells   = 24
)

// S2 returns the cells of a level, [CoarsestCells] to [FinestCells], of the S2 grid, named by their
// tokens. Sides are straight in longitude and latitude between the corners, as
// in [CellPolygon], so that neighbors share them exactly.
func S2(level int) Areas { return cells(level) }

type cells int

func (c cells) Touching(chains []geo.Segment) ([]Area, error) {
	level := int(c)
	seen := map[s2.CellID]bool{}
	coverer := &s2.RegionCoverer{MinLevel: level, MaxLevel: level, MaxCells: 1 << 30}
	for _, chain := range chained(chains) {
		rect := rectOf(boxOf(chain), level)
		if rect.Area() > mostCells*s2.AvgAreaMetric.Value(level) {
			return nil, TooFineError{level}
		}
		for _, id := range coverer.Covering(rect) {
			seen[id] = true
		}
		if len(seen) > mostCells {
			return nil, TooFineError{level}
		}
	}
	ids := make([]s2.CellID, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := make([]Area, len(ids))
	for i, id := range ids {
		ring := cellRing(id)
		out[i] = Area{Name: id.ToToken(), Border: ring.Segments(nil), Total: ring.Area()}
	}
	return out, nil
}

// rectOf returns a box widened by as much as a cell's straight side may lie off
// the great circle of the same corners: θ²/8 of an arc θ, doubled.
func rectOf(box geo.Box, level int) s2.Rect {
	edge := s2.MaxEdgeMetric.Value(level)
	margin := s1.Angle(edge * edge / 4).Degrees()
	rect := s2.RectFromLatLng(s2.LatLngFromDegrees(box.Min.Lat()-margin, box.Min.Lon()-2*margin))
	return rect.AddPoint(s2.LatLngFromDegrees(box.Max.Lat()+margin, box.Max.Lon()+2*margin))
}

func (c cells) At(p geo.Point) string {
	return s2.CellIDFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lon())).Parent(int(c)).ToToken()
}

// CellCenter returns the center of a cell by its token; ok is false if the areas
// are no cells.
func CellCenter(by Areas, token string) (p geo.Point, ok bool) {
	if _, ok := by.(cells); !ok {
		return p, false
	}
	id := s2.CellIDFromToken(token)
	return cellCenter(id), id.IsValid()
}

func (c cells) Each(p geo.Point, in func(string)) { in(c.At(p)) }

func (c cells) Piece() geo.Meters {
	const radius = 6_371_008.8 // mean of the Earth, meters
	edge := geo.Meters(radius * s2.AvgEdgeMetric.Value(int(c)))
	return max(min(longestPiece, edge/piecesAcross), shortestPiece)
}

func (cells) Disjoint() bool { return true }
func (cells) Rest() string   { return "outside every cell" }
