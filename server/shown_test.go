package server

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
)

// TestShow checks how properties of every kind are shown to people: nothing of Go's
// own way of printing, and nothing that is not known.
func TestShow(t *testing.T) {
	type person struct {
		Name string  `json:"name"`
		Note *string `json:"note"`
	}
	day, word := control.Day(20501), "x"
	for _, x := range []struct {
		name  string
		value any
		want  string
		line  string
	}{
		{"nothing", nil, "", ""}, {"a pointer to nothing", (*string)(nil), "", ""}, {"a pointer", &word, "x", ""},
		{"a number", 12.345, "12.35", ""}, {"a whole number", 12.0, "12", ""}, {"a count", 1234567, "1234567", ""}, {"a day", day, day.String(), ""},
		{"words", []string{"usa", "russia"}, "usa; russia", "usa, russia"}, {"no words", []string{}, "", ""},
		{"parts", []*person{{"A. Person", nil}, {"B. Person", &word}}, "name A. Person; name B. Person; note x", ""},
		{"numbers in a list", []float64{1.5, 2}, "1.50; 2", "1.50, 2"},
	} {
		got := show(x.value)
		if got.String() != x.want || got.Line() != x.line {
			t.Errorf("%s: %q and the line %q, want %q and %q", x.name, got.String(), got.Line(), x.want, x.line)
		}
	}
	if s := show([]string{"https://example.org/a"}); !s.List[0].Link || s.Line() != "" {
		t.Errorf("an address is not shown as one: %+v", s)
	}
	if s := show("javascript:alert(1)"); s.Link {
		t.Error("a script is shown as an address")
	}
	page := text(t, ask(t, embedded(), "GET", "/collections/rounds/items/2026-02-17-geneva?f=html", ""))
	for _, wrong := range []string{"0x", "&lt;nil", "[usa", "map["} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page of a round has %q:\n%s", wrong, page)
		}
	}
	for _, right := range []string{"usa, russia, ukraine", "Mikhail Galuzin", `<a href="https://`, "<main>"} {
		if !strings.Contains(page, right) {
			t.Errorf("the page of a round lacks %q", right)
		}
	}
}
