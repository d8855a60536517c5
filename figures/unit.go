package figures

import "strings"

// Unit is the unit of a published figure.
type Unit string

// The units that figures come in.
const (
	Km2       Unit = "km2"
	Mi2       Unit = "mi2"
	Percent   Unit = "percent" // of a region's area, or points of it
	Km2PerDay Unit = "km2/day"
	Mi2PerDay Unit = "mi2/day"
)

// SquareMile is the international square mile in km², exactly.
const SquareMile = 2.589988110336

// unitNames are other spellings.
var unitNames = map[string]Unit{
	"km2": Km2, "km²": Km2, "sq km": Km2, "sq. km": Km2, "km^2": Km2, "square kilometers": Km2, "square kilometres": Km2,
	"mi2": Mi2, "mi²": Mi2, "sq mi": Mi2, "sq. mi": Mi2, "mi^2": Mi2, "square miles": Mi2, "sq miles": Mi2,
	"percent": Percent, "%": Percent, "pct": Percent, "pp": Percent, "percentage points": Percent,
	"km2/day": Km2PerDay, "km²/day": Km2PerDay,
	"mi2/day": Mi2PerDay, "mi²/day": Mi2PerDay,
}

// ParseUnit reads a unit.
func ParseUnit(s string) (Unit, bool) {
	u, ok := unitNames[strings.ToLower(strings.TrimSpace(s))]
	return u, ok
}

// km2 returns how many km² one of the unit is; 0 for percent.
func (u Unit) km2() float64 {
	switch u {
	case Km2, Km2PerDay:
		return 1
	case Mi2, Mi2PerDay:
		return SquareMile
	}
	return 0
}

// daily reports whether the unit is one of areas a day.
func (u Unit) daily() bool { return u == Km2PerDay || u == Mi2PerDay }
