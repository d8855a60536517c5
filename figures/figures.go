// Package figures recomputes figures that others have published, by the
// convention of each publisher, and says why where it cannot or does not agree.
//
// Start with [Read] for the rows of a table and [Recompute] for their answers;
// [Solver.Solve] answers one row. What each publisher counts is data:
// conventions.yaml, which [Default] returns. One tolerance holds for every row
// ([Within]), one convention for all rows of a publisher and kind of phrase;
// nothing is fitted to single rows. docs/method-figures.md describes both.
package figures

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// Row is one published figure.
type Row struct {
	ID          string
	Publisher   string
	DataSource  string // whose map the publisher counted on
	Measure     string // gained, lost, net, held, share, rate_per_day, other
	Actor       string // whose gain, loss or holding: russia or ukraine
	Region      string
	From, To    control.Day // inclusive calendar days, as phrased; control.NoDay where empty
	Value       float64
	Decimals    int // printed after the point
	Unit        Unit
	LowerBound  bool // "at least", "more than"
	Approximate bool // the table marks the value as approximate
	Includes    string
	URL         string
	PublishedOn string
	Note        string
	Problem     string   // what makes the row unreadable; empty: nothing does
	Remarks     []string // what was taken for something else in the row
}

// Kind sorts rows that have no answer by why.
type Kind string

// Why a row is not covered.
const (
	NoMap     Kind = "no map of those days"
	NoMaps    Kind = "maps that are not imported"
	OtherMap  Kind = "another map"
	Abroad    Kind = "outside Ukraine"
	Sector    Kind = "a sector without published borders"
	NotMapped Kind = "not an area that the maps hold"
	Baseline  Kind = "what was held before the war"
	BadRow    Kind = "the row itself"
)

// Answer is what the record says of a row, by its publisher's convention.
type Answer struct {
	Row        Row
	Covered    bool
	Kind       Kind       // why not covered
	Convention Convention // by which it was read; the zero value where none applies
	Reading    Reading    // how it was computed
	Result     Result     // what came out
	Ours       float64    // in the row's unit
	Within     bool       // by [Within]
	AsRounded  bool       // not within, but by [AsRounded]
	Reason     string     // why not covered, why off, or what to know; may be empty
	Group      string     // Reason without what is particular to the row, where not covered

	said []string // what Reason begins with
}

// Difference returns ours less the published figure, in the row's unit.
func (a Answer) Difference() float64 { return a.Ours - a.Row.Value }

// Table is the answers to a table of rows, in its order.
type Table struct {
	Answers         []Answer
	Covered, Within int
	AsRounded       int // besides Within
}

// Recompute answers every row from a record. [Solver] answers them one by one.
func Recompute(rows []Row, r measure.Record, where *gazetteer.Gazetteer, c *Conventions) Table {
	s := NewSolver(r, where, c)
	var t Table
	for _, row := range rows {
		t.Add(s.Solve(row))
	}
	return t
}

// Add appends an answer and counts it.
func (t *Table) Add(a Answer) {
	t.Answers = append(t.Answers, a)
	if a.Covered {
		t.Covered++
	}
	if a.Within {
		t.Within++
	}
	if a.AsRounded {
		t.AsRounded++
	}
}
