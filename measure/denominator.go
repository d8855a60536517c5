package measure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Denominator is an area that shares of the country are told of.
type Denominator struct {
	Name  string // as with-water
	Km2   float64
	Title string // what it is
	Used  string // by whom
}

// Denominators are the areas that publishers divide by, the usual one first.
var Denominators = []Denominator{
	{"with-water", 603_628, "Ukraine in its internationally recognised borders, inland water included", "Ukraine's statistics office; the shipped definitions"},
	{"factbook", 603_550, "the same, as older reference works have it", "reference works"},
	{"rounded", 600_000, "the same, rounded", "AFP's percentages"},
	{"land", 579_300, "Ukraine in its internationally recognised borders, without inland water", "land area in statistics"},
}

// ParseDenominator reads a denominator's name, or an area in km².
func ParseDenominator(s string) (Denominator, error) {
	i := slices.IndexFunc(Denominators, func(d Denominator) bool { return d.Name == s })
	if i >= 0 {
		return Denominators[i], nil
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil || !(v >= 1 && v <= 510_100_000) {
		var names []string
		for _, d := range Denominators {
			names = append(names, d.Name)
		}
		return Denominator{}, fmt.Errorf("denominator %q: want %s or an area in km²", s, strings.Join(names, ", "))
	}
	return Denominator{Name: s, Km2: v, Title: "as asked for"}, nil
}

// DenominatorOf returns the denominator that a definition's shares are told of.
func DenominatorOf(km2 float64) Denominator {
	for _, d := range Denominators {
		if d.Km2 == km2 {
			return d
		}
	}
	return Denominator{Km2: km2, Title: "as the definition says"}
}
