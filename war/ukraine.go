package war

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Default is Russia's war on Ukraine, which the shipped sources draw.
//
// The districts of Donetsk and Luhansk oblasts held before 24 February 2022 are
// what Liveuamap's map left out on 13 March 2024, in pieces of more than
// 1,000 km², which no army gave up in a day: 16,619 km². A test measures it.
//
// Drawings were measured by TestPositionError, which prints them:
//
//	go test ./measure -run PositionError -v
//
// Two sources only tell of both errors together. DeepState and Liveuamap are
// taken to have half of the variance each; ISW's, which is compared with
// Liveuamap, has the rest. ISW's Moved is in the proportion of the others.
var Default = War{
	Untouched: "2014",
	Began:     control.Date(2022, 2, 24),
	Ground: []Ground{
		{"Crimea", []string{"Crimea", "Sevastopol"}, true, geo.Pt(34.1, 44.95)},
		{"Donetsk city and its surroundings", []string{"Donetsk"}, false, geo.Pt(37.8, 48.0)},
		{"Luhansk city and its surroundings", []string{"Luhansk"}, false, geo.Pt(39.31, 48.57)},
	},
	Rest: Area{16_619e6, "held in the oblasts, less Crimea and Sevastopol and the districts of Donetsk and Luhansk oblasts held before (16,619 km², by Liveuamap's map of 12 March 2024); water beyond the coast is in neither"},
	Denominators: []Denominator{
		{"with-water", 603_628, "Ukraine in its internationally recognised borders, inland water included", "Ukraine's statistics office; the shipped definitions"},
		{"factbook", 603_550, "the same, as older reference works have it", "reference works"},
		{"rounded", 600_000, "the same, rounded", "AFP's percentages"},
		{"land", 579_300, "Ukraine in its internationally recognised borders, without inland water", "land area in statistics"},
	},
	LeftOut: map[string]Omission{
		"liveuamap": {
			Regions: []string{"UA-43", "UA-40"}, Name: "Crimea",
			Since: control.Date(2024, 3, 13), Then: "the districts of Donetsk and Luhansk oblasts held before 24 February 2022",
			Least: 1000e6,
		},
	},
	Drawings: map[string]Drawing{
		"deepstate": {Position: 1_400, Moved: 1_000, Correlation: 24_000, Contact: 1_290_000, Spread: 28},
		"liveuamap": {Position: 1_400, Moved: 1_000, Correlation: 24_000, Contact: 1_370_000, Spread: 28},
		"isw":       {Position: 2_050, Moved: 1_450, Correlation: 36_000, Contact: 1_060_000, Spread: 28},
	},
}
