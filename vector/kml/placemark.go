package kml

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/vector"
)

// placemark is what is known of the Placemark that the parser is in.
type placemark struct {
	folder string
	set    map[string]bool // properties given
	own    [][2]string     // elements that become properties if the data has none of their name

	polygons int
	multi    bool         // in or after a MultiGeometry
	other    geojson.Kind // a geometry that is no polygon
	area     bool         // in a Polygon
	hole     bool         // in an innerBoundaryIs
	outer    bool         // the polygon has its outer ring
}

// give sets a property once.
func (m *placemark) give(b *vector.Builder, name, value string) {
	if !m.set[name] {
		m.set[name] = true
		b.Set(name, value)
	}
}

// geometry notes that a geometry's element begins.
func (m *placemark) geometry(p *parser, tag string) error {
	note := func(k geojson.Kind) error {
		if m.other == geojson.None {
			m.other = k
		}
		return nil
	}
	switch tag {
	case "MultiGeometry":
		m.multi = true
	case "Polygon":
		if m.area {
			return p.malformed("a Polygon in a Polygon")
		}
		p.b.Polygon()
		m.polygons++
		m.area, m.outer, m.hole = true, false, false
	case "innerBoundaryIs":
		m.hole = true
	case "Point":
		return note(geojson.Point)
	case "LineString", "Track", "MultiTrack":
		return note(geojson.LineString)
	case "LinearRing":
		if !m.area {
			return note(geojson.LineString)
		}
	case "Model":
		return p.malformed("a Model, where only polygons can be held ground")
	}
	return nil
}

// leave notes that an element ends.
func (m *placemark) leave(p *parser, tag string) {
	switch tag {
	case "Polygon":
		m.area = false
	case "innerBoundaryIs":
		m.hole = false
	}
}

// close says what geometry the feature has.
func (m *placemark) close(b *vector.Builder) {
	switch {
	case m.polygons > 0 && m.other != geojson.None || m.other != geojson.None && m.multi:
		b.SetKind(geojson.GeometryCollection)
	case m.other != geojson.None:
		b.SetKind(m.other)
	case m.polygons > 0 || m.multi:
		b.Areal(m.multi)
	}
}

// coordinates reads a polygon's ring: longitude, latitude and perhaps altitude,
// with commas between them and white space between points.
func (m *placemark) coordinates(p *parser, text string, from int) error {
	if !m.area {
		return nil // of a point or a line
	}
	if m.outer != m.hole {
		return p.b.Fail(from, vector.ErrFormat, "a polygon's outer boundary comes first, and once")
	}
	m.outer = true
	p.b.Ring(from, m.hole)
	for rest := text; ; {
		rest = strings.TrimLeft(rest, " \t\r\n")
		if rest == "" {
			return nil
		}
		end := strings.IndexAny(rest, " \t\r\n")
		if end < 0 {
			end = len(rest)
		}
		at := from + len(text) - len(rest)
		point := rest[:end]
		rest = rest[end:]
		lon, lat, ok := strings.Cut(point, ",")
		if !ok {
			return p.b.Fail(at, vector.ErrFormat, fmt.Sprintf("%.40q is no longitude,latitude", point))
		}
		lat, _, higher := strings.Cut(lat, ",")
		if higher {
			p.b.Extra(1)
		}
		x, errX := strconv.ParseFloat(lon, 64)
		y, errY := strconv.ParseFloat(lat, 64)
		if errX != nil || errY != nil {
			return p.b.Fail(at, vector.ErrFormat, fmt.Sprintf("%.40q is no longitude,latitude", point))
		}
		if _, err := p.b.Point(x, y); err != nil {
			return p.b.Fail(at, geojson.ErrRange, err.Error())
		}
		if err := p.b.Add(x, y); err != nil {
			return err
		}
	}
}
