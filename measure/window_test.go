package measure_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

func TestWindowsAreRead(t *testing.T) {
	c := measure.Coverage{First: control.Date(2024, time.July, 7), Last: control.Date(2026, time.February, 17)}
	for _, tt := range []struct {
		read     func(string) (measure.Window, error)
		text     string
		from, to string // empty from: refused
	}{
		{measure.ParseMonth, "2026-01", "2026-01-01", "2026-02-01"},
		{measure.ParseMonth, "2025-12", "2025-12-01", "2026-01-01"},
		{measure.ParseMonth, "2026-13", "", ""},
		{measure.ParseMonth, "January", "", ""},
		{measure.ParseWeek, "2026-W07", "2026-02-09", "2026-02-16"},
		{measure.ParseWeek, "2026W07", "2026-02-09", "2026-02-16"},
		{measure.ParseWeek, "2026-02-15", "2026-02-09", "2026-02-16"}, // a Sunday
		{measure.ParseWeek, "2026-02-16", "2026-02-16", "2026-02-23"}, // a Monday
		{measure.ParseWeek, "2020-W53", "2020-12-28", "2021-01-04"},
		{measure.ParseWeek, "2021-W53", "", ""}, // 2021 has 52 weeks
		{measure.ParseWeek, "2021-W00", "", ""},
		{measure.ParseWeek, "week 7", "", ""},
		{measure.ParsePast, "7d", "2026-02-10", "2026-02-17"},
		{measure.ParsePast, "2w", "2026-02-03", "2026-02-17"},
		{measure.ParsePast, "0d", "", ""},
		{measure.ParsePast, "-7d", "", ""},
		{measure.ParsePast, "7", "", ""},
	} {
		w, err := tt.read(tt.text)
		if (err != nil) != (tt.from == "") {
			t.Errorf("%s: error %v", tt.text, err)
		}
		if err != nil {
			continue
		}
		if from, to := w.In(c); from.String() != tt.from || to.String() != tt.to {
			t.Errorf("%s: %s to %s, want %s to %s", tt.text, from, to, tt.from, tt.to)
		}
	}
}

// Every day lies in exactly one week, and weeks follow one another.
func TestWeeksPartTheDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := control.Day(rapid.Int32Range(-30000, 60000).Draw(t, "day"))
		w := measure.Week(day)
		if w.From > day || day >= w.To || w.To-w.From != 7 || w.From.Time().Weekday() != time.Monday {
			t.Fatalf("%s: week %s to %s", day, w.From, w.To)
		}
		if next := measure.Week(w.To); next.From != w.To {
			t.Fatalf("the week after %s begins on %s", w.To, next.From)
		}
	})
}

func FuzzParseWindow(f *testing.F) {
	for _, s := range []string{"2026-W07", "2026-02-11", "7d", "2w", "2026-01", "99999w", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, read := range []func(string) (measure.Window, error){measure.ParseMonth, measure.ParseWeek, measure.ParsePast} {
			w, err := read(s)
			if err != nil {
				continue
			}
			if from, to := w.In(measure.Coverage{Last: 20000}); from >= to {
				t.Errorf("%q: %d to %d", s, from, to)
			}
		}
	})
}
