package tile

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/geo"
)

// TestID compares with the numbers in the specification and its reference code,
// and checks that low zooms are numbered without gaps.
func TestID(t *testing.T) {
	for _, tt := range []struct {
		z, x, y int
		want    uint64
	}{{0, 0, 0, 0}, {1, 0, 0, 1}, {1, 0, 1, 2}, {1, 1, 1, 3}, {1, 1, 0, 4}, {2, 0, 0, 5}, {12, 3423, 1763, 19078479}} {
		if got := ID(tt.z, tt.x, tt.y); got != tt.want {
			t.Errorf("ID(%d, %d, %d) = %d, want %d", tt.z, tt.x, tt.y, got, tt.want)
		}
	}
	at := map[uint64][3]int{}
	for z := range 7 {
		for x := range 1 << z {
			for y := range 1 << z {
				at[ID(z, x, y)] = [3]int{z, x, y}
			}
		}
	}
	for id := range uint64(len(at)) {
		here, ok := at[id]
		if !ok {
			t.Fatalf("no tile %d", id)
		}
		if next, ok := at[id+1]; ok && next[0] == here[0] {
			if d := abs(next[1]-here[1]) + abs(next[2]-here[2]); d != 1 {
				t.Fatalf("tiles %v and %v follow each other %d apart", here, next, d)
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

func archiveOf(t testing.TB, a *Archive) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := a.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestArchive(t *testing.T) {
	for _, tt := range []struct {
		name string
		zoom int
		data func(z, x, y int) string
	}{
		{"one tile", 0, func(_, _, _ int) string { return "tile" }},
		{"all equal", 5, func(_, _, _ int) string { return "sea" }},
		{"leaves", 7, func(z, x, y int) string { return fmt.Sprint("tile ", z, x*7919, y*104729) }},
		{"gaps", 5, func(_, x, y int) string {
			if x%3 == 0 {
				return ""
			}
			return fmt.Sprint(x / 5)
		}},
		{"empty", 3, func(_, _, _ int) string { return "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := Archive{Metadata: map[string]any{"name": "test"}, Box: geo.Box{Min: geo.Pt(22, 44), Max: geo.Pt(40, 52)}}
			for z := range tt.zoom + 1 {
				for x := range 1 << z {
					for y := range 1 << z {
						a.Add(z, x, y, []byte(tt.data(z, x, y)))
					}
				}
			}
			r, err := OpenPMTiles(archiveOf(t, &a))
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Metadata) != `{"name":"test"}` {
				t.Errorf("metadata %s", r.Metadata)
			}
			for z := range tt.zoom + 1 {
				for x := range 1 << z {
					for y := range 1 << z {
						if z == 7 && (x+y)%17 != 0 {
							continue // one in seventeen will do
						}
						got, err := r.Tile(z, x, y)
						if err != nil || string(got) != tt.data(z, x, y) {
							t.Fatalf("tile %d/%d/%d = %q, %v; want %q", z, x, y, got, err, tt.data(z, x, y))
						}
					}
				}
			}
		})
	}
}

func TestArchiveIndependentReader(t *testing.T) {
	l := oblasts()
	a := Archive{Metadata: map[string]any{"name": "oblasts"}, Box: l.Box()}
	for z := range 7 {
		minX, minY, maxX, maxY := Cover(l.Box(), z)
		for x := minX; x <= maxX; x++ {
			for y := minY; y <= maxY; y++ {
				a.Add(z, x, y, l.Tile(z, x, y))
			}
		}
	}
	file := filepath.Join(t.TempDir(), "oblasts.pmtiles")
	if err := os.WriteFile(file, archiveOf(t, &a), 0o644); err != nil {
		t.Fatal(err)
	}
	got := independent(t, file, 6, 37, 22)
	if n, want := len(got.Layers["oblasts"].Features), len(decode(t, l.Tile(6, 37, 22))[0].features); n != want {
		t.Errorf("%d features, want %d", n, want)
	}
	if got.Header["maxZoom"] != 6.0 || got.Header["numAddressedTiles"] != float64(len(a.tiles)) || got.Metadata["name"] != "oblasts" {
		t.Errorf("header %v, metadata %v", got.Header, got.Metadata)
	}
}

func FuzzOpenPMTiles(f *testing.F) {
	a := Archive{}
	a.Add(0, 0, 0, []byte("x"))
	a.Add(1, 1, 0, []byte("y"))
	good := archiveOf(f, &a)
	f.Add(good)
	f.Add(good[:130])
	f.Add([]byte("PMTiles\x03"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := OpenPMTiles(data)
		if err != nil {
			if !errors.Is(err, ErrPMTiles) {
				t.Fatalf("error %v is not ErrPMTiles", err)
			}
			return
		}
		for z := range 3 {
			_, _ = r.Tile(z, 0, 0) // a tile may be damaged, not harmful
		}
	})
}
