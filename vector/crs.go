package vector

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/geo"
)

// CRS is a coordinate reference system that is read: the zero value is WGS 84
// longitude and latitude in degrees.
type CRS int

// The systems that are read. Salient's own is the first; the second is what web
// maps are drawn in (EPSG:3857), turned back by its closed formula.
const (
	WGS84 CRS = iota
	WebMercator
)

// earth is the radius of the sphere of EPSG:3857 in meters: WGS 84's semi-major
// axis. (EPSG method 1024, Popular Visualisation Pseudo Mercator.)
const earth = 6378137.0

// Point returns the grid point of coordinates in the system: longitude or
// easting first. It fails where they are not finite, or no place on earth.
func (c CRS) Point(x, y float64) (geo.Point, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) {
		return geo.Point{}, fmt.Errorf("%v, %v: not a number", x, y)
	}
	lon, lat := x, y
	if c == WebMercator {
		lon = x / earth * 180 / math.Pi
		lat = (2*math.Atan(math.Exp(y/earth)) - math.Pi/2) * 180 / math.Pi
	}
	// Half a unit beyond is what a float makes of the limit itself.
	const most = 0.5 / geo.E7
	if math.Abs(lon) > 180+most || math.Abs(lat) > 90+most {
		return geo.Point{}, fmt.Errorf("%v, %v: beyond ±180 and ±90 degrees", x, y)
	}
	return geo.Pt(lon, lat), nil
}

// EPSG returns the system of a code of the EPSG dataset.
func EPSG(code int) (CRS, error) {
	switch code {
	case 4326:
		return WGS84, nil
	case 3857, 900913, 102100, 102113, 3785: // the others are what it was called before
		return WebMercator, nil
	}
	return 0, unknownCRS(fmt.Sprintf("EPSG:%d", code))
}

func unknownCRS(name string) error {
	return fmt.Errorf("%w: %q; WGS 84 longitude and latitude (EPSG:4326) and Web Mercator (EPSG:3857) are read (ogr2ogr -t_srs EPSG:4326 converts)", ErrCRS, name)
}

// WKT returns the system that a well-known text describes, as in a shapefile's
// .prj: the forms of ESRI, OGC (WKT 1) and ISO 19162 (WKT 2) are known.
func WKT(text string) (CRS, error) {
	root, err := parseWKT(text)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrCRS, err)
	}
	switch root.key {
	case "GEOGCS", "GEOGCRS", "GEODCRS", "GEODETICCRS", "GEOGRAPHICCRS":
		if wgs84(root) {
			return WGS84, nil
		}
	case "PROJCS", "PROJCRS", "PROJECTEDCRS":
		if webMercator(root) {
			return WebMercator, nil
		}
	case "COMPD_CS", "COMPOUNDCRS": // with heights, which are dropped
		for _, part := range root.nodes {
			switch part.key {
			case "GEOGCS", "GEOGCRS", "GEODCRS", "PROJCS", "PROJCRS":
				return crsOf(part)
			}
		}
	}
	return 0, unknownCRS(root.text)
}

func crsOf(n *wkt) (CRS, error) {
	switch {
	case strings.HasPrefix(n.key, "GEO") && wgs84(n):
		return WGS84, nil
	case strings.HasPrefix(n.key, "PROJ") && webMercator(n):
		return WebMercator, nil
	}
	return 0, unknownCRS(n.text)
}

// wgs84 reports whether a geographic system is WGS 84 in degrees from Greenwich.
func wgs84(n *wkt) bool {
	datum := n.find("DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF")
	if datum == nil {
		return false
	}
	name := plain(datum.text)
	if name != "dwgs1984" && name != "wgs1984" && !strings.HasPrefix(name, "worldgeodeticsystem1984") && name != "wgs84" {
		return false
	}
	if s := datum.find("SPHEROID", "ELLIPSOID"); s != nil && (len(s.numbers) < 2 || s.numbers[0] != earth || math.Abs(s.numbers[1]-298.257223563) > 1e-6) {
		return false
	}
	if p := n.find("PRIMEM", "PRIMEMERIDIAN"); p != nil && len(p.numbers) > 0 && p.numbers[0] != 0 {
		return false
	}
	u := n.find("UNIT", "ANGLEUNIT")
	return u == nil || len(u.numbers) > 0 && math.Abs(u.numbers[0]-math.Pi/180) < 1e-9
}

// webMercator reports whether a projected system is EPSG:3857: by the name of
// its method where that says so, else by its own. Some programs write its method
// as a plain Mercator, which on an ellipsoid would be 20 km off.
func webMercator(n *wkt) bool {
	base := n.find("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS")
	if base == nil || !wgs84(base) {
		return false
	}
	method := n.find("PROJECTION")
	if conversion := n.find("CONVERSION"); conversion != nil {
		method = conversion.find("METHOD", "PROJECTION")
		n = conversion.with(n)
	}
	if method == nil {
		return false
	}
	switch m, name := plain(method.text), plain(n.text); {
	case m == "mercatorauxiliarysphere", m == "popularvisualisationpseudomercator":
	case strings.HasPrefix(m, "mercator") && (name == "wgs84pseudomercator" || strings.HasPrefix(name, "wgs1984webmercator") ||
		name == "popularvisualisationcrsmercator" || name == "googlemapsglobalmercator"):
	default:
		return false
	}
	for _, p := range n.nodes {
		if p.key != "PARAMETER" || len(p.numbers) == 0 {
			continue
		}
		want := 0.0
		if strings.Contains(plain(p.text), "scale") {
			want = 1
		}
		if p.numbers[0] != want {
			return false
		}
	}
	u := n.find("UNIT", "LENGTHUNIT")
	return u == nil || len(u.numbers) > 0 && u.numbers[0] == 1
}

// plain drops what names are spelled with and without.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

var errWKT = errors.New("not a well-known text")
