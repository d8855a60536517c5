package measure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/war"
)

// Denominator is an area that shares of the country are told of.
type Denominator = war.Denominator

// Denominators are the areas that publishers divide by, the usual one first.
var Denominators = war.Default.Denominators

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
