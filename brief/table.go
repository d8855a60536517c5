package brief

import (
	"fmt"
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// reach is how far after a window the next round may lie to be told of.
const reach = 14

// table tells the talks in the window, the rounds before and after, what moved
// between them, and agreements that began or ended.
func (w *writer) table() []Sentence {
	r := w.facts.talks
	if r == nil {
		return nil
	}
	first, last := w.window.First, w.window.Last
	var during, earlier []*talks.Round
	var next *talks.Round
	for _, x := range r.Rounds(talks.Filter{Sides: true}) {
		if x.Mode == "written" {
			continue
		}
		switch {
		case x.Start > last && next == nil && x.Start <= last+reach:
			next = x
		case x.Start <= last && x.Last() >= first:
			during = append(during, x)
		case x.Last() < first:
			earlier = append(earlier, x)
		}
	}
	var out []Sentence
	for _, x := range during {
		out = append(out, w.round(x, weighty+8))
	}
	if len(during) == 0 {
		d := w.draft(useful + 3)
		d.command("talks rounds --sides --from %s --to %s", first, last)
		if n := len(earlier); n > 0 {
			x := earlier[n-1]
			out = append(out, d.done("No round with both sides is on the record in these days; the last before was %s.", w.called(x)))
		}
	}
	if next != nil {
		out = append(out, w.upcoming(next, weighty+9))
		out = append(out, w.teams(next)...)
	}
	var a, b *talks.Round
	switch all := append(slices.Clone(earlier), during...); {
	case next != nil && len(all) > 0:
		a, b = all[len(all)-1], next
	case len(during) > 0 && len(all) > 1:
		a, b = all[len(all)-2], all[len(all)-1]
	}
	if a != nil && b.Start-a.Last() > 3 && b.Start-a.Last() < 120 {
		out = append(out, w.between(a, b)...)
	}
	return append(out, w.agreements()...)
}

// called names a round: "that of Feb. 4-5 in Abu Dhabi".
func (w *writer) called(x *talks.Round) string {
	s := "that of " + w.spanOf(x.Start, x.Last())
	if x.City != "" {
		return s + " in " + x.City
	}
	if x.Mode == "phone" || x.Mode == "video" {
		return s + " by " + x.Mode
	}
	return s
}

func (w *writer) parties(ids []string) string {
	var names []string
	for _, id := range ids {
		if p := w.facts.talks.Party(id); p != nil {
			names = append(names, the(short(p)))
		}
	}
	return and(names)
}

// short is a party's name as newsrooms use it: Russia for Russian Federation.
func short(p *talks.Party) string {
	if n := len(p.ID) - 1; n >= 4 && len(p.Name) > n && strings.EqualFold(p.Name[:n], p.ID[:n]) && !strings.EqualFold(p.Name, p.ID) {
		return strings.ToUpper(p.ID[:1]) + p.ID[1:]
	}
	return p.Name
}

// the puts the article before names that take it.
func the(name string) string {
	for _, s := range []string{"United", "European", "Holy", "Netherlands"} {
		if strings.HasPrefix(name, s) {
			return "the " + name
		}
	}
	return name
}

func (w *writer) round(x *talks.Round, weight int) Sentence {
	d := w.draft(weight)
	d.command("talks rounds --sides --from %s --to %s", x.Start, x.Last())
	where := ""
	if x.City != "" {
		where = " in " + x.City
	}
	doors := ""
	if x.Doors == "closed" {
		doors = ", behind closed doors"
	}
	on := "on " + w.spanOf(x.Start, x.Last())
	verb := "met"
	if x.Apart {
		verb = "held talks through mediators"
	} else if x.Mode == "phone" || x.Mode == "video" {
		verb = "spoke by " + x.Mode
	}
	return d.done("Delegations of %s %s%s %s%s.", w.parties(x.Parties), verb, where, on, doors)
}

func (w *writer) upcoming(x *talks.Round, weight int) Sentence {
	d := w.draft(weight)
	d.command("talks rounds --sides --from %s --to %s", x.Start, x.Last())
	where := w.spanOf(x.Start, x.Last())
	if x.City != "" {
		where = x.City + ", " + where
	}
	doors := ""
	if x.Doors == "closed" {
		doors = ", behind closed doors"
	}
	after := ""
	if many, in, ok := w.count(d, x); ok {
		after = fmt.Sprintf(", after %s earlier that year in %s", many, in)
	}
	return d.done(w.pick("next", "The next round on the record, of %s, is that of %s%s%s.", "Next on the record are talks of %s: %s%s%s."), w.parties(x.Parties), where, doors, after)
}

// count says how many rounds of the format in the process and year came before,
// and where: "two rounds", "Abu Dhabi".
func (w *writer) count(d *draft, x *talks.Round) (many, in string, ok bool) {
	f := talks.Filter{Process: x.Process, Format: x.Format, Mode: x.Mode, Sides: true}.Year(x.Start.Time().Year()).Before(x)
	rounds := w.facts.talks.Rounds(f)
	n := len(rounds)
	if n == 0 || n > 9 {
		return "", "", false
	}
	var cities []string
	for _, r := range rounds {
		if r.City == "" {
			return "", "", false
		}
		if !slices.Contains(cities, r.City) {
			cities = append(cities, r.City)
		}
	}
	c := d.command("talks rounds --sides --process %s --format %s --mode %s --from %s --to %s", x.Process, x.Format, x.Mode,
		control.Date(x.Start.Time().Year(), 1, 1), x.Start-1)
	many = d.number(Count, "", float64(n), c, "") + " such round"
	if n > 1 {
		many += "s"
	}
	return many, and(cities), true
}

// teams tells which delegations have another head.
func (w *writer) teams(x *talks.Round) []Sentence {
	var out []Sentence
	for _, c := range w.facts.talks.TeamChanges(x) {
		if !c.HeadChanged() {
			continue
		}
		party, head, before := w.facts.talks.Party(c.Party), w.facts.talks.Person(c.Head), w.facts.talks.Person(c.Before)
		if party == nil || head == nil || before == nil {
			continue
		}
		d := w.draft(weighty + 8)
		d.command("talks teams %s", x.ID)
		again := ""
		if c.Again {
			again = ", who had headed it before"
		}
		out = append(out, d.done("%s’s delegation is headed by %s%s, in place of %s.", short(party), head.Name, again, before.Name))
	}
	return out
}

// between tells the net change between two rounds, by each definition.
func (w *writer) between(a, b *talks.Round) []Sentence {
	d := w.draft(weighty + 7)
	c := d.command("talks between %s %s", a.ID, b.ID)
	var parts []string
	n := 0
	for _, cov := range w.facts.record.Coverage() {
		g := w.facts.byName(cov.Definition.Name)
		ch, err := w.facts.record.Change(cov.Definition.Name, a.Last(), b.Start-1, measure.Options{})
		if err != nil {
			continue
		}
		at := fmt.Sprintf("/results/%d/net_km2", n)
		n++
		if g == nil || !g.known || measure.Broken(g.breaks, ch.From, ch.To) || ch.To <= a.Last() || len(parts) == 2 {
			continue
		}
		say := w.netOf
		if len(d.Numbers) > 0 {
			say = w.more
		}
		parts = append(parts, fmt.Sprintf("%s by %s", say(d, &ch, c, at), w.who(g)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []Sentence{d.done("Between the rounds of %s and %s, maps show, for %s, %s; neither need have caused the other.",
		w.spanOf(a.Start, a.Last()), w.spanOf(b.Start, b.Last()), w.actor(), and(parts))}
}

func (f *facts) byName(definition string) *ground {
	for _, g := range f.grounds {
		if g.cov.Definition.Name == definition {
			return g
		}
	}
	return nil
}

// agreements tells of those that began or ended in the window.
func (w *writer) agreements() []Sentence {
	var out []Sentence
	for _, x := range w.facts.talks.Agreements {
		if b := x.Begins(); b >= w.window.First && b <= w.window.Last {
			d := w.draft(useful + 1)
			d.command("talks agreements --on %s", b)
			out = append(out, d.done("%s of %s has been in force from %s.", agreementKind(x.Kind), w.parties(x.Parties), w.lang.near(b, w.window)))
		}
		if x.To != nil && *x.To >= w.window.First && *x.To <= w.window.Last && x.Ended == nil {
			d := w.draft(useful)
			d.command("talks agreements --on %s", *x.To)
			out = append(out, d.done("%s of %s ran until %s.", agreementKind(x.Kind), w.parties(x.Parties), w.lang.near(*x.To, w.window)))
		}
	}
	return out[:min(len(out), 3)]
}

// agreementKind words a kind.
func agreementKind(kind string) string {
	return "an agreement (" + strings.ReplaceAll(kind, "-", " ") + ")"
}
