package figures_test

import (
	"os"
	"strings"
	"testing"

	"github.com/salient-project/salient/figures"
)

// TestConventionsAreDocumented: the page names every convention and its
// definition.
func TestConventionsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/method-figures.md")
	if err != nil {
		t.Fatal(err)
	}
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range c.Conventions {
		row := "| " + v.Name + " | `" + v.Definition + "` | " + string(v.Windows.Months) + " | " + string(v.Windows.Week) + " | " +
			string(v.Windows.Other) + " | " + string(v.Gained) + " |"
		if !strings.Contains(string(page), row) {
			t.Errorf("docs/method-figures.md lacks the row %q", row)
		}
	}
}

func TestOf(t *testing.T) {
	c, err := figures.Default()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name       string
		row        figures.Row
		definition string
		convention string
	}{
		{"in any case", figures.Row{Publisher: "DEEPSTATE", DataSource: "deepstate"}, "deepstate", "DeepState"},
		{"uncertain source", figures.Row{Publisher: "Somebody", DataSource: "DeepState (uncertain)"}, "deepstate", "DeepState's map, other publishers"},
		{"by way of another", figures.Row{Publisher: "Somebody", DataSource: "DeepState via Militarnyi (uncertain)"}, "deepstate", "Militarnyi, relayed"},
		{"AFP on ISW", figures.Row{Publisher: "AFP", DataSource: "ISW"}, "isw-afp", "AFP"},
		{"AFP on DeepState", figures.Row{Publisher: "AFP", DataSource: "DeepState"}, "deepstate", "DeepState's map, other publishers"},
		{"ISW, counteroffensive of 2023", figures.Row{Publisher: "ISW", DataSource: "ISW", Measure: "gained", Actor: "ukraine", Region: "ukraine",
			From: day("2023-06-04"), To: day("2023-07-09")}, "isw-counteroffensive", "ISW, ground regained in Ukraine's counteroffensive"},
		{"ISW, counteroffensive of 2022", figures.Row{Publisher: "ISW", DataSource: "ISW", Measure: "gained", Actor: "ukraine", Region: "ukraine",
			From: day("2022-09-01"), To: day("2022-09-12")}, "isw-control", "ISW"},
		{"NZZ", figures.Row{Publisher: "NZZ", DataSource: "Liveuamap"}, "liveuamap", "Liveuamap via NZZ"},
		{"another map", figures.Row{Publisher: "DeepState", DataSource: "War Mapper"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, ok := c.Of(tt.row)
			if ok != (tt.convention != "") || v.Name != tt.convention || v.Definition != tt.definition {
				t.Errorf("%q, %s", v.Name, v.Definition)
			}
		})
	}
}

func TestParseConventionsRefuses(t *testing.T) {
	tests := []struct{ name, yaml, says string }{
		{"not YAML", "conventions: [", "conventions"},
		{"rule", "conventions: [{name: a, definition: b, reason: c, gained: net, windows: {months: weekly, week: incl, other: incl}}]", `no window rule "weekly"`},
		{"count", "conventions: [{name: a, definition: b, reason: c, gained: some, windows: {months: incl, week: incl, other: incl}}]", `gained "some"`},
		{"until when", "conventions: [{name: a, definition: b, reason: c, gained: net, windows: {months: next, week: incl, other: incl, until: 2025-03-31}}]", "belong together"},
		{"no reason", "conventions: [{name: a, definition: b, gained: net, windows: {months: incl, week: incl, other: incl}}]", "reason"},
		{"pattern", "abroad: '('", "parsing regexp"},
		{"day", "conventions: [{name: a, from: June}]", `day "June"`},
		{"field", "exclusions: [{field: value, pattern: a}]", `exclusion by "value"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := figures.ParseConventions([]byte(tt.yaml)); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
		})
	}
}
