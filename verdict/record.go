package verdict

import (
	"fmt"
	"regexp"
	"sort"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// superlatives, by which end of the ranking they claim. rank is the place from
// that end.
var superlatives = []struct {
	word  *regexp.Regexp
	most  bool
	place int
}{
	{regexp.MustCompile(`(?i)\b(exceeded|surpassed|topped|beaten) only once\b|\bsecond[- ](largest|biggest|highest|fastest|most)\b`), true, 2},
	{regexp.MustCompile(`(?i)\bsecond[- ](smallest|lowest|slowest|least)\b`), false, 2},
	{regexp.MustCompile(`(?i)\b(smallest|lowest|slowest|least|worst|less than in any|fewest|weakest)\b`), false, 1},
	{regexp.MustCompile(`(?i)\b(largest|biggest|highest|fastest|most|best|greatest|record|more than in any|steepest)\b`), true, 1},
}

// ranked is the net change of one period.
type ranked struct {
	from, to control.Day // maps
	label    string
	net      float64
}

// record recomputes a superlative: the net change of every period of the
// subject's length, from the baseline day (or the source's first map) to the
// subject, ranked, with the runner-up.
func (c *checker) record(i int) Checked {
	cl := c.reading.Claims[i]
	s := c.subject(i)
	if s == nil {
		return unverifiable(cl, "a period is needed", "Which period the superlative is about cannot be told: it needs a claim of change with its days before it.")
	}
	p, ok := periodOf(s.Window)
	if !ok {
		return unverifiable(cl, "a period is needed", fmt.Sprintf("The subject's window, %s, has no length to rank it by.", Days(s.Window.From, s.Window.To)))
	}
	most, place, found := true, 1, false
	for _, sup := range superlatives {
		if sup.word.MatchString(cl.Text) || sup.word.MatchString(c.sentenceAround(cl)) {
			most, place, found = sup.most, sup.place, true
			break
		}
	}
	if !found {
		return unverifiable(cl, "a superlative is needed", "What is claimed to be greatest or least cannot be told from the words.")
	}
	region := cl.Region
	if region == "" {
		region = s.Region
	}
	g := c.ground(region)
	if g.missing != "" {
		return unverifiable(cl, "a border is needed", "Changes there cannot be ranked: "+g.missing+".")
	}
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f, ev := c.rankFinding(cl, s, d, p, g, most, place)
		fs = append(fs, f)
		rows = append(rows, ev...)
	}
	v, by := decide(n, fs)
	end := "least"
	if most {
		end = "greatest"
	}
	rule := fmt.Sprintf("net change"+g.in()+" of every %s since the baseline, ranked; the subject must come %s from the %s; %s", p.name, ordinal(place), end, by)
	return Checked{Claim: cl, Verdict: v, Rule: rule, Evidence: rows, Explanation: explain(n, fs)}
}

func ordinal(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
		return fmt.Sprintf("%dth", n)
	case n%10 == 1:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}

func (c *checker) rankFinding(cl claim.Claim, s *claim.Claim, d control.Definition, p period, g ground, most bool, place int) (finding, []Evidence) {
	f := finding{definition: d}
	e := Evidence{Source: d.Source, Definition: d.Name, From: s.Window.From, To: s.Window.To,
		UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Km2}
	w, known := wayOf(*s, d.Actor)
	cov, covered := c.covered(d.Name)
	switch {
	case !covered:
		f.missing = "not in the record"
	case !known:
		f.missing = "the actor's ground is not what the map shows"
	}
	var rank []ranked
	if f.missing == "" {
		rank, f.missing = c.periods(d, p, g, w, baselineEnd(cl, c.baseline(cl, cov.First)), s.Window.From)
	}
	if f.missing == "" && len(rank) < 2 {
		f.missing = "there is no other " + p.name + " to rank it with since the baseline"
	}
	if f.missing != "" {
		e.Note = f.missing
		return f, []Evidence{e}
	}
	subject := rank[len(rank)-1]
	sort.SliceStable(rank, func(a, b int) bool {
		if most {
			return rank[a].net > rank[b].net
		}
		return rank[a].net < rank[b].net
	})
	at := 0
	for k := range rank {
		if rank[k].label == subject.label {
			at = k + 1
		}
	}
	_, net := w.names(d.Actor)
	f.answer = answer(at == place)
	row := func(r ranked, a Answer, note string) Evidence {
		x := e
		x.From, x.To, x.Measure, x.Value, x.Supports, x.Note = r.from, r.to, net+g.in()+" in "+r.label, value(r.net), a, note
		ask := []string{"change", "--from", r.from.String(), "--to", r.to.String(), "--definition", d.Name}
		if !g.whole {
			ask = append(ask, "--by", "oblast")
		}
		x.Command, x.Basis = c.command(ask...), cov.Basis
		return x
	}
	note := fmt.Sprintf("%s of %d periods from %s on", ordinal(at), len(rank), Day(earliest(rank)))
	if base := c.baseline(cl, 0); base != 0 && base < cov.First-31 {
		note += fmt.Sprintf("; the baseline, %s, is before this source's first map", Day(base))
		// What was not seen may hold a rival.
		if f.answer == Yes && 5*(cov.First-base) > s.Window.From-base {
			f.answer = Silent
		}
	}
	rows := []Evidence{row(subject, f.answer, note)}
	rival := 0
	if at == 1 {
		rival = 1
	}
	f.says = fmt.Sprintf("%s %s%s in %s, %s of %d", Quantity(subject.net, claim.Km2), net, g.in(), subject.label, ordinal(at), len(rank))
	if rival < len(rank) {
		name := "runner-up"
		if rival == 0 {
			name = "ahead of it"
		}
		rows = append(rows, row(rank[rival], Silent, name))
		f.says += fmt.Sprintf(" (%s: %s with %s)", name, rank[rival].label, Quantity(rank[rival].net, claim.Km2))
	}
	return f, rows
}

func earliest(rank []ranked) control.Day {
	first := rank[0].from
	for _, r := range rank {
		first = min(first, r.from)
	}
	return first
}

// baseline is the day since which a superlative is claimed, else the given one.
func (c *checker) baseline(cl claim.Claim, first control.Day) control.Day {
	if cl.Window.From != control.NoDay {
		return cl.Window.From
	}
	return first
}

var (
	fromStart   = regexp.MustCompile(`(?i)\b(start|started|beginning|began|begun|early|outset|outbreak|invasion|invaded|onset)\b`)
	bareYear    = regexp.MustCompile(`(?i)\b(?:19|20)\d\d$|\blast year$`)
	monthNamed  = regexp.MustCompile(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b`)
	seasonNamed = regexp.MustCompile(`(?i)\b(spring|summer|autumn|fall|winter)\b`)
)

// baselineEnd is the last day of what a superlative is counted from: "since
// 2022" compares with all of 2022 as the last of its like, and "since the start
// of 2022" with nothing before.
func baselineEnd(cl claim.Claim, from control.Day) control.Day {
	phrase := cl.Window.Phrase
	if cl.Window.From == control.NoDay || fromStart.MatchString(phrase) {
		return from
	}
	t := from.Time()
	switch {
	case monthNamed.MatchString(phrase):
		return from // the month that it lies in is left out as it is
	case seasonNamed.MatchString(phrase):
		return control.DayOf(t.AddDate(0, 3, -1))
	case bareYear.MatchString(phrase):
		return control.Date(t.Year(), 12, 31)
	}
	return from
}

// periods returns the net change of each period from the one that the baseline
// lies in to the subject's, the subject last. "Since April" leaves April out
// where the words compare with it as the last of its like; so the baseline's
// own period is left out.
func (c *checker) periods(d control.Definition, p period, g ground, w way, since, subject control.Day) ([]ranked, string) {
	cov, _ := c.covered(d.Name)
	end := p.after(subject)
	if missing := c.outside(d.Name, subject, end-1); missing != "" {
		return nil, missing
	}
	series, err := c.daily(cov)
	if err != nil {
		return nil, err.Error()
	}
	// A month counts from the map of the 1st to that of the next 1st for
	// DeepState, else from the last of the month before to its own last.
	shift := control.Day(1)
	if d.Source == "deepstate" && p.whole {
		shift = 0
	}
	var out []ranked
	start := p.start(since)
	if start < subject {
		start = p.next(start)
	}
	for ; start <= subject; start = p.next(start) {
		from, to := start-shift, p.after(start)-shift
		a, okA := c.heldBy(d.Name, series, from, g)
		b, okB := c.heldBy(d.Name, series, to, g)
		if !okA || !okB || c.breaks(d.Name, from, to, g) != "" {
			continue
		}
		net := b - a
		if w.lost {
			net = -net
		}
		out = append(out, ranked{from, to, p.label(start), net})
	}
	if len(out) == 0 || out[len(out)-1].from != subject-shift {
		return nil, "no maps at both ends of the period"
	}
	return out, ""
}

// heldBy returns the km² held in the ground by the map of a day or the nearest
// earlier one that is not stale: of the whole from the series, of a part asked by
// itself.
func (c *checker) heldBy(definition string, series []dayArea, day control.Day, g ground) (float64, bool) {
	if g.whole {
		return heldOnDay(series, day)
	}
	h := c.holding(definition, day)
	return g.heldIn(h.Held), h.missing == ""
}

// heldOnDay returns the km² held by the map of a day or the nearest earlier one
// that is not stale.
func heldOnDay(series []dayArea, day control.Day) (float64, bool) {
	k := sort.Search(len(series), func(i int) bool { return series[i].Day > day }) - 1
	if k < 0 || day-series[k].Day > staleAfter {
		return 0, false
	}
	return series[k].Area.Km2(), true
}
