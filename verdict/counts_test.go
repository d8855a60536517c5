package verdict

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

const counts = `source,what,who,party,place,from,to,value
# running totals, and one month
UN,killed,civilians,,,,2026-02-28,15364
UN,killed,civilians,,,2026-02-01,2026-02-28,188
UNHCR,refugees,,,,,2026-02-15,5900000
Names Project,killed,soldiers,russia,,,2026-02-20,"180,000"
Another Count,killed,civilians,,,,2026-02-27,19000
`

func TestToll(t *testing.T) {
	list, err := ReadCounts("counts.csv", strings.NewReader(counts))
	if err != nil || len(list) != 5 {
		t.Fatalf("%d counts: %v", len(list), err)
	}
	feb := claim.Window{From: control.Date(2026, 2, 1), To: control.Date(2026, 2, 28)}
	tests := []struct {
		name  string
		claim claim.Claim
		want  Verdict
	}{
		{"the named publisher decides", claim.Claim{Text: "verified the deaths of 15,300 civilians", Value: claim.Value{15300}, Attribution: "the UN", Window: claim.NoWindow}, Supported},
		{"two publishers differ", claim.Claim{Text: "15,300 civilians killed", Value: claim.Value{15300}, Window: claim.NoWindow}, Disputed},
		{"far from all", claim.Claim{Text: "40,000 civilians killed", Value: claim.Value{40000}, Window: claim.NoWindow}, Contradicted},
		{"a month of its own", claim.Claim{Text: "at least 188 civilians were killed", Value: claim.Value{188}, Bound: claim.AtLeast, Window: feb}, Supported},
		{"refugees", claim.Claim{Text: "almost six million refugees", Value: claim.Value{6e6}, Bound: claim.Nearly, Approx: true, Window: claim.NoWindow}, Supported},
		{"soldiers of one side", claim.Claim{Text: "180,000 dead Russian soldiers", Actor: "russia", Value: claim.Value{180000}, Window: claim.NoWindow}, Supported},
		{"the other side's soldiers", claim.Claim{Text: "180,000 dead Ukrainian soldiers", Actor: "ukraine", Value: claim.Value{180000}, Window: claim.NoWindow}, Unverifiable},
		{"a strike that no series counts", claim.Claim{Text: "killed two people", Value: claim.Value{2}, ReferencePlace: "Sumy", Window: claim.NoWindow}, Unverifiable},
		{"no number", claim.Claim{Text: "hundreds of thousands dead", Window: claim.NoWindow}, Unverifiable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.claim.Kind, tt.claim.Unit = claim.Toll, claim.Count
			src := Sources{Record: newFake(), Counts: list}
			r := Check(claim.Reading{Published: control.Date(2026, 3, 10), Claims: []claim.Claim{tt.claim}}, src)
			if got := r.Claims[0]; got.Verdict != tt.want || got.Explanation == "" {
				t.Errorf("%s (%s), want %s", got.Verdict, got.Explanation, tt.want)
			}
		})
	}
}

func TestReadCountsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "empty",
		"source,what,value\nUN,killed,3\n": "no column",
		"source,what,to,value\nUN,killed,2026-02-30,3\n": "c.csv:2",
		"source,what,to,value\nUN,drones,2026-02-03,3\n": "c.csv:2",
		"source,what,to,value\nUN,killed,2026-02-03,x\n": "c.csv:2",
	} {
		if _, err := ReadCounts("c.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzReadCounts(f *testing.F) {
	f.Add(counts)
	f.Add("source,what,to,value\n\"UN,killed")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadCounts("fuzz.csv", strings.NewReader(text))
		if err == nil {
			for _, c := range list {
				if c.Source == "" || c.Value < 0 || c.At == "" {
					t.Fatalf("%+v", c)
				}
			}
		}
	})
}
