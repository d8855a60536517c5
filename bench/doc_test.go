package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestDocFloors: both passes are told beside ours, and a pass that was not run is
// called so.
func TestDocFloors(t *testing.T) {
	pass := func(name string, ratio, seconds float64) Against {
		return Against{Floor: true, Ratio: ratio, Measured: Measured{Side: name, Seconds: []float64{seconds},
			Reports: []Report{{Results: map[string]float64{"bytes": 60e6, "files": 769}}}}}
	}
	row := Row{
		Name: "deepstate-archive",
		Ours: Measured{Seconds: []float64{0.4}, Reports: []Report{{Results: map[string]float64{"stored_bytes": 103e3}}}},
		Peers: []Against{
			pass("wc -l", 0.25, 0.1), pass("scan", 0.1, 0.04), pass("json.Valid", 0.5, 0.2),
			{Floor: true, Measured: Measured{Side: "Python json.load"}, Missing: []string{"python3"}},
		},
	}
	var b bytes.Buffer
	docFloors(&b, []Row{row, {Name: "deepstate-held"}})
	want := "| deepstate | 60 MB in 769 files | 100 ms | 40 ms | 200 ms | not run | 400 ms | 4.0 | 10.0 | 2.0 | 103 KB |\n"
	if !strings.HasSuffix(b.String(), "| --- |\n"+want) {
		t.Errorf("got\n%s\nwant its last line\n%s", b.String(), want)
	}
}

func TestDocStages(t *testing.T) {
	var b bytes.Buffer
	docStages(&b, []Stages{{Source: "isw", Files: 3, Distinct: 2, Reading: 1, Repeats: 0.5, Scanning: 0.25, Afresh: 4, Boundary: 1, Chronicle: 0.1, Changes: 0.15}})
	want := "| isw | 3, 2 | 1 s | 500 ms | 250 ms | 1 s | 100 ms | 150 ms | 3 s | 4 s |\n"
	if !strings.Contains(b.String(), want) {
		t.Errorf("got\n%s\nwant in it\n%s", b.String(), want)
	}
}

// TestDocBudget: only of the archive of which it was asked.
func TestDocBudget(t *testing.T) {
	scan := Against{Floor: true, Measured: Measured{Side: "scan", Seconds: []float64{0.2}, Reports: []Report{{CPU: 0.3}}}}
	rows := []Row{{Name: "deepstate-archive", Peers: []Against{scan}}, {Name: "nzz-archive", Peers: []Against{scan}}}
	var b bytes.Buffer
	docBudget(&b, rows, []Stages{{Source: "deepstate", Boundary: 9}, {Source: "liveuamap", Distinct: 929, Repeats: 0.05, Scanning: 0.25, Boundary: 1, Chronicle: 0.1, Changes: 0.1}})
	for _, want := range []string{"takes 300 ms of", "leaves 600 ms beside", "needs 1.5 s beside", "each of 929 maps"} {
		if strings.Count(b.String(), want) != 1 {
			t.Errorf("got\n%s\nwant in it once %q", b.String(), want)
		}
	}
}
