package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFit(t *testing.T) {
	l := fit([]Point{{0, 3}, {1, 5}, {2, 7}, {10, 23}})
	if math.Abs(l.Base-3) > 1e-9 || math.Abs(l.Slope-2) > 1e-9 || math.Abs(l.R2-1) > 1e-9 {
		t.Errorf("fit of y = 3 + 2x is %+v", l)
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		values []float64
		want   float64
	}{{[]float64{5, 1, 3}, 3}, {[]float64{4, 1, 3, 2}, 2.5}, {[]float64{7}, 7}} {
		if got := median(tt.values); got != tt.want {
			t.Errorf("median(%v) = %v, want %v", tt.values, got, tt.want)
		}
	}
}

// The ratio is the median of paired ratios, not the ratio of medians.
func TestCompareTakesPairs(t *testing.T) {
	ours := Measured{Seconds: []float64{1, 2, 4}, Reports: []Report{{Results: map[string]float64{"gained_m2": 100, "maps": 3}}}}
	peer := Against{Measured: Measured{
		Seconds: []float64{10, 10, 80},
		Reports: []Report{{Results: map[string]float64{"gained_m2": 101, "maps": 9}}},
	}}
	peer.compare(ours)
	if peer.Ratio != 10 {
		t.Errorf("ratio = %v, want 10", peer.Ratio)
	}
	if peer.WorstOf != "gained_m2" || math.Abs(peer.Worst-1.0/101) > 1e-12 {
		t.Errorf("worst difference = %v of %q", peer.Worst, peer.WorstOf)
	}
}

func TestJudge(t *testing.T) {
	w := Workload{Goals: []Goal{
		{Against: "slow", AtLeast: 50}, {Against: "scan", As: "a bare scan", AtMost: 3}, {AtMost: 1}, {Against: "absent", AtLeast: 2},
	}}
	row := Row{Ours: Measured{Seconds: []float64{2}}, Peers: []Against{
		{Measured: Measured{Side: "slow"}, Ratio: 60}, {Measured: Measured{Side: "scan"}, Ratio: 0.25}, {Measured: Measured{Side: "absent"}},
	}}
	want := []string{
		"at least 50× as fast as slow: holds (60.0×)",
		"at most 3× the time of a bare scan: does not hold (4.0×)",
		"at most 1 s: does not hold (2 s)",
	}
	if got := judge(w, row); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("judge() = %q, want %q", got, want)
	}
}

// A peer that is not installed is named, with its packages, and nothing is
// printed that looks like a figure of it.
func TestMissingPeerIsLoud(t *testing.T) {
	var out bytes.Buffer
	printTable(&out, []Row{{Name: "row", Ours: Measured{Side: "Salient", Seconds: []float64{1}, Reports: []Report{{}}},
		Peers: []Against{{Measured: Measured{Side: "Shapely"}, Missing: []string{"python3-shapely"}}}}})
	if !strings.Contains(out.String(), "NOT RUN, not installed: python3-shapely") || strings.Contains(out.String(), "NaN") {
		t.Errorf("table:\n%s", out.String())
	}
}

func TestDocLeavesOutWhatWasNotMeasured(t *testing.T) {
	t.Chdir(t.TempDir())
	docs := t.TempDir()
	if err := writeDoc(filepath.Join("bench", "out"), docs); err == nil {
		t.Error("a document was written from nothing")
	}
	row := Row{Name: "deepstate-held", Title: "held polygons", Ours: Measured{Side: "Salient", Seconds: []float64{0.001}, Reports: []Report{{PeakRSS: 5e6}}}}
	if err := keep(row.Name, row); err != nil {
		t.Fatal(err)
	}
	if err := keep("nzz-held", Row{Name: "nzz-held", Error: "no reader"}); err != nil {
		t.Fatal(err)
	}
	if err := writeDoc(filepath.Join("bench", "out"), docs); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(docs, "benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	if doc := string(b); !strings.Contains(doc, "held polygons | **Salient** | 1 ms") || strings.Contains(doc, "nzz") || strings.Contains(doc, "How cost grows") {
		t.Errorf("document:\n%s", doc)
	}
}
