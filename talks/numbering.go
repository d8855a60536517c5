package talks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
)

// Numbering is one defensible way of counting up to a round. Numberings that
// count the very same rounds are one, with several names.
type Numbering struct {
	Names  []string // such as "trilateral rounds in us-brokered-2025-26"
	Number int      // 1 for the first
	Rounds []*Round // those counted, the round itself last
}

// Numberings returns every defensible number of a round, by what is counted:
// every contact, the city, the country, the format, the mediator, the same
// participants, the sides at one table; each over the war, the process and the
// calendar year; with calls, and without where that differs. Written exchanges count only among
// themselves, and rounds that were not held count nowhere: for such a round, and
// for one that is not of the record, the answer is nil.
//
// A war is the processes that have the same sides.
func (r *Record) Numberings(x *Round) []Numbering {
	if x == nil || !x.Held() || r.process[x.Process] == nil {
		return nil
	}
	var out []Numbering
	at := make(map[string]int) // rounds counted to index in out
	for _, what := range r.countedBy(x) {
		for _, scope := range scopes(x) {
			before := ""
			for _, mode := range modesOf(x) {
				counted := r.upTo(x, func(y *Round) bool { return what.in(y) && scope.in(y) && mode.in(y) })
				name := strings.TrimSpace(what.name + mode.name + scope.name)
				k := key(counted)
				if k == before {
					continue // no call to leave out: the plain name says it all
				}
				before = k
				if i, ok := at[k]; ok {
					out[i].Names = append(out[i].Names, name)
					continue
				}
				at[k] = len(out)
				out = append(out, Numbering{[]string{name}, len(counted), counted})
			}
		}
	}
	return out
}

// NumberedAs returns the names of the numberings under which a round is the
// n-th, and of those under which it is not: a story's "third round" resolves
// where the first list is not empty, and splits where neither is.
func (r *Record) NumberedAs(x *Round, n int) (as, not []string) {
	return Numbered(r.Numberings(x), n)
}

// Numbered is [Record.NumberedAs] by the numberings of a round.
func Numbered(all []Numbering, n int) (as, not []string) {
	for _, num := range all {
		if num.Number == n {
			as = append(as, num.Names...)
		} else {
			not = append(not, num.Names...)
		}
	}
	return as, not
}

// criterion is one choice of what to count.
type criterion struct {
	name string
	in   func(*Round) bool
}

func (r *Record) countedBy(x *Round) []criterion {
	list := []criterion{{"contacts", func(*Round) bool { return true }}}
	if x.City != "" {
		list = append(list, criterion{"rounds in " + x.City, func(y *Round) bool { return y.City == x.City }})
	}
	if x.Country != "" {
		list = append(list, criterion{"rounds in " + x.Country, func(y *Round) bool { return y.Country == x.Country }})
	}
	list = append(list,
		criterion{x.Format + " rounds", func(y *Round) bool { return y.Format == x.Format }},
		criterion{"rounds of " + strings.Join(x.Parties, ", "), func(y *Round) bool { return sameSet(y.Parties, x.Parties) }})
	for _, m := range x.Mediators {
		list = append(list, criterion{"rounds mediated by " + m, func(y *Round) bool { return slices.Contains(y.Mediators, m) }})
	}
	if !r.betweenSides(x) {
		return list
	}
	list = append(list, criterion{"rounds with every side", r.betweenSides})
	if !x.Apart {
		list = append(list, criterion{"rounds with the sides in one room", func(y *Round) bool { return r.betweenSides(y) && !y.Apart }})
	}
	return list
}

func scopes(x *Round) []criterion {
	year := x.Start.Time().Year()
	sameYear := func(y *Round) bool { return y.Start.Time().Year() == year }
	sameProcess := func(y *Round) bool { return y.Process == x.Process }
	return []criterion{
		{" since the war began", func(*Round) bool { return true }},
		{" in " + x.Process, sameProcess},
		{fmt.Sprintf(" in %d", year), sameYear},
		{fmt.Sprintf(" in %s in %d", x.Process, year), func(y *Round) bool { return sameProcess(y) && sameYear(y) }},
	}
}

func modesOf(x *Round) []criterion {
	if x.Mode == "written" {
		return []criterion{{", in writing,", func(y *Round) bool { return y.Mode == "written" }}}
	}
	list := []criterion{{"", func(y *Round) bool { return y.Mode != "written" }}}
	if x.Mode != "phone" {
		list = append(list, criterion{", calls left out,", func(y *Round) bool { return y.Mode != "written" && y.Mode != "phone" }})
	}
	if x.Mode == "in-person" {
		list = append(list, criterion{", in person,", func(y *Round) bool { return y.Mode == "in-person" }})
	}
	return list
}

// upTo returns the held rounds of the war that count, up to x and with it.
func (r *Record) upTo(x *Round, in func(*Round) bool) []*Round {
	var out []*Round
	for _, y := range r.AllRounds {
		if y.Held() && r.sameWar(x, y) && in(y) {
			out = append(out, y)
		}
		if y == x {
			break
		}
	}
	return out
}

func key(rounds []*Round) string {
	ids := make([]string, len(rounds))
	for i, x := range rounds {
		ids[i] = x.ID
	}
	return strings.Join(ids, " ")
}

// Count is the number of rounds under one reading of a filter.
type Count struct {
	Reading string
	Rounds  []*Round
}

// CountRounds counts the rounds that a filter wants under each reading that a
// story may have meant by "rounds": every contact, meetings without calls,
// meetings in person, rounds where every side sat, where they sat in one room,
// and each process and format by itself. Readings that count the same rounds
// stay apart, so that each can be named. Empty processes and formats are left
// out; the other readings are always there.
func (r *Record) CountRounds(f Filter) []Count {
	all := r.Rounds(f)
	pick := func(in func(*Round) bool) []*Round {
		var out []*Round
		for _, x := range all {
			if in(x) {
				out = append(out, x)
			}
		}
		return out
	}
	spoken := func(x *Round) bool { return x.Mode != "written" }
	counts := []Count{
		{"every contact", pick(spoken)},
		{"calls left out", pick(func(x *Round) bool { return spoken(x) && x.Mode != "phone" })},
		{"in person", pick(func(x *Round) bool { return x.Mode == "in-person" })},
		{"with every side", pick(func(x *Round) bool { return spoken(x) && r.betweenSides(x) })},
		{"with the sides in one room", pick(func(x *Round) bool { return spoken(x) && r.betweenSides(x) && !x.Apart })},
	}
	for _, p := range r.Processes {
		if in := pick(func(x *Round) bool { return spoken(x) && x.Process == p.ID }); len(in) > 0 {
			counts = append(counts, Count{"process " + p.ID, in})
		}
	}
	for _, format := range formats {
		if in := pick(func(x *Round) bool { return spoken(x) && x.Format == format }); len(in) > 0 {
			counts = append(counts, Count{"format " + format, in})
		}
	}
	return counts
}

// Before narrows a filter to rounds that started before a round, for "two
// previous rounds"; Year narrows it to a calendar year.
func (f Filter) Before(x *Round) Filter {
	d := x.Start - 1
	if f.To == nil || *f.To > d {
		f.To = &d
	}
	return f
}

// Year narrows a filter to rounds that lie at least partly in a calendar year.
func (f Filter) Year(y int) Filter {
	from, to := control.Date(y, 1, 1), control.Date(y, 12, 31)
	if f.From == nil || *f.From < from {
		f.From = &from
	}
	if f.To == nil || *f.To > to {
		f.To = &to
	}
	return f
}
