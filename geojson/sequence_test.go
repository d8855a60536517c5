package geojson

import (
	"errors"
	"strings"
	"testing"
)

func TestParseSequence(t *testing.T) {
	const f = `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}}`
	for name, in := range map[string]string{
		"a line each":       f + "\n" + f + "\n",
		"CR LF":             f + "\r\n\r\n" + f,
		"record separators": "\x1e" + f + "\n\x1e" + f + "\n",
		"doubled":           "\x1e\n\x1e" + f + "\n\x1e\x1e" + f,
		"side by side":      f + f,
		"indented":          strings.ReplaceAll(f, ",", ",\n  ") + f,
		"collection":        `{"type":"FeatureCollection","features":[` + f + "," + f + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var p Parser
			d, err := p.ParseSequence([]byte(in))
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Features) != 2 || len(d.Rings) != 2 || d.Features[1].Ring0 != 1 || d.Features[1].Kind != Polygon {
				t.Errorf("features %+v", d.Features)
			}
			if v, ok := d.Features[1].Properties.Number("a"); !ok || v != 1 {
				t.Errorf("properties %s", d.Features[1].Properties)
			}
		})
	}
	for _, tt := range []struct {
		name, in, place string
		cause           error
	}{
		{"nothing", " \x1e\n", "byte 3", ErrTruncated},
		{"cut off", f + "\n" + f[:90], "byte 202", ErrTruncated},
		{"not GeoJSON", f + "\n7", "byte 112", ErrShape},
		{"a page", f + "\n<html>", "byte 112", ErrHTML},
	} {
		var p Parser
		_, err := p.ParseSequence([]byte(tt.in))
		var at *Error
		if !errors.Is(err, tt.cause) || !errors.As(err, &at) || at.Place() != tt.place {
			t.Errorf("%s: %v, want %s: %v", tt.name, err, tt.place, tt.cause)
		}
	}
}
