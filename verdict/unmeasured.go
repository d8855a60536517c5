package verdict

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// toll says what a check of the dead, wounded or displaced would need.
func (c *checker) toll(i int) Checked {
	cl := c.reading.Claims[i]
	return unverifiable(cl, "maps do not count people",
		"No series of casualties or displacement is in the record. To check it, a published count is needed for the same people, days and place, such as OHCHR's for civilians, UNHCR's for refugees, or a named list for soldiers.")
}

// front says what a check of lines and advances in length would need.
func (c *checker) front(i int) Checked {
	cl := c.reading.Claims[i]
	why := "The record measures areas, not "
	switch {
	case cl.Unit == claim.Count:
		return unverifiable(cl, "maps do not count people", "How many soldiers are surrounded is on no map; whether ground is enclosed would need the maps' polygons for the day and a place.")
	case cl.Direction == "" && (cl.Unit == claim.Km || cl.Unit == claim.Mi):
		why += "the length of a line, which grows with the detail of the drawing. To check it, the line meant (contact only, or the border too) and the scale of its drawing are needed."
	case cl.ReferencePlace != "":
		why += "advances along a line. To check it, the maps' polygons near " + cl.ReferencePlace + " are needed for the day before and the day after."
	default:
		why += strings.TrimSpace("advances in length. To check it, a place and two days are needed.")
	}
	return unverifiable(cl, "lengths are not measured", why)
}
