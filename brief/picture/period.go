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

// between tells the interval of the net in words, nothing where none is known.
func (p Period) between() string {
	if p.Low == nil || p.High == nil {
		return ""
	}
	return fmt.Sprintf(" (95%% interval %s to %s)", signed(*p.Low), signed(*p.High))
}
