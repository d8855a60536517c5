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
	words := mannerIn(c.sentenceAround(cl))
	// Of the rounds that may be meant, the one is taken of which the words are
	// true in the sense that they use, then in any, then the nearest.
	x := candidates[0]
	for _, wanted := range []func([]string) bool{
		func(as []string) bool {
			return slices.ContainsFunc(as, words.fits)
		},
		func(as []string) bool { return len(as) > 0 },
	} {
		found := slices.IndexFunc(candidates, func(y *talks.Round) bool {
			as, _ := talks.Numbered(c.numberings(y), n)
			return wanted(as)
		})
		if found >= 0 {
			x = candidates[found]
			break
		}
	}
	as, not := talks.Numbered(c.numberings(x), n)
	closestFirst(as, words)
	e := roundEvidence(c, x, "numbering")
	e.Value, e.Supports = value(float64(n)), answer(len(as) > 0)
	e.Measure = fmt.Sprintf("the number of %s", x.Title())
	if len(as) > 0 {
		out.Verdict = Supported
		e.Note = fmt.Sprintf("counted as %s", someOf(as, 4))
		out.Explanation = fmt.Sprintf("%s is the %s by %d of %d defensible numberings: %s.", sentenceStart(x.Title()), ordinal(n), len(as), len(as)+len(not), someOf(as, 4))
	} else {
		var numbers []string
		for _, m := range c.numberings(x) {
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

// numberings returns the numbers of a round, counted once.
func (c *checker) numberings(x *talks.Round) []talks.Numbering {
	all, ok := c.numbered[x]
	if !ok {
		all = c.src.Talks.Numberings(x)
		c.numbered[x] = all
	}
	return all
}

// manner is how the words around a number call the talks.
type manner struct{ threeWay, direct bool }

func mannerIn(text string) manner {
	return manner{threeWay.MatchString(text), directTalks.MatchString(text)}
}

// fits reports whether a numbering counts what the words speak of.
func (t manner) fits(name string) bool {
	return t.threeWay && strings.Contains(name, "trilateral") || t.direct && strings.Contains(name, "one room")
}

// closestFirst sorts the names of numberings: first those that fit the words,
// then the shorter.
func closestFirst(names []string, words manner) {
	slices.SortStableFunc(names, func(a, b string) int {
		if fa, fb := words.fits(a), words.fits(b); fa != fb {
			return count(fb) - count(fa)
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

// meant returns the rounds that a claim may be about, nearest to the article's
// day first: those of the city that its words name, or of an overlapping fact,
// or those within reach of the window.
func (c *checker) meant(cl claim.Claim) []*talks.Round {
	text := c.sentenceAround(cl)
	f := talks.Filter{City: c.cityIn(cl.Text)}
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
	words := mannerIn(text)
	out := slices.DeleteFunc(c.src.Talks.Rounds(f), func(x *talks.Round) bool {
		return x.Mode == "phone" || x.Mode == "written" ||
			words.threeWay && x.Format != "trilateral" && x.Format != "quadrilateral" ||
			words.direct && (!slices.Contains(x.Parties, "russia") || !slices.Contains(x.Parties, "ukraine"))
	})
	for k := range c.reading.Talks {
		t := &c.reading.Talks[k]
		if t.Date == control.NoDay || t.Start >= cl.End || cl.Start >= t.End {
			continue
		}
		if x := c.roundOf(t); x != nil && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b *talks.Round) int { return c.away(a) - c.away(b) })
	return out[:min(len(out), 3)]
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
	f, text := c.counted(cl), c.sentenceAround(cl)
	current := ""
	if last := c.src.Talks.Rounds(talks.Filter{To: f.To}); len(last) > 0 {
		current = last[len(last)-1].Process
	}
	counts := slices.DeleteFunc(c.src.Talks.CountRounds(f), func(k talks.Count) bool {
		// Other processes are not what an article counts without naming them.
		return strings.HasPrefix(k.Reading, "process ") && k.Reading != "process "+current
	})
	if previous, ok := c.beforeRound(cl, n, text); ok {
		return previous
	}
	if f.City == "" && cl.Window.From == control.NoDay && !thisYear.MatchString(text) && !threeWay.MatchString(text) && !directTalks.MatchString(text) {
		return unverifiable(cl, "which rounds are counted must be told", "Neither a place, nor a time, nor a format tells which rounds are counted; the record has "+countsOf(counts)+".")
	}
	if threeWay.MatchString(text) {
		counts = slices.DeleteFunc(counts, func(k talks.Count) bool {
			return !strings.Contains(k.Reading, "lateral") && !strings.Contains(k.Reading, "side")
		})
	}
	var rows []Evidence
	var as, not []string
	seen := map[int]bool{}
	for _, k := range counts {
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

func countsOf(counts []talks.Count) string {
	var out []string
	for _, k := range counts {
		out = append(out, fmt.Sprintf("%d by %s", len(k.Rounds), k.Reading))
	}
	return someOf(out, 5)
}

// beforeRound checks "two previous rounds" by the numbers of the round that is
// at hand: n rounds went before it where it is the next by some numbering.
func (c *checker) beforeRound(cl claim.Claim, n int, text string) (Checked, bool) {
	if !earlierWords.MatchString(text) || c.cityIn(cl.Text) != "" || c.today == control.NoDay {
		return Checked{}, false
	}
	plain := cl
	plain.Window = claim.NoWindow
	for _, x := range c.meant(plain) {
		if x.Start < c.today-1 {
			continue
		}
		as, not := talks.Numbered(c.numberings(x), n+1)
		if len(as) == 0 {
			continue
		}
		closestFirst(as, mannerIn(text))
		e := roundEvidence(c, x, "numbering")
		e.Measure, e.Value, e.Supports = "rounds before "+x.Title(), value(float64(n)), Yes
		e.Note = "counted as " + someOf(as, 4)
		return Checked{
			Claim: cl, Verdict: Supported, Evidence: []Evidence{e},
			Rule: "some defensible numbering of the round at hand must leave so many before it",
			Explanation: fmt.Sprintf("%s is the %s by %d of %d defensible numberings, so %d went before it: %s.",
				sentenceStart(x.Title()), ordinal(n+1), len(as), len(as)+len(not), n, someOf(as, 4)),
		}, true
	}
	return Checked{}, false
}

// counted returns the filter that the words set: place, days, and who sat.
func (c *checker) counted(cl claim.Claim) talks.Filter {
	text := c.sentenceAround(cl)
	f := talks.Filter{City: c.cityIn(cl.Text)}
	if f.City == "" && len(c.text) > 0 {
		// The nearest city behind the number, as in "two rounds in Abu Dhabi".
		if _, after, ok := strings.Cut(text, cl.Text); ok {
			f.City = c.cityIn(after)
		}
	}
	if c.today != control.NoDay {
		to := c.today
		if earlierWords.MatchString(text) {
			to--
		}
		f.To = &to
		if thisYear.MatchString(text) {
			f = f.Year(c.today.Time().Year())
			f.To = &to
		}
	}
	if cl.Window.From != control.NoDay && (f.From == nil || cl.Window.From > *f.From) {
		f.From = &cl.Window.From
	}
	if cl.Window.To != control.NoDay && (f.To == nil || cl.Window.To < *f.To) {
		f.To = &cl.Window.To
	}
	return f
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
