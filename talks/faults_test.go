package talks

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// example reads the small invented process that docs/talks.md shows.
func example(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/lakes/lakes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func folder(yaml string) fstest.MapFS {
	return fstest.MapFS{"lakes.yaml": {Data: []byte(yaml)}}
}

func TestFaults(t *testing.T) {
	base := example(t)
	tests := []struct {
		name     string
		old, new string // one edit of the sound example
		is       error  // nil: only the message counts
		want     string // "LINE: text"; the line is counted in the edited file
	}{
		{"unknown key", "    mode: in-person", "    mood: in-person", ErrUnknownKey, `"mood" in rounds`},
		{"unknown key in a delegation", "head: anna-north, ", "heads: anna-north, ", ErrUnknownKey, `"heads" in delegations`},
		{"key twice", "    city: Midlake\n", "    city: Midlake\n    city: Midlake\n", ErrDuplicate, `key "city" is given twice`},
		{"unknown party", "parties: [northland, southland]", "parties: [northland, eastland]", ErrUnknownID, `party "eastland"`},
		{"unknown person", "head: anna-north", "head: berta-north", ErrUnknownID, `person "berta-north"`},
		{"unknown issue", "issue: fishing", "issue: hunting", ErrUnknownID, `issue "hunting"`},
		{"unknown round", "round: 1954-05-03-midlake\n    summary", "round: 1954-05-04-midlake\n    summary", ErrUnknownID, `round "1954-05-04-midlake"`},
		{"unknown speaker", "speaker: carl-south", "speaker: karl-south", ErrUnknownID, `person "karl-south"`},
		{"31 April", "start: 1954-05-03", "start: 1954-04-31", ErrDates, `day "1954-04-31"`},
		{"year 2202", "start: 1954-05-03", "start: 2202-02-02", ErrDates, "outside 1800 to 2100"},
		{"end before start", "end: 1954-05-04", "end: 1954-05-02", ErrDates, "ends on 1954-05-02, before it starts on 1954-05-03"},
		{"agreement ends early", "to: 1954-12-31", "to: 1954-05-01", ErrDates, "ends on 1954-05-01, before it begins on 1954-05-10"},
		{"in force before agreed", "from: 1954-05-10", "from: 1954-05-01", ErrDates, "before it was agreed"},
		{"office ends early", "from: 1953, to: 1955-06", "from: 1953, to: 1952-06", ErrDates, "the office ends on 1952-06"},
		{"no day", "    day: 1954-04-20\n", "", nil, "day is missing"},
		{"no source", "    sources:\n      - https://example.org/lakes/fishing\n", "", ErrNoSource, "at least one URL"},
		{"a source that is no URL", "https://example.org/lakes/fishing", "lakes/fishing", nil, "not an http or https URL"},
		{"no head", "{party: southland, head: carl-south}", "{party: southland}", ErrNoHead, `name the head of "southland"`},
		{"head of another party", "{party: southland, head: carl-south}", "{party: southland, head: dora-west}", nil, `"dora-west" belongs to "westland"`},
		{"head repeated as member", "head: anna-north, members: [emil-north]", "head: anna-north, members: [anna-north]", ErrDuplicate, `"anna-north" sits twice`},
		{"delegation of a stranger", "parties: [northland, southland]\n    mediators: [westland]", "parties: [northland, southland]", nil, "mediated round needs"},
		{"bilateral of three", "format: bilateral\n    parties: [northland, southland]", "format: bilateral\n    parties: [northland, southland, westland]", nil, "a bilateral round of 3 parties"},
		{"round twice", "id: 1954-06-01-call", "id: 1954-05-03-midlake", ErrDuplicate, `round "1954-05-03-midlake" is also at lakes.yaml:`},
		{"same round under two ids", "start: 1954-05-20", "start: 1954-05-04", ErrDuplicate, "overlaps round 1954-05-03-midlake"},
		{"unknown word", "kind: demand", "kind: wish", nil, `kind "wish": want one of demand, offer`},
		{"bad id", "id: northland-fishing-1954-04-20", "id: Northland_fishing", nil, `id "Northland_fishing"`},
		{"empty value", "city: Midlake", "city:", nil, "city: empty"},
		{"text for a list", "agenda: [fishing, border]", "agenda: fishing", nil, "agenda: want a list"},
		{"list for text", "city: Midlake", "city: [Midlake]", nil, "city: want a single value"},
		{"alias", "city: Midlake", "city: &m Midlake", nil, "anchors and aliases"},
		{"bool for text", "city: Midlake", "city: true", nil, "put it in quotes"},
		{"text for a bool", "apart: true", "apart: yes", nil, "want true or false"},
		{"line of contact with an oblast", "rule: oblast, of: [Reedshire]", "rule: line-of-contact, of: [Reedshire]", nil, "none for line-of-contact"},
		{"person without a part", "head: dora-west", "head_note: not named", nil, `person "dora-west" sits in no delegation`},
		{"broken off by nobody", "by: southland", "summary: again", nil, ""},
		{"not YAML", "process:", "process: [", nil, "lakes.yaml: "},
		{"two documents", "rounds:\n", "---\nrounds:\n", nil, "more than one YAML document"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Count(base, tt.old) == 0 {
				t.Fatalf("the example does not hold %q", tt.old)
			}
			edited := strings.Replace(base, tt.old, tt.new, 1)
			_, err := Load(folder(edited))
			if err == nil {
				t.Fatal("loaded without an error")
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("errors.Is(%v) is false: %v", tt.is, err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q\nwant it to hold %q", err, tt.want)
			}
			if !strings.HasPrefix(err.Error(), "lakes.yaml:") {
				t.Errorf("error %q does not begin with its file", err)
			}
		})
	}
}

// TestFaultLine checks that a fault is placed on the line of its key.
func TestFaultLine(t *testing.T) {
	base := example(t)
	edited := strings.Replace(base, "end: 1954-05-04", "end: 1954-05-02", 1)
	line := strings.Count(edited[:strings.Index(edited, "end: 1954-05-02")], "\n") + 1
	_, err := Load(folder(edited))
	var fault *Error
	if !errors.As(err, &fault) {
		t.Fatalf("no *Error in %v", err)
	}
	if fault.File != "lakes.yaml" || fault.Line != line {
		t.Errorf("fault at %s:%d, want lakes.yaml:%d", fault.File, fault.Line, line)
	}
}

func TestLoadExtends(t *testing.T) {
	rec, err := Load(EmbeddedFS(), os.DirFS("testdata/lakes"))
	if err != nil {
		t.Fatal(err)
	}
	if rec.Round("1954-05-03-midlake") == nil || rec.Round("2026-02-17-geneva") == nil {
		t.Error("the extended record lacks a round of either folder")
	}
	alone, err := Load(os.DirFS("testdata/lakes"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(alone.Processes); n != 1 {
		t.Errorf("%d processes in the replaced record, want 1", n)
	}
}

func TestLoadReplacesRows(t *testing.T) {
	const patch = `
process: {id: istanbul-2025, title: Istanbul, sides: [russia, ukraine]}
rounds:
  - id: 2025-07-23-istanbul
    start: 2025-07-24
    city: Istanbul
    country: Türkiye
    mode: in-person
    format: bilateral
    parties: [russia, ukraine]
    sources: [https://example.org/replaced]
`
	before, err := Load(EmbeddedFS())
	if err != nil {
		t.Fatal(err)
	}
	rec, err := Load(EmbeddedFS(), fstest.MapFS{"mine.yaml": {Data: []byte(patch)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := rec.Round("2025-07-23-istanbul").Start.String(); got != "2025-07-24" {
		t.Errorf("start %s, want the user's 2025-07-24", got)
	}
	if len(rec.AllRounds) != len(before.AllRounds) {
		t.Errorf("%d rounds, want %d as before", len(rec.AllRounds), len(before.AllRounds))
	}
}

func TestLoadEmptyFolder(t *testing.T) {
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("an empty folder loaded")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(example(f)))
	entries, err := embedded.ReadDir("record")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		if data, err := embedded.ReadFile("record/" + e.Name()); err == nil && len(data) < 20_000 {
			f.Add(data)
		}
	}
	f.Add([]byte("rounds:\n  - [a]\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("process: {id: x, title: y, sides: [a, b]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := Load(fstest.MapFS{"f.yaml": {Data: data}})
		if (rec == nil) == (err == nil) {
			t.Fatalf("record %v with error %v", rec != nil, err)
		}
		if err == nil {
			for _, r := range rec.AllRounds {
				if len(rec.Numberings(r)) == 0 {
					t.Errorf("round %s has no numbering", r.ID)
				}
			}
		}
	})
}
