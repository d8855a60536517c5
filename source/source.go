// Package source reads published control maps: it turns the bytes of one file
// into validated snapshots. Start with [ReadAll] for archives, [Reader] for one
// file; package shipped lists the readers that come with salient.
//
// Each sub-package knows one source: its files, layers, date convention and
// terms. What is wrong with a file is either repaired, and counted by kind in
// [Result.Repairs], or the file's snapshot is refused with file, place and
// reason: never taken in part.
package source

import (
	"fmt"
	"sort"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// Reader knows one source's files. Its methods may be called from several
// goroutines at once.
type Reader interface {
	// ID returns the source's id, as deepstate.
	ID() string
	// Info returns what users should know of the source.
	Info() Info
	// Definitions returns what can be counted as held on its maps.
	Definitions() []control.Definition
	// Match reports whether a file looks like this source's, by its
	// slash-separated name and its first few hundred bytes.
	Match(name string, head []byte) bool
	// Read turns one file into snapshots. It keeps no reference to data.
	Read(name string, data []byte, origin control.Origin) Result
	// Restamp returns the snapshots of a file that has the same bytes as one
	// read before, but another name: the boundaries are shared, not copied.
	Restamp(prev Result, name string, origin control.Origin) Result
}

// Namer is a [Reader] that may make other maps of the same bytes under another
// name, but for their day: where a file's name tells the layer, too.
type Namer interface {
	// Alike reports whether it makes the same under both names.
	Alike(name, other string) bool
}

// Info is what users should know of a source before they print its figures.
type Info struct {
	Name        string      // as its publisher writes it
	Licence     string      // terms in one line
	TermsURL    string      // where the terms stand
	Attribution string      // credit line to print beside figures
	Conventions string      // how days are told and what files look like
	Counts      string      // what is held on its maps
	Start       control.Day // no map is of an earlier day
	Extent      geo.Box     // no held ground lies outside; empty: anywhere
}

// Result is what one file came to. Snapshots and Refused may both be present:
// each snapshot is taken whole or not at all.
type Result struct {
	File      string // slash-separated name
	Source    string // reader's id
	SHA256    [32]byte
	Size      int64 // in bytes, unpacked; 0: not told
	Snapshots []control.Snapshot
	Repairs   Repairs
	Refused   []Refusal
	Duplicate string // earlier file with the same bytes; empty: none

	// Drawn is when the map was drawn, where that is told to the second: of
	// several maps of one day the last drawn counts, and those before it are
	// Superseded and handed on without snapshots. Zero: not told.
	Drawn      time.Time
	Superseded bool
}

// Repairs counts what was mended, by kind.
type Repairs map[Repair]int

// Repair is a kind of mending, as scripts see it in reports.
type Repair string

// The kinds of repair. Each count is of rings or features unless it says else.
const (
	RepairOrientation   Repair = "orientation"         // ring turned to RFC 7946's direction
	RepairUnclosed      Repair = "unclosed_ring"       // ring closed across a gap of at most MaxGap
	RepairTiny          Repair = "tiny_ring"           // ring of no area dropped
	RepairRepeated      Repair = "repeated_point"      // points equal to the one before, dropped
	RepairSpike         Repair = "spike"               // points to which the line goes out and back, dropped
	RepairSelfCrossing  Repair = "self_crossing"       // polygons whose rings cross or overlap themselves, rebuilt
	RepairHoleOutside   Repair = "hole_outside_shell"  // hole dropped that lies outside its polygon
	RepairOverlap       Repair = "overlapping_parts"   // maps whose parts overlap or meet without shared points, united
	RepairNull          Repair = "null_geometry"       // feature without geometry left out
	RepairAltitude      Repair = "altitude"            // numbers beyond longitude and latitude dropped
	RepairSwapped       Repair = "swapped_coordinates" // files with latitude first, turned round
	RepairOutsideExtent Repair = "outside_extent"      // polygons far from the mapped country, left out
	RepairLeftOut       Repair = "left_out"            // features that a source's description leaves out
)

// Add counts n repairs of a kind.
func (r *Repairs) Add(kind Repair, n int) {
	if n == 0 {
		return
	}
	if *r == nil {
		*r = Repairs{}
	}
	(*r)[kind] += n
}

// Merge adds the counts of s.
func (r *Repairs) Merge(s Repairs) {
	for k, n := range s {
		r.Add(k, n)
	}
}

// Kinds returns the kinds that occurred, sorted.
func (r Repairs) Kinds() []Repair {
	kinds := make([]Repair, 0, len(r))
	for k := range r {
		kinds = append(kinds, k)
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i] < kinds[j] })
	return kinds
}

// Refusal says what was not taken, and why.
type Refusal struct {
	File   string `json:"file"`
	Place  string `json:"place"` // as "feature 3, ring 0, byte 812"; empty: the whole file
	Reason string `json:"reason"`
}

// Error prints the refusal as a message.
func (r Refusal) Error() string {
	if r.Place == "" {
		return fmt.Sprintf("%s: %s", r.File, r.Reason)
	}
	return fmt.Sprintf("%s: %s: %s", r.File, r.Place, r.Reason)
}

// Refuse returns a result that holds nothing but a refusal of the whole file.
func Refuse(id, name string, origin control.Origin, place, reason string) Result {
	return Result{
		File: name, Source: id, SHA256: origin.SHA256,
		Refused: []Refusal{{File: name, Place: place, Reason: reason}},
	}
}

// Detect returns the reader that takes the file for its own, or nil.
func Detect(readers []Reader, name string, head []byte) Reader {
	head = head[:min(len(head), 1024)]
	for _, r := range readers {
		if r.Match(name, head) {
			return r
		}
	}
	return nil
}
