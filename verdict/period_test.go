package verdict

import (
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

func TestPeriodOf(t *testing.T) {
	tests := []struct {
		name        string
		from, to    control.Day
		label       string
		before      control.Day // first day of the period before, from which the next is reached
		after, next control.Day
	}{
		{"a month", day(2025, 11, 1), day(2025, 11, 30), "November 2025", day(2025, 10, 1), day(2025, 12, 1), day(2025, 12, 1)},
		{"a quarter", day(2025, 4, 1), day(2025, 6, 30), "quarter from April 2025", day(2025, 1, 1), day(2025, 7, 1), day(2025, 7, 1)},
		{"a season", day(2025, 6, 1), day(2025, 8, 31), "3 months from June 2025", day(2025, 5, 1), day(2025, 9, 1), day(2025, 7, 1)},
		{"a year", day(2025, 1, 1), day(2025, 12, 31), "2025", day(2024, 1, 1), day(2026, 1, 1), day(2026, 1, 1)},
		{"twelve months", day(2025, 3, 1), day(2026, 2, 28), "12 months from March 2025", day(2025, 2, 1), day(2026, 3, 1), day(2025, 4, 1)},
		{"a week from Wednesday", day(2026, 2, 11), day(2026, 2, 17), "week of 11 February 2026", day(2026, 2, 4), day(2026, 2, 18), day(2026, 2, 18)},
		{"a fortnight", day(2026, 2, 25), day(2026, 3, 10), "14 days from 25 February 2026", day(2026, 2, 11), day(2026, 3, 11), day(2026, 3, 11)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, ok := periodOf(claim.Window{From: tt.from, To: tt.to})
			if !ok {
				t.Fatal("no period")
			}
			if got := p.label(tt.from); got != tt.label {
				t.Errorf("label %q, want %q", got, tt.label)
			}
			if got := p.after(tt.from); got != tt.after {
				t.Errorf("ends before %s, want %s", got, tt.after)
			}
			if got := p.next(tt.from); got != tt.next {
				t.Errorf("the next begins on %s, want %s", got, tt.next)
			}
			if got := p.start(tt.before); got != tt.before || p.next(got) != tt.from {
				t.Errorf("the one before begins on %s, want %s", got, tt.before)
			}
		})
	}
	if _, ok := periodOf(claim.Window{From: day(2025, 1, 1), To: control.NoDay}); ok {
		t.Error("an open window has no period")
	}
}

func TestBaselineEnd(t *testing.T) {
	for _, tt := range []struct {
		phrase     string
		from, want control.Day
	}{
		{"since 2022", day(2022, 1, 1), day(2022, 12, 31)},
		{"since the start of 2022", day(2022, 1, 1), day(2022, 1, 1)},
		{"since the invasion began in 2022", day(2022, 2, 24), day(2022, 2, 24)},
		{"since last summer", day(2025, 6, 1), day(2025, 8, 31)},
		{"since November 2024", day(2024, 11, 1), day(2024, 11, 1)},
	} {
		cl := claim.Claim{Window: claim.Window{From: tt.from, To: control.NoDay, Phrase: tt.phrase}}
		if got := baselineEnd(cl, tt.from); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.phrase, got, tt.want)
		}
	}
}
