package figures

import (
	"regexp"
	"strings"
)

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

// Spellings of the units; what is after them says whether they are by the day.
var (
	squareKm = regexp.MustCompile(`^(?:km ?(?:2|²|\^2)|(?:sq|square|кв) ?(?:km|kms|kilomet(?:er|re)s?|км)|км ?(?:2|²)|qkm|quadratkilometer|kmq)$`)
	squareMi = regexp.MustCompile(`^(?:mi(?:les?)? ?(?:2|²|\^2)|(?:sq|square) ?(?:mi|miles?))$`)
	ofArea   = regexp.MustCompile(`^(?:%|per ?cent|pct|pp|p p|(?:percentage |% )?points?)(?: of .+)?$`)
	perDay   = regexp.MustCompile(` ?(?:/ ?d(?:ay)?| ?(?:per|a|each) day| daily)$`)
)

// ParseUnit reads a unit in its usual spellings.
func ParseUnit(s string) (Unit, bool) {
	s = squeeze(strings.NewReplacer(".", " ", "-", " ").Replace(s))
	area := perDay.ReplaceAllString(s, "")
	daily := area != s
	switch {
	case squareKm.MatchString(area) && daily:
		return Km2PerDay, true
	case squareKm.MatchString(area):
		return Km2, true
	case squareMi.MatchString(area) && daily:
		return Mi2PerDay, true
	case squareMi.MatchString(area):
		return Mi2, true
	case ofArea.MatchString(s):
		return Percent, true
	}
	return "", false
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
