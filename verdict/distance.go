package verdict

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// half is the part of the ground of which a place must be true where the words
// mean most of it; where they do not say how much, a tenth bears them out, and
// less says nothing.
const half = 0.5

var border = regexp.MustCompile(`(?i)\b(border|edge|outskirts)\b`)

// distance checks where something lies: ground that moved (the share of its
// area of which the words are true, at least half), or one named place seen
// from another. The margins are the gazetteer's, see
// [gazetteer.Assertion.Tolerance].
func (c *checker) distance(i int) Checked {
	cl := c.reading.Claims[i]
	as, ref, why := c.assertion(cl)
	if why != "" {
		return unverifiable(cl, "a place is needed", sentence(why))
	}
	t := as.Tolerance()
	rule := fmt.Sprintf("within %s km either way", fixed(t.Distance.Km(), 1))
	if as.Within {
		rule = fmt.Sprintf("not more than %s km beyond", fixed(t.Distance.Km(), 1))
	}
	if as.HasWind {
		rule += fmt.Sprintf(" and %s° either side of %s", fixed(t.Angle, 1), as.Wind)
	}
	if c.onPositions(cl) {
		return c.positions(cl, as, ref)
	}
	if other, ok := c.otherPlace(cl, ref); ok {
		return c.placeFromPlace(cl, as, ref, other, rule)
	}
	if settlementWords.MatchString(cl.Text) && !groundWords.MatchString(cl.Text) {
		if place, ok := c.placeBefore(i, ref); ok {
			return c.placeFromPlace(cl, as, ref, place, rule)
		}
		return unverifiable(cl, rule, "Which settlement is meant cannot be told, or it is not in the gazetteer.")
	}
	s := c.subject(i)
	if s != nil && cl.Actor == "" && cl.Start-s.End > near {
		s = nil // too far back for "most of it"
	}
	if !as.HasWind && border.MatchString(cl.Text) || s == nil {
		return unverifiable(cl, rule, "Which ground or which line is meant cannot be told: "+
			"a distance to a border is on no map, and distances to ground need a claim of what moved, with its days, before it.")
	}
	return c.groundFromPlace(cl, s, as, ref, rule)
}

var (
	settlementWords = regexp.MustCompile(`(?i)\b(settlement|village|town|city|hamlet)\b`)
	groundWords     = regexp.MustCompile(`(?i)\b(most|much|bulk|majority|ground|territory|land|area|gains|wedge|pocket|sector|stretch)\b`)
	mostWords       = regexp.MustCompile(`(?i)\b(most|bulk|majority|mostly|mainly|largely|chiefly)\b`)
)

// placeBefore finds the place that "the settlement" means: that of the nearest
// claim on a settlement before it.
func (c *checker) placeBefore(i int, ref gazetteer.Place) (gazetteer.Place, bool) {
	for k := i - 1; k >= 0 && c.reading.Claims[i].Start-c.reading.Claims[k].End <= 2*near; k-- {
		o := c.reading.Claims[k]
		if o.Kind != claim.SettlementControl || o.ReferencePlace == "" {
			continue
		}
		if p, missing := c.place(o.ReferencePlace, o.Region); missing == "" && p.ID != ref.ID {
			return p, true
		}
		return gazetteer.Place{}, false
	}
	return gazetteer.Place{}, false
}

// assertion reads a claim's distance and bearing.
func (c *checker) assertion(cl claim.Claim) (gazetteer.Assertion, gazetteer.Place, string) {
	var as gazetteer.Assertion
	ref, missing := c.place(cl.ReferencePlace, "")
	if missing != "" {
		return as, ref, missing
	}
	as.Place, as.About = ref.Point, cl.Approx || cl.Bound == claim.Nearly
	as.Within = cl.Bound == claim.LessThan || cl.Bound == claim.AtMost
	unit, known := map[string]geo.Meters{claim.Km: 1000, claim.Mi: 1000 * mile, claim.Meter: 1, "": 1000}[cl.Unit]
	if !known {
		return as, ref, "the unit of the distance cannot be told"
	}
	as.Unit = unit
	if len(cl.Value) > 0 {
		sum := 0.0
		for _, v := range cl.Value {
			sum += v
		}
		as.Distance = geo.Meters(sum/float64(len(cl.Value))) * unit
		as.About = as.About || len(cl.Value) > 1
	}
	if cl.Bearing != "" {
		as.Wind, as.HasWind = gazetteer.ParseWind(cl.Bearing)
	}
	if as.Distance == 0 && !as.HasWind {
		return as, ref, "neither a distance nor a direction is stated"
	}
	return as, ref, ""
}

var capitalized = regexp.MustCompile(`\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*`)

// noPlace are words behind a name that is no settlement's: villages bear the
// names of rivers and districts.
var noPlace = regexp.MustCompile(`(?i)^(?:['’]s)?[ -](rivers?|reservoirs?|lakes?|canals?|estuar(?:y|ies)|bays?|seas?|streams?|forests?|highways?|roads?|oblasts?|regions?|raions?|districts?|provinces?|directions?|fronts?|sectors?|axis|axes|bridgeheads?|salients?|pockets?)\b`)

// otherPlace finds a place that the claim's words name beside the reference.
func (c *checker) otherPlace(cl claim.Claim, ref gazetteer.Place) (gazetteer.Place, bool) {
	if cl.Actor != "" {
		return gazetteer.Place{}, false // what an actor holds or took
	}
	for _, at := range capitalized.FindAllStringIndex(cl.Text, -1) {
		name := cl.Text[at[0]:at[1]]
		if noPlace.MatchString(cl.Text[at[1]:]) || gazetteer.Fold(name) == gazetteer.Fold(cl.ReferencePlace) || gazetteer.Fold(name) == gazetteer.Fold(ref.Name) {
			continue
		}
		p, err := c.src.Places.Find(name, gazetteer.Hint{Near: &ref.Point})
		if err == nil && p.ID != ref.ID && within(p.Point, ref.Point, 400) {
			return p, true
		}
	}
	return gazetteer.Place{}, false
}

func (c *checker) placeFromPlace(cl claim.Claim, as gazetteer.Assertion, ref, other gazetteer.Place, rule string) Checked {
	d, azimuth := geo.Distance(ref.Point, other.Point)
	j := gazetteer.Judge(as, []gazetteer.Patch{{Area: 1, Centroid: other.Point}})
	rel := gazetteer.Relation{Place: ref, Distance: d, Bearing: azimuth}
	// A village may be too small for the gazetteer, and a namesake far away.
	if d > max(4*as.Distance, as.Distance+50_000) {
		return unverifiable(cl, rule, fmt.Sprintf("The only %s in the gazetteer lies %s km from %s: it is hardly the one meant.", other.Name, fixed(d.Km(), 0), ref.Name))
	}
	out := Checked{Claim: cl, Verdict: Contradicted, Rule: rule + ", between the places' points in the gazetteer"}
	if j.Share > half {
		out.Verdict = Supported
	}
	out.Explanation = sentence(fmt.Sprintf("%s lies %s km %s of %s (%s°)", other.Name, fixed(d.Km(), 1), rel.Wind(), ref.Name, fixed(azimuth, 0)))
	out.Evidence = []Evidence{{
		Source: "gazetteer", Definition: "geodesic", Measure: fmt.Sprintf("from %s to %s", ref.Name, other.Name),
		From: control.NoDay, To: control.NoDay, UsedFrom: control.NoDay, UsedTo: control.NoDay,
		Value: value(d.Km()), Unit: claim.Km, Supports: answer(j.Share > half),
		Command: c.command("place", other.Name), Note: fmt.Sprintf("bearing %s°, %s", fixed(azimuth, 0), rel.Wind()),
	}}
	return out
}

// groundFromPlace judges the patches that a claim of change is about.
func (c *checker) groundFromPlace(cl claim.Claim, s *claim.Claim, as gazetteer.Assertion, ref gazetteer.Place, rule string) Checked {
	n := named(cl)
	if n.source == "" {
		n = named(*s)
	}
	most := mostWords.MatchString(c.sentenceAround(cl))
	var rows []Evidence
	var fs []finding
	for _, d := range c.definitions(n) {
		f := finding{definition: d}
		e := Evidence{Source: d.Source, Definition: d.Name, From: s.Window.From, To: s.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay, Unit: claim.Percent}
		w, known := wayOf(*s, d.Actor)
		rs := c.readings(d, s.Window)
		switch {
		case d.Actor == "":
			f.missing = "not in the record"
		case !known || len(rs) == 0:
			f.missing = "the days or the actor cannot be told"
		default:
			ch := c.change(d.Name, rs[0].from, rs[0].to, false, true)
			if f.missing = ch.missing; f.missing == "" {
				c.judgePatches(&f, &e, w, as, ref, rs[0], ch)
				if !most {
					// A piece of the ground is meant, of whatever size.
					f.answer = Silent
					if e.Value != nil && *e.Value >= 10 {
						f.answer = Yes
					}
					e.Supports = f.answer
				}
			}
		}
		e.Note = joinNotes(e.Note, f.missing)
		fs = append(fs, f)
		rows = append(rows, e)
	}
	least := "half"
	if !most {
		least = "a tenth (the words do not say how much)"
	}
	v, by := decide(n, fs)
	return Checked{
		Claim: cl, Verdict: v, Evidence: rows, Explanation: explain(n, fs),
		Rule: fmt.Sprintf("true of at least %s of the area of the ground meant (“%s”), each patch %s; %s", least, s.Text, rule, by),
	}
}

func (c *checker) judgePatches(f *finding, e *Evidence, w way, as gazetteer.Assertion, ref gazetteer.Place, r between, ch changed) {
	var patches []gazetteer.Patch
	for _, p := range ch.Patches {
		if p.Sliver || (p.Kind == "lost") != w.lost {
			continue
		}
		gp := gazetteer.Patch{Area: geo.SquareMeters(math.Abs(float64(p.Area))), Centroid: p.Centroid}
		if p.Polygon != nil {
			gp.Polygons = geo.MultiPolygon{p.Polygon}
		}
		patches = append(patches, gp)
	}
	j := gazetteer.Judge(as, patches)
	gross, _ := w.names(f.definition.Actor)
	gross = strings.TrimSuffix(gross, ", gross")
	e.From, e.To, e.UsedFrom, e.UsedTo, e.Basis = r.from, r.to, ch.From, ch.To, ch.Basis
	e.Measure = "of the ground " + gross + " lies there"
	e.Command = c.command("change", "--from", r.from.String(), "--to", r.to.String(), "--definition", f.definition.Name, "--json")
	if math.IsNaN(j.Share) {
		f.missing = "no ground was " + gross + " " + Span(r.from, r.to)
		return
	}
	f.answer = answer(j.Share >= half)
	e.Supports, e.Value = f.answer, value(math.Round(100*j.Share))
	e.Note = fmt.Sprintf("%s of ground %s to %s km from %s, half of it within %s km, %s of it on the whole",
		Quantity(j.Area.Km2(), claim.Km2), fixed(j.Nearest.Km(), 0), fixed(j.Farthest.Km(), 0), ref.Name, fixed(j.Median.Km(), 0), gazetteer.WindOf(j.Bearing, 16))
	f.says = fmt.Sprintf("it true of %s of the %s %s %s", Quantity(math.Round(100*j.Share), claim.Percent), Quantity(j.Area.Km2(), claim.Km2), gross, Span(r.from, r.to))
}
