package plane

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrSyntax says that text or bytes are not what they should be; the error that
// wraps it names the place.
var ErrSyntax = errors.New("not a geometry")

// ErrKind says that a geometry is of a kind that is not read.
var ErrKind = errors.New("geometry of a kind that is not read")

// maxDepth is how deep collections may lie in each other.
const maxDepth = 64

// ReadWKT reads a geometry in well-known text (OGC 06-103r4, section 7), with
// or without SRID, heights and measures, which are dropped. Of lines and points
// only the number is kept. Curves and surfaces are errors that wrap [ErrKind].
func ReadWKT(text string) (Shapes, error) {
	r := wktReader{text: text}
	if head, rest, ok := strings.Cut(text, ";"); ok && strings.HasPrefix(strings.ToUpper(strings.TrimSpace(head)), "SRID=") {
		r.at = len(text) - len(rest)
	}
	if err := r.geometry(0); err != nil {
		return Shapes{}, err
	}
	if r.next(); r.token != "" {
		return Shapes{}, r.fail("after the geometry")
	}
	return r.shapes, nil
}

type wktReader struct {
	text   string
	at     int // after token
	token  string
	shapes Shapes
}

// next reads a parenthesis, a comma, or a word or number; "" at the end.
func (r *wktReader) next() string {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n\f", r.text[r.at]) >= 0 {
		r.at++
	}
	start := r.at
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n\f(),", r.text[r.at]) < 0 {
		r.at++
	}
	if r.at == start && r.at < len(r.text) {
		r.at++
	}
	r.token = r.text[start:r.at]
	return r.token
}

func (r *wktReader) fail(where string) error {
	what := "end of text"
	if r.token != "" {
		what = strconv.Quote(r.token)
		if len(what) > 40 {
			what = what[:40] + "…"
		}
	}
	return fmt.Errorf("%w: well-known text, byte %d: %s %s", ErrSyntax, r.at-len(r.token), what, where)
}

func (r *wktReader) geometry(depth int) error {
	at := r.at
	kind := strings.ToUpper(r.next())
	for _, suffix := range []string{"ZM", "Z", "M"} {
		if short, ok := strings.CutSuffix(kind, suffix); ok && wktKinds[short] {
			kind = short
		}
	}
	if !wktKinds[kind] {
		if wktOthers[kind] {
			return fmt.Errorf("%w: well-known text, byte %d: %s", ErrKind, at, kind)
		}
		return r.fail("where a geometry is due")
	}
	open := r.next()
	switch strings.ToUpper(open) {
	case "Z", "M", "ZM":
		open = r.next()
	}
	if strings.EqualFold(open, "EMPTY") {
		return nil
	}
	if open != "(" {
		return r.fail("where ( or EMPTY is due")
	}
	return r.body(kind, depth)
}

var wktKinds = map[string]bool{
	"POINT": true, "LINESTRING": true, "LINEARRING": true, "POLYGON": true, "MULTIPOINT": true,
	"MULTILINESTRING": true, "MULTIPOLYGON": true, "GEOMETRYCOLLECTION": true,
}

var wktOthers = map[string]bool{
	"CIRCULARSTRING": true, "COMPOUNDCURVE": true, "CURVEPOLYGON": true, "MULTICURVE": true,
	"MULTISURFACE": true, "CURVE": true, "SURFACE": true, "POLYHEDRALSURFACE": true, "TIN": true, "TRIANGLE": true,
}

// body reads what stands between a geometry's parentheses, the first of them
// read already.
func (r *wktReader) body(kind string, depth int) error {
	switch kind {
	case "POLYGON":
		return r.polygon()
	case "MULTIPOLYGON":
		return r.list(func(open string) error {
			if open != "(" {
				return nil
			}
			return r.polygon()
		})
	case "POINT":
		r.shapes.Points++
		_, err := r.ring()
		return err
	case "MULTIPOINT": // with parentheses around each point or without
		_, err := r.points(&r.shapes.Points)
		return err
	case "LINESTRING", "LINEARRING":
		r.shapes.Lines++
		_, err := r.ring()
		return err
	case "MULTILINESTRING":
		return r.list(func(open string) error {
			if open != "(" {
				return nil
			}
			r.shapes.Lines++
			_, err := r.ring()
			return err
		})
	}
	if depth++; depth > maxDepth {
		return r.fail("opens a collection too deep in others")
	}
	for {
		if err := r.geometry(depth); err != nil {
			return err
		}
		switch r.next() {
		case ")":
			return nil
		case ",":
			continue
		}
		return r.fail("where , or ) is due")
	}
}

// list reads elements that each stand in parentheses, of which the first is
// read, or are EMPTY.
func (r *wktReader) list(element func(open string) error) error {
	for {
		open := r.next()
		if open != "(" && !strings.EqualFold(open, "EMPTY") {
			return r.fail("where ( or EMPTY is due")
		}
		if err := element(open); err != nil {
			return err
		}
		switch r.next() {
		case ")":
			return nil
		case ",":
			continue
		}
		return r.fail("where , or ) is due")
	}
}

func (r *wktReader) polygon() error {
	var p Polygon
	err := r.list(func(open string) error {
		if open != "(" {
			p = append(p, nil)
			return nil
		}
		ring, err := r.ring()
		p = append(p, ring)
		return err
	})
	r.shapes.add(p)
	return err
}

func (r *wktReader) ring() (Ring, error) { return r.points(nil) }

// points reads points up to the closing parenthesis. If count is given, points
// may stand in parentheses of their own or be EMPTY, and are counted.
func (r *wktReader) points(count *int) (Ring, error) {
	var out Ring
	for {
		word := r.next()
		inner := false
		if count != nil {
			*count++
			if inner = word == "("; inner {
				word = r.next()
			}
		}
		var p [2]float64
		n := 0
		for ; word != "," && word != ")"; n++ {
			v, err := strconv.ParseFloat(word, 64)
			if count != nil && !inner && n == 0 && strings.EqualFold(word, "EMPTY") {
				v, err, n = 0, nil, 1
			}
			if err != nil || n == 4 {
				return nil, r.fail("where a coordinate is due")
			}
			if n < 2 {
				p[n] = v
			}
			word = r.next()
		}
		if n < 2 {
			return nil, r.fail("after a point of fewer than two coordinates")
		}
		if inner {
			if word != ")" {
				return nil, r.fail("where ) is due")
			}
			word = r.next()
		}
		out = append(out, p)
		switch word {
		case ")":
			return out, nil
		case ",":
			continue
		}
		return nil, r.fail("where , or ) is due")
	}
}
