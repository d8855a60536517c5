package gazetteer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/salient-project/salient/geo"
)

// Wind is one of the sixteen winds, clockwise from north: 0 N, 1 NNE, … 15 NNW.
type Wind int

var windLetters = [16]string{"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
	"S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"}

var windWords = [16]string{"north", "north-northeast", "northeast", "east-northeast",
	"east", "east-southeast", "southeast", "south-southeast", "south", "south-southwest",
	"southwest", "west-southwest", "west", "west-northwest", "northwest", "north-northwest"}

// WindOf returns the wind nearest to a bearing in degrees clockwise from north,
// of eight or of sixteen. On the line between two it is the clockwise one.
func WindOf(bearing float64, winds int) Wind {
	sector := 360 / float64(winds)
	k := int(math.Floor(bearing/sector+0.5)) % winds
	if k < 0 {
		k += winds
	}
	return Wind(k * (16 / winds))
}

// Letters returns the compass letters, as ENE.
func (w Wind) Letters() string { return windLetters[w&15] }

// String returns the wind in words, AP style, as "east-northeast".
func (w Wind) String() string { return windWords[w&15] }

// Degrees returns the middle of the wind's sector, clockwise from north.
func (w Wind) Degrees() float64 { return float64(w&15) * 22.5 }

// Eighth reports whether the wind is one of the eight.
func (w Wind) Eighth() bool { return w&1 == 0 }

// ParseWind reads a wind in letters or in words, with or without hyphens,
// spaces and endings: E, ENE, east, north-west, northwestern, "south of".
func ParseWind(s string) (Wind, bool) {
	low := strings.NewReplacer("-", "", " ", "", "wards", "", "ward", "", "ern", "", "of", "").Replace(strings.ToLower(s))
	for i := range windLetters {
		if low == strings.ToLower(windLetters[i]) || low == strings.ReplaceAll(windWords[i], "-", "") {
			return Wind(i), true
		}
	}
	return 0, false
}

// Relation is where something lies as seen from a place.
type Relation struct {
	Place    Place
	Distance geo.Meters // geodesic, from the place's point
	Bearing  float64    // at the place, degrees clockwise from north, in [0, 360)
}

// At reports whether something lies so near that words for direction would
// claim more than the position of a town supports: within 1.5 km, or half the
// radius of a round town of 3,000 people a km² where that is more (6 km for
// Kharkiv).
func (r Relation) At() bool {
	const density = 3000.0
	radius := 1000 * math.Sqrt(float64(r.Place.Population)/density/math.Pi)
	return float64(r.Distance) < max(1500, radius/2)
}

// relate measures from the place to p.
func relate(place Place, p geo.Point) Relation {
	d, azimuth := geo.Distance(place.Point, p)
	return Relation{Place: place, Distance: d, Bearing: azimuth}
}

// Wind returns the direction of sixteen.
func (r Relation) Wind() Wind { return WindOf(r.Bearing, 16) }

// String says it as a newsroom would, with one of eight winds: "78 km east of
// Zaporizhzhia", or "at Zaporizhzhia" where [Relation.At] holds.
func (r Relation) String() string {
	if r.At() {
		return "at " + r.Place.Name
	}
	return fmt.Sprintf("%s km %s of %s", kilometers(r.Distance), WindOf(r.Bearing, 8), r.Place.Name)
}

// kilometers prints whole kilometers.
func kilometers(d geo.Meters) string { return strconv.Itoa(int(math.Round(d.Km()))) }
