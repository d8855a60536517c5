package talks

import (
	"slices"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
)

func shipped(t testing.TB) *Record {
	t.Helper()
	rec, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func lakes(t testing.TB) *Record {
	t.Helper()
	rec, err := Load(folder(example(t)))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func on(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func roundIDs(rounds []*Round) string {
	var out []string
	for _, x := range rounds {
		out = append(out, x.ID)
	}
	return strings.Join(out, " ")
}

func TestSeedArticle(t *testing.T) {
	rec := shipped(t)
	geneva := rec.Round("2026-02-17-geneva")
	if geneva == nil {
		t.Fatal("the Geneva round is missing")
	}
	if geneva.Start != on("2026-02-17") || geneva.City != "Geneva" || geneva.Doors != "closed" {
		t.Errorf("Geneva: %s, %s, doors %s", geneva.Start, geneva.City, geneva.Doors)
	}
	for party, head := range map[string]string{"russia": "medinsky", "ukraine": "umerov", "usa": "witkoff"} {
		if d := geneva.Delegation(party); d == nil || d.Head != head {
			t.Errorf("%s: %+v, want %s at the head", party, d, head)
		}
	}
	if !slices.Contains(geneva.Delegation("usa").Members, "kushner") {
		t.Error("Kushner is not in the American team")
	}
	before := rec.Rounds(Filter{City: "Abu Dhabi"}.Year(2026).Before(geneva))
	if got := roundIDs(before); got != "2026-01-23-abu-dhabi 2026-02-04-abu-dhabi" {
		t.Errorf("rounds in Abu Dhabi this year before Geneva: %s", got)
	}
	reason := geneva.Delegation("russia").Change
	if reason == nil || reason.SaidBy != "peskov" || !strings.Contains(reason.Summary, "territory") {
		t.Errorf("reason for the change of head: %+v", reason)
	}
	stand := func(party, issue, kind string) {
		t.Helper()
		for _, c := range rec.Matrix(on("2026-02-17"), issue, "") {
			for _, p := range c.Current {
				if p.Party == party && p.Kind == kind {
					return
				}
			}
		}
		t.Errorf("no current %s of %s on %s", kind, party, issue)
	}
	stand("russia", "territory", "demand")
	stand("ukraine", "territory", "rejection")
	stand("ukraine", "security-guarantees", "demand")
	for _, speaker := range []string{"trump", "zelensky", "peskov"} {
		d := on("2026-02-16")
		if len(rec.Said(Spoken{Speaker: speaker, From: &d, To: &d})) == 0 {
			t.Errorf("nothing said by %s on 16 February 2026", speaker)
		}
	}
}

func TestSentenceMedinskyAgain(t *testing.T) {
	rec := shipped(t)
	for _, c := range rec.TeamChanges(rec.Round("2026-02-17-geneva")) {
		if c.Party != "russia" {
			continue
		}
		got := rec.Sentence(c)
		for _, want := range []string{"Vladimir Medinsky again, in place of Igor Kostyukov", "who stays in the team", "Came in: Mikhail Galuzin", "Reason given by Dmitry Peskov on 2026-02-16"} {
			if !strings.Contains(got, want) {
				t.Errorf("sentence %q\nlacks %q", got, want)
			}
		}
		return
	}
	t.Error("no change of the Russian team")
}

func TestTeamChangeLakes(t *testing.T) {
	rec := lakes(t)
	c := rec.TeamChange(rec.Round("1954-05-20-midlake"), rec.Round("1954-06-15-reedport"), "northland")
	if !c.Again || c.Head != "anna-north" || c.Before != "emil-north" {
		t.Errorf("%+v: want Anna North again in place of Emil North", c)
	}
	first := rec.TeamChange(rec.Round("1954-05-03-midlake"), rec.Round("1954-05-20-midlake"), "northland")
	if first.Again {
		t.Error("Emil North headed no team before")
	}
	if got := strings.Join(first.Left, " "); got != "anna-north" {
		t.Errorf("left: %q, want anna-north", got)
	}
	none := rec.TeamChange(rec.Round("1954-05-03-midlake"), rec.Round("1954-05-20-midlake"), "southland")
	if none.HeadChanged() {
		t.Error("a head that is not named counts as a change")
	}
	if got := rec.TeamChanges(rec.Round("1954-05-03-midlake")); len(got) != 0 {
		t.Errorf("%d changes at the first round", len(got))
	}
}

func TestNumberings(t *testing.T) {
	rec := shipped(t)
	geneva := rec.Round("2026-02-17-geneva")
	third, other := rec.NumberedAs(geneva, 3)
	if !slices.Contains(third, "trilateral rounds in us-brokered-2025-26") {
		t.Errorf("third under %q, want the trilateral rounds of the process among them", third)
	}
	if !slices.Contains(other, "rounds in Geneva since the war began") {
		t.Errorf("not third under %q, want the rounds in Geneva among them", other)
	}
	seen := make(map[string]bool)
	for _, n := range rec.Numberings(geneva) {
		if n.Number != len(n.Rounds) || n.Rounds[n.Number-1] != geneva {
			t.Errorf("%s: number %d of %s", n.Names, n.Number, roundIDs(n.Rounds))
		}
		if seen[key(n.Rounds)] {
			t.Errorf("%s counts the same rounds as another", n.Names)
		}
		seen[key(n.Rounds)] = true
	}
	if got := rec.Numberings(rec.Round("2026-03-trilateral-planned")); got != nil {
		t.Errorf("a round called off has %d numberings", len(got))
	}
}

func TestNumberingsStayInTheirWar(t *testing.T) {
	both, err := Load(EmbeddedFS(), folder(example(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range both.Numberings(both.Round("1954-06-15-reedport")) {
		for _, x := range n.Rounds {
			if x.Process != "lakes-1954" {
				t.Fatalf("%s counts %s of another war", n.Names, x.ID)
			}
		}
	}
}

func TestNumberingsLakes(t *testing.T) {
	rec := lakes(t)
	got := make(map[string]int)
	for _, n := range rec.Numberings(rec.Round("1954-06-15-reedport")) {
		for _, name := range n.Names {
			got[name] = n.Number
		}
	}
	for name, want := range map[string]int{
		"contacts since the war began":                               4,
		"contacts, calls left out, since the war began":              3,
		"rounds in Reedport since the war began":                     1,
		"rounds in Westland in lakes-1954":                           3,
		"bilateral rounds since the war began":                       2, // with the call
		"bilateral rounds, calls left out, since the war began":      1,
		"rounds with the sides in one room in 1954":                  3, // with the call, without the round apart
		"rounds with the sides in one room, calls left out, in 1954": 2,
		"rounds of northland, southland in lakes-1954 in 1954":       4,
		"rounds with every side, calls left out, in lakes-1954":      3,
	} {
		if got[name] != want {
			t.Errorf("%s: %d, want %d", name, got[name], want)
		}
	}
}

func TestCountRoundsSplits(t *testing.T) {
	rec := shipped(t)
	f := Filter{City: "Abu Dhabi"}.Before(rec.Round("2026-02-17-geneva"))
	counts := make(map[string]int)
	for _, c := range rec.CountRounds(f) {
		counts[c.Reading] = len(c.Rounds)
	}
	if counts["every contact"] != 3 || counts["with the sides in one room"] != 2 || counts["format trilateral"] != 2 {
		t.Errorf("counts without a year: %v, want 3 contacts of which 2 in one room", counts)
	}
	for _, c := range rec.CountRounds(f.Year(2026)) {
		if len(c.Rounds) != 2 {
			t.Errorf("%s: %d this year, want 2 under every reading", c.Reading, len(c.Rounds))
		}
	}
}

func TestRounds(t *testing.T) {
	rec := lakes(t)
	from, to := on("1954-05-04"), on("1954-05-31")
	tests := []struct {
		name string
		f    Filter
		want string
	}{
		{"all held", Filter{}, "1954-05-03-midlake 1954-05-20-midlake 1954-06-01-call 1954-06-15-reedport"},
		{"city without case", Filter{City: "midlake"}, "1954-05-03-midlake 1954-05-20-midlake"},
		{"country", Filter{Country: "Westland", Format: "bilateral"}, "1954-06-15-reedport"},
		{"venue by building", Filter{Venue: "town hall"}, "1954-05-03-midlake"},
		{"days that overlap", Filter{From: &from, To: &to}, "1954-05-03-midlake 1954-05-20-midlake"},
		{"doors", Filter{Doors: "closed"}, "1954-05-03-midlake"},
		{"mediator", Filter{Mediator: "westland"}, "1954-05-03-midlake 1954-05-20-midlake"},
		{"host as party", Filter{Party: []string{"westland"}}, "1954-05-03-midlake 1954-05-20-midlake"},
		{"one room", Filter{OneRoom: true, Mode: "in-person"}, "1954-05-03-midlake 1954-06-15-reedport"},
		{"head", Filter{Head: "emil-north"}, "1954-05-20-midlake"},
		{"person", Filter{Person: "emil-north"}, "1954-05-03-midlake 1954-05-20-midlake 1954-06-15-reedport"},
		{"exact parties", Filter{Parties: []string{"southland", "northland"}, Mode: "phone"}, "1954-06-01-call"},
		{"none", Filter{City: "Geneva"}, ""},
	}
	for _, tt := range tests {
		if got := roundIDs(rec.Rounds(tt.f)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMatrixMoves(t *testing.T) {
	rec := lakes(t)
	if got := rec.Matrix(on("1954-04-19"), "", ""); len(got) != 0 {
		t.Errorf("%d cells before the first position", len(got))
	}
	cells := rec.Matrix(on("1954-04-30"), "fishing", "")
	if len(cells) != 1 || cells[0].Current[0].Kind != "demand" {
		t.Errorf("April: %+v, want the demand", cells)
	}
	cells = rec.Matrix(on("1954-05-03"), "fishing", "lakes-1954")
	if len(cells) != 1 || len(cells[0].Current) != 1 || cells[0].Current[0].Kind != "offer" || len(cells[0].History) != 2 {
		t.Errorf("May: %+v, want the offer after the demand", cells)
	}
}

func TestInForce(t *testing.T) {
	rec := lakes(t)
	for day, want := range map[string]int{
		"1954-05-09": 0, // agreed, not yet in force
		"1954-05-10": 1,
		"1954-06-30": 1,
		"1954-07-01": 0, // broken off that day, long before its end
		"1954-12-31": 0,
	} {
		if got := len(rec.InForce(on(day))); got != want {
			t.Errorf("%s: %d in force, want %d", day, got, want)
		}
	}
	if got := rec.Ended(on("1954-07-01"), "broken-off"); len(got) != 1 {
		t.Errorf("%d broken off, want 1", len(got))
	}
	if got := rec.Ended(on("1954-06-30")); len(got) != 0 {
		t.Errorf("%d ended before the end", len(got))
	}
}

func TestGrainDealBrokenOff(t *testing.T) {
	rec := shipped(t)
	got := rec.Ended(on("2023-07-17"), "broken-off")
	if len(got) != 1 || got[0].ID != "grain-2022-07-22" || got[0].Ended.By != "russia" {
		t.Errorf("broken off by 17 July 2023: %+v", got)
	}
}

func TestRolesOn(t *testing.T) {
	umerov := shipped(t).Person("umerov")
	for day, want := range map[string]string{
		"2022-03-01": "Member of parliament",
		"2026-02-17": "Secretary of the National Security and Defence Council",
	} {
		var titles []string
		for _, role := range umerov.RolesOn(on(day)) {
			titles = append(titles, role.Title)
		}
		if !slices.Contains(titles, want) {
			t.Errorf("%s: %q, want %q", day, titles, want)
		}
	}
	for _, role := range umerov.RolesOn(on("2026-02-17")) {
		if role.Title == "Defence Minister" {
			t.Error("still Defence Minister in 2026")
		}
	}
}
