package measure

import (
	"sort"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Correction is a source's change of mind about the map of one valid day: drawn
// anew, with other ground held. No ground changed hands.
type Correction struct {
	Day               control.Day // valid day of both drawings
	Was, Is           control.Day // days on which the earlier and the later one became known
	Gained, Lost, Net geo.SquareMeters
	Counted           bool // whether the answer rests on the later drawing
}

// corrections returns the corrections of the maps of valid days, whether they
// were known by the day asked about or came later.
func corrections(c *chronicle.Chronicle, asKnownOn control.Day, days ...control.Day) []Correction {
	obs := c.Observations()
	var out []Correction
	for k, day := range days {
		if k > 0 && day == days[k-1] {
			continue
		}
		i := sort.Search(len(obs), func(i int) bool { return obs[i].Day >= day })
		for i++; i < len(obs) && obs[i].Day == day; i++ {
			was, is := chronicle.Map{Day: day, State: obs[i-1].State}, chronicle.Map{Day: day, State: obs[i].State}
			if obs[i].State == obs[i-1].State || c.Same(was, is) {
				continue
			}
			one := Correction{Day: day, Was: obs[i-1].Known, Is: obs[i].Known, Net: c.Net(was, is),
				Counted: asKnownOn == control.NoDay || obs[i].Known <= asKnownOn}
			gained, lost := geo.ChangeOf(c.Diff(was, is))
			for _, p := range gained {
				one.Gained += p.Area
			}
			for _, p := range lost {
				one.Lost += p.Area
			}
			out = append(out, one)
		}
	}
	return out
}
