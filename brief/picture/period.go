package picture

import "github.com/salient-project/salient/control"

// Period is what moved in the days from First to Last: the map of To against
// that of From. Known is false where no two maps tell it. Areas are in km²;
// gained and lost are gross, seen from the holder.
type Period struct {
	First, Last       control.Day
	From, To          control.Day
	MapFrom, MapTo    control.Day // of the maps used; equal to From and To unless one is missing
	Gained, Lost, Net float64
	Known             bool
	AtMost            bool // Gained and Lost are upper bounds
}
