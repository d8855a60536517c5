// Package viina reads the control tables of VIINA (Violent Incident Information
// from News Articles), which say of each settlement and day who controls it.
// Start with [ReadTable]; package settlements makes maps of tables, and lists
// the settlements that changed hands.
//
// A table, control_latest_YYYY.csv, has a line for each settlement and day:
// geonameid, date (YYYYMMDD), one column for each source that VIINA compares,
// and in VIINA 2.0 status, the majority of them. Where a settlement lies stands
// in another file, gn_UA_tess.geojson.
//
// VIINA draws no map. Areas made of it are an estimate: to each settlement is
// counted the ground that lies nearer to it than to any other of its oblast.
// Every definition here says so in its name, its title and its terms.
package viina

import (
	"bytes"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// ID is the source's id.
const ID = "viina"

// Extent is a box around Ukraine.
var Extent = geo.Box{Min: geo.Pt(21.5, 43.5), Max: geo.Pt(41.5, 53.5)}

// Column is one of a table's columns of statuses.
type Column int

// The columns, in the order of their layers.
const (
	Majority Column = iota // status: the majority of the others, VIINA 2.0
	Wiki                   // status_wiki: Wikipedia's maps
	Boost                  // status_boost: the same, with what news report
	DeepState
	ISW
	Columns // how many there are
)

// columns says of each column what its name, layer and source are.
var columns = [Columns]struct {
	name  string
	layer control.Layer
	def   string
	of    string
}{
	Majority:  {"status", control.Control, "viina-estimate", "the majority of its sources"},
	Wiki:      {"status_wiki", "wiki", "viina-wiki-estimate", "Wikipedia's maps"},
	Boost:     {"status_boost", "boost", "viina-boost-estimate", "Wikipedia's maps with news reports"},
	DeepState: {"status_dsm", "dsm", "viina-dsm-estimate", "DeepState's map"},
	ISW:       {"status_isw", "isw", "viina-isw-estimate", "ISW's map"},
}

// String returns the column's name in the table, as status_isw.
func (c Column) String() string { return columns[c].name }

// Layer returns the layer that the column's areas are kept as.
func (c Column) Layer() control.Layer { return columns[c].layer }

// ParseColumn returns the column of a name, with or without status_ before it.
func ParseColumn(name string) (Column, bool) {
	for c, col := range columns {
		if name == col.name || "status_"+name == col.name || name == col.def {
			return Column(c), true
		}
	}
	return 0, false
}

// Reader tells of the source. Tables have to be read with the places of their
// settlements and with regions, so that it refuses single files with a hint.
type Reader struct{}

// New returns the reader.
func New() source.Reader { return Reader{} }

// ID returns viina.
func (Reader) ID() string { return ID }

// Info describes the source.
func (Reader) Info() source.Info {
	return source.Info{
		Name:     "VIINA, control by settlement",
		Licence:  "Open Database License 1.0: attribution, and databases made of it under the same",
		TermsURL: "https://github.com/zhukovyuri/VIINA",
		Attribution: "Zhukov and Ayers, VIINA 2.0: Violent Incident Information from News Articles " +
			"on the 2022 Russian Invasion of Ukraine",
		Conventions: "points, not areas: each settlement's status on each day, by the date column; " +
			"areas are an estimate, made by counting to each settlement the ground nearer to it than to any other of its oblast",
		Counts: "estimate: the ground of the settlements with status RU; CONTESTED and settlements without a status are not held",
		Start:  control.Date(2022, time.February, 1),
		Extent: Extent,
	}
}

// Definitions returns an estimate for each column.
func (Reader) Definitions() []control.Definition {
	var out []control.Definition
	for _, c := range columns {
		out = append(out, control.Definition{
			Name: c.def, Source: ID, Layers: []control.Layer{c.layer},
			Title: "VIINA, an estimate from settlements by " + c.of,
			Counts: "an estimate, no drawn map: the ground nearer to a settlement whose " + c.name + " is RU than to any other of its oblast; " +
				"contested settlements are not held",
			Convention:  "a day's statuses are of the day in the date column",
			Baseline:    "Crimea and the districts of Donetsk and Luhansk oblasts held before 24 February 2022 are in",
			Denominator: 603_628,
			Actor:       "Russia",
		})
	}
	return out
}

// Match takes tables by their columns.
func (Reader) Match(_ string, head []byte) bool {
	return bytes.Contains(head, []byte("geonameid")) && bytes.Contains(head, []byte("status_"))
}

// Read refuses the file: see [Reader].
func (Reader) Read(name string, _ []byte, origin control.Origin) source.Result {
	return source.Refuse(ID, name, origin, "", "a table of settlements has to be imported with --source viina, "+
		"and with gn_UA_tess.geojson, which says where they lie")
}

// Restamp refuses the file as Read does.
func (r Reader) Restamp(_ source.Result, name string, origin control.Origin) source.Result {
	return r.Read(name, nil, origin)
}
