package answer

import (
	"math"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// Where says where the ground lies that changed hands by one definition: each
// patch described, or of what share of it words are true.
type Where struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	From       control.Day   `json:"from"`
	To         control.Day   `json:"to"`
	Patches    []PatchWhere  `json:"patches,omitempty"`
	True       []TrueOf      `json:"true_of,omitempty"`
	Days       Days          `json:"days"`
	Method     string        `json:"method"`
	Basis      measure.Basis `json:"basis"`
	Notes      []string      `json:"notes,omitempty"`
}

// PatchWhere is where a patch lies: its center of mass seen from a place that
// readers know and from the nearest settlement, and how near and far its edge is
// from the former. Edges need polygons: null from the ledger.
type PatchWhere struct {
	Kind       measure.Kind `json:"kind"`
	Area       float64      `json:"area_km2"`
	Lon        float64      `json:"lon"`
	Lat        float64      `json:"lat"`
	Oblast     *string      `json:"oblast"`
	Near       *Near        `json:"near"`
	EdgeKm     *[2]float64  `json:"edge_km"` // nearest and farthest point
	Settlement *Near        `json:"settlement"`
	Words      string       `json:"words"`
}

// TrueOf is of what share of the ground gained or lost an assertion is true.
type TrueOf struct {
	Kind      measure.Kind `json:"kind"`
	Area      float64      `json:"area_km2"`
	True      *float64     `json:"true_percent"`   // within both tolerances; null: no such ground
	Strict    *float64     `json:"strict_percent"` // within the distance's tolerance and the wind's own sector
	ByRange   *float64     `json:"by_distance_percent"`
	ByWind    *float64     `json:"by_direction_percent"`
	RangeKm   *[3]float64  `json:"distance_km"` // of the ground: nearest, median, farthest
	Direction *string      `json:"direction"`   // of its center of mass
}

// Tolerance is how far ground may lie from what an assertion says.
type Tolerance struct {
	Km      float64  `json:"km"`      // either way; with "within", beyond
	Degrees *float64 `json:"degrees"` // either way; null: no direction was said
}

// WhereOf begins the answer for a change.
func WhereOf(c measure.Change) Where {
	out := Where{
		Source: c.Definition.Source, Definition: c.Definition.Name, From: c.AskedFrom, To: c.AskedTo,
		Days:   Days{[2]control.Day{c.AskedFrom, c.AskedTo}, [2]control.Day{c.From, c.To}},
		Method: measure.MethodVersion, Basis: c.Basis,
	}
	if c.Basis == measure.FromLedger {
		out.Notes = []string{"the ledger has no polygons: each patch counts by its center"}
	}
	return out
}

// Describe lists where a change's patches lie, seen from a place, or from the
// nearest that readers know where from is nil. winds is 8 or 16.
func (w *Where) Describe(c measure.Change, g *gazetteer.Gazetteer, from *gazetteer.Place, winds int) {
	w.Patches = []PatchWhere{}
	for _, p := range c.Patches {
		if p.Sliver {
			continue
		}
		row := PatchWhere{Kind: p.Kind, Area: Round(p.Area.Km2(), 6), Lon: p.Centroid.Lon(), Lat: p.Centroid.Lat()}
		if p.Region != "" {
			row.Oblast = &p.Region
		}
		at := g.Where(p.Centroid)
		if from != nil {
			d, bearing := geo.Distance(from.Point, p.Centroid)
			at.Reference = gazetteer.Relation{Place: *from, Distance: d, Bearing: bearing}
		}
		if at.Reference.Place.Name != "" {
			row.Near = nearOf(at.Reference, winds)
			row.Words = at.String()
			if p.Polygon != nil {
				nearest, farthest := gazetteer.Span(geo.MultiPolygon{p.Polygon}, at.Reference.Place.Point)
				row.EdgeKm = &[2]float64{Round(nearest.Km(), 1), Round(farthest.Km(), 1)}
			}
		}
		if at.Settlement.Place.Name != "" {
			row.Settlement = nearOf(at.Settlement, winds)
		}
		w.Patches = append(w.Patches, row)
	}
}

// Judge tells of what share of the ground gained, and of that lost, an assertion
// is true.
func (w *Where) Judge(c measure.Change, a gazetteer.Assertion) {
	for _, kind := range []measure.Kind{measure.Gained, measure.Lost} {
		var ground []gazetteer.Patch
		for _, p := range c.Patches {
			if p.Kind != kind || p.Sliver {
				continue
			}
			patch := gazetteer.Patch{Area: p.Area, Centroid: p.Centroid}
			if p.Polygon != nil {
				patch.Polygons = geo.MultiPolygon{p.Polygon}
			}
			ground = append(ground, patch)
		}
		j := gazetteer.Judge(a, ground)
		row := TrueOf{Kind: kind, Area: Round(j.Area.Km2(), 6)}
		if !math.IsNaN(j.Share) {
			percent := func(v float64) *float64 { v = Round(100*v, 1); return &v }
			row.True, row.Strict, row.ByRange, row.ByWind = percent(j.Share), percent(j.Strict), percent(j.ByRange), percent(j.ByWind)
			row.RangeKm = &[3]float64{Round(j.Nearest.Km(), 1), Round(j.Median.Km(), 1), Round(j.Farthest.Km(), 1)}
			winds := 8
			if a.Sixteen || a.HasWind && !a.Wind.Eighth() {
				winds = 16
			}
			direction := gazetteer.WindOf(j.Bearing, winds).Letters()
			row.Direction = &direction
		}
		w.True = append(w.True, row)
	}
}

// ToleranceOf returns the tolerance by which an assertion is judged.
func ToleranceOf(a gazetteer.Assertion) Tolerance {
	t := a.Tolerance()
	out := Tolerance{Km: Round(t.Distance.Km(), 2)}
	if a.HasWind {
		out.Degrees = &t.Angle
	}
	return out
}
