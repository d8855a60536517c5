package gazetteer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/salient-project/salient/geo"
)

// Kind says what a place is.
type Kind string

// The kinds of place.
const (
	Capital    Kind = "capital"    // of a country
	Seat       Kind = "seat"       // of a first-order division
	Settlement Kind = "settlement" // any other town or village
	Quarter    Kind = "quarter"    // a part of a settlement
	Abandoned  Kind = "abandoned"  // or destroyed before the data were made
	NamedSite  Kind = "site"       // a plant, dam, port or the like
)

// Place is a settlement or a named site.
type Place struct {
	ID         int      // GeoNames' id; below 0: of the project's own lists
	Name       string   // as printed in English
	Native     string   // in the country's own script; empty: not known
	Names      []string // further names, in any script, as GeoNames has them
	Point      geo.Point
	Country    string // ISO 3166-1, as UA
	RegionID   string // ISO 3166-2 where the gazetteer has regions or names for it
	Population int    // 0: not known
	Kind       Kind
}

// PlacesHeader is the first line of places.tsv: its columns. Further names are
// separated by "|", longitude and latitude are degrees on WGS 84, and an empty
// population is not known.
const PlacesHeader = "id\tname\tnative\tnames\tlon\tlat\tcountry\tregion\tpopulation\tkind"

// decodePlaces reads places.tsv. Errors name the line.
func decodePlaces(tsv string) ([]Place, error) {
	head, text, _ := strings.Cut(tsv, "\n")
	if strings.TrimSuffix(head, "\r") != PlacesHeader {
		return nil, fmt.Errorf("line 1: columns are %q, want %q", head, PlacesHeader)
	}
	places := make([]Place, 0, strings.Count(text, "\n"))
	names := make([]string, 0, strings.Count(text, "|")+cap(places)) // all further names
	for n := 2; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		p, err := decodePlace(strings.TrimSuffix(line, "\r"), &names)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		places = append(places, p)
	}
	return places, nil
}

// decodePlace reads one line and keeps its further names in the array of all.
func decodePlace(line string, names *[]string) (Place, error) {
	var f [10]string
	n := 0
	for more := true; more; n++ {
		if n == len(f) {
			return Place{}, fmt.Errorf("more than %d columns", len(f))
		}
		f[n], line, more = strings.Cut(line, "\t")
	}
	if n != len(f) {
		return Place{}, fmt.Errorf("%d columns, want %d", n, len(f))
	}
	id, err := strconv.Atoi(f[0])
	if err != nil {
		return Place{}, fmt.Errorf("id: %w", err)
	}
	lon, err := strconv.ParseFloat(f[4], 64)
	if err != nil || !(lon >= -180 && lon <= 180) {
		return Place{}, fmt.Errorf("longitude %q: want -180 to 180", f[4])
	}
	lat, err := strconv.ParseFloat(f[5], 64)
	if err != nil || !(lat >= -90 && lat <= 90) {
		return Place{}, fmt.Errorf("latitude %q: want -90 to 90", f[5])
	}
	people := 0
	if f[8] != "" {
		if people, err = strconv.Atoi(f[8]); err != nil || people < 0 {
			return Place{}, fmt.Errorf("population %q: want a whole number", f[8])
		}
	}
	if f[1] == "" {
		return Place{}, fmt.Errorf("no name")
	}
	p := Place{
		ID: id, Name: f[1], Native: f[2], Point: geo.Pt(lon, lat), Country: f[6],
		RegionID: f[7], Population: people, Kind: Kind(f[9]),
	}
	switch p.Kind {
	case Capital, Seat, Settlement, Quarter, Abandoned:
	default:
		return Place{}, fmt.Errorf("kind %q", f[9])
	}
	if f[3] != "" {
		start := len(*names)
		for more, form := true, ""; more; {
			form, f[3], more = strings.Cut(f[3], "|")
			*names = append(*names, form)
		}
		p.Names = (*names)[start:len(*names):len(*names)]
	}
	return p, nil
}
