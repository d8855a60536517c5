// Package isw reads the control maps of the Institute for the Study of War and
// AEI's Critical Threats Project. Start with [New].
//
// Two archived shapes are known, and shapefiles in a zip, as ISW's services
// export them (shapefiles.go). In 2022 there is one file a layer a day, the
// layer told by the file's or folder's name; in 2023 one file a day, the layer
// told by each feature's layer property. The valid day is the day in the file's
// name: the 2022 files say so themselves, in a datetime property that equals it
// wherever it occurs; of the 2023 files, which carry none, it is assumed.
package isw

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
)

// ID is the source's id.
const ID = "isw"

// Extent is a box around Ukraine and the Russian regions along its border.
var Extent = geo.Box{Min: geo.Pt(21.5, 43.5), Max: geo.Pt(42.5, 54)}

// Reader reads ISW's files. The zero value is ready.
type Reader struct{}

// New returns the reader.
func New() source.Reader { return Reader{} }

// ID returns isw.
func (Reader) ID() string { return ID }

// Info describes the source.
func (Reader) Info() source.Info {
	return source.Info{
		Name:        "Institute for the Study of War and AEI's Critical Threats Project",
		Licence:     "map © ISW and CTP; figures with attribution",
		TermsURL:    "https://understandingwar.org/user-agreement-and-terms-service",
		Attribution: "Institute for the Study of War and AEI's Critical Threats Project",
		Conventions: "the valid day is the day in the file's name; layers are told by file name (2022) or layer property (2023)",
		Counts: "assessed control, assessed advance and claimed control are layers of their own; " +
			"which of them count is for the definition to say",
		Start:  control.Date(2022, time.February, 24),
		Extent: Extent,
	}
}

// Definitions returns isw-control, isw-assessed and isw-afp, which measure what
// Russia holds, and isw-counteroffensive, which measures what Ukraine regained.
func (Reader) Definitions() []control.Definition {
	define := func(name, title, counts string, layers ...control.Layer) control.Definition {
		return control.Definition{
			Name: name, Source: ID, Layers: layers, Title: title, Counts: counts,
			Convention: "a map is of the day in its file's name, the day of ISW's assessment",
			Baseline: "Crimea and the districts of Donetsk and Luhansk oblasts held before 24 February 2022 " +
				"are in the control layer; AFP puts ground held before 2022 at about 42,180 km²",
			Denominator: 603_628,
			Actor:       "Russia",
		}
	}
	return []control.Definition{
		define("isw-control", "ISW, assessed control", "assessed Russian control of terrain alone", control.Control),
		define("isw-assessed", "ISW, assessed control and advance",
			"assessed control and assessed advance; until 19 May 2023 the archive's advance layer has claims in it",
			control.Control, control.Advance),
		define("isw-afp", "ISW as AFP counts it",
			"assessed control, assessed advance and Russian claims together",
			control.Control, control.Advance, control.Claimed),
		{
			Name: "isw-counteroffensive", Source: ID, Layers: []control.Layer{control.Counteroffensive},
			Title: "ISW, Ukraine's counteroffensives",
			Counts: "ground that ISW draws as regained in Ukrainian counteroffensives, as Ukraine claims it; " +
				"it is not held by Russia and in no other definition",
			Convention: "a map is of the day in its file's name, the day of ISW's assessment; ground stays drawn " +
				"until ISW clears it, so a change counts what was added less what was cleared",
			Baseline:    "nothing from before the war",
			Denominator: 603_628,
			Actor:       "Ukraine",
			Aside:       true,
		},
	}
}

// layerNames tells layers by a part of their service's, folder's or file's name
// in small letters, the most particular first. ISW renames its services now and
// then; what they are about stays in the name.
var layerNames = []struct {
	part  string
	layer control.Layer
}{
	{"infiltration", control.Infiltration},
	{"counteroffensive", control.Counteroffensive},
	{"partisan", control.Partisan},
	{"beforefebruary", control.Prewar},
	{"beforefeb", control.Prewar},
	{"before_feb", control.Prewar},
	{"pre_february", control.Prewar},
	{"claimedrussian", control.Claimed},
	{"russianclaimed", control.Claimed},
	{"advance", control.Advance},
	{"cotinukraine", control.Control},
	{"ウクライナ軍反撃", control.Counteroffensive}, // counterattack by the Ukrainian army
	{"ロシア軍侵攻", control.Advance},            // advance of the Russian army; holds claims too
	{"ロシア軍支配", control.Control},            // controlled by the Russian army
}

// layerOf tells a layer by a name.
func layerOf(name string) (control.Layer, bool) {
	name = strings.ToLower(name)
	for _, l := range layerNames {
		if strings.Contains(name, l.part) {
			return l.layer, true
		}
	}
	return "", false
}

// Match takes files named for one of ISW's layers, and files whose first
// feature names one.
func (Reader) Match(name string, head []byte) bool {
	if _, ok := layerOf(path.Base(name)); ok {
		return true
	}
	if isZip(head) { // its first member's name stands in the head
		_, ok := layerOf(string(head))
		return ok
	}
	i := bytes.Index(head, []byte(`"layer"`))
	if i < 0 {
		return false
	}
	_, ok := layerOf(string(head[i:min(len(head), i+80)]))
	return ok
}

// Read reads one file, of one layer or of several: GeoJSON, or shapefiles in a zip.
func (r Reader) Read(name string, data []byte, origin control.Origin) source.Result {
	if isZip(data) {
		return readShapefiles(name, data, origin)
	}
	day, ok := source.DayInName(path.Base(name))
	if !ok {
		return source.Refuse(ID, name, origin, "", "no day in the file's name, as in 20220901_RussianAssessedCoTinUkraine.geojson")
	}
	s := source.Borrow()
	defer s.Return()
	doc, refusal := s.Scan(name, data, Extent)
	if refusal != nil {
		return source.Refuse(ID, name, origin, refusal.Place, refusal.Reason)
	}
	result := source.Result{File: name, Source: ID, SHA256: origin.SHA256}
	groups, refusal := group(name, doc)
	if refusal != nil {
		return source.Refuse(ID, name, origin, refusal.Place, refusal.Reason)
	}
	take(&result, s, doc, groups, day, origin)
	return result
}

// take adds the snapshots of a document's layers to a file's result.
func take(result *source.Result, s *source.Scratch, doc *geojson.Document, groups []layerGroup, day control.Day, origin control.Origin) {
	result.Repairs.Merge(s.Areas.Repairs) // of the file whole
	for _, g := range groups {
		boundary, repairs, refusal := g.read(s, doc)
		if refusal != nil {
			refusal.File = result.File
			result.Refused = append(result.Refused, *refusal)
			continue
		}
		result.Repairs.Merge(repairs)
		result.Snapshots = append(result.Snapshots, control.Snapshot{
			Source: ID, Layer: g.layer, Day: day, Known: day, Origin: origin, Boundary: boundary,
		})
	}
}

// layerGroup is one layer's features in a file, by number.
type layerGroup struct {
	layer    control.Layer
	features []int
}

// group sorts a file's features by layer, in order of first appearance.
func group(name string, doc *geojson.Document) ([]layerGroup, *source.Refusal) {
	if layer, ok := layerOf(path.Base(name)); ok {
		g := layerGroup{layer: layer}
		for i := range doc.Features {
			g.features = append(g.features, i)
		}
		return []layerGroup{g}, nil
	}
	var groups []layerGroup
	at := map[control.Layer]int{}
	for i := range doc.Features {
		text, _ := doc.Features[i].Properties.String("layer")
		layer, ok := layerOf(text)
		if !ok {
			at := geojson.Error{Feature: i, Ring: -1, Offset: doc.Features[i].Offset}
			return nil, &source.Refusal{Place: at.Place(), Reason: fmt.Sprintf("layer %q is not known; neither the file's name nor the feature's property layer names one of ISW's", text)}
		}
		k, ok := at[layer]
		if !ok {
			k = len(groups)
			at[layer] = k
			groups = append(groups, layerGroup{layer: layer})
		}
		groups[k].features = append(groups[k].features, i)
	}
	return groups, nil
}

// read unites one layer's features.
func (g layerGroup) read(s *source.Scratch, doc *geojson.Document) ([]geo.Segment, source.Repairs, *source.Refusal) {
	s.Areas.Reset()
	for _, i := range g.features {
		if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
			return nil, nil, &source.Refusal{Place: place, Reason: fmt.Sprintf("layer %s: %s", g.layer, reason)}
		}
	}
	boundary := s.Areas.Boundary()
	if len(boundary) == 0 && g.layer == control.Control {
		return nil, nil, &source.Refusal{Reason: "layer control: the map is empty"}
	}
	return boundary, s.Areas.Repairs, nil
}

// Restamp gives a file with the same bytes its own day. Shapefiles may have their
// days inside, and are few: they are kept as they were read.
func (r Reader) Restamp(prev source.Result, name string, origin control.Origin) source.Result {
	if strings.EqualFold(path.Ext(name), ".zip") {
		again := source.Restamp(prev, name, origin, 0, 0)
		for i, s := range prev.Snapshots {
			again.Snapshots[i].Day, again.Snapshots[i].Known = s.Day, s.Known
		}
		return again
	}
	day, ok := source.DayInName(path.Base(name))
	if !ok {
		return source.Refuse(ID, name, origin, "", "no day in the file's name")
	}
	was, _ := layerOf(path.Base(prev.File))
	now, _ := layerOf(path.Base(name))
	again := source.Restamp(prev, name, origin, day, day)
	if was != now && len(again.Snapshots) == 1 { // one layer's bytes under another's name
		again.Snapshots[0].Layer = now
	}
	return again
}
