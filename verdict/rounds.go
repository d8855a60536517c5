package verdict

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/talks"
)

var (
	ordinalWords = regexp.MustCompile(`(?i)\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(st|nd|rd|th))\b`)
	threeWay     = regexp.MustCompile(`(?i)\b(three-way|trilateral|three-sided|tripartite)\b`)
	directTalks  = regexp.MustCompile(`(?i)\b(direct|face-to-face|bilateral)\b`)
	thisYear     = regexp.MustCompile(`(?i)\bthis year\b`)
	earlierWords = regexp.MustCompile(`(?i)\b(earlier|previous|prior|past|two rounds|already)\b`)
	cities       = regexp.MustCompile(`\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*`)
)

// upcoming is how many days ahead of the article a round may lie that it
// numbers.
const upcoming = 10

// rounds checks a number of rounds. An ordinal is right where some defensible
// numbering of the round meant gives it; a count, where some defensible way of
// counting does. All that do are named, and how many others do not.
func (c *checker) rounds(i int) Checked {
	cl := c.reading.Claims[i]
	v, one := cl.Value.One()
	switch {
	case c.src.Talks == nil:
		return unverifiable(cl, "the record of the talks is needed", "No record of the talks is loaded.")
	case !one:
		return unverifiable(cl, "a number is needed", "No number of rounds is stated.")
	case c.today == control.NoDay && cl.Window.From == control.NoDay && cl.Window.To == control.NoDay:
		return unverifiable(cl, "a day is needed", "The day of publication is not known, so which rounds are meant cannot be told; --published can give it.")
	}
	if ordinalWords.MatchString(cl.Text) {
		return c.ordinalRound(cl, int(v))
	}
	return c.roundTotal(cl, int(v))
}

// ordinalRound checks "the third round".
func (c *checker) ordinalRound(cl claim.Claim, n int) Checked {
	candidates := c.meant(cl)
	rule := "some defensible numbering of the round meant must give the number"
	if len(candidates) == 0 {
		return unverifiable(cl, rule, "Which round is meant cannot be told from the words, or it is not in the record of the talks.")
	}
	out := Checked{Claim: cl, Verdict: Contradicted, Rule: rule}
	x := candidates[0]
	for _, y := range candidates {
		if as, _ := c.src.Talks.NumberedAs(y, n); len(as) > 0 {
			x = y
			break
		}
	}
	as, not := c.src.Talks.NumberedAs(x, n)
	closestFirst(as, cl.Text)
	e := roundEvidence(c, x, "numbering")
	e.Value, e.Supports = value(float64(n)), answer(len(as) > 0)
	e.Measure = fmt.Sprintf("the number of %s", x.Title())
	if len(as) > 0 {
		out.Verdict = Supported
		e.Note = fmt.Sprintf("counted as %s", someOf(as, 4))
		out.Explanation = fmt.Sprintf("%s is the %s by %d of %d defensible numberings: %s.", sentenceStart(x.Title()), ordinal(n), len(as), len(as)+len(not), someOf(as, 4))
	} else {
		var numbers []string
		for _, m := range c.src.Talks.Numberings(x) {
			numbers = append(numbers, fmt.Sprintf("%s among %s", ordinal(m.Number), m.Names[0]))
		}
		e.Value, e.Note = nil, someOf(numbers, 5)
		out.Explanation = fmt.Sprintf("No defensible numbering makes %s the %s; it is the %s.", x.Title(), ordinal(n), someOf(numbers, 5))
		if len(numbers) == 0 {
			out.Verdict = Unverifiable
			out.Explanation = fmt.Sprintf("%s did not take place as planned, so it has no number.", sentenceStart(x.Title()))
		}
	}
	out.Evidence = []Evidence{e}
	return out
}

// closestFirst sorts the names of numberings: first those that count what the
// words speak of, then the shorter.
func closestFirst(names []string, text string) {
	fits := func(name string) bool {
		return threeWay.MatchString(text) && strings.Contains(name, "trilateral") ||
			directTalks.MatchString(text) && strings.Contains(name, "one room")
	}
	slices.SortStableFunc(names, func(a, b string) int {
		if fits(a) != fits(b) {
			return count(fits(b)) - count(fits(a))
		}
		return len(a) - len(b)
	})
}

func roundEvidence(c *checker, x *talks.Round, definition string) Evidence {
	return Evidence{
		Source: "talks", Definition: definition, From: x.Start, To: x.Last(), UsedFrom: control.NoDay, UsedTo: control.NoDay,
		Unit: claim.Count, Command: c.command("talks", "rounds", "--json"), Note: x.ID,
	}
}

// someOf joins the first few of several.
func someOf(words []string, n int) string {
	if len(words) <= n {
		return list(words)
	}
	return strings.Join(words[:n], ", ") + fmt.Sprintf(" and %d more", len(words)-n)
}

func sentenceStart(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// meant returns the rounds that a claim may be about, the likeliest first: of
// the city or day that the words or an overlapping fact name, else the round
// nearest to publication.
func (c *checker) meant(cl claim.Claim) []*talks.Round {
	var out []*talks.Round
	add := func(rounds []*talks.Round) {
		for _, x := range rounds {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	for k := range c.reading.Talks {
		t := &c.reading.Talks[k]
		if t.Start < cl.End && cl.Start < t.End && (t.Ordinal == 0 || len(cl.Value) == 0 || t.Ordinal == int(cl.Value[0])) {
			if x := c.roundOf(t); x != nil {
				add([]*talks.Round{x})
			}
		}
	}
	f := talks.Filter{}
	f.City = c.cityIn(cl.Text)
	if cl.Window.From != control.NoDay {
		f.From = &cl.Window.From
	}
	to := cl.Window.To
	if to == control.NoDay && c.today != control.NoDay {
		to = c.today + upcoming
	}
	if to != control.NoDay {
		f.To = &to
	}
	all := c.src.Talks.Rounds(f)
	all = slices.DeleteFunc(all, func(x *talks.Round) bool {
		return x.Mode == "phone" || x.Mode == "written" ||
			threeWay.MatchString(cl.Text) && x.Format != "trilateral" && x.Format != "quadrilateral" ||
			directTalks.MatchString(cl.Text) && (!slices.Contains(x.Parties, "russia") || !slices.Contains(x.Parties, "ukraine"))
	})
	// Those nearest to the day of the article first, coming ones before past.
	slices.SortStableFunc(all, func(a, b *talks.Round) int { return c.away(a) - c.away(b) })
	add(all[:min(len(all), 3)])
	return out
}

// away is how far a round lies from the article's day, in days; a round that is
// over counts a little farther.
func (c *checker) away(x *talks.Round) int {
	if c.today == control.NoDay {
		return -int(x.Start)
	}
	switch {
	case x.Last() < c.today:
		return 2 * int(c.today-x.Last())
	case x.Start > c.today:
		return int(x.Start - c.today)
	}
	return 0
}

// cityIn finds a city of the record's rounds in a text.
func (c *checker) cityIn(text string) string {
	for _, name := range cities.FindAllString(text, -1) {
		for _, x := range c.src.Talks.AllRounds {
			if x.City != "" && strings.EqualFold(x.City, name) {
				return x.City
			}
		}
	}
	return ""
}

// roundTotal checks "two earlier rounds in Abu Dhabi".
func (c *checker) roundTotal(cl claim.Claim, n int) Checked {
	f := talks.Filter{City: c.cityIn(cl.Text)}
	if c.today != control.NoDay {
		to := c.today
		if earlierWords.MatchString(cl.Text) {
			to--
		}
		f.To = &to
		if thisYear.MatchString(cl.Text) {
			f = f.Year(c.today.Time().Year())
		}
	}
	if cl.Window.From != control.NoDay && (f.From == nil || cl.Window.From > *f.From) {
		f.From = &cl.Window.From
	}
	if cl.Window.To != control.NoDay && (f.To == nil || cl.Window.To < *f.To) {
		f.To = &cl.Window.To
	}
	counts := c.src.Talks.CountRounds(f)
	var rows []Evidence
	var as, not []string
	seen := map[int]bool{}
	for _, k := range counts {
		if threeWay.MatchString(cl.Text) && !strings.Contains(k.Reading, "lateral") && !strings.Contains(k.Reading, "side") {
			continue
		}
		m := len(k.Rounds)
		if m == n {
			as = append(as, k.Reading)
		} else {
			not = append(not, fmt.Sprintf("%d by %s", m, k.Reading))
		}
		if seen[m] || m != n && len(rows) > 3 {
			continue
		}
		seen[m] = true
		rows = append(rows, c.countRow(f, k, n))
	}
	out := Checked{Claim: cl, Verdict: Contradicted, Evidence: rows, Rule: "some defensible way of counting must give the number"}
	where := ""
	if f.City != "" {
		where = " in " + f.City
	}
	switch {
	case len(as) > 0:
		out.Verdict = Supported
		out.Explanation = fmt.Sprintf("The record has %d rounds%s counting %s.", n, where, someOf(as, 4))
	case len(rows) == 0:
		out.Verdict, out.Explanation = Unverifiable, "The record has no rounds of that kind."
	default:
		out.Explanation = fmt.Sprintf("No way of counting gives %d rounds%s: %s.", n, where, someOf(not, 5))
	}
	return out
}

func (c *checker) countRow(f talks.Filter, k talks.Count, n int) Evidence {
	e := Evidence{Source: "talks", Definition: k.Reading, From: control.NoDay, To: control.NoDay, UsedFrom: control.NoDay, UsedTo: control.NoDay,
		Measure: "rounds", Unit: claim.Count, Value: value(float64(len(k.Rounds))), Supports: answer(len(k.Rounds) == n)}
	if f.From != nil {
		e.From = *f.From
	}
	if f.To != nil {
		e.To = *f.To
	}
	words := []string{"talks", "rounds", "--json"}
	if f.City != "" {
		words = append(words, "--city", f.City)
	}
	e.Command = c.command(words...)
	var titles []string
	for _, x := range k.Rounds {
		titles = append(titles, x.Title())
	}
	e.Note = someOf(titles, 4)
	return e
}
