package read_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
)

// TestSeedArticle holds the reading of the demonstration article: every claim,
// quotation and fact about talks that a checker would want of it.
func TestSeedArticle(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(shared(t), "seed", "article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	day := control.Date(2026, 2, 17)
	doc, err := article.Parse("article.txt", data, article.Options{Published: day, PublishedSet: true})
	if err != nil {
		t.Fatal(err)
	}
	got := read.Article(doc)
	for _, want := range []string{
		"kind=area_change actor=ukraine direction=gained value=201 unit=km2 from=2026-02-10 to=2026-02-16 attribution=AFP modality=asserted",
		"kind=conversion value=201,78 unit=km2",
		"kind=share actor=russia value=20 unit=percent region=Ukraine",
		"kind=distance_bearing actor=ukraine value=80 unit=km bearing=E reference_place=Zaporizhzhia",
		`kind=site_control actor=russia reference_place="Zaporizhzhia nuclear power plant"`,
		"kind=round_count value=2 unit=count from=2026-01-01",
		"kind=trend actor=russia from=2025-06-01",
		"kind=toll unit=count",
	} {
		fields := map[string]string{}
		for _, m := range labelField.FindAllStringSubmatch(want, -1) {
			fields[m[1]] = strings.Trim(m[2], `"`)
		}
		var w claim.Claim
		setFields(t, "seed", &w, fields)
		found := false
		for _, c := range got.Claims {
			ok := c.Kind == w.Kind
			for f := range fields {
				ok = ok && (f == "kind" || same(f, c, w))
			}
			if ok && w.Kind == claim.AreaChange && (c.Through != "ISW" || c.Window.Phrase != "over the past week") {
				t.Errorf("201 km²: through %q, window %q", c.Through, c.Window.Phrase)
			}
			found = found || ok
		}
		if !found {
			t.Errorf("not found: %s", want)
		}
	}
	for _, want := range []struct{ quote, speaker, channel, date string }{
		{"Ukraine better come to the table", "Donald Trump", "press", ""},
		{"Even on the eve of the trilateral", "Volodymyr Zelensky", "social", "2026-02-16"},
		{"This speaks volumes", "Volodymyr Zelensky", "social", "2026-02-16"},
		{"Only with sufficient pressure", "Volodymyr Zelensky", "social", "2026-02-16"},
		{"This time, we plan", "a spokesperson for Russian President Vladimir Putin", "press", ""},
	} {
		found := false
		for _, s := range got.Statements {
			if strings.HasPrefix(s.Quote, want.quote) {
				found = true
				if s.Speaker != want.speaker || s.Channel != want.channel || s.Date.String() != want.date {
					t.Errorf("%q: %s, %s, %q", want.quote, s.Speaker, s.Channel, s.Date)
				}
			}
		}
		if !found {
			t.Errorf("no statement %q", want.quote)
		}
	}
	if len(got.Talks) != 2 {
		t.Fatalf("%d facts about talks, want 2: %+v", len(got.Talks), got.Talks)
	}
	geneva, abuDhabi := got.Talks[0], got.Talks[1]
	if geneva.City != "Geneva" || geneva.Date != day || geneva.Closed == nil || !*geneva.Closed ||
		strings.Join(geneva.Heads["russia"], ",") != "Vladimir Medinsky" || strings.Join(geneva.Heads["ukraine"], ",") != "Rustem Umerov" ||
		strings.Join(geneva.Heads["us"], ",") != "Steve Witkoff,Jared Kushner" {
		t.Errorf("Geneva: %+v", geneva)
	}
	if abuDhabi.City != "Abu Dhabi" || abuDhabi.Ordinal != 0 || abuDhabi.Date != control.NoDay {
		t.Errorf("Abu Dhabi: %+v", abuDhabi)
	}
	for _, c := range got.Claims {
		runes := []rune(doc.Text)
		if string(runes[c.Start:c.End]) != c.Text {
			t.Errorf("offsets %d–%d give %q, not %q", c.Start, c.End, string(runes[c.Start:c.End]), c.Text)
		}
	}
}
