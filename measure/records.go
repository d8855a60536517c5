package measure

import (
	"cmp"
	"slices"

	"github.com/salient-project/salient/control"
)

// Run is a run of periods that follow one another without a gap: First and Last
// are its first and last row.
type Run struct {
	Periods     int
	First, Last Row
}

// Standing is where one period stands among all.
type Standing struct {
	Row
	Rank int // 1 is the largest; periods of the same figure share a rank
	Of   int
	// MostSince is the last earlier period with at least as much, LeastSince
	// the last earlier one with at most as much; nil: there is none.
	MostSince, LeastSince *Row
}

// Streaks are runs of periods.
type Streaks struct {
	// Current ends with the period asked about, and may be of none; Longest
	// is the first of the longest ones.
	Current, Longest Run
}

// Superlatives are the records among periods.
type Superlatives struct {
	Largest, Smallest []Row    // the record first, then the runners-up
	Latest            Standing // of the period asked about
	Positive          Streaks  // figures above 0
	Negative          Streaks  // figures below 0
	Rising            Streaks  // each figure above that of the period before: acceleration
	Falling           Streaks
}

// RecordsOf ranks the rows of [Periods], which must not be empty, by a figure:
// "net" or one of the [Kind]s. At is the index of the row to place among all,
// of which streaks and "since" look back only; n is how many records and
// runners-up are listed. Rows that do not follow one another end a streak.
func RecordsOf(rows []Row, kind string, at, n int) Superlatives {
	var s Superlatives
	order := slices.Clone(rows)
	slices.SortStableFunc(order, func(a, b Row) int { return cmp.Compare(b.Value(kind), a.Value(kind)) })
	s.Largest = slices.Clone(order[:min(n, len(order))])
	slices.SortStableFunc(order, func(a, b Row) int { return cmp.Compare(a.Value(kind), b.Value(kind)) })
	s.Smallest = slices.Clone(order[:min(n, len(order))])

	value := rows[at].Value(kind)
	s.Latest = Standing{Row: rows[at], Rank: 1, Of: len(rows)}
	for i, r := range rows {
		if r.Value(kind) > value {
			s.Latest.Rank++
		}
		if i >= at {
			continue
		}
		if r.Value(kind) >= value {
			s.Latest.MostSince = &rows[i]
		}
		if r.Value(kind) <= value {
			s.Latest.LeastSince = &rows[i]
		}
	}
	follows := func(i int) bool { return i > 0 && rows[i].From == rows[i-1].To }
	v := func(i int) float64 { return float64(rows[i].Value(kind)) }
	s.Positive = streaks(rows, at, func(i int) (bool, bool) { return v(i) > 0, follows(i) })
	s.Negative = streaks(rows, at, func(i int) (bool, bool) { return v(i) < 0, follows(i) })
	s.Rising = streaks(rows, at, func(i int) (bool, bool) { return follows(i) && v(i) > v(i-1), follows(i) })
	s.Falling = streaks(rows, at, func(i int) (bool, bool) { return follows(i) && v(i) < v(i-1), follows(i) })
	return s
}

// streaks finds runs of rows. in says whether row i belongs to a run, and
// whether it may continue the one before.
func streaks(rows []Row, at int, in func(i int) (belongs, continues bool)) Streaks {
	var out Streaks
	var run Run
	for i, r := range rows {
		belongs, continues := in(i)
		switch {
		case !belongs:
			run = Run{}
		case continues && run.Periods > 0:
			run.Periods++
			run.Last = r
		default:
			run = Run{1, r, r}
		}
		if run.Periods > out.Longest.Periods {
			out.Longest = run
		}
		if i == at {
			out.Current = run
		}
	}
	return out
}

// RowAt returns the index of the period that a day lies in; NoDay: the last.
func RowAt(rows []Row, day control.Day) (int, bool) {
	if day == control.NoDay {
		return len(rows) - 1, true
	}
	for i, r := range rows {
		if r.From <= day && day < r.To {
			return i, true
		}
	}
	return 0, false
}
