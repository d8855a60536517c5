package chronicle

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Three boundaries of two cells, told apart by one segment chain each.
var (
	boundaryA = squares(0b0001)
	boundaryB = squares(0b0011)
	boundaryC = squares(0b0111)
)

func TestAddSharesAndSplitsStates(t *testing.T) {
	type row struct {
		day, known control.Day
		boundary   []geo.Segment
	}
	tests := []struct {
		name   string
		rows   []row
		states int
		obs    []Observation
	}{
		{"nothing", nil, 0, nil},
		{"a map on which nothing is held", []row{{1, 2, nil}}, 1, []Observation{{1, 2, 0}}},
		{"nothing held, then something, then nothing",
			[]row{{1, 1, nil}, {2, 2, boundaryA}, {3, 3, nil}}, 3,
			[]Observation{{1, 1, 0}, {2, 2, 1}, {3, 3, 2}}},
		{"same boundary every day", []row{{1, 1, boundaryA}, {2, 2, boundaryA}}, 1,
			[]Observation{{1, 1, 0}, {2, 2, 0}}},
		{"seen again later", []row{{1, 1, boundaryA}, {1, 5, boundaryA}}, 1,
			[]Observation{{1, 1, 0}, {1, 5, 0}}},
		{"flip back", []row{{1, 1, boundaryA}, {2, 2, boundaryB}, {3, 3, boundaryA}}, 3,
			[]Observation{{1, 1, 0}, {2, 2, 1}, {3, 3, 2}}},
		{"flip back, the middle last", []row{{1, 1, boundaryA}, {3, 3, boundaryA}, {2, 2, boundaryB}}, 3,
			[]Observation{{1, 1, 0}, {2, 2, 1}, {3, 3, 2}}},
		{"correction and back", []row{{1, 1, boundaryA}, {1, 3, boundaryA}, {1, 2, boundaryB}}, 3,
			[]Observation{{1, 1, 0}, {1, 2, 1}, {1, 3, 2}}},
		{"two files of one day", []row{{1, 1, boundaryC}, {1, 1, boundaryA}, {1, 1, boundaryB}, {1, 1, boundaryA}}, 3,
			[]Observation{{1, 1, 0}, {1, 1, 1}, {1, 1, 2}}},
		{"day before the first", []row{{5, 5, boundaryB}, {-3, -3, boundaryA}}, 2,
			[]Observation{{-3, -3, 0}, {5, 5, 1}}},
		{"day of knowing not known", []row{{5, control.NoDay, boundaryB}}, 1,
			[]Observation{{5, control.NoDay, 0}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := New("test", "rows")
			for _, r := range tt.rows {
				c.Add(r.day, r.known, r.boundary)
			}
			if c.States() != tt.states || !slices.Equal(c.Observations(), tt.obs) {
				t.Errorf("%d states %v, want %d %v", c.States(), c.Observations(), tt.states, tt.obs)
			}
			d, err := Decode(bytes.NewReader(encoded(t, c)))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(d.Observations(), tt.obs) {
				t.Errorf("decoded %v, want %v", d.Observations(), tt.obs)
			}
		})
	}
}

func TestAddPutsBoundariesInOrder(t *testing.T) {
	c, d := New("test", "order"), New("test", "order")
	c.Add(1, 1, boundaryC)
	messy := slices.Clone(boundaryC)
	slices.Reverse(messy)
	messy = append(messy, messy[3], geo.Segment{A: messy[0].A, B: messy[0].A})
	asGiven := slices.Clone(messy)
	d.Add(1, 1, messy)
	if !bytes.Equal(encoded(t, c), encoded(t, d)) {
		t.Error("a boundary in another order gave other bytes")
	}
	if !slices.Equal(messy, asGiven) {
		t.Error("Add changed the caller's boundary")
	}
}

// TestAddKeepsNoReference changes the boundary after adding it.
func TestAddKeepsNoReference(t *testing.T) {
	c := New("test", "reference")
	b := slices.Clone(boundaryA)
	c.Add(1, 1, b)
	for i := range b {
		b[i] = geo.Segment{}
	}
	c.Add(2, 2, boundaryA)
	if c.States() != 1 || !slices.Equal(c.Boundary(Map{}), boundaryA) {
		t.Errorf("%d states, boundary %v", c.States(), c.Boundary(Map{}))
	}
}

func TestMapOn(t *testing.T) {
	c := New("test", "maps")
	c.Add(10, 11, boundaryA)
	c.Add(12, 13, boundaryB)
	c.Add(12, 20, boundaryC) // a correction
	tests := []struct {
		name            string
		day, asKnownOn  control.Day
		wantDay, known  control.Day
		boundary        []geo.Segment
		exact, wantsMap bool
	}{
		{"before the first", 9, control.NoDay, 0, 0, nil, false, false},
		{"the very day", 10, control.NoDay, 10, 11, boundaryA, true, true},
		{"missing day takes the one before", 11, control.NoDay, 10, 11, boundaryA, false, true},
		{"corrected", 12, control.NoDay, 12, 20, boundaryC, true, true},
		{"before the correction was known", 12, 19, 12, 13, boundaryB, true, true},
		{"on the day of the correction", 12, 20, 12, 20, boundaryC, true, true},
		{"before the day's map was known", 12, 12, 10, 11, boundaryA, false, true},
		{"before anything was known", 12, 10, 0, 0, nil, false, false},
		{"long after", 1000, control.NoDay, 12, 20, boundaryC, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := c.MapOn(tt.day, tt.asKnownOn)
			if !tt.wantsMap {
				if !errors.Is(err, ErrNoMap) {
					t.Errorf("MapOn() = %v, %v, want ErrNoMap", m, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if m.Asked != tt.day || m.Day != tt.wantDay || m.Known != tt.known || m.Exact() != tt.exact {
				t.Errorf("MapOn() = %+v", m)
			}
			if !slices.Equal(c.Boundary(m), tt.boundary) {
				t.Error("boundary is another map's")
			}
		})
	}
}

// TestCorrectionIsNotGroundChangingHands: between two days as known on one day,
// nothing of what became known later shows; the correction shows by itself.
func TestCorrectionIsNotGroundChangingHands(t *testing.T) {
	c := New("test", "corrections")
	c.Add(1, 1, boundaryA)
	c.Add(2, 2, boundaryB)
	c.Add(1, 9, boundaryB) // on day 9 the source says that day 1 was like day 2
	c.Add(3, 9, boundaryB)
	change := func(asKnownOn control.Day) int {
		from, err1 := c.MapOn(1, asKnownOn)
		to, err2 := c.MapOn(2, asKnownOn)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		return len(c.Diff(from, to))
	}
	if n := change(8); n == 0 {
		t.Error("as known on day 8, nothing changed hands from day 1 to 2")
	}
	if n := change(9); n != 0 {
		t.Errorf("as known on day 9, %d segments changed from day 1 to 2", n)
	}
	got := c.CorrectionsBetween(8, control.NoDay)
	if len(got) != 1 || got[0].Was.Day != 1 || got[0].Was.Known != 1 || got[0].Is.Known != 9 {
		t.Errorf("CorrectionsBetween() = %+v", got)
	}
	if got := c.Corrections(); len(got) != 1 || got[0].Day != 1 || got[0].Known != 9 {
		t.Errorf("Corrections() = %v", got)
	}
	c.Add(1, 12, boundaryA) // and takes it back
	if got := c.CorrectionsBetween(8, 12); len(got) != 0 {
		t.Errorf("taken back: CorrectionsBetween() = %+v", got)
	}
	if got := c.CorrectionsBetween(9, 12); len(got) != 1 {
		t.Errorf("taken back after: CorrectionsBetween() = %+v", got)
	}
	if got := c.Corrections(); len(got) != 2 {
		t.Errorf("taken back: Corrections() = %v", got)
	}
}
