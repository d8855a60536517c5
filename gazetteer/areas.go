package gazetteer

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
)

// ErrNoAreas says that a file holds no areas.
var ErrNoAreas = errors.New("no polygons")

// nameProperties are the properties in which published boundaries keep names,
// the likeliest first.
var nameProperties = []string{"name", "NAME", "Name", "name_en", "shapeName", "ADM3_EN", "ADM2_EN", "ADM1_EN", "ADMIN_3", "ADMIN_2", "ADMIN_1", "NAME_2", "NAME_1", "title", "id"}

// mostAreas bounds the areas of one file, so that a hostile one cannot take
// hours.
const mostAreas = 20_000

// ReadAreas reads areas that a user brings: GeoJSON (RFC 7946), a collection, a
// feature or a bare geometry, of Polygons and MultiPolygons. Each feature is an
// area, named by a property (empty: the usual ones are tried), else by its
// number, as "area 3"; features of one name are one area. Rings may run either
// way round, and touch or cross: ground inside an odd number of a polygon's
// rings belongs to it. Errors name the feature, from 1 on.
func ReadAreas(data []byte, property string) ([]Region, error) {
	var parser geojson.Parser
	doc, err := parser.Parse(data)
	if err != nil {
		return nil, err
	}
	if doc.CRS != "" && !wgs84(doc.CRS) {
		return nil, fmt.Errorf("crs is %s, want WGS 84 (longitude, latitude)", doc.CRS)
	}
	if len(doc.Features) > mostAreas {
		return nil, fmt.Errorf("%d features, want at most %d", len(doc.Features), mostAreas)
	}
	var out []Region
	chains := map[string][]geo.Segment{}
	for i := range doc.Features {
		f := &doc.Features[i]
		if f.Kind == geojson.None {
			continue
		}
		name, err := areaName(f, i, property)
		if err != nil {
			return nil, err
		}
		if !f.Kind.Areal() {
			return nil, fmt.Errorf("feature %d (%s): geometry is %s, want Polygon or MultiPolygon", i+1, name, f.Kind)
		}
		if _, ok := chains[name]; !ok {
			out = append(out, Region{Name: name, FullName: name})
		}
		var polygon []geo.Segment
		last := 0
		for _, r := range doc.RingsOf(f) {
			if r.Polygon != last {
				chains[name] = append(chains[name], geo.Boundary(polygon, geo.Odd)...)
				polygon, last = polygon[:0], r.Polygon
			}
			ring := doc.PointsOf(&r)
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return nil, fmt.Errorf("feature %d (%s): a ring of %d points that does not end where it began, or has no inside", i+1, name, len(ring))
			}
			for k := 1; k < len(ring); k++ {
				polygon = append(polygon, geo.Segment{A: ring[k-1], B: ring[k]})
			}
		}
		chains[name] = append(chains[name], geo.Boundary(polygon, geo.Odd)...)
	}
	if len(out) == 0 {
		return nil, ErrNoAreas
	}
	for i := range out {
		out[i].Polygons = geo.Overlay(chains[out[i].Name], geo.AtLeastOne)
		if len(out[i].Polygons) == 0 {
			return nil, fmt.Errorf("%s: %w", out[i].Name, ErrNoAreas)
		}
		out[i].prepare()
	}
	return out, nil
}

func areaName(f *geojson.Feature, i int, property string) (string, error) {
	tried := nameProperties
	if property != "" {
		tried = []string{property}
	}
	for _, p := range tried {
		if s, ok := f.Properties.String(p); ok && s != "" {
			return s, nil
		}
		if v, ok := f.Properties.Number(p); ok {
			return strconv.FormatFloat(v, 'f', -1, 64), nil
		}
	}
	if property != "" {
		return "", fmt.Errorf("feature %d: no property %q", i+1, property)
	}
	return fmt.Sprintf("area %d", i+1), nil
}

// wgs84 reports whether a crs member of GeoJSON 2008 names longitude and
// latitude on WGS 84.
func wgs84(name string) bool {
	switch name {
	case "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326":
		return true
	}
	return false
}
