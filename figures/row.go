package figures

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

var measures = []string{"gained", "lost", "net", "held", "share", "rate_per_day", "other"}

// rowReader reads one row; the first thing wrong with it stays in Problem.
type rowReader struct {
	row   Row
	line  int
	field func(string) string
}

func readRow(line int, field func(string) string) Row {
	r := rowReader{line: line, field: field, row: Row{
		ID: field("id"), Publisher: field("publisher"), DataSource: field("data_source"),
		Region: field("region"), LowerBound: isYes(field("lower_bound_only")),
		Includes: field("includes"), URL: field("url"), PublishedOn: field("published_on"), Note: field("note"),
	}}
	if r.row.ID == "" {
		r.row.ID = "line " + strconv.Itoa(line)
	}
	r.what()
	r.days()
	r.value()
	return r.row
}

func (r *rowReader) problem(format string, args ...any) {
	if r.row.Problem == "" {
		r.row.Problem = fmt.Sprintf("line %d: ", r.line) + fmt.Sprintf(format, args...)
	}
}

func (r *rowReader) remark(format string, args ...any) {
	r.row.Remarks = append(r.row.Remarks, fmt.Sprintf(format, args...))
}

// what reads the measure and whose it is. A word for taking ground back says
// both.
func (r *rowReader) what() {
	text := squeeze(r.field("measure"))
	r.row.Measure = word(measureWords, text)
	r.row.Actor = word(actorWords, squeeze(r.field("actor")))
	if !slices.Contains(measures, r.row.Measure) {
		r.problem("measure %q: want %s", text, strings.Join(measures, ", "))
	}
	if r.row.Actor != "russia" && r.row.Actor != "ukraine" {
		r.problem("actor %q: want russia or ukraine", r.row.Actor)
	}
}

// days reads the window. A month or a year stands for its days; a window whose
// ends are swapped is turned round; a holding without a day is of the day before
// it was published, whose map is the last that its publisher can have seen.
func (r *rowReader) days() {
	r.row.From, r.row.To = control.NoDay, control.NoDay
	from, err := parseDays(r.field("from"))
	if err != nil {
		r.problem("from: %v", err)
	}
	to, err := parseDays(r.field("to"))
	if err != nil {
		r.problem("to: %v", err)
	}
	holding := r.row.Measure == "held" || r.row.Measure == "share"
	switch {
	case to.none() && from.none() && holding:
		published, err := parseDays(r.row.PublishedOn)
		if err != nil || published.first != published.last || published.none() {
			r.problem("to: no day")
			return
		}
		r.row.To = published.last - 1
		r.remark("the row has no day: the day before it was published is taken")
	case to.none() && from.none():
		r.problem("to: no day")
	case to.none() && holding:
		r.row.To = from.last
		r.remark("the row has only the day from: that is taken")
	case to.none() && from.first != from.last:
		r.row.From, r.row.To = from.first, from.last
	case to.none():
		r.problem("to: no day")
	case from.none() && to.first != to.last && !holding:
		r.row.From, r.row.To = to.first, to.last
	default:
		r.row.From, r.row.To = from.first, to.last
		if !from.none() && from.first > to.last {
			r.row.From, r.row.To = to.first, from.last
			r.remark("from is after to: read the other way round")
		}
	}
}

func (r *rowReader) value() {
	text, perDay := r.field("unit"), false
	n, ok := parseNumber(r.field("value"))
	if !ok {
		r.problem("value %q: want a number", r.field("value"))
	}
	if text == "" {
		text = n.unit
	}
	unit, ok := ParseUnit(text)
	if !ok {
		r.problem("unit %q: want km2, mi2, percent, km2/day or mi2/day", text)
	}
	perDay = r.row.Measure == "rate_per_day" && !unit.daily()
	switch {
	case perDay && unit == Km2:
		unit = Km2PerDay
	case perDay && unit == Mi2:
		unit = Mi2PerDay
	}
	r.row.Unit, r.row.Value, r.row.Decimals = unit, n.value, n.decimals
	r.row.LowerBound = r.row.LowerBound || n.atLeast
	r.row.Approximate = n.about || approximateValue.MatchString(r.row.Note)
}

func isYes(s string) bool {
	switch strings.ToLower(s) {
	case "yes", "true", "1", "y", "x":
		return true
	}
	return false
}
