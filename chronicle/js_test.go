package chronicle_test

import (
	"bytes"
	"encoding/json"
	"math/big"
	"os/exec"
	"slices"
	"strconv"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// TestJavaScriptDecodes compares the decoder that the browser uses, written from
// docs/chronicle-format.md alone, with this package's.
func TestJavaScriptDecodes(t *testing.T) {
	t.Run("small", func(t *testing.T) {
		a := geo.MultiPolygon{{{geo.Pt(-30, 48), geo.Pt(-29.5, 48), geo.Pt(-29.5, 48.25)}}}.Segments(nil)
		b := geo.MultiPolygon{{{geo.Pt(-30, 48), geo.Pt(-29.5, 48), geo.Pt(-29, 48.5)}}}.Segments(nil)
		c := chronicle.New("täst", "small")
		c.Add(-400, control.NoDay, a)
		c.Add(-399, -398, b)
		c.Add(19000, 19001, a)
		c.Add(19000, 19004, nil)
		compareWithNode(t, c)
	})
	for name := range archives {
		t.Run(name, func(t *testing.T) {
			for layer, snaps := range snapshots(t, name) {
				compareWithNode(t, build(string(layer), snaps))
			}
		})
	}
}

type report struct {
	Source, Name string
	Segments     int
	Observations [][3]int64
	Last         int
	States       []stateReport
}

type stateReport struct {
	Segments int
	Planar   string
	Changed  int
	Net      string
}

func compareWithNode(t *testing.T, c *chronicle.Chronicle) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("SKIPPED: node is not installed")
	}
	want := report{Source: c.Source(), Name: c.Name(), Segments: c.Len(), Last: c.States() - 1}
	for _, o := range c.Observations() {
		want.Observations = append(want.Observations, [3]int64{int64(o.Day), int64(o.Known), int64(o.State)})
	}
	args := []string{"js/report.mjs"}
	for s := 0; s < c.States(); s += 1 + c.States()/12 {
		args = append(args, strconv.Itoa(s))
		m := chronicle.Map{State: s}
		held, changed := c.Boundary(m), c.Diff(chronicle.Map{}, m)
		want.States = append(want.States, stateReport{len(held), planar(held), len(changed), planar(changed)})
	}
	cmd := exec.Command(node, args...)
	cmd.Stdin = bytes.NewReader(marshal(t, c))
	out, err := cmd.Output()
	if err != nil {
		var stderr []byte
		if exit, ok := err.(*exec.ExitError); ok {
			stderr = exit.Stderr
		}
		t.Fatalf("%v\n%s", err, stderr)
	}
	var got report
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Source != want.Source || got.Name != want.Name || got.Segments != want.Segments || got.Last != want.Last {
		t.Errorf("node: %s %s, %d segments, last state %d; want %s %s, %d, %d",
			got.Source, got.Name, got.Segments, got.Last, want.Source, want.Name, want.Segments, want.Last)
	}
	if !slices.Equal(got.Observations, want.Observations) {
		t.Error("node reads other observations")
	}
	if !slices.Equal(got.States, want.States) {
		t.Errorf("node: states %v\nwant %v", got.States, want.States)
	}
}

// planar returns twice the area in the plane, in squares of 1e-7 degree.
func planar(segs []geo.Segment) string {
	sum := new(big.Int)
	for _, s := range segs {
		p := new(big.Int).Mul(big.NewInt(int64(s.A.X)), big.NewInt(int64(s.B.Y)))
		q := new(big.Int).Mul(big.NewInt(int64(s.B.X)), big.NewInt(int64(s.A.Y)))
		sum.Add(sum, p.Sub(p, q))
	}
	return sum.String()
}
