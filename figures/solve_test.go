package figures_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
)

// held is what the made-up record holds by a definition on a day.
func held(name, on string) float64 {
	d, err := newMadeUp().find(name)
	if err != nil {
		panic(err)
	}
	return d.area(day(on))
}

func TestSolveByConvention(t *testing.T) {
	donetsk := gazetteer.Default().RegionByName("Donetsk").Area().Km2()
	tests := []struct {
		name, row string
		want      float64
	}{
		{"month from the 1st to the 1st, net", "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,1,km2,,,",
			held("deepstate", "2026-04-01") - held("deepstate", "2026-03-01")},
		{"two months", "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-04-30,1,km2,,,",
			held("deepstate", "2026-05-01") - held("deepstate", "2026-03-01")},
		{"February", "a,DeepState,DeepState,gained,russia,ukraine,2026-02-01,2026-02-28,1,km2,,,",
			held("deepstate", "2026-03-01") - held("deepstate", "2026-02-01")},
		{"February without its last day is no month", "a,DeepState,DeepState,gained,russia,ukraine,2026-02-01,2026-02-27,1,km2,,,",
			held("deepstate", "2026-02-27") - held("deepstate", "2026-02-01")},
		{"month of the earlier habit", "a,DeepState,DeepState,gained,russia,ukraine,2025-03-01,2025-03-31,1,km2,,,",
			held("deepstate", "2025-03-31") - held("deepstate", "2025-02-28")},
		{"day without a map, between two", "a,DeepState,DeepState,held,russia,ukraine,,2025-02-11,1,km2,,,",
			(held("deepstate", "2025-02-10") + held("deepstate", "2025-02-12")) / 2},
		{"net from a day without a map", "a,DeepState,DeepState,net,russia,ukraine,2025-02-11,2025-02-20,1,km2,,,",
			held("deepstate", "2025-02-20") - (held("deepstate", "2025-02-10")+held("deepstate", "2025-02-12"))/2},
		{"gross from the map before", "a,Militarnyi,DeepState,gained,russia,ukraine,2025-02-12,2025-02-20,1,km2,,,",
			held("deepstate", "2025-02-20") - held("deepstate", "2025-02-10") + 10*25},
		{"week of whole days", "a,Agentstvo,DeepState,gained,russia,ukraine,2026-03-04,2026-03-10,1,km2,,,",
			held("deepstate", "2026-03-10") - held("deepstate", "2026-03-03")},
		{"gross", "a,Militarnyi,DeepState,gained,russia,ukraine,2026-08-01,2026-08-31,1,km2,,,",
			held("deepstate", "2026-08-31") - held("deepstate", "2026-07-31") + 31*25},
		{"gain of the other side is gross loss", "a,DeepState,DeepState,gained,ukraine,ukraine,2026-03-05,2026-03-15,1,km2,,,", 10 * 25},
		{"net of the other side", "a,Interfax-Ukraine,DeepState,net,ukraine,ukraine,2026-03-04,2026-03-10,1,km2,,,",
			held("deepstate", "2026-03-04") - held("deepstate", "2026-03-10")},
		{"loss of the other side is the holder's gain", "a,DeepState,DeepState,lost,ukraine,ukraine,2026-03-01,2026-03-31,1,km2,,,",
			held("deepstate", "2026-04-01") - held("deepstate", "2026-03-01")},
		{"square miles", "a,Telegraph,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,1,mi2,,,",
			(held("deepstate", "2026-04-01") - held("deepstate", "2026-03-01")) / 2.589988110336},
		{"rate over the days named", "a,AFP,ISW,rate_per_day,russia,ukraine,2022-07-01,2022-07-31,1,km2/day,,,",
			(held("isw-afp", "2022-07-31") - held("isw-afp", "2022-06-30")) / 31},
		{"share of the country", "a,DeepState,DeepState,share,russia,ukraine,,2026-06-01,1,percent,,,", 100 * held("deepstate", "2026-06-01") / 603_628},
		{"share by the publisher's denominator", "a,AFP,ISW,share,russia,ukraine,,2022-06-01,1,percent,,,", 100 * held("isw-afp", "2022-06-01") / 600_000},
		{"share of an oblast", "a,DeepState,DeepState,share,russia,Donetsk Oblast,,2026-06-01,1,percent,,,", 10 * held("deepstate", "2026-06-01") / donetsk},
		{"what remains of an oblast", "a,DeepState,DeepState,share,ukraine,Donetsk,,2026-06-01,1,percent,,,", 100 - 10*held("deepstate", "2026-06-01")/donetsk},
		{"change of a share, in points", "a,DeepState,DeepState,other,russia,Donetsk,2026-02-02,2026-06-01,1,percent,,,",
			10 * (held("deepstate", "2026-06-01") - held("deepstate", "2026-02-02")) / donetsk},
		{"without what was held before the war", "a,AFP,ISW,net,russia,ukraine,2022-02-24,2022-07-31,1,km2,,excl. Crimea and pre-2022 Donbas,",
			held("isw-afp", "2022-07-31") - 42_180},
		{"held, without what was held before the war", "a,AFP,ISW,held,russia,ukraine,,2022-07-31,1,km2,,excl. Crimea and pre-2022 Donbas,",
			held("isw-afp", "2022-07-31") - 42_180},
		{"held, with it", "a,AFP,ISW,held,russia,ukraine,,2022-07-31,1,km2,,incl. Crimea and pre-2022 Donbas,", held("isw-afp", "2022-07-31")},
		{"one day is what came with it", "a,Lakeside Gazette,DeepState,gained,russia,ukraine,2026-03-05,2026-03-05,1,km2,,,",
			held("deepstate", "2026-03-05") - held("deepstate", "2026-03-04")},
		{"from Sunday to Sunday", "a,Agentstvo,DeepState,gained,russia,ukraine,2026-03-08,2026-03-15,1,km2,,,",
			held("deepstate", "2026-03-15") - held("deepstate", "2026-03-08")},
		{"from a day to its anniversary", "a,Agentstvo,DeepState,net,russia,ukraine,2025-05-09,2026-05-09,1,km2,,,",
			held("deepstate", "2026-05-09") - held("deepstate", "2025-05-09")},
		{"from Monday morning to Monday morning", "a,Interfax-Ukraine,DeepState,net,russia,ukraine,2026-03-09,2026-03-16,1,km2,,,",
			held("deepstate", "2026-03-15") - held("deepstate", "2026-03-08")},
		{"months that begin under the earlier habit", "a,DeepState,DeepState,gained,russia,ukraine,2025-03-01,2025-12-31,1,km2,,,",
			held("deepstate", "2026-01-01") - held("deepstate", "2025-02-28")},
		{"the peak", "a,Statista,ISW,held,russia,ukraine,,2022-06-30,1,km2,,,\"peak, day uncertain\"", held("isw-afp", "2022-06-30")},
		{"DeepState without what was held before the war", "a,DeepState,DeepState,net,russia,ukraine,2022-02-24,2026-03-31,1,km2,,,",
			held("deepstate", "2026-03-31") - 43_763},
		{"map named by the note", "a,Lakeside Gazette,uncertain,held,russia,ukraine,,2022-06-30,1,km2,,,by the Institute for the Study of War", held("isw-control", "2022-06-30")},
		{"map told by the days", "a,Lakeside Gazette,,held,russia,ukraine,,2022-06-30,1,km2,,,", held("isw-control", "2022-06-30")},
		{"map told by later days", "a,Lakeside Gazette,unknown,held,russia,ukraine,,2026-06-30,1,km2,,,", held("deepstate", "2026-06-30")},
		{"two oblasts, one not held", "a,DeepState,DeepState,held,russia,Donetsk/Luhansk,,2026-06-01,1,km2,,,", held("deepstate", "2026-06-01") / 10},
		{"unknown publisher on a known map", "a,Lakeside Gazette,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,1,km2,,,",
			held("deepstate", "2026-04-01") - held("deepstate", "2026-03-01")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := answers(t, tt.row)[0]
			if !a.Covered || !near(a.Ours, tt.want) {
				t.Errorf("covered %v, ours %.4f, want %.4f (%s: %s)", a.Covered, a.Ours, tt.want, a.Reading, a.Reason)
			}
		})
	}
}

func TestSolveRefuses(t *testing.T) {
	tests := []struct {
		name, row string
		kind      figures.Kind
		says      string
	}{
		{"before the first map", "a,DeepState,DeepState,gained,russia,ukraine,2023-03-01,2023-03-31,1,km2,,,", figures.NoMap, "2025-01-01 to 2026-12-31"},
		{"after the last map", "a,DeepState,DeepState,share,russia,ukraine,,2027-03-01,1,percent,,,", figures.NoMap, "no map of 2027-03-01"},
		{"in a gap", "a,The Times,ISW,held,russia,ukraine,,2022-05-20,1,km2,,,", figures.NoMap, "2022-02-24 to 2022-04-30 and 2022-06-11 to 2022-12-31"},
		{"another map", "a,Somebody,Black Bird Group,gained,russia,ukraine,2026-03-01,2026-03-31,1,km2,,,", figures.OtherMap, "Black Bird"},
		{"a map never heard of", "a,Somebody,Atlas of Nowhere,gained,russia,ukraine,2026-03-01,2026-03-31,1,km2,,,", figures.OtherMap, "Atlas of Nowhere"},
		{"no map named, and none has the days", "a,Somebody,,gained,russia,ukraine,2020-03-01,2020-03-31,1,km2,,,", figures.NoMap, "2025-01-01 to 2026-12-31"},
		{"no map named but by the note, not ours", "a,Somebody,unknown,gained,russia,ukraine,2026-03-01,2026-03-31,1,km2,,,by Black Bird Group", figures.OtherMap, "Black Bird"},
		{"Kursk", "a,DeepState,DeepState,held,ukraine,Kursk,,2026-06-01,1,km2,,,", figures.Abroad, "Russia"},
		{"Ukraine with Kursk", "a,ISW,ISW,gained,russia,ukraine+Kursk,2022-07-01,2022-07-31,1,km2,,,", figures.Abroad, "Russia"},
		{"a sector", "a,DeepState,DeepState,gained,russia,Pokrovsk sector,2026-03-01,2026-03-31,1,km2,,,", figures.Sector, "Pokrovsk sector"},
		{"a sector in an oblast", "a,DeepState,DeepState,gained,russia,west of Donetsk,2026-03-01,2026-03-31,1,km2,,,", figures.Sector, "Donetsk, whole: "},
		{"a part of an oblast, by the note", "a,DeepState,DeepState,gained,russia,Donetsk,2026-03-01,2026-03-31,1,km2,,,only the south", figures.Sector, "part of the region"},
		{"grey zone", "a,DeepState,DeepState,held,russia,ukraine,,2026-06-01,1,km2,,grey zone,", figures.NotMapped, "grey"},
		{"part of a month's gains", "a,DeepState,DeepState,other,russia,Donetsk,2026-03-01,2026-03-31,40,percent,,,share of the month's gains", figures.Sector, "part of the whole"},
		{"not said what", "a,DeepState,DeepState,other,russia,ukraine,2026-03-01,2026-03-31,40,km2,,,", figures.NotMapped, "does not say"},
		{"prewar not known", "a,Somebody,ISW,share,russia,ukraine,,2022-07-01,1,percent,,excl. Crimea and pre-2022 Donbas,", figures.Baseline, "24 February 2022"},
		{"definition not in the record", "a,NZZ,Liveuamap,gained,russia,ukraine,2022-06-04,2022-07-09,253,km2,,,", figures.NoMaps, "liveuamap"},
		{"neither the definition nor the days of the next one", "a,ISW,ISW,gained,ukraine,ukraine,2023-06-04,2023-07-09,253,km2,,,", figures.NoMap, "isw-control"},
		{"no first day", "a,DeepState,DeepState,gained,russia,ukraine,,2026-03-31,1,km2,,,", figures.BadRow, "from"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := answers(t, tt.row)[0]
			if a.Covered || a.Kind != tt.kind || !strings.Contains(a.Reason, tt.says) {
				t.Errorf("covered %v, kind %q, reason %q; want kind %q and %q", a.Covered, a.Kind, a.Reason, tt.kind, tt.says)
			}
		})
	}
}

// TestSolverFinds plants figures computed by another reading than the
// convention's and expects the solver to name it.
func TestSolverFinds(t *testing.T) {
	tests := []struct {
		name, row string
		value     float64
		says      []string
	}{
		{"other window", "Agentstvo,DeepState,gained,russia,ukraine,2026-03-04,2026-03-10,%.2f,km2,,,",
			held("deepstate", "2026-03-10") - held("deepstate", "2026-03-04"), []string{"another reading fits", "held on 2026-03-10 less held on 2026-03-04"}},
		{"gross", "DeepState,DeepState,gained,russia,ukraine,2026-01-01,2026-01-31,%.2f,km2,,,",
			held("deepstate", "2026-02-01") - held("deepstate", "2026-01-01") + 31*25, []string{"another reading fits", "gross, gained"}},
		{"other definition", "The Times,ISW,held,russia,ukraine,,2022-03-28,%.0f,km2,,,", held("isw-afp", "2022-03-28"), []string{"another reading fits", "isw-afp, held on 2022-03-28"}},
		{"peak", "The Times,ISW,held,russia,ukraine,,2022-12-01,%.0f,km2,,,", held("isw-control", "2022-12-08"), []string{"the peak"}},
		{"nothing fits", "Agentstvo,DeepState,gained,russia,ukraine,2026-03-04,2026-03-10,%.0f,km2,,,", 9e5, []string{"none of", "nearest"}},
		{"rounded", "DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,%.0f,km2,,,", 14000, []string{"last 3 zeros"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := answers(t, "a,"+fmt.Sprintf(tt.row, tt.value))[0]
			if !a.Covered || a.Within {
				t.Fatalf("covered %v, within %v: the convention should miss (ours %.2f)", a.Covered, a.Within, a.Ours)
			}
			for _, want := range tt.says {
				if !strings.Contains(a.Reason, want) {
					t.Errorf("reason %q lacks %q", a.Reason, want)
				}
			}
		})
	}
}

// TestDailySums: a gross area that is a sum of daily ones agrees with a figure
// only if the least that it can be does.
func TestDailySums(t *testing.T) {
	net := held("isw-control", "2022-08-30") - held("isw-control", "2022-07-03") // 58 days, a km² lost on each
	conventions := strings.NewReplacer("gained: net", "gained: gross").Replace(exampleConventions)
	c, err := figures.ParseConventions([]byte(conventions))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		value  float64
		lower  string
		within bool
	}{
		{net + 2*58, "", false},
		{net + 2*58, "yes", false},
		{net - 1, "yes", true},
		{5 * net, "yes", false},
	}
	for _, tt := range tests {
		rows, err := figures.Read(strings.NewReader(header+fmt.Sprintf("a,The Lake,ISW,gained,russia,ukraine,2022-07-03,2022-08-30,%.0f,km2,%s,,", tt.value, tt.lower)), "made-up.csv")
		if err != nil {
			t.Fatal(err)
		}
		a := figures.Recompute(rows, newMadeUp(), gazetteer.Default(), c).Answers[0]
		if !near(a.Ours, net+2*58) || !near(a.Result.Least, net) || a.Within != tt.within || !strings.Contains(a.Reason, "the least") {
			t.Errorf("%.0f %s: ours %v, least %v, within %v: %s", tt.value, tt.lower, a.Ours, a.Result.Least, a.Within, a.Reason)
		}
	}
}

const exampleConventions = `
conventions:
  - name: an example
    definition: isw-control
    windows: {months: from-to, week: from-to, other: from-to}
    gained: net
    reason: an example
`

// TestUnitsAgree: a figure in square miles has the same answer as in km².
func TestUnitsAgree(t *testing.T) {
	publishers := []string{"DeepState,DeepState", "Agentstvo,DeepState", "Militarnyi,DeepState", "Interfax-Ukraine,DeepState"}
	rapid.Check(t, func(rt *rapid.T) {
		who := rapid.SampledFrom(publishers).Draw(rt, "who")
		what := rapid.SampledFrom([]string{"gained", "lost", "net", "held"}).Draw(rt, "what")
		actor := rapid.SampledFrom([]string{"russia", "ukraine"}).Draw(rt, "actor")
		region := rapid.SampledFrom([]string{"ukraine", "Donetsk"}).Draw(rt, "region")
		from := day("2026-01-10") + control.Day(rapid.IntRange(0, 200).Draw(rt, "from"))
		to := from + control.Day(rapid.IntRange(1, 120).Draw(rt, "days"))
		row := func(unit string) string {
			return fmt.Sprintf("a,%s,%s,%s,%s,%s,%s,1,%s,,,", who, what, actor, region, from, to, unit)
		}
		got := answers(t, row("km2"), row("mi2"))
		if !got[0].Covered || !got[1].Covered || !near(got[0].Ours, got[1].Ours*figures.SquareMile) {
			rt.Fatalf("%s: %v km², %v mi²", row("…"), got[0].Ours, got[1].Ours)
		}
	})
}

// TestSidesAgree: what Ukraine gained is what Russia lost, and nets are
// opposite.
func TestSidesAgree(t *testing.T) {
	for _, who := range []string{"DeepState,DeepState", "Agentstvo,DeepState", "AFP,ISW", "The Times,ISW"} {
		window := "ukraine,2026-07-03,2026-07-19"
		if strings.HasSuffix(who, "ISW") {
			window = "ukraine,2022-07-03,2022-07-19"
		}
		a := answers(t,
			"a,"+who+",gained,ukraine,"+window+",1,km2,,,", "b,"+who+",lost,russia,"+window+",1,km2,,,",
			"c,"+who+",net,ukraine,"+window+",1,km2,,,", "d,"+who+",net,russia,"+window+",1,km2,,,",
			"e,"+who+",held,ukraine,ukraine,,2026-07-03,1,percent,,,", "f,"+who+",held,russia,ukraine,,2026-07-03,1,percent,,,")
		if a[0].Ours <= 0 || a[0].Ours != a[1].Ours || a[2].Ours != -a[3].Ours {
			t.Errorf("%s: gained %v, lost %v, nets %v and %v", who, a[0].Ours, a[1].Ours, a[2].Ours, a[3].Ours)
		}
		if a[4].Covered && math.Abs(a[4].Ours+a[5].Ours-100) > 1e-9 {
			t.Errorf("%s: shares %v and %v", who, a[4].Ours, a[5].Ours)
		}
	}
}

// TestOtherHolder: a layer of what Ukraine regained is held by Ukraine, and the
// publisher that counts it is answered from it once its maps are there.
func TestOtherHolder(t *testing.T) {
	record := newMadeUp()
	record.definitions = append(record.definitions, madeUpDefinition{
		name: "isw-counteroffensive", source: "isw", actor: "Ukraine", first: day("2023-05-01"), last: day("2023-08-24"), start: 10, lost: 1,
	})
	rows, err := figures.Read(strings.NewReader(header+
		"a,ISW,ISW,gained,ukraine,ukraine,2023-06-04,2023-07-09,1,km2,,,\n"+
		"b,ISW,ISW,net,ukraine,ukraine,2023-06-04,2023-07-09,1,km2,,,\n"), "made-up.csv")
	if err != nil {
		t.Fatal(err)
	}
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	layer := record.definitions[len(record.definitions)-1]
	want := layer.area(day("2023-07-09")) - layer.area(day("2023-06-04"))
	for _, a := range figures.Recompute(rows, record, gazetteer.Default(), c).Answers {
		if !a.Covered || a.Reading.Definition != "isw-counteroffensive" || !near(a.Ours, want) {
			t.Errorf("%s: covered %v, %s %.2f, want %.2f (%s)", a.Row.ID, a.Covered, a.Reading.Definition, a.Ours, want, a.Reason)
		}
	}
}
