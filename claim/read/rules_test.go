package read_test

import (
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
)

// TestRuleExamples runs the examples that stand beside each rule: each must be
// found by that rule, with the fields named, or not at all.
func TestRuleExamples(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range read.Rules() {
		if seen[rule.Name] {
			t.Errorf("two rules are named %q", rule.Name)
		}
		seen[rule.Name] = true
		if rule.Says == "" || len(rule.Examples) == 0 {
			t.Errorf("%s: no description or no example", rule.Name)
		}
		for _, ex := range rule.Examples {
			doc := article.Document{Text: ex.Text, Published: control.NoDay}
			if ex.Published != "" {
				day, err := control.ParseDay(ex.Published)
				if err != nil {
					t.Fatal(err)
				}
				doc.Published = day
			}
			var found []claim.Claim
			for _, c := range read.Article(doc).Claims {
				if c.Rule == rule.Name {
					found = append(found, c)
				}
			}
			if ex.Want == "" {
				if len(found) > 0 {
					t.Errorf("%s: %q: found %q, want nothing", rule.Name, ex.Text, found[0].Text)
				}
				continue
			}
			fields := map[string]string{}
			for _, m := range labelField.FindAllStringSubmatch(ex.Want, -1) {
				fields[m[1]] = m[2]
			}
			want := claim.Claim{Kind: rule.Kind}
			setFields(t, rule.Name, &want, fields)
			ok, why := false, "nothing"
			for _, c := range found {
				ok = c.Kind == want.Kind
				why = string(c.Kind)
				for f := range fields {
					if f != "kind" && !same(f, c, want) {
						ok, why = false, f+"="+field(c, f)
					}
				}
				if ok {
					break
				}
			}
			if !ok {
				t.Errorf("%s: %q: found %s, want %s", rule.Name, ex.Text, why, ex.Want)
			}
		}
	}
}
