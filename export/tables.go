package export

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// Asked is what a table is to hold. Days are valid days; a definition's own
// first and last map close them.
type Asked struct {
	Definitions []measure.Coverage
	From, To    control.Day
	Every       int // Held: days apart
	ByRegion    bool
	By          measure.Areas  // split by these instead; nil: not
	Period      measure.Period // Changes
	Credit      []string
}

// holders names whose holding the definitions measure.
func (q Asked) holders() string {
	var names []string
	for _, c := range q.Definitions {
		if !slices.Contains(names, c.Definition.Actor) {
			names = append(names, c.Definition.Actor)
		}
	}
	return strings.Join(names, " or ")
}

// who are the columns that every table begins and ends with.
var who = []Column{{"source", String, "who drew the map"}, {"definition", String, "what counts as held"}}

var how = []Column{{"method", String, "version of the method"}, {"basis", String, "what the figure was computed from: chronicle (maps) or ledger"}}

func columns(own ...Column) []Column { return slices.Concat(who, own, how) }

func row(d control.Definition, basis measure.Basis, own ...any) Row {
	return Row{Values: slices.Concat([]any{d.Source, d.Name}, own, []any{measure.MethodVersion, string(basis)})}
}

func km2(a geo.SquareMeters) float64 { return answer.Round(a.Km2(), 6) }

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func ends(i *measure.Interval) (low, high any) {
	if i == nil {
		return nil, nil
	}
	return km2(i.Low), km2(i.High)
}

func percents(r *measure.Range) (low, high any) {
	if r == nil {
		return nil, nil
	}
	return answer.Round(100*r.Low, 4), answer.Round(100*r.High, 4)
}

// none turns a table without rows into an error that says so.
func none(t *Table, errs []error) error {
	if len(t.Rows) > 0 {
		return nil
	}
	return errors.Join(append(errs, fmt.Errorf("%s: %w", t.Name, chronicle.ErrNoMap))...)
}

// days returns the days to ask a definition about.
func (q Asked) days(c measure.Coverage) []control.Day {
	var out []control.Day
	for d := q.From; d <= q.To; d += control.Day(max(q.Every, 1)) {
		if d >= c.First && d <= c.Last {
			out = append(out, d)
		}
	}
	return out
}

// Held returns the held areas of days, one row a definition and day, and one an
// oblast where asked for.
func Held(r measure.Record, q Asked) (*Table, error) {
	t := &Table{Name: "held", Title: "Ground held by day", Credit: q.Credit,
		Description: "Area that " + q.holders() + " held, by published control map.",
		Columns: columns(Column{"day", Date, "valid day asked for"}, Column{"map_day", Date, "valid day of the map that answers"},
			Column{"oblast", String, "oblast, or the area asked for; empty for the whole"}, Column{"held_km2", Number, "held area"},
			Column{"share_percent", Number, "share of the oblast, or of the definition's denominator"},
			Column{"low_km2", Number, "low end of the 95 % interval"}, Column{"high_km2", Number, "high end of the 95 % interval"},
			Column{"share_low_percent", Number, "low end of the share's 95 % interval"}, Column{"share_high_percent", Number, "high end of the share's 95 % interval"})}
	for _, c := range q.Definitions {
		for _, day := range q.days(c) {
			h, err := r.Held(c.Definition.Name, day, measure.Options{ByRegion: q.ByRegion, By: q.By})
			if err != nil {
				return nil, err
			}
			low, high := ends(h.Interval)
			var share any
			if c.Definition.Denominator > 0 {
				share = answer.Round(100*h.Area.Km2()/c.Definition.Denominator, 4)
			}
			shareLow, shareHigh := percents(h.ShareInterval())
			t.Rows = append(t.Rows, row(c.Definition, h.Basis, h.Asked, h.Day, nil, km2(h.Area), share, low, high, shareLow, shareHigh))
			for _, o := range h.Regions {
				low, high := ends(o.Interval)
				var share any
				if o.Total > 0 {
					share = answer.Round(100*o.Share(), 4)
				}
				shareLow, shareHigh := percents(o.ShareInterval())
				t.Rows = append(t.Rows, row(c.Definition, h.Basis, h.Asked, h.Day, o.Name, km2(o.Held), share, low, high, shareLow, shareHigh))
			}
		}
	}
	return t, none(t, nil)
}

// Changes returns what was gained and lost in every whole week or month, and by
// oblast where asked for.
func Changes(r measure.Record, q Asked) (*Table, error) {
	t := &Table{Name: "changes", Title: "Ground gained and lost by " + string(q.Period), Credit: q.Credit,
		Description: "Ground that " + q.holders() + " gained, lost, and the net, by published control map.",
		Columns: columns(Column{"from", Date, "valid day measured from"}, Column{"to", Date, "valid day measured to"},
			Column{"oblast", String, "oblast, or the area asked for; empty for the whole"}, Column{"gained_km2", Number, "gross gain"}, Column{"lost_km2", Number, "gross loss"},
			Column{"net_km2", Number, "net change"},
			Column{"sliver_km2", Number, "ground that only a redrawn boundary changed, gained and lost; not told by oblast"}, Column{"low_km2", Number, "low end of the net's 95 % interval"},
			Column{"high_km2", Number, "high end of the net's 95 % interval"}, Column{"gross", String, "exact, or daily-sum: an upper bound"},
			Column{"gained_low_km2", Number, "low end of the gain's 95 % interval"}, Column{"gained_high_km2", Number, "high end of the gain's 95 % interval"},
			Column{"lost_low_km2", Number, "low end of the loss's 95 % interval"}, Column{"lost_high_km2", Number, "high end of the loss's 95 % interval"})}
	var errs []error
	for _, c := range q.Definitions {
		rows, _, err := measure.Periods(r, c, q.Period, measure.Within{}, q.From, q.To)
		if errors.Is(err, chronicle.ErrNoMap) {
			errs = append(errs, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			low, high := ends(p.Interval)
			gainedLow, gainedHigh := ends(p.GainedInterval)
			lostLow, lostHigh := ends(p.LostInterval)
			t.Rows = append(t.Rows, row(c.Definition, c.Basis, p.From, p.To, nil, km2(p.Gained), km2(p.Lost), km2(p.Net), km2(p.Sliver), low, high, string(p.Gross),
				gainedLow, gainedHigh, lostLow, lostHigh))
			if !q.ByRegion && q.By == nil {
				continue
			}
			ch, err := r.Change(c.Definition.Name, p.From, p.To, measure.Options{ByRegion: q.ByRegion, By: q.By})
			if err != nil {
				return nil, err
			}
			for _, o := range ch.Regions {
				low, high := ends(o.Interval)
				gainedLow, gainedHigh := ends(o.GainedInterval)
				lostLow, lostHigh := ends(o.LostInterval)
				t.Rows = append(t.Rows, row(c.Definition, ch.Basis, p.From, p.To, o.Name, km2(o.Gained), km2(o.Lost), km2(o.Net), nil, low, high, string(ch.Gross),
					gainedLow, gainedHigh, lostLow, lostHigh))
			}
		}
	}
	return t, none(t, errs)
}

// Patches returns the patches gained and lost between two days: polygons where
// every definition answers from maps, else points.
func Patches(r measure.Record, q Asked) (*Table, error) {
	t := &Table{Name: "patches", Title: "Patches of ground gained and lost", Credit: q.Credit, Shape: Polygons,
		Description: fmt.Sprintf("Connected pieces of ground that %s gained or lost from %s to %s, by published control map.", q.holders(), q.From, q.To),
		Columns: columns(Column{"kind", String, "gained or lost"}, Column{"from", Date, "valid day of the earlier map"}, Column{"to", Date, "valid day of the later map"},
			Column{"area_km2", Number, "area"}, Column{"lon", Number, "longitude of the center"}, Column{"lat", Number, "latitude of the center"},
			Column{"oblast", String, "oblast that holds most of it"}, Column{"near_place", String, "nearest place that readers know"},
			Column{"near_distance_km", Number, "distance of the center from it"}, Column{"near_bearing", String, "wind from it"},
			Column{"sliver", Boolean, "whether only a redrawn boundary changed it"})}
	var errs []error
	for _, c := range q.Definitions {
		ch, err := r.Change(c.Definition.Name, q.From, q.To, measure.Options{Patches: true})
		if errors.Is(err, chronicle.ErrNoMap) {
			errs = append(errs, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		if ch.Basis == measure.FromLedger && len(ch.Patches) > 0 {
			t.Shape = Points
		}
		for _, p := range ch.Patches {
			one := row(c.Definition, ch.Basis, string(p.Kind), ch.From, ch.To, km2(p.Area), p.Centroid.Lon(), p.Centroid.Lat(),
				orNull(p.Region), orNull(p.Near.Place), answer.Round(p.Near.Distance.Km(), 1), orNull(p.Near.Bearing), p.Sliver)
			one.Point, one.Polygon = p.Centroid, geo.MultiPolygon{p.Polygon}
			t.Rows = append(t.Rows, one)
		}
	}
	return t, none(t, errs)
}

// Cells returns the cells of the ledger's grid that are held on the day To, in
// part or wholly.
func Cells(r measure.Record, q Asked) (*Table, error) {
	t := &Table{Name: "cells", Title: "Share held of S2 cells", Credit: q.Credit, Shape: Polygons,
		Description: "Share that " + q.holders() + " held of each S2 cell of level 11, about 20 km², by published control map.",
		Columns: columns(Column{"day", Date, "valid day asked for"}, Column{"map_day", Date, "valid day of the map that answers"},
			Column{"cell", String, "token of the S2 cell"}, Column{"share", Number, "share held, 0 to 1"})}
	var errs []error
	for _, c := range q.Definitions {
		shares, day, err := measure.Cells(r, c.Definition.Name, q.To)
		if errors.Is(err, chronicle.ErrNoMap) {
			errs = append(errs, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, id := range slices.Sorted(maps.Keys(shares)) {
			one := row(c.Definition, measure.FromLedger, q.To, day, id.ToToken(), answer.Round(shares[id], 3))
			one.Polygon = geo.MultiPolygon{measure.CellPolygon(id)}
			t.Rows = append(t.Rows, one)
		}
	}
	return t, none(t, errs)
}
