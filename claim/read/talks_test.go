package read_test

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
)

// TestHeadsOfDelegations: who leads which side is read from where the name stands,
// whoever it is.
func TestHeadsOfDelegations(t *testing.T) {
	for _, tt := range []struct{ text, heads string }{
		{"The Ukrainian team was led by Olena Marchuk, deputy head of the council, and the Russian delegation was headed by Viktor Stepanov.", "Viktor Stepanov; Olena Marchuk"},
		{"The American side was represented by James Holloway.", "; ; James Holloway"},
		{"Leading the Ukrainian delegation was Andriy Kovalenko; Sergei Platonov headed Russia's team.", "Sergei Platonov; Andriy Kovalenko"},
		{"Heading the US team, Rachel Whitcombe said little.", "; ; Rachel Whitcombe"},
		{"Heads of delegation: Petro Halchenko (Ukraine), Viktor Stepanov (Russia).", "Viktor Stepanov; Petro Halchenko"},
		{"The head of the Russian delegation, Viktor Stepanov, arrived early.", "Viktor Stepanov"},
		{"Olena Marchuk, Ukraine's chief negotiator, came at noon.", "; Olena Marchuk"},
		{"Deputy foreign minister Ivan Dovzhenko, who leads the Ukrainian team, declined to speak.", "; Ivan Dovzhenko"},
		{"A Ukrainian delegation led by the deputy head of the office, Olena Marchuk, met a Russian one headed by Viktor Stepanov.", "Viktor Stepanov; Olena Marchuk"},
		{"The round was led by Viktor Stepanov for Moscow and Olena Marchuk for Kyiv.", "Viktor Stepanov; Olena Marchuk"},
		{"Olena Marchuk, deputy head of the Ukrainian delegation, led the way into the hall.", ""},
		{"The police team was led by Olena Marchuk.", ""},
	} {
		doc := article.Document{Text: "Talks between Russia and Ukraine in Geneva began on 17 February.\n\n" + tt.text, Published: control.Date(2026, 2, 18)}
		got := read.Article(doc)
		if len(got.Talks) != 1 {
			t.Errorf("%q: %d rounds, want 1", tt.text, len(got.Talks))
			continue
		}
		var heads []string
		for _, p := range []string{"russia", "ukraine", "us"} {
			heads = append(heads, strings.Join(got.Talks[0].Heads[p], ", "))
		}
		if h := strings.TrimRight(strings.Join(heads, "; "), "; "); h != tt.heads {
			t.Errorf("%q: heads %q, want %q", tt.text, h, tt.heads)
		}
	}
}

// TestTalksSet: a day that talks are set for is theirs, also when it has just passed
// or the talks were put off.
func TestTalksSet(t *testing.T) {
	for _, tt := range []struct{ text, city, day string }{
		{"Talks announced for 26 February in Abu Dhabi were postponed.", "Abu Dhabi", "2026-02-26"},
		{"Negotiations between Russia and Ukraine set for 5 March in Istanbul will be trilateral.", "Istanbul", "2026-03-05"},
		{"A third round of talks, scheduled for 26 February, will be held in Geneva.", "Geneva", "2026-02-26"},
		{"Peace talks in Geneva, originally planned for 4 March, were moved to 6 March.", "Geneva", "2026-03-04"},
		{"A fourth round of talks is due in Istanbul on 12 January.", "Istanbul", "2027-01-12"},
	} {
		got := read.Article(article.Document{Text: tt.text, Published: control.Date(2026, 3, 3)})
		if len(got.Talks) != 1 || got.Talks[0].City != tt.city || got.Talks[0].Date.String() != tt.day {
			t.Errorf("%q: %+v, want %s on %s", tt.text, got.Talks, tt.city, tt.day)
		}
	}
}

// TestTalksEnded: a round whose last day is told first is one round, on the day that
// it opened, with who sits at a three-way table.
func TestTalksEnded(t *testing.T) {
	doc := article.Document{Text: "Russia, Ukraine and the United States ended a fourth round of three-way talks in Muscat on Friday.\n\nThe talks opened in Muscat on Wednesday.",
		Published: control.Date(2026, 6, 12)}
	got := read.Article(doc)
	if len(got.Talks) != 1 {
		t.Fatalf("%d rounds, want 1: %+v", len(got.Talks), got.Talks)
	}
	if f := got.Talks[0]; f.Ordinal != 4 || f.City != "Muscat" || f.Date.String() != "2026-06-10" || strings.Join(f.Parties, " ") != "russia ukraine us" {
		t.Errorf("%+v", f)
	}
}
