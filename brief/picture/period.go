package picture

import (
	"fmt"

	"github.com/salient-project/salient/control"
)

// Period is what moved in the days from First to Last: the map of To against
// that of From. Known is false where no two maps tell it. Areas are in km²;
// gained and lost are gross, seen from the holder.
type Period struct {
	First, Last       control.Day
	From, To          control.Day
	MapFrom, MapTo    control.Day // of the maps used; equal to From and To unless one is missing
	Gained, Lost, Net float64
	Known             bool
	AtMost            bool     // Gained and Lost are upper bounds
	Low, High         *float64 // 95 % interval of Net; nil: not known
}

// top and bottom are the ends of what is drawn of it, interval included.
func (p Period) top() float64 {
	if p.High != nil {
		return max(p.Gained, *p.High)
	}
	return p.Gained
}

func (p Period) bottom() float64 {
	if p.Low != nil {
		return min(-p.Lost, *p.Low)
	}
	return -p.Lost
}

// between tells the interval of the net in words, nothing where none is known.
func (p Period) between() string {
	if p.Low == nil || p.High == nil {
		return ""
	}
	return fmt.Sprintf(" (95%% interval %s to %s)", signed(*p.Low), signed(*p.High))
}
