package viina

import (
	"fmt"
	"math"
	"strconv"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// Place is where a settlement lies.
type Place struct {
	ID    int
	Name  string
	Point geo.Point
}

// ReadPlaces reads gn_UA_tess.geojson: the properties geonameid, longitude,
// latitude and name or asciiname of each feature. Its geometries, VIINA's own
// tessellation, are not read.
func ReadPlaces(data []byte) ([]Place, error) {
	var p geojson.Parser
	doc, err := p.Parse(data)
	if err != nil {
		return nil, err
	}
	var out []Place
	for i := range doc.Features {
		props := doc.Features[i].Properties
		var v [3]float64
		for k, name := range [...]string{"geonameid", "longitude", "latitude"} {
			ok := false
			if v[k], ok = number(props, name); !ok {
				return nil, fmt.Errorf("feature %d: properties.%s is no number", i, name)
			}
		}
		if v[0] != math.Trunc(v[0]) || v[0] <= 0 || v[0] > 1e10 || !(math.Abs(v[1]) <= 180) || !(math.Abs(v[2]) <= 90) {
			return nil, fmt.Errorf("feature %d: settlement %v at %v, %v", i, v[0], v[1], v[2])
		}
		name, _ := props.String("asciiname")
		if name == "" {
			name, _ = props.String("name")
		}
		out = append(out, Place{int(v[0]), name, geo.Pt(v[1], v[2])})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no settlement in it")
	}
	return out, nil
}

// number reads a property that is a number, or one as text.
func number(props geojson.Properties, name string) (float64, bool) {
	if v, ok := props.Number(name); ok {
		return v, true
	}
	text, ok := props.String(name)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}
