package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/salient-project/salient/geo"
)

// Agreement is how the areas of one kind of pairs agree with GEOS's.
type Agreement struct {
	Kind    string `json:"kind"`
	Pairs   int    `json:"pairs"`
	Refused int    `json:"refused"` // by GEOS
	// Off is the largest difference of an area as the width of a strip along
	// the whole boundary of both polygons, in grid units of 1e-7 degree (about
	// 1 cm). Rounding to the grid moves a boundary by less than a unit.
	Off   float64 `json:"off_units"`
	Share float64 `json:"off_share"` // the largest difference, relative to the union's area
	Op    string  `json:"op"`        // of the largest Off
	Seed  uint64  `json:"seed"`      // of the pair of the largest Off
}

// GEOS is what is kept of a comparison.
type GEOS struct {
	Version string      `json:"version"`
	Kinds   []Agreement `json:"kinds"`
}

// geosFile is the name that [GEOS] is kept under.
const geosFile = "geos"

// setOps are the operations in the order in which the peer prints them.
var setOps = []struct {
	name string
	f    func(a, b geo.MultiPolygon) geo.MultiPolygon
}{
	{"intersection", geo.Intersection}, {"union", geo.Union},
	{"difference", geo.Difference}, {"symmetric difference", geo.SymmetricDifference},
}

// agree compares the areas of n pairs of each kind with GEOS's, and returns
// GEOS's version. No result of ours may be invalid.
func agree(ctx context.Context, peers string, kinds []pairKind, n int) (string, []Agreement, error) {
	version := ""
	var out []Agreement
	for _, k := range kinds {
		var in bytes.Buffer
		var pairs []pair
		for seed := range uint64(n) {
			p, ok := k.draw(seed)
			if !ok {
				break
			}
			pairs = append(pairs, p)
			fmt.Fprintf(&in, "%s %s\n", unitsWKB(p.a), unitsWKB(p.b))
		}
		lines, err := pipe(ctx, &in, python, "-B", filepath.Join(peers, "geos_areas.py"))
		if err != nil {
			return "", nil, err
		}
		if len(lines) != len(pairs)+1 {
			return "", nil, fmt.Errorf("%s: %d answers for %d pairs", k.name, len(lines)-1, len(pairs))
		}
		version = strings.TrimPrefix(lines[0], "geos ")
		a := Agreement{Kind: k.name, Pairs: len(pairs)}
		for i, p := range pairs {
			if err := a.compare(p, lines[i+1], uint64(i)); err != nil {
				return "", nil, fmt.Errorf("%s, seed %d: %w", k.name, i, err)
			}
		}
		out = append(out, a)
	}
	return version, out, nil
}

func (a *Agreement) compare(p pair, line string, seed uint64) error {
	refused := line == "refused"
	if refused {
		a.Refused++
	}
	fields := strings.Fields(line)
	if !refused && len(fields) != len(setOps) {
		return fmt.Errorf("answer %q", line)
	}
	var areas, theirs [4]float64
	for i, op := range setOps {
		m := op.f(p.a, p.b)
		if err := geo.Validate(m); err != nil {
			return fmt.Errorf("%s: %w", op.name, err)
		}
		areas[i] = unitsArea(m)
		if refused {
			continue
		}
		var err error
		if theirs[i], err = strconv.ParseFloat(fields[i], 64); err != nil {
			return err
		}
	}
	if refused {
		return nil
	}
	around := perimeter(p.a) + perimeter(p.b)
	for i, op := range setOps {
		d := math.Abs(areas[i] - theirs[i])
		d = max(0, d-1e-12*max(unitsArea(p.a), unitsArea(p.b))) // of the sums
		if d == 0 {
			continue
		}
		a.Share = max(a.Share, d/theirs[1])
		if off := d / around; off > a.Off {
			a.Off, a.Op, a.Seed = off, op.name, seed
		}
	}
	return nil
}

// pipe runs a process on the input and returns the lines that it printed.
func pipe(ctx context.Context, in io.Reader, argv ...string) ([]string, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	var out, complaints bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &complaints
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(argv[1:], " "), err, bytes.TrimSpace(complaints.Bytes()))
	}
	var lines []string
	s := bufio.NewScanner(&out)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines, s.Err()
}

// unitsWKB returns a MultiPolygon as WKB in hex, in grid units: whole numbers,
// which no format rounds.
func unitsWKB(m geo.MultiPolygon) string {
	b := geo.AppendWKB(nil, m)
	at := 9 // behind the multipolygon's header
	point := func(p geo.Point) {
		binary.LittleEndian.PutUint64(b[at:], math.Float64bits(float64(p.X)))
		binary.LittleEndian.PutUint64(b[at+8:], math.Float64bits(float64(p.Y)))
		at += 16
	}
	for _, p := range m {
		at += 9
		for _, r := range p {
			at += 4
			for _, q := range r {
				point(q)
			}
			point(r[0])
		}
	}
	return hex.EncodeToString(b)
}

// unitsArea returns the planar area in square units.
func unitsArea(m geo.MultiPolygon) float64 {
	var sum float64
	for _, p := range m {
		for _, r := range p {
			for i := 1; i+1 < len(r); i++ {
				ax, ay := float64(r[i].X)-float64(r[0].X), float64(r[i].Y)-float64(r[0].Y)
				bx, by := float64(r[i+1].X)-float64(r[0].X), float64(r[i+1].Y)-float64(r[0].Y)
				sum += (ax*by - ay*bx) / 2
			}
		}
	}
	return sum
}

func perimeter(m geo.MultiPolygon) float64 {
	var sum float64
	for _, s := range m.Segments(nil) {
		sum += math.Hypot(float64(s.B.X)-float64(s.A.X), float64(s.B.Y)-float64(s.A.Y))
	}
	return sum
}

// printAgreement prints the table for people.
func printAgreement(w io.Writer, version string, rows []Agreement) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "against GEOS %s\tpairs\trefused by GEOS\tworst, grid units along the boundary\tworst share of the union\tin\n", version)
	for _, a := range rows {
		in := "no difference"
		if a.Off > 0 {
			in = fmt.Sprintf("%s, seed %d", a.Op, a.Seed)
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%.2g\t%.2g\t%s\n", a.Kind, a.Pairs, a.Refused, a.Off, a.Share, in)
	}
	t.Flush()
}
