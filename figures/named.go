package figures

import (
	"fmt"
	"strings"
)

// named returns the row with the map that its note, its definition or its
// publisher names, where its data source names none, and what to say of that. A
// row that names several maps, or none, is returned as it is.
func (c *Conventions) named(row Row) (Row, string) {
	if c.Unnamed.re == nil || !c.Unnamed.match(strings.TrimSpace(row.DataSource)) {
		return row, ""
	}
	for _, text := range []string{row.Includes, row.Note, row.Publisher} {
		var names []string
		for _, m := range c.Maps {
			if m.Pattern.match(text) {
				names = append(names, m.Name)
			}
		}
		if len(names) == 1 {
			row.DataSource = names[0]
			return row, fmt.Sprintf("the table names no map; %q is taken from its other columns", names[0])
		}
		if len(names) > 1 {
			break
		}
	}
	row.DataSource = ""
	return row, ""
}
