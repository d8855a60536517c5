package geojson

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/salient-project/salient/geo"
)

// geometry is what is known of a geometry object while its members go by, in
// whatever order they come.
type geometry struct {
	known       bool // a geometry type has been seen
	kind        Kind
	done        bool // coordinates scanned
	coordinates int  // offset of coordinates not yet scanned, 0: none
	geometries  int  // offset of a collection's members, 0: none
}

func (g *geometry) setType(name []byte) {
	for k := Point; k <= GeometryCollection; k++ {
		if string(name) == kindNames[k] {
			g.known, g.kind = true, k
		}
	}
}

// geometry scans the object or null at i into f.
func (p *Parser) geometry(i int, f *Feature) (int, error) {
	f.Ring0 = len(p.doc.Rings)
	f.Ring1 = f.Ring0
	if i < len(p.data) && p.data[i] == 'n' {
		return p.literal(i, "null")
	}
	return p.geometryObject(i, f, 0)
}

// geometryObject scans one geometry object, a member of nested collections at
// the depth, and appends its rings.
func (p *Parser) geometryObject(i int, f *Feature, depth int) (int, error) {
	if i >= len(p.data) || p.data[i] != '{' {
		return 0, p.notShape(i, "geometry: want an object or null")
	}
	var g geometry
	end, err := p.object(i, func(key []byte, at int) (int, error) {
		switch string(key) {
		case "type":
			var name []byte
			if g.known {
				return 0, p.fail(at, ErrShape, "two type members")
			}
			end, err := p.wantString(at, &name)
			if err != nil {
				return 0, err
			}
			if g.setType(name); !g.known {
				return 0, p.fail(at, ErrShape, fmt.Sprintf("geometry type %q", name))
			}
			return end, nil
		case "coordinates", "geometries":
			return p.geometryMember(key, at, &g, false)
		}
		return p.skipValue(at, 3)
	})
	if err != nil {
		return 0, err
	}
	return end, p.finishGeometry(i, &g, f, depth)
}

// geometryMember scans coordinates whose type is known, and only checks the
// rest: finishGeometry comes back to it when the type is.
func (p *Parser) geometryMember(key []byte, at int, g *geometry, bare bool) (int, error) {
	if string(key) == "geometries" {
		if g.geometries != 0 {
			return 0, p.fail(at, ErrShape, "two geometries members")
		}
		g.geometries = at
		return p.skipValue(at, 3)
	}
	if g.done || g.coordinates != 0 {
		return 0, p.fail(at, ErrShape, "two coordinates members")
	}
	if g.known && !bare && g.kind != GeometryCollection {
		g.done = true
		return p.coordinates(at, g.kind)
	}
	g.coordinates = at
	return p.skipValue(at, 3)
}

// finishGeometry scans what had to wait for the type, and closes f.
func (p *Parser) finishGeometry(i int, g *geometry, f *Feature, depth int) error {
	if depth > maxDepth {
		return p.fail(i, ErrDepth, "")
	}
	if depth == 0 {
		f.Kind = g.kind
		defer func() { f.Ring1 = len(p.doc.Rings) }()
	}
	switch {
	case !g.known:
		return p.fail(i, ErrShape, "a geometry without a type")
	case g.kind == GeometryCollection:
		if g.geometries == 0 || p.data[g.geometries] != '[' {
			return p.fail(i, ErrShape, "a GeometryCollection without geometries")
		}
		next := 0 // the number of the next polygon in the feature
		_, err := p.array(g.geometries, func(at int) (int, error) {
			from, number := len(p.doc.Rings), next
			end, err := p.geometryObject(at, f, depth+1)
			for i := range p.doc.Rings[from:] {
				r := &p.doc.Rings[from+i]
				r.Polygon += number
				next = max(next, r.Polygon+1)
			}
			return end, err
		})
		return err
	case g.done:
		return nil
	case g.coordinates == 0:
		return p.fail(i, ErrShape, "a "+g.kind.String()+" without coordinates")
	}
	_, err := p.coordinates(g.coordinates, g.kind)
	return err
}

// coordinates scans the array at i as the type nests it, and appends its rings.
func (p *Parser) coordinates(i int, kind Kind) (int, error) {
	base := len(p.doc.Rings)
	p.ring = 0
	defer func() { p.ring = -1 }()
	chain := func(at, polygon int, hole bool) (int, error) {
		r := Ring{Offset: at, Polygon: polygon, Hole: hole, Kind: kind, Point0: len(p.doc.Points)}
		p.ring = len(p.doc.Rings) - base
		end, err := p.positions(at)
		r.Point1 = len(p.doc.Points)
		p.doc.Rings = append(p.doc.Rings, r)
		return end, err
	}
	rings := func(at, polygon int) (int, error) {
		if at >= len(p.data) || p.data[at] != '[' {
			return 0, p.notShape(at, "want an array of rings")
		}
		hole := false
		return p.array(at, func(at int) (int, error) {
			end, err := chain(at, polygon, hole)
			hole = true
			return end, err
		})
	}
	if i >= len(p.data) || p.data[i] != '[' {
		return 0, p.notShape(i, "coordinates: want an array")
	}
	switch kind {
	case Point:
		r := Ring{Offset: i, Kind: kind, Point0: len(p.doc.Points)}
		var end int
		var err error
		if end = blank(p.data, i+1); end < len(p.data) && p.data[end] == ']' {
			end++ // an empty point
		} else if end, err = p.position(i); err != nil {
			return 0, err
		}
		r.Point1 = len(p.doc.Points)
		p.doc.Rings = append(p.doc.Rings, r)
		return end, nil
	case LineString, MultiPoint:
		return chain(i, 0, false)
	case MultiLineString:
		n := -1
		return p.array(i, func(at int) (int, error) { n++; return chain(at, n, false) })
	case Polygon:
		return rings(i, 0)
	default: // MultiPolygon
		n := -1
		return p.array(i, func(at int) (int, error) { n++; return rings(at, n) })
	}
}

// positions scans an array of positions: the hot loop. It reads each as a
// bracket, two numbers and a bracket, and leaves anything else to position.
func (p *Parser) positions(i int) (int, error) {
	b := p.data
	if i >= len(b) || b[i] != '[' {
		return 0, p.notShape(i, "want an array of positions")
	}
	points, open := p.doc.Points, i
	i = blank(b, i+1)
	if i < len(b) && b[i] == ']' {
		return i + 1, nil
	}
	p.point0 = len(points)
	behind, taken := p.open(open)
	for {
		if taken { // the first positions, from the past document
			points, i, taken = p.doc.Points, behind, false
			goto next
		}
		if i < len(b) && b[i] == '[' {
			x, j := scanE7(b, blank(b, i+1))
			if j < 0 {
				goto slow
			}
			if j = blank(b, j); j >= len(b) || b[j] != ',' {
				goto slow
			}
			y, j := scanE7(b, blank(b, j+1))
			if j < 0 {
				goto slow
			}
			if j = blank(b, j); j >= len(b) || b[j] != ']' {
				goto slow
			}
			if uint64(x+180*geo.E7) > 360*geo.E7 || uint64(y+90*geo.E7) > 180*geo.E7 {
				goto slow
			}
			if p.Fine && j-i > fineText {
				p.noteFine(len(points), b[i+1:j])
			}
			points = append(points, geo.Point{X: int32(x), Y: int32(y)})
			i = j + 1
			if p.Remember {
				p.doc.Points = points
				p.ends = append(p.ends, int32(i))
				i = p.resume(i)
				points = p.doc.Points
			}
			goto next
		}
	slow:
		{
			p.doc.Points = points
			end, err := p.position(i)
			if err != nil {
				return 0, err
			}
			points = p.doc.Points
			i = end
		}
	next:
		i = blank(b, i)
		if i >= len(b) {
			p.doc.Points = points
			return 0, p.unexpected(i, `"," or "]"`)
		}
		switch b[i] {
		case ',':
			i = blank(b, i+1)
		case ']':
			p.doc.Points = points
			return i + 1, nil
		default:
			p.doc.Points = points
			return 0, p.unexpected(i, `"," or "]"`)
		}
	}
}

// position scans one position with every check and appends it.
func (p *Parser) position(i int) (int, error) {
	if i >= len(p.data) || p.data[i] != '[' {
		return 0, p.notShape(i, "want a position")
	}
	var at [2]int
	var v [2]int64
	n := 0
	end, err := p.array(i, func(k int) (int, error) {
		if k < len(p.data) && p.data[k] != '-' && p.data[k]-'0' > 9 {
			return 0, p.notShape(k, "want a number")
		}
		x, end := scanE7(p.data, k)
		if end < 0 {
			return 0, p.unexpected(-1-end, "a number")
		}
		if n < 2 {
			v[n], at[n] = x, k
		} else {
			p.doc.Extra++
		}
		n++
		return end, nil
	})
	if err != nil {
		return 0, err
	}
	if n < 2 {
		return 0, p.fail(i, ErrShape, fmt.Sprintf("a position of %d numbers", n))
	}
	for k, limit := range [2]int64{180, 90} {
		if v[k] > limit*geo.E7 || v[k] < -limit*geo.E7 {
			return 0, p.fail(at[k], ErrRange, fmt.Sprintf("%.24s, want at most ±%d", clip(p.data[at[k]:]), limit))
		}
	}
	p.doc.Points = append(p.doc.Points, geo.Point{X: int32(v[0]), Y: int32(v[1])})
	if p.Remember {
		p.ends = append(p.ends, int32(end))
	}
	return end, nil
}

// fineText is the length of a position's text up to which both numbers have at
// most seven decimals, or so few digits that it does not matter.
const fineText = len("[ 36.1234567, 48.1234567 ")

// noteFine keeps the point that the text of a position, without its brackets,
// tells if the grid does not hold it.
func (p *Parser) noteFine(point int, text []byte) {
	lon, lat, _ := bytes.Cut(text, []byte{','})
	x, errX := strconv.ParseFloat(string(bytes.TrimSpace(lon)), 64)
	y, errY := strconv.ParseFloat(string(bytes.TrimSpace(lat)), 64)
	if errX != nil || errY != nil {
		return
	}
	const held = 1e-4 // units; far above a float's error, far below what matters
	x, y = x*geo.E7, y*geo.E7
	if math.Abs(x-math.RoundToEven(x)) > held || math.Abs(y-math.RoundToEven(y)) > held {
		p.doc.Fine = append(p.doc.Fine, Fine{point, x, y})
	}
}

// clip returns the number at the start of b as written.
func clip(b []byte) string {
	end, _ := scanNumber(b, 0)
	return string(b[:end])
}
