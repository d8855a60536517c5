package verdict

import (
	"fmt"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// surroundings returns the place around which ground without a border lies.
func (c *checker) surroundings(g ground) (gazetteer.Place, bool) {
	if g.point == "" || c.src.Places == nil {
		return gazetteer.Place{}, false
	}
	place, missing := c.place(g.point, "")
	return place, missing == ""
}

// within are the flags by which a command is asked for the same ground.
func (c *checker) within(g ground) []string {
	if place, ok := c.surroundings(g); ok {
		return []string{"--near", place.Name, "--radius", fmt.Sprint(nearbyKm)}
	}
	if len(g.names) == 1 {
		return []string{"--oblast", g.names[0]}
	}
	return nil
}

// monthsNear returns the net change of each month in the patches whose center
// lies near a place.
func (c *checker) monthsNear(d control.Definition, w way, place gazetteer.Place, from, to control.Day) ([]ranked, string) {
	cov, _ := c.covered(d.Name)
	rows, _, err := measure.Periods(c.src.Record, cov, measure.Monthly, measure.Within{Center: place.Point, Radius: nearbyKm * 1000}, from, to)
	if err != nil {
		return nil, err.Error()
	}
	out := make([]ranked, len(rows))
	for i, r := range rows {
		net := r.Net.Km2()
		if w.lost {
			net = -net
		}
		out[i] = ranked{r.From, r.To, r.From.Time().Format("January 2006"), net}
	}
	return out, ""
}
