package verdict

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/talks"
)

// TestUndated: in a text without a day, the place and the heads of talks tell
// which are meant, and of when the text may be; a place alone does not.
func TestUndated(t *testing.T) {
	record, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name      string
		published control.Day
		heads     map[string][]string
		round     string
		hint      control.Day
		says      string
	}{
		{"heads", control.NoDay, map[string][]string{"russia": {"Vladimir Medinsky"}, "ukraine": {"Rustem Umerov"}}, "2026-02-17-geneva", day(2026, 2, 17), "agrees on"},
		{"no heads", control.NoDay, nil, "", control.NoDay, "--published can give it"},
		{"heads of elsewhere", control.NoDay, map[string][]string{"russia": {"Sergei Nobody"}}, "", control.NoDay, "--published can give it"},
		{"a day", day(2026, 2, 16), nil, "2026-02-17-geneva", control.NoDay, "agrees on"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fact := claim.TalksFact{Kind: "round", City: "Geneva", Date: control.NoDay, Heads: tt.heads, Text: "talks", End: 5}
			got := Check(claim.Reading{Published: tt.published, Talks: []claim.TalksFact{fact}},
				Sources{Record: twoSources(), Talks: record, Places: gazetteer.Default()})
			if c := got.Talks[0]; c.Round != tt.round || !strings.Contains(c.Explanation, tt.says) {
				t.Errorf("round %q, %q; want %q", c.Round, c.Explanation, tt.round)
			}
			switch {
			case tt.hint == control.NoDay && got.Hint != nil:
				t.Errorf("hint %v", got.Hint)
			case tt.hint != control.NoDay && (got.Hint == nil || got.Hint.Day != tt.hint):
				t.Errorf("hint %v, want %v", got.Hint, tt.hint)
			}
		})
	}
}
