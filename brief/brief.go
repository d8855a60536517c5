// Package brief writes what a newsroom can run about a window of days, from the
// record alone: text, a page, and pictures.
//
// Start with [Write]; [Brief.Text], [Brief.Markdown], [Brief.HTML] and
// [Brief.JSON] print it, [Brief.Pictures] draws it. Every number carries the
// command that prints it and the place in that command's JSON where it stands,
// so that a test can run them all. A sentence whose evidence is thin is left
// out. The same record gives the same bytes.
package brief

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// Options says what to write about and from what. Record and Where are needed.
type Options struct {
	Window  Window
	Lang    Lang   // zero: American English
	Source  string // empty: every source
	Record  measure.Record
	Talks   *talks.Record // nil: no section on the talks
	Where   *gazetteer.Gazetteer
	Outline Outline     // nil: maps show patches alone
	Sources []Source    // how sources are called, and what they ask for; in this order in the text
	Credits []string    // further attribution lines, as of borders
	Publish control.Day // day on the page; 0: the day after the window
	Home    string      // address under which the folder will stand; empty: none, links stay relative
	Flags   string      // by which commands ask the same record, as --as-known-on 2026-02-01
	Slivers string      // what --slivers has to say to them; empty: nothing
}

// Source is what a reader is told of a source.
type Source struct {
	ID, Name, Credit, Terms, TermsURL string
}

// Outline returns the ground held on a day, for maps: cells of a grid from the
// ledger, the true shape from imported maps. Exact tells which.
type Outline func(definition string, on control.Day) (Ground, error)

// Ground is held ground as a map shows it.
type Ground struct {
	Held  geo.MultiPolygon // half of the cell or more, or the shape itself
	Part  geo.MultiPolygon // cells of which less than half is held; none where exact
	Front []geo.Segment    // line of contact; none from cells
	Exact bool
}

// Brief is what was written.
type Brief struct {
	Window      Window      `json:"window"`
	Lang        string      `json:"lang"`
	Published   control.Day `json:"published"`
	Headline    string      `json:"headline"`
	Standfirst  Sentence    `json:"standfirst"`
	Sections    []Section   `json:"sections"`
	Tags        []string    `json:"tags"`
	Definitions []Counted   `json:"definitions"`
	Credits     []string    `json:"credits"`
	Method      string      `json:"method"`
	Words       int         `json:"words"`
	Figures     []Figure    `json:"pictures"`

	facts *facts
	lang  Lang
}

// Counted says what a definition counts, on which days.
type Counted struct {
	Source      string        `json:"source"`
	Definition  string        `json:"definition"`
	Name        string        `json:"name"`
	Counts      string        `json:"counts"`
	Convention  string        `json:"convention"`
	Baseline    string        `json:"baseline"`
	Days        *[2]string    `json:"map_days"` // of the maps used; null: none
	MissingDays []string      `json:"missing_days"`
	Basis       measure.Basis `json:"basis,omitempty"`
	Note        string        `json:"note,omitempty"`
}

// Section is a heading and its sentences. The first one's heading is empty.
type Section struct {
	ID        string     `json:"id"`
	Heading   string     `json:"heading"`
	Sentences []Sentence `json:"sentences"`
}

// Sentence is one sentence or two that belong together, with what prints their
// numbers.
type Sentence struct {
	Text     string   `json:"text"`
	Commands []string `json:"commands"` // add --json for what Numbers point into
	Numbers  []Number `json:"numbers"`

	weight int // the lowest goes first where the text is too long
}

// Number is a number of a sentence: Text, as printed, from Value, which the
// command prints at Pointers (RFC 6901).
type Number struct {
	Text     string   `json:"text"`
	Value    float64  `json:"value"`
	Unit     Unit     `json:"unit"`
	Command  int      `json:"command"` // index into the sentence's commands
	Pointers []string `json:"pointers"`
	Op       Op       `json:"op,omitempty"`
}

// Unit says how a number's value became its text.
type Unit string

// The units of numbers. Signs go into words.
const (
	SquareKm Unit = "km2"     // square kilometers, with square miles
	Percent  Unit = "percent" // one decimal
	Km       Unit = "km"      // whole kilometers
	Count    Unit = "count"   // the length of a list
	// KmNumber and MileNumber are areas whose unit a sentence gives once for
	// several: the number alone, of square kilometers and of square miles.
	KmNumber   Unit = "km2-number"
	MileNumber Unit = "mi2-number"
)

// Op says what is done with several values.
type Op string

// What is done with the values at a number's pointers. The zero value takes the
// single one.
const (
	Sum        Op = "sum"
	Difference Op = "difference" // absolute
	Spread     Op = "spread"     // largest less smallest
)

// ErrNothing says that no source has two maps to compare.
var ErrNothing = fmt.Errorf("no source has maps for the window: %w", chronicle.ErrNoMap)

// Write writes the brief of a window. The error wraps [chronicle.ErrNoMap]
// where no source covers it.
func Write(o Options) (*Brief, error) {
	if o.Record == nil || o.Where == nil {
		return nil, errors.New("brief: no record to write from")
	}
	if err := o.Window.check(); err != nil {
		return nil, err
	}
	f, err := gather(o)
	if err != nil {
		return nil, err
	}
	b := &Brief{
		Window: o.Window, Lang: o.Lang.String(), Published: o.Publish, Method: measure.MethodVersion,
		facts: f, lang: o.Lang, Tags: f.tags(), Credits: f.credits(), Definitions: f.counted(),
	}
	if b.Published == 0 {
		b.Published = o.Window.Last + 1
	}
	w := writer{facts: f, lang: o.Lang, window: o.Window}
	b.Headline = w.headline()
	b.Standfirst = w.standfirst()
	for _, s := range []Section{
		{"ground", "", w.ground()},
		{"where", "Where", w.where()},
		{"before", "Against earlier periods", w.before()},
		{"sources", "Where the sources differ", w.differ()},
		{"talks", "The talks", w.table()},
		{"unknown", "What is not known", w.unknown()},
	} {
		if len(s.Sentences) > 0 {
			b.Sections = append(b.Sections, s)
		}
	}
	b.fit(mostWords)
	b.Figures = f.figures(o.Lang)
	return b, nil
}
