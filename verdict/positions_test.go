package verdict

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
)

// TestPositions checks, by the embedded ledger, how near the line comes to a
// place on 19 February 2026: 27 to 35 km south of Zaporizhzhia, 1 to 10 km east
// of Kherson.
func TestPositions(t *testing.T) {
	embedded, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	at := func(place, wind, actor string, km ...float64) claim.Claim {
		return claim.Claim{Kind: claim.DistanceBearing, Actor: actor, Value: km, Unit: claim.Km, ReferencePlace: place, Bearing: wind, Window: claim.NoWindow}
	}
	for _, tt := range []struct {
		before, text string // of the sentence, and of the claim
		claim        claim.Claim
		want         Verdict
	}{
		{"The front line now runs ", "30 km south of Zaporizhzhia", at("Zaporizhzhia", "S", "", 30), Supported},
		{"The front line now runs ", "20 km south of Zaporizhzhia", at("Zaporizhzhia", "S", "", 20), Supported}, // of its edge
		{"The front line now runs ", "60 km south of Zaporizhzhia", at("Zaporizhzhia", "S", "", 60), Contradicted},
		{"The front line now runs ", "30 km north of Zaporizhzhia", at("Zaporizhzhia", "N", "", 30), Contradicted},
		{"", "Russian troops are within 40 km of Zaporizhzhia", at("Zaporizhzhia", "", "russia", 40), Supported},
		{"", "Russian positions are 80 km from Kherson", at("Kherson", "", "russia", 80), Contradicted},
		{"", "Ukrainian units are 5 km from Huliaipole", at("Huliaipole", "", "ukraine", 5), Unverifiable},
		{"Their troops stand ", "25 km from Huliaipole", at("Huliaipole", "", "", 25), Unverifiable}, // held, and the ledger has no line
	} {
		c := tt.claim
		c.Text, c.Start, c.End = tt.text, len([]rune(tt.before)), len([]rune(tt.before+tt.text))
		if strings.Contains(tt.text, "within") {
			c.Bound = claim.AtMost
		}
		r := claim.Reading{Claims: []claim.Claim{c}, Published: control.Date(2026, 2, 20)}
		got := newChecker(r, Sources{Record: embedded, Places: gazetteer.Default(), Text: tt.before + tt.text + "."}).check(0)
		if got.Verdict != tt.want {
			t.Errorf("%s%s: %s, want %s: %s (%s)", tt.before, tt.text, got.Verdict, tt.want, got.Explanation, got.Rule)
		}
	}
}

// TestOtherPlace: the names of rivers and districts are no villages'.
func TestOtherPlace(t *testing.T) {
	ref, err := gazetteer.Default().Lookup("Huliaipole", gazetteer.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{src: Sources{Places: gazetteer.Default()}}
	for text, want := range map[string]bool{
		"Haichur river, around 15 km north-east of Huliaipole": false,
		"Ternuvate, 20 km north of Huliaipole":                 true,
		"Polohy district, 20 km south of Huliaipole":           false,
	} {
		if _, got := c.otherPlace(claim.Claim{Text: text, ReferencePlace: "Huliaipole"}, ref); got != want {
			t.Errorf("%s: another place %v, want %v", text, got, want)
		}
	}
}
