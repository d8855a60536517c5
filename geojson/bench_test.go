package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// made returns a made-up map of n points, compact or indented by JSON's habit.
func made(n int, indent bool) []byte {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[`)
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "[%.6f, %.6f]", 35+float64(i%977)/977, 48+float64(i%1013)/1013)
	}
	b.WriteString("]]}}]}")
	if !indent {
		return []byte(b.String())
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(b.String()), "", "  "); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// BenchmarkParse stands beside the bare scan of the same bytes, and beside
// encoding/json, which only checks them.
func BenchmarkParse(b *testing.B) {
	for name, data := range map[string][]byte{"compact": made(50_000, false), "indented": made(50_000, true)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			var p Parser
			for b.Loop() {
				if _, err := p.Parse(data); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/bare scan", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				digits := 0
				for _, c := range data {
					if c-'0' <= 9 {
						digits++
					}
				}
				sink += int64(digits)
			}
		})
		b.Run(name+"/json.Valid", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if !json.Valid(data) {
					b.Fatal("not valid")
				}
			}
		})
	}
}
