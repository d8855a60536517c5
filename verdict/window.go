package verdict

import (
	"regexp"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// between is a pair of maps, from the map of one valid day to that of another,
// and how it follows from the words.
type between struct {
	from, to control.Day
	how      string
}

var rolling = regexp.MustCompile(`(?i)\b(past|last|previous|recent|24 hours|48 hours|days?)\b`)

// readings returns the pairs of maps that a window of calendar days honestly
// means, the usual one first: none where an end is open that cannot be closed.
//
// The ground that moved on the days F to T is the difference between the map
// at the end of F-1 and the map at the end of T. Newsrooms also take the map of
// F itself. "The past week" ends with the day before publication or with that
// of publication. DeepState counts a month from the 1st to the next 1st.
func (c *checker) readings(d control.Definition, w claim.Window) []between {
	from, to := w.From, w.To
	if from == control.NoDay {
		return nil
	}
	open := to == control.NoDay
	if open {
		if c.today == control.NoDay {
			return nil
		}
		to = c.today - 1
		if cov, ok := c.covered(d.Name); ok && to > cov.Last && to <= cov.Last+staleAfter {
			to = cov.Last
		}
	}
	if to < from {
		return nil
	}
	days := between{from - 1, to, "the map of the day before to the map of the last day"}
	maps := between{from, to, "the map of the first day to the map of the last"}
	var out []between
	if wholeMonths(from, to) {
		firsts := between{from, to + 1, "the map of the 1st to the map of the next 1st"}
		if d.Source == "deepstate" {
			out = append(out, firsts, days)
		} else {
			out = append(out, days, firsts)
		}
		return append(out, maps)
	}
	out = append(out, days)
	if from < to {
		out = append(out, maps)
	}
	if !open && rolling.MatchString(w.Phrase) && c.today != control.NoDay && to == c.today-1 {
		out = append(out, between{from, to + 1, "ending on the day of publication"})
		if from < to {
			out = append(out, between{from + 1, to + 1, "ending on the day of publication, first map to last"})
		}
	}
	return out
}

// wholeMonths reports whether the days are whole calendar months.
func wholeMonths(from, to control.Day) bool {
	return from.Time().Day() == 1 && (to+1).Time().Day() == 1
}

// when returns the days on which a claim of standing control holds: one day, or
// any of several; from > to where it cannot be told.
func (c *checker) when(w claim.Window) (from, to control.Day) {
	switch {
	case w.From != control.NoDay && w.To != control.NoDay:
		return w.From, w.To
	case w.To != control.NoDay:
		return w.To, w.To
	case c.today != control.NoDay:
		return c.today - 1, c.today - 1
	}
	return 1, 0
}
