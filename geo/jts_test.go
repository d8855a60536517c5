package geo_test

import (
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

// jtsRun is a file of cases in the format of the JTS Topology Suite's tests.
type jtsRun struct {
	Precision []struct {
		Scale float64 `xml:"scale,attr"`
	} `xml:"precisionModel"`
	Cases []struct {
		Desc  string `xml:"desc"`
		A     string `xml:"a"`
		B     string `xml:"b"`
		Tests []struct {
			Op jtsOp `xml:"op"`
		} `xml:"test"`
	} `xml:"case"`
}

type jtsOp struct {
	Name string `xml:"name,attr"`
	Arg1 string `xml:"arg1,attr"`
	Arg2 string `xml:"arg2,attr"`
	Arg3 string `xml:"arg3,attr"`
	Want string `xml:",chardata"`
}

// TestJTS runs testdata/jts/*.xml, and the .xml files below SALIENT_JTS if that
// names a folder: JTS's and GEOS's own suites are not in this repository. What
// was run and what was left out, and why, is counted and printed.
//
// Run are the overlays of two geometries, unions of one, tests of areas, and
// validity. Coordinates are put on the finest decimal grid that holds them, or
// on that of a fixed precision model. Lines and points, in arguments and results
// alike, have no ground and are left out.
func TestJTS(t *testing.T) {
	own, _ := filepath.Glob("testdata/jts/*.xml")
	if len(own) == 0 {
		t.Fatal("no cases")
	}
	files := own
	if dir := os.Getenv("SALIENT_JTS"); dir != "" {
		err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
			if err == nil && filepath.Ext(p) == ".xml" {
				files = append(files, p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ran, left := map[string]int{}, map[string]int{}
	for i, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			r, l := runJTS(t, f)
			t.Logf("run: %v; left out: %v", r, l)
			if n := count(r); i < len(own) && (n < 60 || len(l) > 0) {
				t.Errorf("%d run, left out %v: too few", n, l)
			}
			add(ran, r)
			add(left, l)
		})
	}
	t.Logf("%d files\nrun: %d%s\nleft out: %d%s", len(files), count(ran), lines(ran), count(left), lines(left))
}

// runJTS runs a file's operations and counts them by name, and those left out
// by reason.
func runJTS(t *testing.T, file string) (ran, left map[string]int) {
	ran, left = map[string]int{}, map[string]int{}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var run jtsRun
	if err := xml.Unmarshal(data, &run); err != nil {
		left["files that are not XML as XML says"]++
		return ran, left
	}
	for i, c := range run.Cases {
		scale := 0.0
		if len(run.Precision) == 1 {
			scale = run.Precision[0].Scale
		}
		g, err := newJTSCase(c.A, c.B, scale)
		for _, test := range c.Tests {
			kind := strings.TrimSuffix(strings.ToLower(test.Op.Name), "ng")
			do := jtsKinds[kind]
			switch {
			case do == nil:
				left["not an overlay: "+kind]++
			case err != nil:
				left["argument: "+reason(err)]++
			default:
				name := fmt.Sprintf("case %d, %s: %s", i, strings.Join(strings.Fields(c.Desc), " "), kind)
				if why := do(g, t, name, test.Op); why != "" {
					left[why]++
				} else {
					ran[kind+g.mixed()]++
				}
			}
		}
	}
	return ran, left
}

// jtsKinds are the operations that are run. They return why they were left out
// after all, if they were.
var jtsKinds = map[string]func(g *jtsCase, t *testing.T, name string, op jtsOp) string{
	"intersection":        (*jtsCase).overlay,
	"union":               (*jtsCase).overlay,
	"difference":          (*jtsCase).overlay,
	"symdifference":       (*jtsCase).overlay,
	"symmetricdifference": (*jtsCase).overlay,
	"intersectionsr":      (*jtsCase).rounded,
	"unionsr":             (*jtsCase).rounded,
	"differencesr":        (*jtsCase).rounded,
	"symdifferencesr":     (*jtsCase).rounded,
	"overlayareatest":     (*jtsCase).areas,
	"areatest":            (*jtsCase).areas,
	"unionarea":           (*jtsCase).unionArea,
	"isvalid":             (*jtsCase).isValid,
}

var jtsOverlays = map[string]func(a, b geo.MultiPolygon) geo.MultiPolygon{
	"intersection": geo.Intersection, "union": geo.Union, "difference": geo.Difference,
	"symdifference": geo.SymmetricDifference, "symmetricdifference": geo.SymmetricDifference,
}

func count(m map[string]int) (n int) {
	for _, k := range m {
		n += k
	}
	return n
}

func add(to, from map[string]int) {
	for k, n := range from {
		to[k] += n
	}
}

func lines(m map[string]int) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "\n  %5d %s", m[k], k)
	}
	return b.String()
}
