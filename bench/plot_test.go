package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		hi   float64
		want string
	}{{815, "0 200 400 600"}, {4134, "0 500 1000 1500 2000 2500 3000 3500"}, {3.3, "0.0 0.5 1.0 1.5 2.0 2.5 3.0"}, {0.004, "0.0000 0.0005 0.0010 0.0015 0.0020 0.0025 0.0030 0.0035"}} {
		var got []string
		for _, tick := range ticks(0, tt.hi) {
			got = append(got, tick.Label)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("ticks up to %v: %v, want %s", tt.hi, got, tt.want)
		}
	}
}

func TestPlots(t *testing.T) {
	g := Growth{Build: []Point{{1, 0.001}, {2, 0.0021}, {4, 0.004}}, Change: []Point{{10, 1e-6}, {20, 3e-6}}, Overlay: []Point{{10, 1e-6}, {20, 2e-6}}}
	folder := t.TempDir()
	if err := drawGrowth(g, folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"build", "change", "overlay"} {
		b, err := os.ReadFile(filepath.Join(folder, "benchmarks-"+name+".svg"))
		if err != nil || !strings.Contains(string(b), "milliseconds") {
			t.Errorf("%s: %v, %d bytes", name, err, len(b))
		}
	}
}
