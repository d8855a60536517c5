package verdict

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

func day(y int, m time.Month, d int) control.Day { return control.Date(y, m, d) }

var (
	firstDay = day(2025, 1, 1)
	lastDay  = day(2026, 6, 30)
)

// twoSources draws 10 km² a day gained by DeepState and 20 by Liveuamap, with
// 2 and 3 lost.
func twoSources() *fake {
	return newFake(
		&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 110_000, gained: constant(10), lost: constant(2)},
		&fakeMaps{def: definition("liveuamap", "liveuamap"), first: firstDay, last: lastDay, base: 110_000, gained: constant(20), lost: constant(3)},
	)
}

func february() claim.Window {
	return claim.Window{From: day(2026, 2, 1), To: day(2026, 2, 28), Phrase: "in February"}
}

func gain(actor string, v float64, w claim.Window) claim.Claim {
	return claim.Claim{Kind: claim.AreaChange, Actor: actor, Direction: claim.Gained, Value: claim.Value{v}, Unit: claim.Km2, Window: w, Text: "a claim"}
}

func checkOne(t *testing.T, r measure.Record, cl ...claim.Claim) Checked {
	t.Helper()
	got := Check(claim.Reading{Published: day(2026, 3, 3), Claims: cl}, Sources{Record: r, Places: gazetteer.Default()})
	return got.Claims[len(cl)-1]
}

func TestAreaChange(t *testing.T) {
	// February has 28 days: DeepState gains 280 gross and 224 net, Liveuamap
	// 560 and 476.
	tests := []struct {
		name string
		edit func(*claim.Claim)
		want Verdict
	}{
		{"named source, gross", func(c *claim.Claim) { c.Value, c.Attribution = claim.Value{280}, "DeepState" }, Supported},
		{"named source, net", func(c *claim.Claim) { c.Value, c.Attribution = claim.Value{224}, "DeepState" }, Supported},
		{"named source, the other's figure", func(c *claim.Claim) { c.Value, c.Attribution = claim.Value{560}, "DeepState" }, Contradicted},
		{"named source of which there is no data", func(c *claim.Claim) { c.Value, c.Attribution = claim.Value{900}, "ISW" }, Disputed},
		{"publisher of a source of which there is no data", func(c *claim.Claim) { c.Value, c.Attribution, c.Through = claim.Value{900}, "AFP", "ISW" }, Disputed},
		{"no source named, one bears it out", func(c *claim.Claim) { c.Value = claim.Value{280} }, Disputed},
		{"no source named, none bears it out", func(c *claim.Claim) { c.Value = claim.Value{2000} }, Contradicted},
		{"no source named, it lies between them", func(c *claim.Claim) { c.Value = claim.Value{380} }, Disputed},
		{"a claimant who draws no map", func(c *claim.Claim) { c.Value, c.Attribution = claim.Value{2000}, "the ministry" }, Contradicted},
		{"a bound that all exceed", func(c *claim.Claim) { c.Value, c.Bound = claim.Value{200}, claim.MoreThan }, Supported},
		{"a bound that none reach", func(c *claim.Claim) { c.Value, c.Bound = claim.Value{900}, claim.AtLeast }, Contradicted},
		{"a range", func(c *claim.Claim) { c.Value = claim.Value{270, 570} }, Supported},
		{"square miles", func(c *claim.Claim) { c.Value, c.Unit, c.Attribution = claim.Value{108}, claim.Mi2, "DeepState" }, Supported},
		{"the other side lost it", func(c *claim.Claim) {
			c.Actor, c.Direction, c.Value, c.Attribution = "ukraine", claim.Lost, claim.Value{280}, "DeepState"
		}, Supported},
		{"the other side gained what the holder lost", func(c *claim.Claim) {
			c.Actor, c.Value, c.Attribution = "ukraine", claim.Value{56}, "DeepState"
		}, Supported},
		{"a net claim is not met by gross", func(c *claim.Claim) {
			c.Direction, c.Value, c.Attribution = claim.Net, claim.Value{280}, "DeepState"
		}, Contradicted},
		{"hedged, within the wide margin", func(c *claim.Claim) {
			c.Value, c.Approx, c.Attribution = claim.Value{340}, true, "DeepState"
		}, Supported},
		{"before the maps", func(c *claim.Claim) {
			c.Window = claim.Window{From: day(2020, 2, 1), To: day(2020, 2, 28)}
		}, Unverifiable},
		{"no days", func(c *claim.Claim) { c.Window = claim.NoWindow }, Unverifiable},
		{"another party", func(c *claim.Claim) { c.Actor = "atlantis" }, Unverifiable},
		{"ground without a border", func(c *claim.Claim) { c.Region = "Huliaipole direction" }, Unverifiable},
		{"a demand", func(c *claim.Claim) { c.Value, c.Modality = claim.Value{280}, claim.Demanded }, Unverifiable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cl := gain("russia", 280, february())
			tt.edit(&cl)
			got := checkOne(t, twoSources(), cl)
			if got.Verdict != tt.want {
				t.Errorf("verdict %s, want %s: %s", got.Verdict, tt.want, got.Explanation)
			}
			if got.Rule == "" || got.Explanation == "" {
				t.Errorf("bare verdict: rule %q, explanation %q", got.Rule, got.Explanation)
			}
		})
	}
}

// A source that is not the one named can never contradict a claim.
func TestOtherSourceNeverContradicts(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		cl := gain("russia", 1+1000*r.Float64(), february())
		cl.Attribution = []string{"ISW", "AFP", "War Mapper", "VIINA"}[r.IntN(4)]
		cl.Direction = []claim.Direction{claim.Gained, claim.Lost, claim.Net}[r.IntN(3)]
		if got := checkOne(t, twoSources(), cl); got.Verdict == Contradicted {
			t.Fatalf("seed %d: %v of %s contradicted: %s", seed, cl.Value, cl.Attribution, got.Explanation)
		}
	}
}

func TestMonthConvention(t *testing.T) {
	// All of the month's gain is on the 1st of the next: DeepState's month
	// runs from the map of the 1st to that of the next 1st, and has it.
	jump := func(d control.Day) float64 {
		if d == day(2026, 3, 1) {
			return 100
		}
		return 0
	}
	r := newFake(
		&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 1e5, gained: jump},
		&fakeMaps{def: definition("liveuamap", "liveuamap"), first: firstDay, last: lastDay, base: 1e5, gained: jump})
	got := checkOne(t, r, gain("russia", 100, february()))
	for _, e := range got.Evidence {
		if e.Definition == "deepstate" && (e.From != day(2026, 2, 1) || e.To != day(2026, 3, 1) || *e.Value != 100) {
			t.Errorf("deepstate: %v from %s to %s, want 100 from 2026-02-01 to 2026-03-01", *e.Value, e.From, e.To)
		}
		if e.Definition == "liveuamap" && (e.From != day(2026, 1, 31) || e.To != day(2026, 2, 28) || *e.Value != 0) {
			t.Errorf("liveuamap: %v from %s to %s, want 0 from 2026-01-31 to 2026-02-28", *e.Value, e.From, e.To)
		}
	}
}

func TestSolver(t *testing.T) {
	week := claim.Window{From: day(2026, 2, 10), To: day(2026, 2, 15), Phrase: "from 10 to 15 February"}
	// 50 on the 9th and 100 on the 12th: the words hold 100, a day more 150.
	r := newFake(&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 1e5, gained: func(d control.Day) float64 {
		return map[control.Day]float64{day(2026, 2, 9): 50, day(2026, 2, 12): 100}[d]
	}})
	got := checkOne(t, r, gain("russia", 150, week))
	if got.Verdict != Contradicted || !strings.Contains(got.Solver, "Holds under another reading: deepstate: 150 km² gained by Russia, gross from 8 to 15 February 2026") {
		t.Errorf("%s, %q", got.Verdict, got.Solver)
	}
	got = checkOne(t, twoSources(), func() claim.Claim { c := gain("russia", 280, february()); return c }())
	if !strings.Contains(got.Solver, "True of deepstate") || !strings.Contains(got.Solver, "false of liveuamap") {
		t.Errorf("split: %q", got.Solver)
	}
	got = checkOne(t, twoSources(), func() claim.Claim {
		c := gain("russia", 56, february())
		c.Attribution = "DeepState"
		return c
	}())
	if !strings.Contains(got.Solver, "sides may have been exchanged") {
		t.Errorf("exchanged sides: %q", got.Solver)
	}
}

func TestOwnArithmetic(t *testing.T) {
	gained, lost := gain("ukraine", 165, february()), gain("russia", 132, february())
	net := gain("ukraine", 33, february())
	net.Direction, net.Text = claim.Net, "a net gain"
	got := checkOne(t, twoSources(), gained, lost, net)
	if got.Verdict == Miscalculated {
		t.Errorf("165 − 132 = 33 came out as %s: %s", got.Verdict, got.Explanation)
	}
	net.Value = claim.Value{53}
	if got = checkOne(t, twoSources(), gained, lost, net); got.Verdict != Miscalculated {
		t.Errorf("165 − 132 = 53 came out as %s", got.Verdict)
	}
	ratio := claim.Claim{Kind: claim.Comparison, Actor: "russia", Value: claim.Value{0.333}, Bound: claim.LessThan, Text: "less than a third",
		Window: claim.Window{From: day(2026, 1, 1), To: day(2026, 1, 31)}}
	base := gain("russia", 200, ratio.Window)
	if got = checkOne(t, twoSources(), base, lost, ratio); got.Verdict != Miscalculated {
		t.Errorf("132 of 200 as less than a third came out as %s", got.Verdict)
	}
}

func TestBaselineBreak(t *testing.T) {
	r := newFake(&fakeMaps{def: definition("liveuamap", "liveuamap"), first: firstDay, last: lastDay, base: 1e5, gained: constant(1), leavesOut: day(2026, 2, 10)})
	got := checkOne(t, r, gain("russia", 16_000, february()))
	if got.Verdict != Unverifiable || !strings.Contains(got.Explanation, "leaves out") {
		t.Errorf("%s: %s", got.Verdict, got.Explanation)
	}
	share := claim.Claim{Kind: claim.Share, Actor: "russia", Value: claim.Value{20}, Unit: claim.Percent, Text: "one-fifth", Approx: true, Window: claim.NoWindow}
	if got = checkOne(t, r, share); got.Verdict != Unverifiable {
		t.Errorf("a map without prewar ground gave a share: %s: %s", got.Verdict, got.Explanation)
	}
}

func TestShare(t *testing.T) {
	// About 113,400 of 600,000 km² on 2 March 2026 by DeepState: 18.9 %.
	r := newFake(&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 110_000, gained: constant(8)})
	tests := []struct {
		name  string
		claim claim.Claim
		want  Verdict
	}{
		{"roughly one-fifth", claim.Claim{Actor: "russia", Value: claim.Value{20}, Approx: true, Text: "roughly one-fifth of the country"}, Supported},
		{"to a decimal", claim.Claim{Actor: "russia", Value: claim.Value{18.9}, Text: "18.9% of the country"}, Supported},
		{"to a decimal, just off, by a source alone", claim.Claim{Actor: "russia", Value: claim.Value{19.8}, Text: "19.8% of the country"}, Disputed},
		{"to a decimal, far off", claim.Claim{Actor: "russia", Value: claim.Value{21.9}, Text: "21.9% of the country"}, Contradicted},
		{"a third", claim.Claim{Actor: "russia", Value: claim.Value{33.3}, Approx: true, Text: "about a third"}, Contradicted},
		{"what the other side holds", claim.Claim{Actor: "ukraine", Value: claim.Value{81}, Text: "81 percent"}, Supported},
		{"a region", claim.Claim{Actor: "russia", Value: claim.Value{75}, Approx: true, Region: "Donetsk", Text: "three-quarters of Donetsk region"}, Supported},
		{"a town", claim.Claim{Actor: "russia", Value: claim.Value{25}, Region: "Kupiansk", Text: "a quarter of Kupiansk"}, Unverifiable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.claim.Kind, tt.claim.Unit, tt.claim.Window = claim.Share, claim.Percent, claim.NoWindow
			got := checkOne(t, r, tt.claim)
			if got.Verdict != tt.want {
				t.Errorf("verdict %s, want %s: %s (%s)", got.Verdict, tt.want, got.Explanation, got.Rule)
			}
			for _, e := range got.Evidence {
				if e.Value != nil && !strings.Contains(e.Note, " of ") && !strings.HasPrefix(e.Note, "of ") {
					t.Errorf("no denominator named: %q", e.Note)
				}
			}
		})
	}
}

func TestConversion(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		unit   string
		values claim.Value
		want   Verdict
		solver string
	}{
		{"right", "132 square kilometres (51 square miles)", claim.Km2, claim.Value{132, 51}, Supported, ""},
		{"lengths' factor for areas", "481 square kilometres (300 square miles)", claim.Km2, claim.Value{481, 300}, Miscalculated, "lengths"},
		{"rounded to tens", "5,000 square kilometers (1,930 square miles)", claim.Km2, claim.Value{5000, 1930}, Supported, ""},
		{"one decimal", "14sq km (5.4sq miles)", claim.Km2, claim.Value{14, 5.4}, Supported, ""},
		{"lengths", "1,000 kilometers (620 miles)", claim.Km, claim.Value{1000, 620}, Supported, ""},
		{"the wrong way round", "40 miles (25km)", claim.Mi, claim.Value{40, 25}, Miscalculated, "wrong way"},
		{"hectares", "3 sq km (300 hectares)", claim.Km2, claim.Value{3, 300}, Supported, ""},
		{"acres", "100 hectares (247 acres)", claim.Ha, claim.Value{100, 247}, Supported, ""},
		{"a decimal slipped", "100 sq km (3.9 sq miles)", claim.Km2, claim.Value{100, 3.9}, Miscalculated, "decimal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := checkOne(t, twoSources(), claim.Claim{Kind: claim.Conversion, Text: tt.text, Unit: tt.unit, Value: tt.values})
			if got.Verdict != tt.want || !strings.Contains(got.Solver, tt.solver) {
				t.Errorf("%s (%s), want %s (%s): %s", got.Verdict, got.Solver, tt.want, tt.solver, got.Explanation)
			}
		})
	}
}

func TestDistance(t *testing.T) {
	r := newFake(&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 1e5, lost: constant(5), patches: []measure.Patch{
		{Kind: measure.Lost, Area: km2(30), Centroid: geo.Pt(36.19, 47.85)},
		{Kind: measure.Lost, Area: km2(5), Centroid: geo.Pt(37.5, 49.5)},
		{Kind: measure.Gained, Area: km2(90), Centroid: geo.Pt(37.5, 49.5)},
		{Kind: measure.Lost, Area: km2(90), Centroid: geo.Pt(37.5, 49.5), Sliver: true},
	}})
	change := gain("ukraine", 140, february())
	at := claim.Claim{Kind: claim.DistanceBearing, Actor: "ukraine", Value: claim.Value{80}, Unit: claim.Km, Approx: true, ReferencePlace: "Zaporizhzhia", Bearing: "E", Text: "Most of it lies about 80 kilometres east of Zaporizhzhia"}
	if got := checkOne(t, r, change, at); got.Verdict != Supported || *got.Evidence[0].Value != 86 {
		t.Errorf("most of it: %s, %v", got.Verdict, got.Evidence)
	}
	at.Bearing = "W"
	if got := checkOne(t, r, change, at); got.Verdict != Contradicted {
		t.Errorf("the wrong way: %s", got.Verdict)
	}
	at.Text = "in a sector about 80 kilometres west of Zaporizhzhia"
	if got := checkOne(t, r, change, at); got.Verdict != Unverifiable {
		t.Errorf("a piece of it: %s", got.Verdict)
	}
	town := claim.Claim{Kind: claim.DistanceBearing, Value: claim.Value{105}, Unit: claim.Km, ReferencePlace: "Kharkiv", Bearing: "E", Text: "Kupiansk, 105 km east of Kharkiv"}
	if got := checkOne(t, r, town); got.Verdict != Supported {
		t.Errorf("Kupiansk from Kharkiv: %s: %s", got.Verdict, got.Explanation)
	}
	held := claim.Claim{Kind: claim.SettlementControl, Actor: "ukraine", ReferencePlace: "Kupiansk", Window: claim.NoWindow, Text: "Kupiansk is held"}
	town.Text = "The town lies 105 km to the east"
	if got := checkOne(t, r, change, held, town); got.Verdict != Supported {
		t.Errorf("the town named before: %s: %s", got.Verdict, got.Explanation)
	}
	town.Text = "Kupiansk, 65 km east of Kharkiv"
	town.Value = claim.Value{65}
	if got := checkOne(t, r, town); got.Verdict != Contradicted {
		t.Errorf("Kupiansk 65 km from Kharkiv: %s: %s", got.Verdict, got.Explanation)
	}
}

func TestRecordAndTrend(t *testing.T) {
	// Each month gains less than the one before: 31 km² a day less a tenth
	// for each month.
	r := newFake(&fakeMaps{def: definition("deepstate", "deepstate"), first: firstDay, last: lastDay, base: 1e5, gained: func(d control.Day) float64 {
		// The map of the 1st ends DeepState's month before.
		m := (d - 1).Time()
		return 30 - float64(12*(m.Year()-2025)+int(m.Month()))
	}})
	subject := gain("russia", 440, february())
	least := claim.Claim{Kind: claim.Record, Actor: "russia", Text: "its smallest monthly haul since April 2025", Window: claim.Window{From: day(2025, 4, 1), To: control.NoDay}}
	got := checkOne(t, r, subject, least)
	if got.Verdict != Supported || len(got.Evidence) != 2 || got.Evidence[1].Note != "runner-up" {
		t.Errorf("smallest: %s: %s %v", got.Verdict, got.Explanation, got.Evidence)
	}
	least.Text = "its largest monthly haul since April 2025"
	if got = checkOne(t, r, subject, least); got.Verdict != Contradicted {
		t.Errorf("largest: %s", got.Verdict)
	}
	slows := claim.Claim{Kind: claim.Trend, Actor: "russia", Direction: claim.Gained, Text: "The rate has declined in every month since June 2025", Window: claim.Window{From: day(2025, 6, 1), To: control.NoDay}}
	if got = checkOne(t, r, slows); got.Verdict != Supported {
		t.Errorf("decline: %s: %s", got.Verdict, got.Explanation)
	}
	slows.Text = "The advance sped up each month since June 2025"
	if got = checkOne(t, r, slows); got.Verdict != Contradicted {
		t.Errorf("rise: %s: %s", got.Verdict, got.Explanation)
	}
	rate := claim.Claim{Kind: claim.Trend, Actor: "russia", Direction: claim.Gained, Value: claim.Value{15.5}, Unit: claim.Km2, Text: "an average of 15.5 sq km per day", Window: february()}
	if got = checkOne(t, r, rate); got.Verdict != Supported {
		t.Errorf("rate: %s: %s", got.Verdict, got.Explanation)
	}
}

func TestRounds(t *testing.T) {
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text := "Negotiators meet for a third round of three-way talks, after two rounds in Abu Dhabi this year. A ninth round of three-way talks is far."
	at := func(words string, n float64) claim.Claim {
		start := strings.Index(text, words)
		return claim.Claim{Kind: claim.RoundCount, Text: words, Start: start, End: start + len(words), Value: claim.Value{n}, Unit: claim.Count, Window: claim.NoWindow}
	}
	tests := []struct {
		claim claim.Claim
		want  Verdict
	}{
		{at("a third round of three-way talks", 3), Supported},
		{at("two rounds", 2), Supported},
		{at("A ninth round of three-way talks", 19), Contradicted},
	}
	for _, tt := range tests {
		got := Check(claim.Reading{Published: day(2026, 2, 17), Claims: []claim.Claim{tt.claim}},
			Sources{Record: twoSources(), Talks: rounds, Places: gazetteer.Default(), Text: text}).Claims[0]
		if got.Verdict != tt.want {
			t.Errorf("%q: %s, want %s: %s", tt.claim.Text, got.Verdict, tt.want, got.Explanation)
		}
	}
}

func TestFacts(t *testing.T) {
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	closed := true
	fact := claim.TalksFact{Kind: "round", City: "Geneva", Date: day(2026, 2, 17), Parties: []string{"russia", "ukraine", "us"},
		Heads: map[string][]string{"russia": {"Vladimir Medinsky"}, "us": {"Steve Witkoff", "Jared Kushner"}}, Closed: &closed, Text: "Geneva"}
	one := func(f claim.TalksFact) CheckedFact {
		return Check(claim.Reading{Published: day(2026, 2, 17), Talks: []claim.TalksFact{f}}, Sources{Record: twoSources(), Talks: rounds, Places: gazetteer.Default()}).Talks[0]
	}
	if got := one(fact); got.Verdict != Supported || got.Round != "2026-02-17-geneva" || len(got.Sources) == 0 {
		t.Errorf("%s, row %q: %s", got.Verdict, got.Round, got.Explanation)
	}
	fact.Heads["russia"] = []string{"Igor Kostyukov"}
	if got := one(fact); got.Verdict != Contradicted {
		t.Errorf("another head: %s: %s", got.Verdict, got.Explanation)
	}
	fact.City = "Reykjavik"
	if got := one(fact); got.Verdict != Unverifiable {
		t.Errorf("no such round: %s: %s", got.Verdict, got.Explanation)
	}
}

func TestDecideEmpty(t *testing.T) {
	if v, _ := decide(naming{}, nil); v != Unverifiable {
		t.Errorf("no findings: %s", v)
	}
	if got := checkOne(t, newFake(), gain("russia", 1, february())); got.Verdict != Unverifiable {
		t.Errorf("an empty record: %s", got.Verdict)
	}
}

func TestStep(t *testing.T) {
	for v, want := range map[float64]float64{1930: 10, 620: 10, 95: 1, 5.4: 0.1, 0.72: 0.01, 300: 100, 78: 1, 0: 1, 1000: 100} {
		if got := step(v); got < want*0.999 || got > want*1.001 {
			t.Errorf("step(%v) = %v, want %v", v, got, want)
		}
	}
}

// Whatever a reader may hand over, no check panics, none is bare, and all of it
// prints as JSON.
func TestAnyClaim(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 1))
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	someDay := func() control.Day {
		return []control.Day{control.NoDay, 0, firstDay - 400, firstDay, day(2026, 2, 1), day(2026, 2, 28), lastDay, lastDay + 900}[r.IntN(8)]
	}
	kinds := []claim.Kind{"", "unheard_of"}
	for k := range checks {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for range 1500 {
		var claims []claim.Claim
		for range 1 + r.IntN(3) {
			cl := claim.Claim{
				Kind: kinds[r.IntN(len(kinds))], Actor: pick("", "russia", "ukraine", "atlantis"), Direction: claim.Direction(pick("", "gained", "lost", "net")),
				Unit: pick("", "km2", "mi2", "ha", "km", "mi", "m", "percent", "count", "furlong"), Approx: r.IntN(2) == 0,
				Bound:  claim.Bound(pick("", "none", "more_than", "less_than", "at_least", "at_most", "nearly")),
				Window: claim.Window{From: someDay(), To: someDay(), Phrase: pick("", "over the past week", "in February")},
				Region: pick("", "Ukraine", "Donetsk", "Kharkiv and Sumy", "Huliaipole area", "Nowhere", "Donbas", "Crimea"), ReferencePlace: pick("", "Zaporizhzhia", "Kupiansk", "Nowhere"),
				Bearing: pick("", "E", "SSW", "up"), Attribution: pick("", "ISW", "AFP", "DeepState", "a monitoring group", "Kyiv"), Through: pick("", "ISW"),
				Modality: claim.Modality(pick("", "asserted", "denied", "demanded", "forecast", "hypothetical")),
				Text:     pick("", "the largest monthly haul", "two previous rounds", "a third round of three-way talks", "one-fifth", "15 sq km a day, falling each month", "201 km (", "Kupiansk, 105 km away"),
				Start:    r.IntN(40) - 5, End: r.IntN(60),
			}
			for range r.IntN(4) {
				cl.Value = append(cl.Value, []float64{0, -3, 0.5, 2, 20, 201, 1e9}[r.IntN(7)])
			}
			claims = append(claims, cl)
		}
		fact := claim.TalksFact{Kind: "round", City: pick("", "Geneva", "Atlantis"), Date: someDay(), Ordinal: r.IntN(4), Parties: []string{pick("us", "russia", "mars")}, Heads: map[string][]string{"russia": {pick("", "Vladimir Medinsky", "X")}}, Text: "rounds"}
		got := Check(claim.Reading{Published: someDay(), Claims: claims, Talks: []claim.TalksFact{fact}},
			Sources{Record: twoSources(), Talks: rounds, Places: gazetteer.Default(), Text: "A short text. With two sentences."})
		for _, c := range got.Claims {
			if c.Verdict == "" || c.Rule == "" || strings.TrimSpace(c.Explanation) == "" {
				t.Fatalf("seed %d: bare: %+v", seed, c)
			}
		}
		if _, err := json.Marshal(got); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}
