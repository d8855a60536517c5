package measure_test

import (
	"math"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// A square in the middle of the country is all contact, one at sea none.
func TestContactIsWithinTheCountry(t *testing.T) {
	where := gazetteer.Default()
	inland := box(33, 49, 33.5, 49.5)
	if got, all := measure.Length(measure.Contact(inland, where, nil)), measure.Length(inland); math.Abs(float64(got-all)) > 1 {
		t.Errorf("inland: %.0f of %.0f m are contact", float64(got), float64(all))
	}
	if got := measure.Contact(box(32, 43.5, 33, 44), where, nil); len(got) != 0 {
		t.Errorf("at sea: %d pieces are contact", len(got))
	}
	// Crimea's northern border alone has ground of the country beyond it, and
	// none where that is left out.
	crimea := where.RegionByName("Crimea")
	edge := geo.Boundary(crimea.Polygons.Segments(nil), geo.AtLeastOne)
	contact := measure.Length(measure.Contact(edge, where, nil))
	if all := measure.Length(edge); contact < 1000 || contact > all/4 {
		t.Errorf("Crimea: %.0f of %.0f km are contact", contact.Km(), all.Km())
	}
	if got := measure.Contact(edge, where, func(geo.Point) bool { return true }); len(got) != 0 {
		t.Errorf("%d pieces although what lies beyond is left out", len(got))
	}
	d, _ := geo.Distance(geo.Pt(33, 49), geo.Pt(33.5, 49))
	if got := measure.Length([]geo.Segment{{A: geo.Pt(33, 49), B: geo.Pt(33.5, 49)}}); math.Abs(float64(got/d)-1) > 1e-4 {
		t.Errorf("half a degree is %.1f m, the geodesic %.1f", float64(got), float64(d))
	}
}

func TestFrontMoves(t *testing.T) {
	day := control.Date(2026, 1, 1)
	c := chronicle.New("made-up", "control")
	c.Add(day, day, box(33, 49, 33.5, 49.5))
	c.Add(day+7, day+7, box(33, 49, 33.6, 49.5)) // 0.1 degree to the east
	f, err := measure.FrontOf(live(c), "held", day+7, day)
	if err != nil {
		t.Fatal(err)
	}
	m := f.Movement
	if len(m.Advances) != 1 || m.Depth(measure.Lost) != 0 {
		t.Fatalf("%+v", m)
	}
	want, _ := geo.Distance(geo.Pt(33.5, 49.0), geo.Pt(33.6, 49.0))
	if got := m.Depth(measure.Gained); math.Abs(float64(got/want)-1) > 1e-3 {
		t.Errorf("depth %.0f m, want %.0f", float64(got), float64(want))
	}
	east, _ := geo.Distance(geo.Pt(33.6, 49), geo.Pt(33.6, 49.5))
	north, _ := geo.Distance(geo.Pt(33.5, 49.5), geo.Pt(33.6, 49.5))
	if moved := east + want + north; math.Abs(float64(m.Moved-moved)) > 1500 {
		t.Errorf("%.1f km moved, want %.1f within a piece or two", m.Moved.Km(), moved.Km())
	}
	var sum, sectors, sectorsMoved geo.Meters
	var gained geo.SquareMeters
	for _, r := range f.Regions {
		sum += r.Length
	}
	for _, s := range f.Sectors {
		sectors, sectorsMoved, gained = sectors+s.Length, sectorsMoved+s.Moved, gained+s.Gained
	}
	if math.Abs(float64(sectors-f.Length)) > 1 || math.Abs(float64(sectorsMoved-m.Moved)) > 1 || math.Abs(float64(gained-m.Advances[0].Area)) > 1 {
		t.Errorf("sectors %+v do not add up to the line and the change", f.Sectors)
	}
	if math.Abs(float64(sum-f.Length)) > 1 || f.Length <= m.LengthBefore {
		t.Errorf("regions add up to %.0f m of %.0f, before %.0f", float64(sum), float64(f.Length), float64(m.LengthBefore))
	}
}

// The line of contact of the archives is that of the news: more than 1,000 and
// less than 1,700 km.
func TestFrontOfDeepState(t *testing.T) {
	l := live(archive(t, "data/deepstate.tar.zst"))
	f, err := measure.FrontOf(l, "held", control.Date(2026, 2, 1), control.Date(2026, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.0f km, %.0f moved since 1 January, %d patches, deepest %.1f km", f.Length.Km(), f.Movement.Moved.Km(), len(f.Movement.Advances), f.Movement.Depth(measure.Gained).Km())
	if f.Length.Km() < 1000 || f.Length.Km() > 1700 {
		t.Errorf("%.0f km", f.Length.Km())
	}
	if f.Regions[0].Name != "Donetsk" {
		t.Errorf("most of it in %s", f.Regions[0].Name)
	}
	if f.Movement.Moved <= 0 || f.Movement.Moved > f.Length/2 || f.Movement.Depth(measure.Gained) < 500 {
		t.Errorf("%+v", f.Movement.Moved)
	}
}
