package export

import (
	"fmt"
	"slices"

	"github.com/salient-project/salient/control"
)

// Wide turns a table of [Held] or [Changes] into one for chart tools such as
// Datawrapper and Flourish: a row a day, its date in ISO 8601 first, and a
// column a definition, or one a definition and oblast, in a fixed order.
func Wide(t *Table) (*Table, error) {
	date, value := "day", "held_km2"
	if t.Name == "changes" {
		date, value = "from", "net_km2"
	}
	index := func(name string) int {
		return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	}
	d, v, definition, oblast := index(date), index(value), index("definition"), index("oblast")
	if d < 0 || v < 0 || definition < 0 || oblast < 0 {
		return nil, fmt.Errorf("%w %q: a table of %s has no series", ErrFormat, "datawrapper", t.Name)
	}
	cells := map[control.Day]map[string]any{}
	names := map[string]bool{}
	for _, r := range t.Rows {
		day, _ := r.Values[d].(control.Day)
		name := text(r.Values[definition])
		if o := text(r.Values[oblast]); o != "" {
			name += ", " + o
		}
		if cells[day] == nil {
			cells[day] = map[string]any{}
		}
		cells[day][name] = r.Values[v]
		names[name] = true
	}
	out := &Table{Name: t.Name + "_wide", Title: t.Title, Description: t.Description + " In square kilometers (" + value + ").", Credit: t.Credit,
		Columns: []Column{{"date", Date, "valid day"}}}
	order := []string{}
	for name := range names {
		order = append(order, name)
	}
	slices.Sort(order)
	for _, name := range order {
		out.Columns = append(out.Columns, Column{name, Number, value})
	}
	var days []control.Day
	for day := range cells {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		values := []any{day}
		for _, name := range order {
			values = append(values, cells[day][name])
		}
		out.Rows = append(out.Rows, Row{Values: values})
	}
	return out, nil
}
