package main

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// Which of the world's places are kept: all of the home country; those near it
// in countries that the fighting reached; larger ones elsewhere in reach; and
// of the rest of the world capitals and big cities, where talks are held.
const (
	home          = "UA"
	reachKm       = 150
	nearTown      = 5_000   // in reach, other neighbors
	bigCity       = 300_000 // anywhere
	bigSeat       = 100_000 // anywhere, first-order seat
	mostFarNames  = 12      // further names of a place beyond reach
	mostNearNames = 40
)

// allNear are the neighbors of which every place in reach is kept.
var allNear = map[string]bool{"RU": true, "BY": true, "MD": true}

// ownNames is names.yaml.
type ownNames struct {
	Rename map[int]struct {
		Name  string   `yaml:"name"`
		Names []string `yaml:"names"`
	} `yaml:"rename"`
	Move map[int]struct {
		Lon float64 `yaml:"lon"`
		Lat float64 `yaml:"lat"`
	} `yaml:"move"`
	Include []int `yaml:"include"`
	Add     []struct {
		Name   string   `yaml:"name"`
		Names  []string `yaml:"names"`
		Lon    float64  `yaml:"lon"`
		Lat    float64  `yaml:"lat"`
		Region string   `yaml:"region"`
	} `yaml:"add"`
}

// makePlaces reads GeoNames' table (tab-separated, 19 columns, see
// download.geonames.org/export/dump/readme.txt) and selects.
func makePlaces(tsv []byte, table []regionRow, regions []gazetteer.Region, own ownNames) ([]gazetteer.Place, error) {
	codes := map[string]string{}
	for _, row := range table {
		codes[row.GeoNames] = row.ID
	}
	border := outerVertices(regions)
	include := map[int]bool{}
	for _, id := range own.Include {
		include[id] = true
	}
	moved := map[int]bool{}
	used := map[int]bool{}
	var out []gazetteer.Place
	for n, line := range strings.Split(strings.TrimRight(string(tsv), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 15 {
			return nil, fmt.Errorf("line %d: %d columns, want 19", n+1, len(f))
		}
		id, err1 := strconv.Atoi(f[0])
		lat, err2 := strconv.ParseFloat(f[4], 64)
		lon, err3 := strconv.ParseFloat(f[5], 64)
		people, err4 := strconv.Atoi(f[14])
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
		}
		country, feature := f[8], f[7]
		p := gazetteer.Place{
			ID: id, Name: f[1], Point: geo.Pt(lon, lat), Country: country,
			Population: people, Kind: kindOf(feature),
		}
		near := country == home
		if !near && lon > 15 && lon < 50 && lat > 40 && lat < 58 {
			near = (allNear[country] || people >= nearTown) && inReach(p.Point, border)
		}
		big := people >= bigCity || feature == "PPLC" || feature == "PPLA" && people >= bigSeat
		if !near && !big && !include[id] {
			continue
		}
		alternates := strings.Split(f[3], ",")
		switch {
		case country == home:
			p.RegionID = codes[f[10]]
			if p.RegionID == "" {
				return nil, fmt.Errorf("line %d: no region has GeoNames' code %q", n+1, f[10])
			}
			p.Name, p.Native = officialName(f[1], alternates)
		case f[10] != "":
			p.RegionID = country + "." + f[10]
		}
		if to, ok := own.Move[id]; ok {
			moved[id] = true
			p.Point = geo.Pt(to.Lon, to.Lat)
		}
		extra := own.Rename[id]
		if extra.Name != "" {
			used[id] = true
			p.Name, p.Native = extra.Name, nativeOf(extra.Name, p.Native, extra.Names)
		}
		keep := mostFarNames
		if near {
			keep = mostNearNames
		}
		// The project's own names come first, so that a limit cannot drop them.
		forms := append(append([]string{f[1], f[2]}, extra.Names...), alternates...)
		p.Names = distinctNames(p, forms, near, keep)
		out = append(out, p)
	}
	for id := range own.Move {
		if !moved[id] {
			return nil, fmt.Errorf("names.yaml moves %d, which is not among the selected places", id)
		}
	}
	for id := range own.Rename {
		if !used[id] {
			return nil, fmt.Errorf("names.yaml renames %d, which is not among the selected places", id)
		}
	}
	for i, a := range own.Add {
		p := gazetteer.Place{
			ID: -1 - i, Name: a.Name, Point: geo.Pt(a.Lon, a.Lat), Country: home,
			RegionID: a.Region, Kind: gazetteer.Settlement,
		}
		p.Native = nativeOf(a.Name, "", a.Names)
		p.Names = distinctNames(p, a.Names, true, mostNearNames)
		out = append(out, p)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, nil
}

// nativeOf returns the native form of a display name: the one known already if
// it spells the same name, else one of the forms given beside it.
func nativeOf(name, known string, forms []string) string {
	for _, s := range append([]string{known}, forms...) {
		if ukrainian(s) > 0 && gazetteer.Fold(s) == gazetteer.Fold(name) {
			return s
		}
	}
	return ""
}

func kindOf(feature string) gazetteer.Kind {
	switch feature {
	case "PPLC":
		return gazetteer.Capital
	case "PPLA":
		return gazetteer.Seat
	case "PPLX":
		return gazetteer.Quarter
	case "PPLQ", "PPLH", "PPLW":
		return gazetteer.Abandoned
	}
	return gazetteer.Settlement
}

// outerVertices returns the points of the country's outline: the ends of edges
// that no second region shares.
func outerVertices(regions []gazetteer.Region) []geo.Point {
	edges := map[geo.Segment]bool{}
	for _, r := range regions {
		for _, s := range r.Polygons.Segments(nil) {
			edges[s] = true
		}
	}
	var out []geo.Point
	for _, r := range regions {
		for _, s := range r.Polygons.Segments(nil) {
			if !edges[s.Reverse()] {
				out = append(out, s.A)
			}
		}
	}
	return out
}

// inReach reports whether some vertex of the outline lies within reachKm.
func inReach(p geo.Point, outline []geo.Point) bool {
	cos := math.Cos(p.Lat() * math.Pi / 180)
	for _, q := range outline {
		dy := (p.Lat() - q.Lat()) * 111.2
		dx := (p.Lon() - q.Lon()) * 111.3 * cos
		if dx*dx+dy*dy <= reachKm*reachKm {
			return true
		}
	}
	return false
}

// distinctNames keeps of the forms those that a lookup needs: forms whose
// skeleton differs from the display name's and from each other's.
func distinctNames(p gazetteer.Place, forms []string, cyrillic bool, limit int) []string {
	seen := map[string]bool{gazetteer.Fold(p.Name): true, gazetteer.Fold(p.Native): true}
	var out []string
	for _, s := range forms {
		s = strings.TrimSpace(strings.ReplaceAll(s, "|", " "))
		if !wanted(s, cyrillic) {
			continue
		}
		key := gazetteer.Fold(s)
		if len(key) < 2 || seen[key] {
			continue
		}
		seen[key] = true
		if out = append(out, s); len(out) == limit {
			break
		}
	}
	return out
}

// wanted reports whether a form is a name in Latin or, where asked for,
// Cyrillic letters: no airport codes, no romanized Chinese or Arabic, which
// GeoNames writes small.
func wanted(s string, cyrillic bool) bool {
	letters, upper := 0, 0
	first := true
	for _, r := range s {
		if r == '\u0301' { // a stress mark
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		if first && unicode.IsLower(r) {
			return false
		}
		first = false
		letters++
		if unicode.IsUpper(r) {
			upper++
		}
		switch {
		case unicode.Is(unicode.Latin, r):
		case cyrillic && strings.ContainsRune("абвгґдеєёжзиіїйклмнопрстуфхцчшщьъыэюя", unicode.ToLower(r)):
		default:
			return false
		}
	}
	return letters > 1 && !(upper == letters && letters <= 4)
}

// encodePlaces writes one place a line, tab-separated, under a header.
func encodePlaces(places []gazetteer.Place) []byte {
	var b bytes.Buffer
	b.WriteString(gazetteer.PlacesHeader + "\n")
	for _, p := range places {
		people := ""
		if p.Population > 0 {
			people = strconv.Itoa(p.Population)
		}
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.ID, p.Name, p.Native,
			strings.Join(p.Names, "|"), degrees(p.Point.X), degrees(p.Point.Y),
			p.Country, p.RegionID, people, p.Kind)
	}
	return b.Bytes()
}
