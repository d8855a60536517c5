package measure

import (
	"math"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// Model says how exactly a source draws the line of contact. Its line is taken
// to lie off the true one by an error across the line that is normal, of mean 0,
// and alike over a length along the line. docs/method-intervals.md has the
// assumptions, how the numbers were measured, and what the model cannot see.
type Model war.Drawing

// ModelOf returns the error model of a source; ok is false where none is known.
func ModelOf(source string) (m Model, ok bool) {
	d, ok := war.Default.Drawings[source]
	return Model(d), ok
}

// normal95 is the half-width, in standard deviations, of a 95 % interval.
const normal95 = 1.959964

// Held returns the 95 % interval of a held area behind a line of contact. The
// error of the area is the integral of the line's error along it, so that its
// variance is Position²·Correlation·contact.
func (m Model) Held(area geo.SquareMeters, contact geo.Meters) *Interval {
	sd := float64(m.Position) * math.Sqrt(float64(spread(contact, m.Correlation)))
	i := around(area, sd)
	i.Low = max(i.Low, 0)
	return i
}

// Changed returns the 95 % interval of a net change from the perimeters of the
// patches that moved. Where the line did not move the error is the same in both
// maps and cancels.
func (m Model) Changed(net geo.SquareMeters, perimeters []geo.Meters) *Interval {
	sum := geo.SquareMeters(0)
	for _, p := range perimeters {
		sum += spread(p, m.Correlation)
	}
	return around(net, float64(m.Moved)*math.Sqrt(float64(sum)))
}

// ChangedOf is [Model.Changed] for patches of which only the gross area is
// known: gained and lost together.
func (m Model) ChangedOf(net, gross geo.SquareMeters) *Interval {
	return around(net, float64(m.Moved)*math.Sqrt(m.Spread*float64(gross)))
}

// ShareInterval gives regions the whole change's error, each the part of its
// variance that it has of the gross area: the variances add up to the whole's.
func ShareInterval(rows []RegionChange, whole Change) {
	if whole.Interval == nil {
		return
	}
	half := float64(whole.Interval.High-whole.Interval.Low) / 2
	gross := float64(whole.Gained + whole.Lost)
	for i, r := range rows {
		part := 0.0
		if gross > 0 {
			part = math.Sqrt(float64(r.Gained+r.Lost) / gross)
		}
		rows[i].Interval = &Interval{Low: r.Net - geo.SquareMeters(part*half), High: r.Net + geo.SquareMeters(part*half)}
	}
}

// spread returns the double integral of the error's correlation along a line:
// length·correlation for long lines, length² for short ones.
func spread(length, correlation geo.Meters) geo.SquareMeters {
	return geo.SquareMeters(length) * geo.SquareMeters(min(length, correlation))
}

func around(area geo.SquareMeters, sd float64) *Interval {
	half := geo.SquareMeters(normal95 * sd)
	return &Interval{Low: area - half, High: area + half}
}

// Unclear reports whether 0 lies inside the interval of a net change: the sign of
// the change is then no more certain than the line's position. It is false
// where no interval is known and where nothing changed.
func (c Change) Unclear() bool {
	return c.Interval != nil && c.Interval.Low < 0 && c.Interval.High > 0
}

func perimetersOf(patches []Patch) []geo.Meters {
	out := make([]geo.Meters, len(patches))
	for i, p := range patches {
		out[i] = Length(geo.MultiPolygon{p.Polygon}.Segments(nil))
	}
	return out
}
