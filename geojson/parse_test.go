package geojson

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

func TestParseShapes(t *testing.T) {
	square := `[[1,2],[3,2],[3,4],[1,2]]`
	tests := []struct {
		name, in string
		kinds    string // of the features
		rings    int
		points   int
	}{
		{"collection", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[` + square + `]}}]}`, "Polygon", 1, 4},
		{"members in another order", `{"features":[{"geometry":{"coordinates":[[` + square + `],[` + square + `,` + square + `]],"type":"MultiPolygon"},"properties":null,"type":"Feature"}],"type":"FeatureCollection"}`, "MultiPolygon", 3, 12},
		{"empty collection", ` {"type":"FeatureCollection","features":[]} `, "", 0, 0},
		{"null geometry", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}`, "null", 0, 0},
		{"one feature", `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[` + square + `]}}`, "Polygon", 1, 4},
		{"bare geometry", `{"coordinates":[` + square + `],"type":"Polygon"}`, "Polygon", 1, 4},
		{"wrapped", `{"n":[1,{"x":2}],"value":{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2,3]}}]}}`, "Point", 1, 1},
		{"lines and points", `{"type":"FeatureCollection","features":[` +
			`{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},` +
			`{"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}},` +
			`{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}},` +
			`{"type":"Feature","geometry":{"type":"Point","coordinates":[]}}]}`,
			"LineString MultiPoint MultiLineString Point", 5, 8},
		{"collection of geometries", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Polygon","coordinates":[` + square + `]}]}`, "GeometryCollection", 2, 5},
		{"empty polygons", `{"type":"MultiPolygon","coordinates":[[],[[]]]}`, "MultiPolygon", 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := Parser{Wrappers: []string{"value"}}
			d, err := p.Parse([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for i := range d.Features {
				kinds = append(kinds, d.Features[i].Kind.String())
			}
			if got := strings.Join(kinds, " "); got != tt.kinds || len(d.Rings) != tt.rings || len(d.Points) != tt.points {
				t.Errorf("kinds %q, %d rings, %d points; want %q, %d, %d", got, len(d.Rings), len(d.Points), tt.kinds, tt.rings, tt.points)
			}
		})
	}
}

func TestParsePlaces(t *testing.T) {
	in := `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4.5]],[[-5,6]]],[[[7,8]]]]}`
	var p Parser
	d, err := p.Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []Ring{
		{Offset: strings.Index(in, "[[1,"), Polygon: 0, Kind: MultiPolygon, Point0: 0, Point1: 2},
		{Offset: strings.Index(in, "[[-5"), Polygon: 0, Hole: true, Kind: MultiPolygon, Point0: 2, Point1: 3},
		{Offset: strings.Index(in, "[[7"), Polygon: 1, Kind: MultiPolygon, Point0: 3, Point1: 4},
	}
	for i, w := range want {
		if d.Rings[i] != w {
			t.Errorf("ring %d: %+v, want %+v", i, d.Rings[i], w)
		}
	}
	if got, want := d.PointsOf(&d.Rings[0])[1], geo.Pt(3, 4.5); got != want {
		t.Errorf("point %v, want %v", got, want)
	}
}

func TestParseMembers(t *testing.T) {
	in := `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},` +
		`"exceededTransferLimit":true,"id":17,"features":[{"type":"Feature","geometry":null,` +
		`"properties":{"name":"a\/\/\/b\u00e9","n":-1.5e1,"o":{"name":"inner"},"name2":"x"}}]}`
	p := Parser{Keep: []string{"id"}}
	d, err := p.Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if d.CRS != "urn:ogc:def:crs:EPSG::3857" || !d.More || string(d.Member("id")) != "17" {
		t.Errorf("crs %q, more %v, id %s", d.CRS, d.More, d.Member("id"))
	}
	ps := d.Features[0].Properties
	if s, ok := ps.String("name"); !ok || s != "a///bé" {
		t.Errorf("name %q, %v", s, ok)
	}
	if n, ok := ps.Number("n"); !ok || n != -15 {
		t.Errorf("n %v, %v", n, ok)
	}
	if _, ok := ps.String("n"); ok {
		t.Error("n is taken for a string")
	}
	if ps.Raw("none") != nil {
		t.Error("a member that is not there")
	}
}

func TestParseErrors(t *testing.T) {
	feature := func(geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":` + geometry + `}]}`
	}
	ring := func(positions string) string {
		return feature(`{"type":"Polygon","coordinates":[[` + positions + `]]}`)
	}
	tests := []struct {
		name, in string
		cause    error
		at       string // the error lies at this text's first occurrence; "": at the end
		place    string
	}{
		{"nothing", "", ErrTruncated, "", "byte 0"},
		{"blanks only", " \n ", ErrTruncated, "", "byte 3"},
		{"error page", "\n<!DOCTYPE html><html>", ErrHTML, "<", "byte 1"},
		{"half a file", ring(`[1,2],[3,4`)[:80], ErrTruncated, "", "feature 0, byte 80"},
		{"cut in a number", ring(`[1,2],[3,4`)[:106], ErrTruncated, "", "feature 0, ring 0, byte 106"},
		{"not a number", ring(`[1,2],[3,NaN]`), ErrSyntax, "NaN", ""},
		{"null position", ring(`[1,2],null`), ErrShape, "null", ""},
		{"text position", ring(`[1,"2"]`), ErrShape, `"2"`, ""},
		{"leading zero", ring(`[01,2]`), ErrSyntax, "1,2", ""},
		{"missing comma", ring(`[1 2]`), ErrSyntax, "2]", ""},
		{"missing comma between", ring(`[1,2][3,4]`), ErrSyntax, "[3,4", ""},
		{"trailing comma", ring(`[1,2],`), ErrSyntax, "]]}", ""},
		{"one number", ring(`[1]`), ErrShape, "[1]", ""},
		{"behind a byte order mark", "\ufeff" + ring(`[1,2],null`), ErrShape, "null", "feature 0, ring 0, byte 112"},
		{"longitude out of range", ring(`[181.5,2]`), ErrRange, "181.5", "feature 0, ring 0, byte 104"},
		{"latitude out of range", ring(`[1,-90.0000001]`), ErrRange, "-90", ""},
		{"web mercator", ring(`[3918553.2,5700582.7]`), ErrRange, "3918553.2", ""},
		{"ring of numbers", feature(`{"type":"Polygon","coordinates":[[1,2]]}`), ErrShape, "1,2", ""},
		{"polygon too deep", feature(`{"type":"Polygon","coordinates":[[[[1,2]]]]}`), ErrShape, "[1,2", ""},
		{"unknown geometry", feature(`{"type":"Circle","coordinates":[1,2]}`), ErrShape, `"Circle"`, ""},
		{"geometry without type", feature(`{"coordinates":[1,2]}`), ErrShape, `{"coord`, ""},
		{"geometry without coordinates", feature(`{"type":"Point"}`), ErrShape, `{"type":"Point"`, ""},
		{"two coordinates", feature(`{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}`), ErrShape, "[3,4", ""},
		{"an array", `[1,2]`, ErrShape, "[", ""},
		{"another object", `{"a":1}`, ErrShape, "{", ""},
		{"a server's complaint", `{"error":{"code":400,"message":"Invalid query"}}`, ErrShape, "{", ""},
		{"collection without features", `{"type":"FeatureCollection"}`, ErrShape, "{", ""},
		{"two documents", `{"type":"FeatureCollection","features":[]} {}`, ErrSyntax, "{}", ""},
		{"bare control character", "{\"type\":\"Feature\",\"x\":\"a\nb\"}", ErrSyntax, "\n", ""},
		{"bad escape", `{"type":"Feature","x":"a\qb"}`, ErrSyntax, "qb", ""},
		{"deep", strings.Repeat("[", 2000) + strings.Repeat("]", 2000), ErrDepth, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p Parser
			_, err := p.Parse([]byte(tt.in))
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, tt.cause) {
				t.Fatalf("error %v, want %v", err, tt.cause)
			}
			want := len(tt.in)
			if tt.at != "" {
				want = strings.Index(tt.in, tt.at)
			}
			if tt.cause != ErrDepth && e.Offset != want {
				t.Errorf("%v: offset %d, want %d", err, e.Offset, want)
			}
			if tt.place != "" && e.Place() != tt.place {
				t.Errorf("place %q, want %q", e.Place(), tt.place)
			}
		})
	}
	var p Parser
	_, err := p.Parse([]byte(`{"error":{"code":400,"message":"Invalid query"}}`))
	if !strings.Contains(err.Error(), "Invalid query") {
		t.Errorf("%v: the server's message is lost", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"\u00e9"},"geometry":{"type":"Polygon","coordinates":[[[35.201458,45.523343],[1e1,2],[3,-4.25],[35.201458,45.523343]]]}}]}`,
		"{\n  \"value\": {\n    \"type\": \"FeatureCollection\",\n    \"features\": [\n      {\n        \"type\": \"Feature\",\n        \"geometry\": {\n          \"type\": \"MultiPolygon\",\n          \"coordinates\": [\n            [\n              [\n                [\n                  31.6734335264,\n                  46.537817163\n                ]\n              ]\n            ]\n          ]\n        }\n      }\n    ]\n  }\n}",
		`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"CRS84"}},"features":[{"type":"Feature","geometry":null}]}`,
		`{"type":"GeometryCollection","geometries":[{"coordinates":[1,2],"type":"Point"}]}`,
		`{"type":"FeatureCollection","features":[`, `<html>`, `[[[[`, `{"a":tru}`, `{"a":-}`, `{"a":"\ud800"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		p := Parser{Wrappers: []string{"value"}}
		d, err := p.Parse(data)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(data) {
				t.Fatalf("error %v without an offset in the input", err)
			}
			if (errors.Is(err, ErrSyntax) || errors.Is(err, ErrTruncated)) && json.Valid(data) {
				t.Fatalf("valid JSON called malformed: %v", err)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("malformed JSON taken: %q", data)
		}
		for i := range d.Features {
			for _, r := range d.RingsOf(&d.Features[i]) {
				if r.Point0 > r.Point1 || r.Point1 > len(d.Points) {
					t.Fatalf("ring %+v of %d points", r, len(d.Points))
				}
			}
		}
		// Encode what was read, and read it again.
		again, err := new(Parser).Parse(encode(d))
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v\n%s", err, encode(d))
		}
		if string(encode(again)) != string(encode(d)) {
			t.Fatalf("encode, parse, encode:\n%s\n%s", encode(d), encode(again))
		}
	})
}

// encode writes the rings of a document as a collection of MultiPoints, with
// encoding/json.
func encode(d *Document) []byte {
	type geometry struct {
		Type        string       `json:"type"`
		Coordinates [][2]float64 `json:"coordinates"`
	}
	type feature struct {
		Type     string    `json:"type"`
		Geometry *geometry `json:"geometry"`
	}
	features := []feature{}
	for i := range d.Rings {
		g := &geometry{Type: "MultiPoint", Coordinates: [][2]float64{}}
		for _, p := range d.PointsOf(&d.Rings[i]) {
			g.Coordinates = append(g.Coordinates, [2]float64{p.Lon(), p.Lat()})
		}
		features = append(features, feature{"Feature", g})
	}
	out, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		panic(err)
	}
	return out
}

func TestParserReuse(t *testing.T) {
	var p Parser
	if _, err := p.Parse([]byte(`{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,`)); err == nil {
		t.Fatal("half a file taken")
	}
	d, err := p.Parse([]byte(`{"type":"Point","coordinates":[1,2]}`))
	if err != nil || len(d.Points) != 1 || len(d.Rings) != 1 || len(d.Features) != 1 {
		t.Errorf("after an error: %v, %+v", err, d)
	}
}
