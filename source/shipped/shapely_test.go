package shipped_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// TestAreasByShapely has Shapely unite and PROJ measure every layer of 30 sampled
// days a source anew, and wants the same area within 0.01 %. TestArchives compares
// with figures that the same program made earlier, where it cannot run.
func TestAreasByShapely(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import shapely, pyproj").Run(); err != nil {
		t.Skip("SKIPPED: python3-shapely and python3-pyproj are not installed; make test installs them")
	}
	if testing.Short() {
		t.Skip("SKIPPED: -short: 197 maps measured by Shapely")
	}
	sampled := map[string]bool{} // files
	for _, f := range reference(t) {
		sampled[f.Source+" "+f.File] = true
	}
	for _, s := range []struct {
		archive, id string
		maps        int
	}{{"deepstate", "deepstate", 30}, {"nzz", "liveuamap", 30}, {"isw", "isw", 137}} {
		t.Run(s.id, func(t *testing.T) {
			files, ours := measured(t, s.archive, s.id, sampled)
			if len(ours) != s.maps {
				t.Fatalf("%d of %d sampled maps are in the archive", len(ours), s.maps)
			}
			cmd := exec.Command(python, append([]string{"testdata/areas.py", "--files", s.id}, files...)...)
			var complaint bytes.Buffer
			cmd.Stderr = &complaint
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, complaint.String())
			}
			worst, n := 0.0, 0
			for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); n++ {
				var name, layer string
				var theirs float64
				if _, err := fmt.Sscan(lines.Text(), &name, &layer, &theirs); err != nil {
					t.Fatal(err)
				}
				sum, ok := ours[name+" "+layer]
				off := math.Abs(float64(sum) - theirs)
				if worst = max(worst, off/max(theirs, 1)); !ok || off > 1e-4*theirs {
					t.Errorf("%s, %s: %.6f km², by Shapely %.6f", name, layer, sum.Km2(), theirs/1e6)
				}
			}
			if n != s.maps {
				t.Fatalf("Shapely measured %d of %d maps", n, s.maps)
			}
			t.Logf("%d maps, the largest difference %.1e of the area", n, worst)
		})
	}
}

// measured writes the sampled files of an archive to a folder, and returns their
// names there and the area of each map in them by name and layer.
func measured(t *testing.T, name, id string, sampled map[string]bool) (files []string, ours map[string]geo.SquareMeters) {
	t.Helper()
	dir, ours := t.TempDir(), map[string]geo.SquareMeters{}
	check := areaChecker{segments: map[geo.Segment]geo.SquareMeters{}}
	opts := archive.Options{Wanted: func(name string) bool { return sampled[id+" "+name] }}
	_, err := archive.Walk(context.Background(), archivePath(t, name), opts, func(e archive.Entry) error {
		file := filepath.Join(dir, path.Base(e.Name)) // ISW's tell their layer
		files = append(files, file)
		r := source.ByID(shipped.All(), id).Read(e.Name, e.Data, control.Origin{File: e.Name})
		for _, s := range r.Snapshots {
			ours[file+" "+string(s.Layer)] = check.area(s.Boundary)
		}
		if len(r.Refused) > 0 {
			return r.Refused[0]
		}
		return os.WriteFile(file, e.Data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, ours
}
