package verdict

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// Count is one published count of people, from a series that the user adds:
// so many killed, wounded, displaced or refugees, as one publisher has it.
type Count struct {
	Source string      // who publishes it, as OHCHR
	What   string      // killed, wounded, casualties, displaced, refugees, missing
	Who    string      // civilians, soldiers, children, …; empty: not told apart
	Party  string      // russia or ukraine, whose people; empty: not told apart
	Place  string      // region or town; empty: the whole country
	From   control.Day // NoDay: since the start of the war, for a total
	To     control.Day // the day of the count
	Value  float64
	At     string // file and line, for people
}

// countColumns are the columns of a series, in any order. Those after value may
// be left out.
var countColumns = []string{"source", "what", "to", "value", "who", "party", "place", "from"}

var countWhat = map[string]bool{"killed": true, "wounded": true, "casualties": true, "displaced": true, "refugees": true, "missing": true}

// ReadCounts reads a series of counts from CSV with a header: source, what
// (killed, wounded, casualties, displaced, refugees, missing), to (the day of
// the count) and value, and, where told, who (civilians, soldiers, …), party,
// place, and from (empty: a running total). Errors name the file and the line.
func ReadCounts(name string, r io.Reader) ([]Count, error) {
	in := csv.NewReader(r)
	in.Comment = '#'
	head, err := in.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: empty: want a header line with %s", name, strings.Join(countColumns[:4], ", "))
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, c := range countColumns[:4] {
		if _, ok := at[c]; !ok {
			return nil, fmt.Errorf("%s:1: no column %q", name, c)
		}
	}
	var out []Count
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := in.FieldPos(0)
		field := func(c string) string {
			if i, ok := at[c]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		place := fmt.Sprintf("%s:%d", name, line)
		n := Count{Source: field("source"), What: strings.ToLower(field("what")), Who: strings.ToLower(field("who")),
			Party: strings.ToLower(field("party")), Place: field("place"), From: control.NoDay, At: place}
		if n.Source == "" || !countWhat[n.What] {
			return nil, fmt.Errorf("%s: want a source, and as what one of killed, wounded, casualties, displaced, refugees, missing; have %q and %q", place, n.Source, n.What)
		}
		if n.To, err = control.ParseDay(field("to")); err != nil {
			return nil, fmt.Errorf("%s: to: %w", place, err)
		}
		if s := field("from"); s != "" {
			if n.From, err = control.ParseDay(s); err != nil {
				return nil, fmt.Errorf("%s: from: %w", place, err)
			}
		}
		if n.Value, err = strconv.ParseFloat(strings.ReplaceAll(field("value"), ",", ""), 64); err != nil || n.Value < 0 {
			return nil, fmt.Errorf("%s: value %q is no count", place, field("value"))
		}
		out = append(out, n)
	}
}

var countWords = []struct {
	what  string
	words *regexp.Regexp
}{
	{"refugees", regexp.MustCompile(`(?i)\brefugees?\b|\babroad\b`)},
	{"displaced", regexp.MustCompile(`(?i)\b(displac\w*|uprooted|homeless|IDPs?)\b`)},
	{"casualties", regexp.MustCompile(`(?i)\bcasualt\w*\b`)},
	{"wounded", regexp.MustCompile(`(?i)\b(wound\w*|injur\w*|hurt|maimed)\b`)},
	{"missing", regexp.MustCompile(`(?i)\bmissing\b`)},
	{"killed", regexp.MustCompile(`(?i)\b(kill\w*|dead|deaths?|died|slain|fatalit\w*|perished|toll)\b`)},
}

var (
	civilianWords = regexp.MustCompile(`(?i)\b(civilians?|residents|inhabitants)\b`)
	soldierWords  = regexp.MustCompile(`(?i)\b(soldiers?|troops|servicemen|fighters|military|personnel)\b`)
	childrenWords = regexp.MustCompile(`(?i)\b(children|minors)\b`)
)

// countStrict and countWide are the margins of counts of people: publishers
// revise them, and newsrooms round.
var (
	countStrict = margin{0.05, 0, claim.Count}
	countWide   = margin{0.15, 0, claim.Count}
)

// countsBefore is how old, in days, the latest count may be that answers for a
// claim's day.
const countsBefore = 92

// toll checks the dead, wounded or displaced against the series of counts that
// the user has added; without one that fits it says what would be needed.
func (c *checker) toll(i int) Checked {
	cl := c.reading.Claims[i]
	need := "To check it, a published count is needed for the same people, days and place, such as OHCHR's for civilians, UNHCR's for refugees, or a named list for soldiers: salient check --series FILE.csv."
	if len(c.src.Counts) == 0 {
		return unverifiable(cl, "maps do not count people", "No series of casualties or displacement is in the record. "+need)
	}
	if len(cl.Value) == 0 {
		return unverifiable(cl, "a number is needed", "No number is told that could be held against a published count.")
	}
	what := ""
	for _, w := range countWords {
		if w.words.MatchString(cl.Text) {
			what = w.what
			break
		}
	}
	a := span(cl, cl.Value, countStrict, countWide)
	var rows []Evidence
	yes, no, named := 0, 0, false
	for _, k := range c.countsFor(cl, what) {
		e := Evidence{Source: k.Source, Definition: "published count", From: k.From, To: k.To, UsedFrom: control.NoDay, UsedTo: control.NoDay,
			Measure: strings.TrimSpace(strings.Join([]string{k.Who, k.What, k.Place}, " ")), Value: value(k.Value), Unit: claim.Count,
			Supports: answer(a.holds(k.Value)), Note: "from " + k.At}
		mine := cl.Attribution != "" && sameName(cl.Attribution, k.Source)
		if mine && !named {
			yes, no, named = 0, 0, true // the publisher that the claim names decides
		}
		switch {
		case named && !mine:
		case e.Supports == Yes:
			yes++
		default:
			no++
		}
		rows = append(rows, e)
	}
	out := Checked{Claim: cl, Rule: a.rule, Evidence: rows, Verdict: Unverifiable}
	switch {
	case len(rows) == 0:
		out.Explanation = "No count of the series that you added is of the same people, place and days. " + need
		return out
	case yes > 0 && no > 0:
		out.Verdict = Disputed
	case yes > 0:
		out.Verdict = Supported
	default:
		out.Verdict = Contradicted
	}
	if named {
		out.Rule += "; the publisher that the claim names decides"
	}
	var said []string
	for _, e := range rows {
		said = append(said, fmt.Sprintf("%s counts %s on %s", e.Source, number(*e.Value), Day(e.To)))
	}
	out.Explanation = sentence(list(said))
	return out
}

// countsFor returns, of each source, the count that answers a claim: of the
// same people and place, over the claim's window where it tells one, else the
// latest running total before its day.
func (c *checker) countsFor(cl claim.Claim, what string) []Count {
	who := ""
	switch {
	case childrenWords.MatchString(cl.Text):
		who = "children"
	case civilianWords.MatchString(cl.Text):
		who = "civilians"
	case soldierWords.MatchString(cl.Text):
		who = "soldiers"
	}
	_, day := c.when(claim.Window{From: control.NoDay, To: cl.Window.To})
	spanned := cl.Window.From != control.NoDay && cl.Window.To != control.NoDay && cl.Window.From != cl.Window.To
	place := cl.ReferencePlace
	if place == "" && cl.Region != "" && !c.ground(cl.Region).whole {
		place = cl.Region
	}
	best := map[string]Count{}
	var order []string
	for _, k := range c.src.Counts {
		switch {
		case what != "" && k.What != what,
			k.Who != "" && who != "" && k.Who != who, k.Who == "" && who != "", k.Who != "" && who == "" && k.Who != "civilians" && k.Who != "people",
			k.Party != "" && cl.Actor != "" && k.Party != cl.Actor, k.Party != "" && cl.Actor == "" && k.Who == "soldiers",
			!strings.EqualFold(k.Place, place) && !(place == "" && strings.EqualFold(k.Place, "ukraine")):
			continue
		}
		if spanned {
			if k.From != cl.Window.From || k.To != cl.Window.To {
				continue
			}
		} else if k.From != control.NoDay || day == 0 || k.To > day+1 || day-k.To > countsBefore {
			continue
		}
		have, seen := best[k.Source]
		if !seen {
			order = append(order, k.Source)
		}
		if !seen || k.To > have.To {
			best[k.Source] = k
		}
	}
	var out []Count
	for _, s := range order {
		out = append(out, best[s])
	}
	return out
}

// sameName reports whether one name holds the other.
func sameName(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}
