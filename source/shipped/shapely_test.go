package shipped_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// TestAreasByShapely has Shapely unite and PROJ measure the held ground of 30
// sampled maps a source anew, and wants the same area within 0.01 %. TestArchives
// compares with figures that the same program made earlier, where it cannot run.
func TestAreasByShapely(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import shapely, pyproj").Run(); err != nil {
		t.Skip("SKIPPED: python3-shapely and python3-pyproj are not installed; make test installs them")
	}
	if testing.Short() {
		t.Skip("SKIPPED: -short: 90 maps measured by Shapely")
	}
	sampled := reference(t)
	for _, s := range []struct{ archive, id string }{{"deepstate", "deepstate"}, {"nzz", "liveuamap"}, {"isw", "isw"}} {
		t.Run(s.id, func(t *testing.T) {
			dir, names, ours := t.TempDir(), []string{}, []geo.SquareMeters{}
			check := areaChecker{segments: map[geo.Segment]geo.SquareMeters{}}
			opts := archive.Options{Wanted: func(name string) bool { _, ok := sampled[s.id+" "+name]; return ok }}
			_, err := archive.Walk(context.Background(), archivePath(t, s.archive), opts, func(e archive.Entry) error {
				file := filepath.Join(dir, fmt.Sprintf("%02d.json", len(names)))
				names = append(names, file)
				r := source.ByID(shipped.All(), s.id).Read(e.Name, e.Data, control.Origin{File: e.Name})
				for _, snap := range r.Snapshots {
					if snap.Layer == control.Control {
						ours = append(ours, check.area(snap.Boundary))
					}
				}
				if len(ours) != len(names) {
					return fmt.Errorf("%s: no map of control: %v", e.Name, r.Refused)
				}
				return os.WriteFile(file, e.Data, 0o600)
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(names) != 30 {
				t.Fatalf("%d of 30 sampled maps are in the archive", len(names))
			}
			cmd := exec.Command(python, append([]string{"testdata/areas.py", "--files", s.id}, names...)...)
			var complaint bytes.Buffer
			cmd.Stderr = &complaint
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, complaint.String())
			}
			lines := bufio.NewScanner(bytes.NewReader(out))
			worst, n := 0.0, 0
			for ; lines.Scan(); n++ {
				theirs, err := strconv.ParseFloat(strings.TrimSpace(lines.Text()), 64)
				if err != nil {
					t.Fatal(err)
				}
				off := math.Abs(float64(ours[n])-theirs) / theirs
				if worst = max(worst, off); off > 1e-4 {
					t.Errorf("%s: %.6f km², by Shapely %.6f", names[n], ours[n].Km2(), theirs/1e6)
				}
			}
			if n != 30 {
				t.Fatalf("Shapely measured %d of 30 maps", n)
			}
			t.Logf("30 maps, the largest difference %.1e of the area", worst)
		})
	}
}
