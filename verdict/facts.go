package verdict

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/talks"
)

// checkFact holds what an article tells of a round against the record's row.
// It is supported where nothing told differs, contradicted where the place, the
// day, a party, a head or the doors do, and unverifiable where no row fits.
func (c *checker) checkFact(t *claim.TalksFact) CheckedFact {
	out := CheckedFact{Fact: *t, Verdict: Unverifiable}
	if c.src.Talks == nil {
		out.Explanation = "No record of the talks is loaded."
		return out
	}
	if t.Ordinal == 0 && t.Date == control.NoDay && strings.Contains(strings.ToLower(t.Text), "rounds") {
		return c.collective(t)
	}
	x := c.roundOf(t)
	if x == nil {
		out.Explanation = c.whichRound(t)
		return out
	}
	out.Round, out.Sources = x.ID, x.Sources
	out.Command = c.command("talks", "rounds", "--json")
	out.Fields = c.fields(t, x)
	var bad, good, silent []string
	for _, f := range out.Fields {
		switch f.Supports {
		case Yes:
			if field, _, _ := strings.Cut(f.Field, ","); !slices.Contains(good, field) {
				good = append(good, field)
			}
		case No:
			bad = append(bad, fmt.Sprintf("%s: told %s, recorded %s", f.Field, f.Said, f.Record))
		default:
			silent = append(silent, f.Field)
		}
	}
	out.Explanation = "The record has " + x.Title() + "."
	switch {
	case len(bad) > 0:
		out.Verdict = Contradicted
		out.Explanation += " It differs in " + list(bad) + "."
	case len(good) > 0:
		out.Verdict = Supported
		out.Explanation += " It agrees on " + list(good) + "."
	}
	if len(silent) > 0 {
		out.Explanation += " It does not tell: " + list(silent) + "."
	}
	return out
}

// collective checks earlier rounds that are told as one.
func (c *checker) collective(t *claim.TalksFact) CheckedFact {
	out := CheckedFact{Fact: *t, Verdict: Unverifiable, Command: c.command("talks", "rounds", "--json")}
	f := talks.Filter{City: t.City}
	if c.today != control.NoDay {
		to := c.today - 1
		f.To = &to
		if thisYear.MatchString(t.Text) {
			f = f.Year(c.today.Time().Year())
		}
	}
	rounds := c.src.Talks.Rounds(f)
	if len(rounds) == 0 {
		out.Explanation = "The record has no rounds there before that day."
		return out
	}
	var titles []string
	for _, x := range rounds {
		titles = append(titles, x.Title())
		for _, s := range x.Sources {
			if !slices.Contains(out.Sources, s) {
				out.Sources = append(out.Sources, s)
			}
		}
	}
	out.Verdict, out.Round = Supported, rounds[len(rounds)-1].ID
	out.Fields = []FactField{{"city", t.City, t.City, Yes}}
	out.Explanation = "The record has " + someOf(titles, 5) + "."
	return out
}

// roundOf finds the row that a fact is about: of its city, nearest to its day;
// without a day, the one that bears its number, or that the article is nearest
// to. Planned rounds count where no held one fits.
func (c *checker) roundOf(t *claim.TalksFact) *talks.Round {
	day := t.Date
	if day == control.NoDay {
		day = c.today
	}
	if day == control.NoDay {
		return c.undated(t)
	}
	var best *talks.Round
	bestAway := math.Inf(1)
	for _, x := range c.src.Talks.AllRounds {
		if t.City != "" && !sameCity(t.City, x) || t.City == "" && t.Date == control.NoDay && t.Ordinal == 0 {
			continue
		}
		away := math.Inf(1)
		switch {
		case t.Date != control.NoDay && x.Start <= t.Date+1 && x.Last() >= t.Date-1:
			away = math.Abs(float64(x.Start - t.Date))
		case t.Date == control.NoDay && day != control.NoDay && x.Start <= day+upcoming:
			away = math.Abs(float64(x.Start - day))
			if t.Ordinal > 0 {
				if as, _ := talks.Numbered(c.numberings(x), t.Ordinal); len(as) == 0 {
					away += 1e4
				}
			}
		}
		if !x.Held() {
			away += 0.5
		}
		if len(t.Parties) > 0 && !c.present(t.Parties, x) {
			away += 0.25
		}
		if away < bestAway {
			best, bestAway = x, away
		}
	}
	if bestAway >= 1e4 {
		return nil
	}
	return best
}

func sameCity(city string, x *talks.Round) bool {
	if city == "" {
		return false
	}
	key := gazetteer.Fold(city)
	return key == gazetteer.Fold(x.City) || key == gazetteer.Fold(x.Country)
}

func (c *checker) present(parties []string, x *talks.Round) bool {
	for _, p := range parties {
		if !x.Present(RecordParty(p)) {
			return false
		}
	}
	return true
}

// RecordParty is the record's id of a party of the reading.
func RecordParty(id string) string {
	if id == "us" {
		return "usa"
	}
	return id
}

// fields compares each thing told.
func (c *checker) fields(t *claim.TalksFact, x *talks.Round) []FactField {
	var out []FactField
	if t.City != "" {
		out = append(out, FactField{"city", t.City, x.City, answer(sameCity(t.City, x))})
	}
	if t.Date != control.NoDay {
		out = append(out, FactField{"date", Day(t.Date), Days(x.Start, x.Last()), answer(t.Date >= x.Start && t.Date <= x.Last())})
	}
	if t.Ordinal > 0 {
		as, _ := talks.Numbered(c.numberings(x), t.Ordinal)
		f := FactField{"ordinal", ordinal(t.Ordinal), "", answer(len(as) > 0)}
		if len(as) > 0 {
			f.Record = ordinal(t.Ordinal) + " counting " + someOf(as, 2)
		} else if all := c.numberings(x); len(all) > 0 {
			f.Record = fmt.Sprintf("%s counting %s", ordinal(all[0].Number), all[0].Names[0])
		} else {
			f.Supports = Silent
		}
		out = append(out, f)
	}
	for _, p := range t.Parties {
		f := FactField{"party, " + Party(RecordParty(p)), "present", "present", Yes}
		if !x.Present(RecordParty(p)) {
			f.Record, f.Supports = "not at this round", No
		}
		out = append(out, f)
	}
	out = append(out, c.heads(t, x)...)
	if t.Closed != nil {
		said := "open doors"
		if *t.Closed {
			said = "closed doors"
		}
		f := FactField{"doors", said, "", Silent}
		if x.Doors != "" {
			f.Record = x.Doors + " doors"
			f.Supports = answer(f.Record == said)
		}
		out = append(out, f)
	}
	return out
}

func (c *checker) heads(t *claim.TalksFact, x *talks.Round) []FactField {
	var out []FactField
	var parties []string
	for p := range t.Heads {
		parties = append(parties, p)
	}
	slices.Sort(parties)
	for _, p := range parties {
		d := x.Delegation(RecordParty(p))
		for k, name := range t.Heads[p] {
			if name == "" {
				continue
			}
			f := FactField{"head, " + Party(p), name, "", Silent}
			if d != nil && d.Head != "" {
				f.Record = c.person(d.Head)
				member := slices.ContainsFunc(d.Members, func(m string) bool { return samePerson(name, c.person(m)) })
				switch {
				case samePerson(name, f.Record):
					f.Supports = Yes
				case k > 0 && member:
					// Several are named: one heads, the others sit with them.
					f.Supports, f.Record = Yes, "member, with "+f.Record
				default:
					f.Supports = No
				}
			}
			out = append(out, f)
		}
	}
	return out
}

func (c *checker) person(id string) string {
	if p := c.src.Talks.Person(id); p != nil {
		return p.Name
	}
	return id
}

// samePerson compares names by their last word, and by the first where both
// have one.
func samePerson(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) == 0 || len(y) == 0 || gazetteer.FoldLoosely(x[len(x)-1]) != gazetteer.FoldLoosely(y[len(y)-1]) {
		return false
	}
	return len(x) == 1 || len(y) == 1 || gazetteer.FoldLoosely(x[0])[:1] == gazetteer.FoldLoosely(y[0])[:1]
}
