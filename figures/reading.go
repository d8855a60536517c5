package figures

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Count says which area is taken, seen from the holder of the definition.
type Count string

// The counts.
const (
	Net    Count = "net"    // held at the end less held at the start
	Gross  Count = "gross"  // in conventions: gained, without what was lost
	Gained Count = "gained" // held at the end and not at the start
	Lost   Count = "lost"   // held at the start and not at the end
	Held   Count = "held"   // on one day
)

// Reading is one way of computing a figure.
type Reading struct {
	Definition string
	Count      Count
	From, To   control.Day // of the maps; From is control.NoDay where one day is asked
	Names      []string    // regions together; empty: the country
	Opponent   bool        // seen from the side that is not the definition's holder
	Percent    bool        // of the region
	Total      float64     // km², what Percent is of; 0: the regions' polygons
	Days       int         // per day, over so many days; 0: not per day
	Prewar     float64     // km², taken as held at the start; 0: From's map is
	Peak       bool        // To is the day on which most was held
	stands     int
}

// Result is what a reading came to. Value is in km², km² a day or percent.
type Result struct {
	Value            float64
	Source           string
	UsedFrom, UsedTo control.Day // of the maps used; UsedFrom may be control.NoDay
	Basis            measure.Basis
	Gross            measure.Gross  // empty where no gross area was taken
	Least            float64        // where Gross is a daily sum: Value is the most that it can be, this the least
	Between          []Between      // days read between two maps
	Interval         *measure.Range // 95 %, of Value and in its unit; nil: not known
}

// Between is a day without a map, read on the straight line between two.
type Between struct{ Day, Before, After control.Day }

// String says in words how a reading is computed.
func (r Reading) String() string {
	var b strings.Builder
	side := ""
	if r.Opponent {
		side = ", from the other side"
	}
	switch r.Count {
	case Held:
		fmt.Fprintf(&b, "held on %s", r.To)
		if r.Peak {
			b.WriteString(", the peak")
		}
		if r.Opponent {
			b.WriteString(", what remains")
		}
		if r.Prewar > 0 {
			fmt.Fprintf(&b, ", less %s km² before the war", thousands(r.Prewar))
		}
	case Net:
		if r.Prewar > 0 {
			fmt.Fprintf(&b, "net%s: held on %s less %s km² before the war", side, r.To, thousands(r.Prewar))
		} else {
			fmt.Fprintf(&b, "net%s: held on %s less held on %s", side, r.To, r.From)
		}
	default:
		what := r.Count
		if r.Opponent {
			what = map[Count]Count{Gained: Lost, Lost: Gained}[what]
		}
		fmt.Fprintf(&b, "gross, %s: from the map of %s to that of %s", what, r.From, r.To)
	}
	if len(r.Names) > 0 {
		fmt.Fprintf(&b, ", in %s", strings.Join(r.Names, " and "))
	}
	if r.Percent && r.Total > 0 {
		fmt.Fprintf(&b, ", of %s km²", thousands(r.Total))
	} else if r.Percent {
		b.WriteString(", of the region's polygon")
	}
	if r.Days > 0 {
		fmt.Fprintf(&b, ", over %d days", r.Days)
	}
	return b.String()
}

// Command returns the command that prints what the reading rests on.
func (r Reading) Command() string {
	by := ""
	if len(r.Names) > 0 {
		by = " --by oblast"
	}
	if r.From == control.NoDay || r.Prewar > 0 {
		return fmt.Sprintf("salient held --on %s --definition %s%s", r.To, r.Definition, by)
	}
	if r.Count != Net {
		by += " --slivers include"
	}
	return fmt.Sprintf("salient change --from %s --to %s --definition %s%s", r.From, r.To, r.Definition, by)
}

// thousands prints a whole number with thousands separated.
func thousands(v float64) string {
	s := fmt.Sprintf("%.0f", v)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
