package mvtspec

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/internal/nodetools"
)

// stricter names fixtures that are valid, but that no encoder should make.
var stricter = map[string]string{
	"016": "geometry of unknown type",
	"025": "a layer without features",
	"039": "version 1, written out",
	"057": "a move of a gigantic count",
}

// TestCheck holds the checker itself against Mapbox's fixtures: what they
// call invalid it refuses, what they call valid it takes.
func TestCheck(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(nodetools.Dir(t, "@mapbox/mvt-fixtures"), "@mapbox/mvt-fixtures/fixtures/*"))
	if err != nil || len(dirs) < 70 {
		t.Fatalf("%d fixtures: %v", len(dirs), err)
	}
	for _, dir := range dirs {
		var info struct {
			Description string
			Validity    struct{ V2 bool }
		}
		b, err := os.ReadFile(filepath.Join(dir, "info.json"))
		if err == nil {
			err = json.Unmarshal(b, &info)
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, "tile.mvt"))
		if err != nil {
			t.Fatal(err)
		}
		got := Check(data)
		_, strict := stricter[filepath.Base(dir)]
		if ok := info.Validity.V2 && !strict; ok != (got == nil) {
			t.Errorf("%s (%s): valid %v, found %v", filepath.Base(dir), info.Description, info.Validity.V2, got)
		}
	}
}
