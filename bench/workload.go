package main

import (
	"path/filepath"
	"strings"
)

// Workload is one row of the table: a piece of work, who does it, and what was
// asked of it.
type Workload struct {
	Name   string // for -only
	Title  string
	Ours   Side
	Peers  []Side
	Goals  []Goal
	Folder string // of the unpacked data that it needs: deepstate, nzz or isw
	Heavy  bool   // the peers take minutes: they run once, beside the first of our runs
}

// Side is one process that does the work and prints a [Report].
type Side struct {
	Name   string
	Argv   func(env environment) []string
	Phases []string // what of its report counts; empty: all
	Needs  []need
	Floor  bool // a pass over the same bytes that measures nothing: a floor, not a peer
}

// Goal is what the project wants of a row.
type Goal struct {
	Against string  // side's name; empty: the time itself
	As      string  // what that side is called; empty: its name
	AtLeast float64 // times faster than that side
	AtMost  float64 // times the time of that side; or seconds, where Against is empty
}

// The month whose change is asked for.
const monthFrom, monthTo = "2026-01-01", "2026-02-01"

// workloads lists the rows. A row whose source is not shipped yet fails with
// what is missing, and the table says so.
func workloads() []Workload {
	return []Workload{
		{
			Name:   "deepstate-archive",
			Title:  "DeepState archive to chronicle, area series, gained and lost of each consecutive pair",
			Folder: "deepstate",
			Ours:   imported("deepstate", "deepstate"),
			Peers: []Side{
				script("Shapely", shapelyNeeds, nil, "shapely_archive.py", "deepstate", "{deepstate}"),
				lineCount("deepstate"), scan("deepstate"), jsonValid("deepstate"), jsonLoad("deepstate"),
			},
			Goals: []Goal{{Against: "Shapely", AtLeast: 60}},
		},
		{
			Name:   "deepstate-loaded",
			Title:  "the same once the geometry is loaded",
			Folder: "deepstate",
			Ours:   ours("loaded", "deepstate", "deepstate"),
			Peers:  []Side{postgis("series")},
			Goals:  []Goal{{Against: "PostGIS", AtLeast: 150}},
		},
		{
			Name:   "deepstate-change",
			Title:  "change from " + monthFrom + " to " + monthTo + ", polygons included, warm",
			Folder: "deepstate",
			Ours:   withPhases(ours("change", "deepstate", "deepstate"), "change"),
			Peers: []Side{
				script("Shapely", shapelyNeeds, nil, "shapely_change.py", "{deepstate}", monthFrom, monthTo),
				postgis("change"),
			},
			Goals: []Goal{{Against: "Shapely", AtLeast: 50}, {Against: "PostGIS", AtLeast: 50}},
		},
		{
			Name:   "nzz-archive",
			Title:  "Liveuamap archive (NZZ) to the same",
			Folder: "nzz",
			Heavy:  true,
			Ours:   imported("liveuamap", "nzz"),
			Peers: []Side{
				script("Shapely", shapelyNeeds, nil, "shapely_archive.py", "nzz", "{nzz}"),
				lineCount("nzz"), scan("nzz"), jsonValid("nzz"), jsonLoad("nzz"),
			},
			Goals: []Goal{
				{Against: "Shapely", AtLeast: 40},
				{Against: "wc -l", As: "a bare scan by `wc -l`", AtMost: 3},
				{Against: "scan", As: "newlines counted on every processor", AtMost: 3},
			},
		},
		{
			Name:   "nzz-packed",
			Title:  "Liveuamap archive as it is published, one packed file, to the same",
			Folder: "nzz",
			Ours:   imported("liveuamap", "nzz.tar.zst"),
			Peers:  []Side{pass("scan", "scan-packed", "nzz.tar.zst")},
			Goals:  []Goal{{Against: "scan", As: "unpacking and counting newlines", AtMost: 3}},
		},
		{
			Name:   "isw-2022",
			Title:  "ISW 2022, four layers, to the same",
			Folder: "isw",
			Heavy:  true,
			Ours:   imported("isw", filepath.Join("isw", "geoJSON")),
			Peers: []Side{
				script("Shapely", shapelyNeeds, nil, "shapely_archive.py", "isw", "{isw}/geoJSON"),
				lineCount("isw/geoJSON"), scan(filepath.Join("isw", "geoJSON")), jsonValid(filepath.Join("isw", "geoJSON")), jsonLoad("isw/geoJSON"),
			},
			Goals: []Goal{{Against: "Shapely", AtLeast: 20}},
		},
		{
			Name:   "deepstate-held",
			Title:  "held polygons on any day of DeepState, warm",
			Folder: "deepstate",
			Ours:   withPhases(ours("held", "deepstate", "deepstate"), "held"),
			Goals:  []Goal{{AtMost: 2e-3}},
		},
		{
			Name:   "nzz-held",
			Title:  "held polygons on any day of Liveuamap (NZZ), warm",
			Folder: "nzz",
			Ours:   withPhases(ours("held", "liveuamap", "nzz"), "held"),
			Goals:  []Goal{{AtMost: 5e-3}},
		},
	}
}

// ours is this program run again as a process of its own, so that its peak
// memory is its own.
func ours(work, source, folder string) Side {
	return Side{Name: "Salient", Argv: func(env environment) []string {
		return []string{env.self, "-work", work, "-source", source, "-folder", env.path(folder)}
	}}
}

// imported is an archive read and measured; its encoding is done too, and not
// counted.
func imported(source, folder string) Side {
	return withPhases(ours("archive", source, folder), "import", "areas", "changes")
}

// scan reads the folder's files and counts newlines, in as many goroutines as
// there are processors: what no reader of these bytes can beat.
func scan(folder string) Side { return pass("scan", "scan", folder) }

// jsonValid reads the folder's files and has encoding/json check their syntax, on
// every processor: one pass over the tokens, which keeps nothing.
func jsonValid(folder string) Side { return pass("json.Valid", "json", folder) }

func pass(name, work, folder string) Side {
	return Side{Name: name, Floor: true, Argv: func(env environment) []string {
		return []string{env.self, "-work", work, "-folder", env.path(folder)}
	}}
}

// path returns where a folder is unpacked, or an archive, told by its name, lies.
func (env environment) path(name string) string {
	if strings.HasSuffix(name, ".tar.zst") {
		return filepath.Join(env.packed, name)
	}
	return filepath.Join(env.unpacked, name)
}

// jsonLoad has Python's json read the folder's files, which are {nzz} and so on
// in the script's arguments: what every script of a user begins with.
func jsonLoad(folder string) Side { return scriptedPass("Python json.load", "json_load.py", folder) }

// lineCount has wc -l read the folder's files, in one process: a scan as anyone
// would do it.
func lineCount(folder string) Side { return scriptedPass("wc -l", "wc.py", folder) }

func scriptedPass(name, file, folder string) Side {
	source, rest, _ := strings.Cut(folder, "/")
	s := script(name, shapelyNeeds[:1], nil, file, "{"+source+"}/"+rest)
	s.Floor = true
	return s
}

func postgis(phase string) Side {
	return script("PostGIS", postgisNeeds, []string{phase},
		"postgis_archive.py", "{deepstate}", monthFrom, monthTo)
}

func withPhases(s Side, phases ...string) Side {
	s.Phases = phases
	return s
}
