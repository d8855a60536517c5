package verdict

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// A place counts as held where at least mostly of the ground around it is, and
// as not held where at most barely of it is; between, a map of cells cannot
// tell a town from its fields, and says nothing. Maps themselves give 0 or 1.
const (
	mostly = 0.9
	barely = 0.1
)

var partOfTown = regexp.MustCompile(`(?i)\b(blocks|streets|parts? of|outskirts|quarters?|districts?|(north|south|east|west)ern|half of)\b`)

// placeControl checks who holds a site or a settlement, on the day or since a
// day: the map is asked at the place's point.
func (c *checker) placeControl(i int) Checked {
	cl := c.reading.Claims[i]
	if cl.Unit == claim.Count || len(cl.Value) > 0 && cl.ReferencePlace == "" {
		return unverifiable(cl, "settlements are not counted", "Maps show areas; which settlements count, and when one is taken, differs by who counts. The list behind the figure is needed.")
	}
	name := cl.ReferencePlace
	if name == "" {
		name = cl.Region
	}
	if cl.Kind == claim.SettlementControl && partOfTown.MatchString(cl.Text) {
		return unverifiable(cl, "parts of a place are not judged", "The words are of a part of "+name+"; the record answers for the place as a whole. Its street-level maps are needed.")
	}
	p, missing := c.site(cl, name)
	if missing != "" {
		return unverifiable(cl, "a place is needed", sentence(missing))
	}
	if c.src.Places.RegionAt(p.Point) == nil {
		return unverifiable(cl, "a place on the maps is needed", p.Name+" lies outside the regions that the maps show: abroad, or in water.")
	}
	if cl.Value != nil {
		return unverifiable(cl, "changes of hands are not counted", "How often a place changed hands depends on what counts as holding it; salient place "+p.Name+" lists what the maps show.")
	}
	from, to := c.when(cl.Window)
	if cl.Window.To == control.NoDay && c.today != control.NoDay {
		to = c.today - 1
	}
	if to == 0 || from > to && cl.Window.From == control.NoDay {
		return unverifiable(cl, "a day is needed", "The text tells no day, and no day of publication is known; --published can give it.")
	}
	n := named(cl)
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f, e := c.holdsPlace(cl, d, p, to)
		fs = append(fs, f)
		rows = append(rows, e)
	}
	v, by := decide(n, fs)
	return Checked{
		Claim: cl, Verdict: v, Evidence: rows, Explanation: explain(n, fs),
		Rule: fmt.Sprintf("held where at least %s of the ground around the place is, not held at %s or less; %s",
			Quantity(100*mostly, claim.Percent), Quantity(100*barely, claim.Percent), by),
	}
}

func (c *checker) holdsPlace(cl claim.Claim, d control.Definition, p gazetteer.Place, on control.Day) (finding, Evidence) {
	f := finding{definition: d}
	e := Evidence{Source: d.Source, Definition: d.Name, From: on, To: on, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Percent}
	if f.missing = c.outside(d.Name, on); f.missing == "" && d.Actor == "" {
		f.missing = "not in the record"
	}
	var at measure.HeldAt
	if f.missing == "" {
		var err error
		at, err = c.src.Record.HeldAt(d.Name, p.Point, on)
		switch {
		case errors.Is(err, chronicle.ErrNoMap):
			f.missing = err.Error()
		case err != nil:
			f.missing = "could not be asked: " + err.Error()
		default:
			f.missing = stale(on, at.Day)
		}
	}
	if f.missing != "" {
		e.Note = f.missing
		return f, e
	}
	holder := strings.ToLower(d.Actor)
	if at.Share < barely && c.leavesOut(d, p.Point, at.Day) {
		f.missing = "this map leaves out ground held since before February 2022 there"
		e.Note = f.missing
		return f, e
	}
	e.Measure = "of the ground around " + p.Name + " held by " + Party(holder)
	e.Value, e.UsedFrom, e.UsedTo, e.Basis = value(100*at.Share), at.Day, at.Day, at.Basis
	e.Command = c.command("place", p.Name)
	since := ""
	if cov, ok := c.covered(d.Name); ok && at.Since > cov.First {
		since = "since " + Day(at.Since)
	} else {
		since = "since the first map, " + Day(at.Since)
	}
	holds := strings.EqualFold(cl.Actor, holder)
	lost := cl.Direction == claim.Lost
	want := holds != lost // the holder is claimed to have it
	switch {
	case cl.Actor == "":
	case at.Share >= mostly:
		f.answer = answer(want)
		since = "mostly held " + since
	case at.Share <= barely:
		f.answer = answer(!want)
		since = "mostly not held " + since
	default:
		since = "about half of it: the map does not decide"
	}
	if f.answer == Yes {
		f.answer, since = c.changedHands(cl, d, p, at.Share >= mostly, since)
	}
	e.Supports = f.answer
	e.Note = since
	if at.Basis == measure.FromLedger {
		e.Note += "; the share is that of a cell of about 20 km² around the place"
	}
	if at.Day != on {
		e.Note += "; from the map of " + Day(at.Day)
	}
	f.says = fmt.Sprintf("%s %s on %s (%s)", Quantity(100*at.Share, claim.Percent), e.Measure, Day(on), since)
	return f, e
}

// delay is how many days after the event a map may still show the old state.
const delay = 21

// changedHands holds a claimed day of change against the map of those days:
// maps are redrawn with a delay, so one up to three weeks later fits too. The
// ledger's cells cross the half with every redrawing of a shore, so what counts
// is whether the ground was mostly or barely held.
func (c *checker) changedHands(cl claim.Claim, d control.Definition, p gazetteer.Place, held bool, since string) (Answer, string) {
	w := cl.Window
	if w.From == control.NoDay {
		return Yes, since
	}
	share := func(on control.Day) (float64, bool) {
		if c.outside(d.Name, on) != "" {
			return 0, false
		}
		at, err := c.src.Record.HeldAt(d.Name, p.Point, on)
		return at.Share, err == nil
	}
	was := func(s float64) bool { return held && s >= barely || !held && s <= mostly }
	if cl.Direction == "" {
		month := control.DayOf(w.From.Time().AddDate(0, 1, 0))
		if s, ok := share(month + delay); ok && !was(s) {
			return No, fmt.Sprintf("not yet so on %s; %s", Day(month+delay), since)
		}
		return Yes, since
	}
	if s, ok := share(w.From - delay); ok && (held && s >= mostly || !held && s <= barely) {
		return No, fmt.Sprintf("already so on %s; %s", Day(w.From-delay), since)
	}
	if w.To != control.NoDay {
		if s, ok := share(w.To + delay); ok && !was(s) {
			return No, fmt.Sprintf("not yet so on %s; %s", Day(w.To+delay), since)
		}
	}
	return Yes, since
}

// leavesOut reports whether a point lies on prewar ground that a map leaves out:
// in Crimea, or where the map showed it held until it left such ground out.
func (c *checker) leavesOut(d control.Definition, p geo.Point, on control.Day) bool {
	r := c.src.Places.RegionAt(p)
	if r == nil {
		return false
	}
	for _, w := range measure.Prewar {
		if !slices.Contains(w.Regions, r.Name) {
			continue
		}
		center, err := c.src.Record.HeldAt(d.Name, w.At, on)
		if err != nil || center.Share >= 0.5 {
			continue
		}
		if w.Whole || p == w.At {
			return true
		}
		before, err := c.src.Record.HeldAt(d.Name, p, center.Since-1)
		if err == nil && before.Share >= 0.5 {
			after, err := c.src.Record.HeldAt(d.Name, p, center.Since)
			return err == nil && after.Share < 0.5
		}
	}
	return false
}
