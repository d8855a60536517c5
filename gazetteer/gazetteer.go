// Package gazetteer knows places and regions: which oblast a point lies in,
// which place a name means, and how a newsroom says where ground lies.
//
// Start with [Default], then [Gazetteer.RegionAt] for the region of a point,
// [Gazetteer.Lookup] for the place of a name, [Gazetteer.Where] for words such
// as "78 km east of Zaporizhzhia", and [Judge] for whether such words
// are true of given ground. The engine knows no country: all it knows comes
// from a file system of four files, which [Load] describes.
package gazetteer

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/geo"
)

//go:embed data/gazetteer.yaml data/regions.geojson.gz data/places.tsv data/sites.yaml
var embedded embed.FS

// Gazetteer answers questions about places and regions. Its parts are read and
// indexed when first asked for. It is safe for use by several goroutines.
type Gazetteer struct {
	fsys     fs.FS
	outside  string // what ground in no region is called; empty: as for Ukraine
	manifest func() (*manifest, error)
	regions  func() (*regionIndex, error)
	places   func() (*placeIndex, error)
	sites    func() ([]Site, error)
	names    func() (*nameIndex, error)
}

// Default returns the embedded gazetteer: Ukraine's oblasts and places, places
// of the neighbors within 150 km, and capitals and big cities of the world.
// Nothing is read before it is asked for.
var Default = sync.OnceValue(func() *Gazetteer {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err) // the folder is named in this file
	}
	return newGazetteer(sub)
})

// Load reads a gazetteer from a file system that holds, at its root,
//
//	gazetteer.yaml     home country, reference places, waters, names of areas
//	regions.geojson.gz one MultiPolygon a region; see docs/reference-data.md
//	places.tsv         one place a line, columns as in [PlacesHeader]
//	sites.yaml         named sites; may be missing
//
// It reads and checks everything, regions with [CheckPartition] too. Errors
// name the file and the place in it.
func Load(fsys fs.FS) (*Gazetteer, error) {
	g := newGazetteer(fsys)
	if _, err := g.names(); err != nil {
		return nil, err
	}
	r, err := g.regions()
	if err != nil {
		return nil, err
	}
	if err := CheckPartition(r.regions); err != nil {
		return nil, fmt.Errorf("%s: %w", regionsFile, err)
	}
	return g, nil
}

const (
	manifestFile = "gazetteer.yaml"
	regionsFile  = "regions.geojson.gz"
	placesFile   = "places.tsv"
	sitesFile    = "sites.yaml"
)

func newGazetteer(fsys fs.FS) *Gazetteer {
	g := &Gazetteer{fsys: fsys}
	g.manifest = sync.OnceValues(g.readManifest)
	g.regions = sync.OnceValues(g.readRegions)
	g.places = sync.OnceValues(g.readPlaces)
	g.sites = sync.OnceValues(g.readSites)
	g.names = sync.OnceValues(g.indexNames)
	return g
}

// must returns the value of a part. Parts of a loaded gazetteer have been read
// without error; the embedded one's are proven by the tests.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("gazetteer: %v", err))
	}
	return v
}

// manifest is gazetteer.yaml.
type manifest struct {
	Name      string `yaml:"name"`
	Home      string `yaml:"home"`
	Reference struct {
		MinPopulation int   `yaml:"min_population"`
		Also          []int `yaml:"also"`
	} `yaml:"reference"`
	TownPopulation int               `yaml:"town_population"`
	Waters         []water           `yaml:"waters"`
	Areas          map[string]string `yaml:"areas"`
	Countries      map[string]string `yaml:"countries"`
	Attribution    []string          `yaml:"attribution"`
}

// water is a named outline, longitude before latitude.
type water struct {
	Name    string       `yaml:"name"`
	Outline [][2]float64 `yaml:"outline"`
	inside  bands
}

func (g *Gazetteer) readManifest() (*manifest, error) {
	var m manifest
	if err := g.readYAML(manifestFile, &m); err != nil {
		return nil, err
	}
	if m.Home == "" {
		return nil, fmt.Errorf("%s: no home country", manifestFile)
	}
	for i := range m.Waters {
		w := &m.Waters[i]
		var ring geo.Ring
		for _, p := range w.Outline {
			if !(p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90) {
				return nil, fmt.Errorf("%s: waters: %s: no such position %v", manifestFile, w.Name, p)
			}
			ring = append(ring, geo.Pt(p[0], p[1]))
		}
		if len(ring) < 3 {
			return nil, fmt.Errorf("%s: waters: %s: outline of %d points", manifestFile, w.Name, len(ring))
		}
		w.inside = newBands(ring.Segments(nil))
	}
	return &m, nil
}

// readYAML reads a file strictly: a key that nothing asks for is an error.
func (g *Gazetteer) readYAML(name string, into any) error {
	b, err := fs.ReadFile(g.fsys, name)
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readText reads a file into a string with one copy: fresh memory is what a cold
// start waits for.
func (g *Gazetteer) readText(name string) (string, error) {
	f, err := g.fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()) + 1)
	}
	if _, err := io.Copy(&b, f); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return b.String(), nil
}

// Home returns the ISO 3166-1 code of the country whose regions these are.
func (g *Gazetteer) Home() string { return must(g.manifest()).Home }

// Attribution returns the lines that anyone who prints from this data owes its
// makers.
func (g *Gazetteer) Attribution() []string { return must(g.manifest()).Attribution }
