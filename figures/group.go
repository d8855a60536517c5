package figures

import (
	"cmp"
	"slices"
)

// Uncovered is rows that have no answer for one reason.
type Uncovered struct {
	Kind Kind
	Why  string
	IDs  []string
}

// NotCovered groups the rows that have no answer by why, the largest group
// first.
func (t Table) NotCovered() []Uncovered {
	var out []Uncovered
	for _, a := range t.Answers {
		if a.Covered {
			continue
		}
		i := slices.IndexFunc(out, func(u Uncovered) bool { return u.Kind == a.Kind && u.Why == a.Group })
		if i < 0 {
			i = len(out)
			out = append(out, Uncovered{Kind: a.Kind, Why: a.Group})
		}
		out[i].IDs = append(out[i].IDs, a.Row.ID)
	}
	slices.SortStableFunc(out, func(a, b Uncovered) int { return cmp.Compare(len(b.IDs), len(a.IDs)) })
	return out
}

// Tally counts the rows of one publisher.
type Tally struct {
	Publisher             string
	Rows, Covered, Within int
}

// ByPublisher counts rows by publisher, those with most covered rows first.
func (t Table) ByPublisher() []Tally {
	var out []Tally
	for _, a := range t.Answers {
		i := slices.IndexFunc(out, func(x Tally) bool { return x.Publisher == a.Row.Publisher })
		if i < 0 {
			i = len(out)
			out = append(out, Tally{Publisher: a.Row.Publisher})
		}
		out[i].Rows++
		if a.Covered {
			out[i].Covered++
		}
		if a.Within {
			out[i].Within++
		}
	}
	slices.SortStableFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Covered, a.Covered), cmp.Compare(b.Rows, a.Rows))
	})
	return out
}
