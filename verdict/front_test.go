package verdict

import (
	"fmt"
	"strings"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// TestFront checks lengths of the line and depths of advances against invented
// lines: 1,050 km, and a patch 2 km deep near Kupiansk.
func TestFront(t *testing.T) {
	places := gazetteer.Default()
	kupiansk, err := places.Lookup("Kupiansk", gazetteer.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	maps := &fakeMaps{def: definition("deepstate", "deepstate"), first: 100, last: 400, base: 100_000}
	line := func(_ string, on, since control.Day) (measure.Front, error) {
		f := measure.Front{Day: on, Length: 1_050_000, Basis: measure.FromChronicle}
		if since != control.NoDay {
			p := measure.Patch{Kind: measure.Lost, Area: 5e6, Centroid: kupiansk.Point}
			f.Movement = &measure.Movement{AskedFrom: since, From: since, Advances: []measure.Advance{{Patch: p, Depth: geo.Meters(2000)}}}
		}
		return f, nil
	}
	none := func(name string, _, _ control.Day) (measure.Front, error) {
		return measure.Front{}, fmt.Errorf("%s: %w", name, chronicle.ErrNoMap)
	}
	week := claim.Window{From: 200, To: 206}
	tests := []struct {
		name  string
		claim claim.Claim
		front func(string, control.Day, control.Day) (measure.Front, error)
		want  Verdict
	}{
		{"a line of about the length", claim.Claim{Value: claim.Value{1000}, Unit: claim.Km, Approx: true, Window: claim.NoWindow}, line, Supported},
		{"in miles", claim.Claim{Value: claim.Value{620}, Unit: claim.Mi, Window: claim.NoWindow}, line, Supported},
		{"three times the length", claim.Claim{Value: claim.Value{3200}, Unit: claim.Km, Window: claim.NoWindow}, line, Contradicted},
		{"no lines imported", claim.Claim{Value: claim.Value{1000}, Unit: claim.Km, Window: claim.NoWindow}, none, Unverifiable},
		{"as deep as the patch", claim.Claim{Actor: "ukraine", Direction: claim.Gained, Value: claim.Value{1.5, 2}, Unit: claim.Km, ReferencePlace: "Kupiansk", Window: week}, line, Supported},
		{"far deeper", claim.Claim{Actor: "ukraine", Direction: claim.Gained, Value: claim.Value{9}, Unit: claim.Km, ReferencePlace: "Kupiansk", Window: week}, line, Contradicted},
		{"the other side's", claim.Claim{Actor: "russia", Direction: claim.Gained, Value: claim.Value{2}, Unit: claim.Km, ReferencePlace: "Kupiansk", Window: week}, line, Contradicted},
		{"no days told", claim.Claim{Actor: "ukraine", Direction: claim.Gained, Value: claim.Value{2}, Unit: claim.Km, ReferencePlace: "Kupiansk", Window: claim.NoWindow}, line, Unverifiable},
		{"soldiers surrounded", claim.Claim{Actor: "russia", Value: claim.Value{3000}, Unit: claim.Count, Window: claim.NoWindow}, line, Unverifiable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.claim.Kind = claim.Front
			r := Check(claim.Reading{Published: 300, Claims: []claim.Claim{tt.claim}}, Sources{Record: newFake(maps), Places: places, Front: tt.front})
			got := r.Claims[0]
			if got.Verdict != tt.want || got.Rule == "" || got.Explanation == "" {
				t.Errorf("%s (%s; %s), want %s", got.Verdict, got.Rule, got.Explanation, tt.want)
			}
			for _, e := range got.Evidence {
				if e.Value != nil && !strings.HasPrefix(e.Command, "salient front --on ") {
					t.Errorf("command %q", e.Command)
				}
			}
		})
	}
}
