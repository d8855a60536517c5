package esripbf_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/geojson/esripbf"
	"github.com/salient-project/salient/internal/esritest"
)

// TestDecodeByHand reads the polygon of the specification's own example, two
// squares of 2 by 2 that begin at 256, 256 and at 56, 56, put together byte by
// byte on a grid of a tenth of a degree, rows upward.
func TestDecodeByHand(t *testing.T) {
	// Fields: coords [256,256,2,0,0,2,-2,0,0,-2, 56,56,2,0,0,2,-2,0,0,-2], zigzagged.
	coords := "80048004" + "0400" + "0004" + "0300" + "0003" + "7070" + "0400" + "0004" + "0300" + "0003"
	geometry := "0803" + "12020505" + "1a" + fmt.Sprintf("%02x", len(coords)/2) + coords
	feature := "12" + fmt.Sprintf("%02x", len(geometry)/2) + geometry
	tenth := "9a9999999999b93f"
	grid := "0801" + "1212" + "09" + tenth + "11" + tenth
	result := "3803" + "480150005800" + "62" + fmt.Sprintf("%02x", len(grid)/2) + grid + "7a" + fmt.Sprintf("%02x", len(feature)/2) + feature
	query := "0a" + fmt.Sprintf("%02x", len(result)/2) + result
	data, err := hex.DecodeString("0a03312e30" + "12" + fmt.Sprintf("%02x", len(query)/2) + query)
	if err != nil {
		t.Fatal(err)
	}
	page, err := esripbf.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[` +
		`[[[25.6,25.6],[25.8,25.6],[25.8,25.8],[25.6,25.8],[25.6,25.6]]],[[[5.6,5.6],[5.8,5.6],[5.8,5.8],[5.6,5.8],[5.6,5.6]]]]}}`
	if !page.More || len(page.Features) != 1 || string(page.Features[0]) != want {
		t.Errorf("more %v, %s\nwant %s", page.More, page.Features, want)
	}
}

// square is a counterclockwise ring of so many degrees.
func square(lon, lat, side float64) string {
	return fmt.Sprintf("[[%[1]g,%[2]g],[%[3]g,%[2]g],[%[3]g,%[4]g],[%[1]g,%[4]g],[%[1]g,%[2]g]]", lon, lat, lon+side, lat+side)
}

func TestDecode(t *testing.T) {
	features := []string{
		`{"type":"Feature","properties":{"OBJECTID":1,"layer":"a \"b\"","n":null},"geometry":{"type":"MultiPolygon","coordinates":[[` +
			square(36, 47, 1) + "," + square(36.25, 47.25, 0.5) + "],[" + square(36.375, 47.375, 0.25) + `]]}}`,
		`{"type":"Feature","properties":{"OBJECTID":2},"geometry":null}`,
		`{"type":"Feature","properties":{"OBJECTID":3},"geometry":{"type":"Polygon","coordinates":[` + square(-10.123456789, -5, 1) + `]}}`,
	}
	data, err := esritest.Encode(features, true)
	if err != nil {
		t.Fatal(err)
	}
	page, err := esripbf.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !page.More || page.IDField != "OBJECTID" || len(page.Features) != 3 {
		t.Fatalf("%+v", page)
	}
	var p geojson.Parser
	doc, err := p.Parse([]byte(`{"type":"FeatureCollection","features":[` + string(page.Features[0]) + "," + string(page.Features[1]) + "," + string(page.Features[2]) + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	// The hole goes with the outer ring around it; the island in the hole is a polygon.
	f := &doc.Features[0]
	if rings := doc.RingsOf(f); f.Kind != geojson.MultiPolygon || len(rings) != 3 || !rings[1].Hole || rings[2].Hole || rings[2].Polygon != 1 {
		t.Errorf("rings %+v", rings)
	}
	if text, _ := f.Properties.String("layer"); text != `a "b"` {
		t.Errorf("layer %q", text)
	}
	if string(f.Properties.Raw("n")) != "null" {
		t.Errorf("n = %s", f.Properties.Raw("n"))
	}
	if doc.Features[1].Kind != geojson.None {
		t.Errorf("feature without geometry is a %s", doc.Features[1].Kind)
	}
	if !strings.Contains(string(page.Features[2]), "[-10.123456789,-5]") {
		t.Errorf("south and west: %s", page.Features[2])
	}
}

func TestDecodeRefuses(t *testing.T) {
	good, err := esritest.Encode([]string{`{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[` + square(36, 47, 1) + `]}}`}, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty": nil, "JSON": []byte(`{"error":{"code":400}}`), "HTML": []byte("<html>"), "cut off": good[:len(good)-7],
		"a count":      {0x12, 0x04, 0x12, 0x02, 0x08, 0x05},
		"Web Mercator": []byte(strings.Replace(string(good), "\x08\xe6\x21\x10\xe6\x21", "\x08\x91\xce\x06\x10\x00", 1)),
	} {
		if _, err := esripbf.Decode(data); !errors.Is(err, esripbf.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDecodeBomb: one long name for a million empty attributes.
func TestDecodeBomb(t *testing.T) {
	long := strings.Repeat("x", 1<<16)
	features := []string{fmt.Sprintf(`{"type":"Feature","properties":{%q:1},"geometry":null}`, long)}
	for range 10_000 {
		features = append(features, `{"type":"Feature","properties":{},"geometry":null}`)
	}
	data, err := esritest.Encode(features, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := esripbf.Decode(data); err == nil || !strings.Contains(err.Error(), "out of all proportion") {
		t.Errorf("%d bytes: %v", len(data), err)
	}
}

// FuzzDecode holds the decoder to features that are JSON, or an error, and to
// output that is no bomb.
func FuzzDecode(f *testing.F) {
	for _, features := range [][]string{
		nil,
		{`{"type":"Feature","properties":{"a":1,"b":"x"},"geometry":{"type":"Polygon","coordinates":[` + square(36, 47, 1) + "," + square(36.2, 47.2, 0.1) + `]}}`},
		{`{"type":"Feature","properties":{},"geometry":null}`},
	} {
		data, err := esritest.Encode(features, len(features) == 1)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		page, err := esripbf.Decode(data)
		if err != nil {
			if !errors.Is(err, esripbf.ErrFormat) || len(page.Features) > 0 {
				t.Errorf("%d features and %v", len(page.Features), err)
			}
			return
		}
		size := 0
		for _, feature := range page.Features {
			size += len(feature)
			if !json.Valid(feature) {
				t.Fatalf("not JSON: %s", feature)
			}
		}
		if size > 64*len(data)+1<<20 {
			t.Errorf("%d bytes of %d", size, len(data))
		}
	})
}
