package verdict

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// whoStands are the words for who stands somewhere, or for the line itself.
const whoStands = `positions?|front ?lines?|front|line of contact|lines|infantry|troops|forces|units|soldiers|army|armies|Russians|Ukrainians|invaders|occupiers|enemy`

var forces = regexp.MustCompile(`(?i)\b(?:` + whoStands + `)\b`)

// stand is how a sentence goes up to where they are. A line alone may be of rails.
var stand = regexp.MustCompile(`(?i)\b(?:line|` + whoStands + `)\b[^.;,:]{0,25}\b(?:is|are|was|were|runs?|ran|lies?|lay|stands?|stood|remain(?:s|ed)?|sits?|passe[sd])\b[^.;,:]{0,25}$`)

// onPositions reports whether a claim tells where forces or the line are.
func (c *checker) onPositions(cl claim.Claim) bool {
	head := cl.Text
	if i := strings.IndexAny(head, "0123456789"); i >= 0 {
		head = head[:i]
	}
	return !groundWords.MatchString(cl.Text) && (forces.MatchString(cl.Text) || stand.MatchString(c.sentenceBefore(cl)+head))
}

// Margins of distances, as [gazetteer.Assertion.Tolerance] has them for ground:
// a map's line is a kilometer or two from the true one, and a town has no one
// point that distances are told from.
var (
	reachStrict = margin{0.05, 2, claim.Km}
	reachWide   = margin{0.2, 5, claim.Km}
)

// positions checks how near to a place the ground comes that a side holds, or
// the line. Maps tell the nearest ground held; the ledger, which knows shares of
// cells, bounds its distance, and answers where both bounds do.
func (c *checker) positions(cl claim.Claim, as gazetteer.Assertion, ref gazetteer.Place) Checked {
	if !c.holder(cl.Actor) {
		return unverifiable(cl, "maps show one side's ground", "Maps tell where "+c.holders()+" holds ground, and not who stands on the rest.")
	}
	_, day := c.when(cl.Window)
	if day == 0 {
		return unverifiable(cl, "a day is needed", "Of which day the distance is meant cannot be told.")
	}
	km := kilometers[cl.Unit]
	if km == 0 || len(cl.Value) == 0 {
		return unverifiable(cl, "a distance is needed", "How far from "+ref.Name+" is not told.")
	}
	stated := make([]float64, len(cl.Value))
	for k, v := range cl.Value {
		stated[k] = v * km
	}
	a := span(cl, stated, reachStrict, reachWide)
	if r := radius(ref); r >= 0.5 && !math.IsInf(a.hi, 1) {
		a.hi += r
		a.rule += fmt.Sprintf(", or up to %s more, as told from the town's edge", Quantity(r, claim.Km))
	}
	in, toward := measure.AllAround, ""
	if as.HasWind {
		in = measure.Bearings{Center: as.Wind.Degrees(), Half: as.Tolerance().Angle}
		a.rule += fmt.Sprintf(", and %s° either side of %s", fixed(in.Half, 1), as.Wind)
		toward = fmt.Sprintf(" to the %s of", as.Wind)
	}
	return c.lines(cl, a, func(d control.Definition) (Evidence, finding) {
		e := Evidence{Source: d.Source, Definition: d.Name, From: day, To: day, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Km}
		f := finding{definition: d}
		if f.missing = c.outside(d.Name, day); f.missing != "" {
			return e, f
		}
		n, err := measure.NearestHeld(c.src.Record, d.Name, ref.Point, day, in)
		switch {
		case errors.Is(err, chronicle.ErrNoMap):
			f.missing = err.Error()
		case err != nil:
			f.missing = "could not be asked: " + err.Error()
		default:
			f.missing = stale(day, n.Day)
		}
		switch {
		case f.missing != "":
			return e, f
		case n.Held && n.Basis == measure.FromLedger:
			f.missing = ref.Name + " itself is held, and the embedded ledger has no line to measure to"
			return e, f
		case !n.Held && c.leavesOut(d, ref.Point, n.Day):
			f.missing = "this map leaves out ground held since before February 2022 there"
			return e, f
		case !n.Known():
			f.missing = fmt.Sprintf("no ground is held%s %s", toward, ref.Name)
			return e, f
		}
		c.weighReach(&f, &e, a, n, ref)
		return e, f
	})
}

// perKm2 is how many people are taken to live on a square kilometer of a town: an
// assumption, for want of outlines.
const perKm2 = 2000

// radius returns about how far a town's edge lies from its middle, in km, to half
// a kilometer; 0 where its people are not counted.
func radius(p gazetteer.Place) float64 {
	return math.Round(2*math.Sqrt(float64(p.Population)/perKm2/math.Pi)) / 2
}

// holder reports whether an actor is one whose ground maps show; none named
// is taken for one.
func (c *checker) holder(actor string) bool {
	return actor == "" || slices.ContainsFunc(c.coverage, func(v measure.Coverage) bool { return strings.EqualFold(v.Definition.Actor, actor) })
}

// holders names the actors whose ground maps show.
func (c *checker) holders() string {
	var names []string
	for _, v := range c.coverage {
		if name := Party(strings.ToLower(v.Definition.Actor)); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return list(names)
}

// weighReach holds the bounds of a distance against what is accepted.
func (c *checker) weighReach(f *finding, e *Evidence, a accept, n measure.Nearness, ref gazetteer.Place) {
	lo, hi := n.Least.Km(), n.Most.Km()
	what := "from " + ref.Name + " to the nearest ground held"
	if n.Held {
		what = "from " + ref.Name + ", which is held, to the line of contact"
	}
	e.Measure, e.UsedFrom, e.UsedTo, e.Basis = what, n.Day, n.Day, n.Basis
	e.Command = c.command("place", ref.Name, "--on", n.Asked.String())
	v := lo
	text := Quantity(lo, claim.Km)
	e.Value = value(lo)
	switch {
	case math.IsInf(hi, 1):
		v = max(lo, a.lo)
		text = "at least " + Quantity(math.Round(lo), claim.Km)
		e.Note = "no cell lies in that direction whole: it may be farther"
	case hi > lo:
		v = a.clamp(lo, hi)
		text = fmt.Sprintf("%s and %s", fixed(lo, 0), Quantity(math.Round(hi), claim.Km))
		e.Value = value(math.Round((lo + hi) / 2))
		e.Note = "between " + text + ": the nearest ground lies somewhere in a cell of about 20 km²"
	}
	switch {
	case a.holds(lo) && a.holds(hi):
		e.Supports = Yes
	case a.holds(v):
		e.Note += ": too coarse to tell"
	default:
		e.Supports = No
	}
	f.side = 2
	f.weigh(a, e.Supports, v, false)
	if hi > lo && !math.IsInf(hi, 1) {
		text = "between " + text
	}
	f.says = fmt.Sprintf("%s %s on %s", text, what, Day(n.Asked))
	e.Note = joinNotes(e.Note, gazetteer.WindOf(n.Bearing, 16).String())
}

// clamp returns the value between two that comes nearest to what is accepted.
func (a accept) clamp(lo, hi float64) float64 {
	switch {
	case hi < a.lo:
		return hi
	case lo > a.hi:
		return lo
	}
	return max(lo, a.lo)
}
