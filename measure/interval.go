package measure

import (
	"math"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/war"
)

// Interval is a 95 % interval of an area.
type Interval struct{ Low, High geo.SquareMeters }

// Unclear reports whether 0 lies inside the interval of a net change: the sign of
// the change is then no more certain than the line's position. It is false for
// nil, where no interval is known, and for one of no width.
func (i *Interval) Unclear() bool { return i != nil && i.Low < 0 && i.High > 0 }

// Range is a 95 % interval of a figure that is no area.
type Range struct{ Low, High float64 }

// Per returns the interval of the quotient of the area, in square meters, and a
// number that is exact: days for a rate, an area in square meters for a share.
// It is nil for a nil interval and where the number is not positive.
func (i *Interval) Per(exact float64) *Range {
	if i == nil || !(exact > 0) {
		return nil
	}
	return &Range{float64(i.Low) / exact, float64(i.High) / exact}
}

// backwards returns the interval of the figure with its sign turned.
func (i *Interval) backwards() *Interval {
	if i == nil {
		return nil
	}
	return &Interval{Low: -i.High, High: -i.Low}
}

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

// HeldIn is [Model.Held] for the part of a held area that lies in a region of
// the area total, in which so much of the line of contact runs. The region's own
// border is exact. total of 0 is not known.
func (m Model) HeldIn(area, total geo.SquareMeters, contact geo.Meters) *Interval {
	i := m.Held(area, contact)
	if total > 0 {
		i.High = min(i.High, max(total, area))
	}
	return i
}

// Band returns the half-width of the band about a drawn line in which the true
// one lies at 95 % of its points (Perkal's epsilon band, with the width that
// measured errors give it).
func (m Model) Band() geo.Meters { return geo.Meters(normal95 * float64(m.Position)) }

// Changed returns the 95 % interval of a net change from the perimeters of the
// patches that moved. Where the line did not move the error is the same in both
// maps and cancels.
func (m Model) Changed(net geo.SquareMeters, perimeters []geo.Meters) *Interval {
	return around(net, m.changedBy(perimeters))
}

// changedBy returns the standard deviation of the area of patches.
func (m Model) changedBy(perimeters []geo.Meters) float64 {
	sum := geo.SquareMeters(0)
	for _, p := range perimeters {
		sum += spread(p, m.Correlation)
	}
	return float64(m.Moved) * math.Sqrt(float64(sum))
}

// Gross returns the 95 % intervals of ground gained and lost, each alone, from
// the perimeters of all patches. Where the line is less certain than it moved, a
// gain may be a loss: so each has the whole net's error. A line drawn back and
// forth adds as much to what is lost as to what is gained, which is why gross
// areas are too large rather than too small: no more than the smaller of the two
// can be such noise, and so much lower do the low ends lie.
func (m Model) Gross(gained, lost geo.SquareMeters, perimeters []geo.Meters) (g, l *Interval) {
	return grossAround(gained, lost, m.changedBy(perimeters))
}

// ChangedOf is [Model.Changed] for patches of which only the gross area is
// known: gained and lost together.
func (m Model) ChangedOf(net, gross geo.SquareMeters) *Interval {
	return around(net, m.spreadOf(gross))
}

// GrossOf is [Model.Gross] for patches of which only the areas are known.
func (m Model) GrossOf(gained, lost geo.SquareMeters) (g, l *Interval) {
	return grossAround(gained, lost, m.spreadOf(gained+lost))
}

// spreadOf returns the standard deviation of usual patches of an area.
func (m Model) spreadOf(gross geo.SquareMeters) float64 {
	return float64(m.Moved) * math.Sqrt(m.Spread*float64(max(gross, 0)))
}

func grossAround(gained, lost geo.SquareMeters, sd float64) (g, l *Interval) {
	half := geo.SquareMeters(normal95 * sd)
	noise := min(gained, lost)
	return &Interval{Low: max(gained-noise-half, 0), High: gained + half}, &Interval{Low: max(lost-noise-half, 0), High: lost + half}
}

// IntervalsOf fills in the intervals of a change of which only areas are known,
// and of its regions: gross is what of Gained and Lost moved, slivers left out.
func (m Model) IntervalsOf(c *Change, gross geo.SquareMeters) {
	sd := m.spreadOf(gross)
	c.Interval = around(c.Net, sd)
	c.GainedInterval, c.LostInterval = grossAround(c.Gained, c.Lost, sd)
	for i := range c.Regions {
		r := &c.Regions[i]
		r.Interval = m.ChangedOf(r.Net, r.Gained+r.Lost)
		r.GainedInterval, r.LostInterval = m.GrossOf(r.Gained, r.Lost)
	}
}

// changed returns the intervals of a change from the outlines of what moved.
func (m Model) changed(gained, lost, net geo.SquareMeters, perimeters []geo.Meters) (n, g, l *Interval) {
	g, l = m.Gross(gained, lost, perimeters)
	return m.Changed(net, perimeters), g, l
}

// changedPatches returns the intervals of what patches add up to: from their
// outlines where they have polygons, else from their areas. Slivers count as
// ground and have no error.
func (m Model) changedPatches(patches []Patch) (n, g, l *Interval) {
	gained, lost := sum(patches)
	var outlines []geo.Meters
	bare := geo.SquareMeters(0)
	for _, p := range patches {
		switch {
		case p.Sliver:
		case p.Polygon == nil:
			bare += p.Area
		default:
			outlines = append(outlines, perimetersOf([]Patch{p})...)
		}
	}
	sd := math.Hypot(m.changedBy(outlines), m.spreadOf(bare))
	g, l = grossAround(gained, lost, sd)
	return around(gained-lost, sd), g, l
}

// perimetersOf measures the outlines of patches that have polygons.
func perimetersOf(patches []Patch) []geo.Meters {
	out := make([]geo.Meters, len(patches))
	for i, p := range patches {
		out[i] = Length(geo.MultiPolygon{p.Polygon}.Segments(nil))
	}
	return out
}

// perimetersIn measures what of each patch's outline lies in each area. The
// area's border, along which patches are cut, is exact and is no part of it.
func perimetersIn(patches []Patch, by Areas) map[string][]geo.Meters {
	out := map[string][]geo.Meters{}
	for _, p := range patches {
		for name, length := range lengthsIn(geo.MultiPolygon{p.Polygon}.Segments(nil), by) {
			out[name] = append(out[name], length)
		}
	}
	return out
}

// clip keeps intervals within what an area of a size can gain and lose; 0 is not
// known.
func (r *RegionChange) clip(total geo.SquareMeters) {
	if total <= 0 {
		return
	}
	r.GainedInterval.High = min(r.GainedInterval.High, max(total, r.Gained))
	r.LostInterval.High = min(r.LostInterval.High, max(total, r.Lost))
	r.Interval.Low, r.Interval.High = max(r.Interval.Low, -max(total, -r.Net)), min(r.Interval.High, max(total, r.Net))
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

// Unclear reports whether 0 lies inside the interval of the net change, as
// [Interval.Unclear] does.
func (c Change) Unclear() bool { return c.Interval.Unclear() }

// Unclear reports the same of a region's net change.
func (r RegionChange) Unclear() bool { return r.Interval.Unclear() }

// Backwards returns the change from To to From.
func (c Change) Backwards() Change {
	c.AskedFrom, c.AskedTo = c.AskedTo, c.AskedFrom
	c.From, c.To = c.To, c.From
	c.Gained, c.Lost, c.Net = c.Lost, c.Gained, -c.Net
	c.SliverGained, c.SliverLost = c.SliverLost, c.SliverGained
	c.Interval, c.GainedInterval, c.LostInterval = c.Interval.backwards(), c.LostInterval, c.GainedInterval
	for i, r := range c.Regions {
		c.Regions[i].Gained, c.Regions[i].Lost, c.Regions[i].Net = r.Lost, r.Gained, -r.Net
		c.Regions[i].Interval, c.Regions[i].GainedInterval, c.Regions[i].LostInterval = r.Interval.backwards(), r.LostInterval, r.GainedInterval
	}
	for i := range c.Patches {
		if c.Patches[i].Kind == Gained {
			c.Patches[i].Kind = Lost
		} else {
			c.Patches[i].Kind = Gained
		}
	}
	return c
}
