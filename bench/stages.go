package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// stagesFile is the name that []Stages is kept under.
const stagesFile = "stages"

// Stages is what reading an archive is made of: seconds of one processor, each
// stage by itself and all on one goroutine.
type Stages struct {
	Source    string  `json:"source"`
	Files     int     `json:"files"`
	Distinct  int     `json:"distinct"` // files that do not repeat the one before
	Bytes     int64   `json:"bytes"`
	Reading   float64 `json:"reading_s"`   // files into memory
	Repeats   float64 `json:"repeats_s"`   // comparing each with the one before
	Scanning  float64 `json:"scanning_s"`  // JSON to points, distinct files
	Afresh    float64 `json:"afresh_s"`    // the same without knowing the file before
	Boundary  float64 `json:"boundary_s"`  // points to the boundary of what is held
	Chronicle float64 `json:"chronicle_s"` // boundaries to the chronicle
	Changes   float64 `json:"changes_s"`   // gained and lost of consecutive maps
}

// stagesWork measures Stages on an archive, and prints it.
func stagesWork(w io.Writer, sourceID, folder string) error {
	s := Stages{Source: sourceID}
	b := builder{}
	var last []byte
	knowing := geojson.Parser{Wrappers: []string{"value"}, Remember: true}
	fresh := geojson.Parser{Wrappers: []string{"value"}}
	reader := source.ByID(shipped.All(), sourceID)
	var failed error
	clock := stageClock()
	timed := func(to *float64, f func()) {
		start := clock()
		f()
		*to += clock() - start
	}
	start := clock()
	_, err := archive.Walk(context.Background(), folder, archive.Options{Wanted: archive.Maps}, func(e archive.Entry) error {
		s.Reading += clock() - start
		defer func() { start = clock() }()
		s.Files++
		s.Bytes += int64(len(e.Data))
		repeated := false
		timed(&s.Repeats, func() { repeated = string(last) == string(e.Data) })
		if repeated {
			return failed
		}
		s.Distinct++
		last = append(last[:0], e.Data...)
		timed(&s.Scanning, func() { _, failed = knowing.Parse(e.Data) })
		timed(&s.Afresh, func() { _, failed = fresh.Parse(e.Data) })
		var r source.Result
		timed(&s.Boundary, func() { r = reader.Read(e.Name, e.Data, control.Origin{File: e.Name}) })
		timed(&s.Chronicle, func() {
			for _, snapshot := range r.Snapshots {
				if sourceID != "isw" || slices.Contains(iswPeerLayers, snapshot.Layer) {
					b.add(snapshot)
				}
			}
		})
		return failed
	})
	if err != nil {
		return err
	}
	s.Boundary -= s.Scanning // reading a file scans it once more, knowing the one before
	for _, c := range b {
		timed(&s.Changes, func() { consecutive(c) })
	}
	return json.NewEncoder(w).Encode(s)
}

// consecutive measures what each map of a chronicle gained and lost, on one
// processor.
func consecutive(c *chronicle.Chronicle) {
	maps := c.Maps(control.NoDay)
	for i := 1; i < len(maps); i++ {
		geo.ChangeOf(c.Diff(maps[i-1], maps[i]))
	}
}

// stages measures Stages of the three archives, in processes of their own.
func stages(ctx context.Context, env environment) ([]Stages, error) {
	var all []Stages
	for _, part := range []Side{
		ours("stages", "deepstate", "deepstate"), ours("stages", "liveuamap", "nzz"),
		ours("stages", "isw", filepath.Join("isw", "geoJSON")),
	} {
		argv := part.Argv(env)
		if _, err := os.Stat(argv[len(argv)-1]); err != nil {
			return nil, err
		}
		out, err := output(ctx, argv)
		if err != nil {
			return nil, err
		}
		var s Stages
		if err := json.NewDecoder(strings.NewReader(string(out.stdout))).Decode(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}
