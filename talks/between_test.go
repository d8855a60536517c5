package talks

import (
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
)

// lakeGround is held areas for the invented war: 2 km² a day until the first
// round, 1 km² a day from then on, with a gap in June.
func lakeGround(t testing.TB) HeldTable {
	t.Helper()
	s := HeldSeries{Source: "shoremap", Definition: "shore-control", Title: "Shoremap", Actor: "Northland"}
	km2 := 1000.0
	for d := on("1954-04-01"); d <= on("1954-07-15"); d++ {
		if d < on("1954-05-03") {
			km2 += 2
		} else {
			km2--
		}
		if d < on("1954-06-03") || d > on("1954-06-14") {
			s.Days = append(s.Days, HeldDay{d, km2})
		}
	}
	table, err := NewHeldTable(s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestBetween(t *testing.T) {
	rec, g := lakes(t), lakeGround(t)
	first, second := rec.Round("1954-05-03-midlake"), rec.Round("1954-05-20-midlake")
	got, err := Between(g, first, second)
	if err != nil {
		t.Fatal(err)
	}
	if got.FromDay != on("1954-05-04") || got.ToDay != on("1954-05-19") {
		t.Errorf("from %s to %s, want the days between the rounds", got.FromDay, got.ToDay)
	}
	r := got.Results[0]
	if r.Net != -15 || r.Days != 15 || r.NetPerDay != -1 {
		t.Errorf("net %v in %d days, want -15 in 15", r.Net, r.Days)
	}
	if r.Before == nil || r.Before.Net != 30 || *r.NetPerDayBefore != 2 {
		t.Errorf("before: %+v, want 30 km² in 15 days", r.Before)
	}
	if r.Before.To != on("1954-05-02") {
		t.Errorf("the period before ends on %s, want the eve of the first round", r.Before.To)
	}
	if got.Note != SequenceNote {
		t.Error("no note that sequence is not cause")
	}
	if _, err := Between(g, second, first); err == nil {
		t.Error("rounds in the wrong order gave no error")
	}
	if _, err := Between(HeldTable{}, first, second); !errors.Is(err, ErrNoGround) {
		t.Errorf("without maps: %v", err)
	}
}

func TestAround(t *testing.T) {
	rec, g := lakes(t), lakeGround(t)
	got, err := AroundRound(g, rec.Round("1954-05-03-midlake"), 7)
	if err != nil {
		t.Fatal(err)
	}
	if r := got.Results[0]; r.Before.Net != 14 || r.After.Net != -7 {
		t.Errorf("before %v, after %v, want 14 and -7", r.Before.Net, r.After.Net)
	}
	got, err = AroundAgreement(g, rec.Agreements[0], 7)
	if err != nil {
		t.Fatal(err)
	}
	if got.First != on("1954-05-10") || got.Results[0].After.Net != -7 {
		t.Errorf("%+v, want the week from 10 May", got)
	}
	early := *rec.AllRounds[0]
	early.Start, early.End = on("1954-04-03"), nil
	got, err = AroundRound(g, &early, 7)
	if err != nil {
		t.Fatal(err)
	}
	if got.Results[0].Before != nil || got.Results[0].After == nil {
		t.Errorf("%+v, want no map before and one after", got.Results[0])
	}
	if _, err := AroundRound(g, &early, 0); err == nil {
		t.Error("a window of no days gave no error")
	}
}

func TestGroundOf(t *testing.T) {
	rec := lakes(t)
	got, err := GroundOf(lakeGround(t), rec.Position("northland-fishing-1954-04-20"), on("1954-05-01"))
	if !errors.Is(err, ErrNoGround) || got.Rule.Rule != "oblast" || got.Rule.Of[0] != "Reedshire" {
		t.Errorf("%+v, %v: want the rule handed to the ground, which has no polygons", got, err)
	}
	if _, err := GroundOf(lakeGround(t), rec.Position("northland-fishing-1954-05-03"), on("1954-05-01")); !errors.Is(err, ErrNoRule) {
		t.Errorf("a position without ground: %v", err)
	}
}

func TestHeldTableRefusesADayTwice(t *testing.T) {
	if _, err := NewHeldTable(HeldSeries{Days: []HeldDay{{1, 1}, {2, 2}, {1, 3}}}); err == nil {
		t.Error("a day given twice was taken")
	}
}

func TestMonday(t *testing.T) {
	for d := control.Day(-1000); d < 1000; d++ {
		m := monday(d)
		if m.Time().Weekday() != time.Monday || m > d || d-m > 6 {
			t.Fatalf("monday of %s is %s", d, m)
		}
	}
}

func TestWeeklyAcrossAGap(t *testing.T) {
	weeks := lakeGround(t)[0].Weekly(on("1954-05-31"), on("1954-06-27"))
	want := []Week{ // 31 May, 7, 14 and 21 June
		{on("1954-05-31"), -3, 3, true, false, 1},
		{on("1954-06-07"), 0, 0, false, false, 0},
		{on("1954-06-14"), -18, 6, true, false, 2}, // all since 2 June
		{on("1954-06-21"), -7, 7, true, false, 1},
	}
	for i, w := range weeks {
		if w != want[i] {
			t.Errorf("week %d: %+v, want %+v", i, w, want[i])
		}
	}
}

// TestWeeklyAddsUp checks that the known weeks add up to the whole change,
// whatever days lack a map.
func TestWeeklyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s HeldSeries
		for d := control.Day(0); d < 120; d++ {
			if rapid.Float64Range(0, 1).Draw(t, "map") < 0.3 {
				s.Days = append(s.Days, HeldDay{d, float64(rapid.IntRange(0, 1000).Draw(t, "km2"))})
			}
		}
		if len(s.Days) < 2 {
			t.Skip()
		}
		first := monday(s.Days[0].Day) + 7
		base, _ := s.at(first - 1)
		end := s.Days[len(s.Days)-1]
		sum := 0.0
		for _, w := range s.Weekly(first, end.Day) {
			sum += w.Net
		}
		if end.Day >= first && math.Abs(sum-(end.Km2-base.Km2)) > 1e-9 {
			t.Fatalf("weeks add up to %v, the change is %v", sum, end.Km2-base.Km2)
		}
	})
}

// TestWeeklyAcrossABreak checks that no change is told across a new baseline.
func TestWeeklyAcrossABreak(t *testing.T) {
	s := lakeGround(t)[0]
	s.Breaks = []control.Day{on("1954-06-10")} // in the gap: it falls to the week of 14 June
	weeks := s.Weekly(on("1954-05-31"), on("1954-06-27"))
	for i, want := range []bool{true, false, false, true} {
		if weeks[i].Known != want || weeks[i].Broken != (i == 2) {
			t.Errorf("week %d: %+v", i, weeks[i])
		}
	}
	table := HeldTable{s}
	if _, err := table.Change(on("1954-06-01"), on("1954-06-20")); !errors.Is(err, ErrNoGround) {
		t.Errorf("a change across the break: %v", err)
	}
}
