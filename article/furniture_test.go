package article

import "testing"

// TestEndsInRead: no line that tells a reading time is passed over.
func TestEndsInRead(t *testing.T) {
	for line, want := range map[string]bool{
		"Published: February 2, 2026  3 min read": true,
		"Politics · 12-minute READ.":              true,
		"5 mins Read":                             true,
		"3 min read..":                            false,
		"It took 4 minutes to spread":             false,
		"ead":                                     false,
		"":                                        false,
	} {
		if got := readTime.MatchString(line); got != want || got && !endsInRead(line) {
			t.Errorf("%q: a reading time %v, want %v; ends in it %v", line, got, want, endsInRead(line))
		}
	}
}
