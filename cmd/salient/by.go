package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

// byFlags say what figures are split by: oblasts, polygons of the user's own, or
// cells of a grid.
type byFlags struct {
	By       string
	Within   string
	Regions  string
	Property string
}

func (b *byFlags) addBy(f *pflag.FlagSet) {
	f.StringVar(&b.By, "by", "", "split by oblast; by raion, or any other word, with --regions; by s2:LEVEL cells, as s2:9; by source as without it")
	f.StringVar(&b.Within, "within", "", "split by the polygons of this GeoJSON file, a row a feature (needs imported maps)")
	f.StringVar(&b.Regions, "regions", "", "boundaries for --by raion and the like, as --within (needs imported maps)")
	f.StringVar(&b.Property, "name-property", "", "property of the file's features that names them (default: name and the like)")
}

// apply reads the flags into the options of a question.
func (b *byFlags) apply(o *measure.Options) error {
	file := b.Within
	switch {
	case b.Within != "" && (b.Regions != "" || b.By != ""):
		return usageErrorf("--within, or --by with its --regions, not both")
	case b.Regions != "" && (b.By == "oblast" || b.By == "source" || strings.Contains(b.By, ":")):
		return usageErrorf("--regions has no part in --by %s", b.By)
	case b.Regions != "":
		file = b.Regions
	}
	if file != "" {
		areas, err := readAreas(file, b.Property)
		o.By = areas
		return err
	}
	switch kind, level, grid := strings.Cut(b.By, ":"); {
	case b.By == "", b.By == "source":
	case b.By == "oblast", b.By == "region":
		o.ByRegion = true
	case b.By == "raion":
		return hintError{usageErrorf("--by raion: no boundaries of raions are shipped"), "--regions FILE.geojson brings them; --name-property P says which property names them"}
	case grid && kind == "s2":
		n, err := strconv.Atoi(level)
		if err != nil || n < measure.CoarsestCells || n > measure.FinestCells {
			return usageErrorf("--by %s: want a level of %d to %d, as s2:9 (about 320 km² a cell) or s2:11 (20 km²)", b.By, measure.CoarsestCells, measure.FinestCells)
		}
		o.By = measure.S2(n)
	case grid && kind == "h3":
		return hintError{usageErrorf("--by %s: H3 cells are not built in", b.By), "--by s2:LEVEL has cells of the S2 grid, s2:11 of about 20 km²; --within takes any cells as GeoJSON"}
	default:
		return usageErrorf("--by %s: want oblast, s2:LEVEL or source, or --regions FILE with it", b.By)
	}
	return nil
}

func readAreas(file, property string) (measure.Areas, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usageErrorf("%w", err)
	}
	regions, err := gazetteer.ReadAreas(data, property)
	if err != nil {
		return nil, hintError{fmt.Errorf("%s: %w", file, err), "want GeoJSON polygons in longitude and latitude on WGS 84"}
	}
	return measure.Polygons(regions, filepath.Base(file)), nil
}
