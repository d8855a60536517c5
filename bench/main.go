// Command bench runs Salient beside what a user would otherwise write, and
// prints who took how long. Start with [workloads] for what is measured.
//
//	go run ./bench                        # all, 3 runs, packed archives in ../shared/data
//	go run ./bench -only deepstate        # rows whose name starts so
//	go run ./bench -unpacked archives     # folder that holds deepstate, nzz and isw
//	go run ./bench -geos 500              # areas of set operations beside GEOS's
//	go run ./bench -pairs 2000            # is area conserved, between 2,000 random pairs of days?
//	go run ./bench -doc                   # write docs/benchmarks.md from the last figures
//	go run ./bench -all                   # everything above, and docs/benchmarks.md
//
// Each side runs in a process of its own, ours and the peers in turn. Peers
// whose Debian packages are not installed are left out, loudly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

type options struct {
	only     string // start of the rows' names; empty: all
	runs     int
	packed   string // folder of the packed archives
	unpacked string // folder of the unpacked ones; empty: unpack to a temporary one
	growth   bool
	all      bool
	doc      bool
	geos     int // pairs of each kind
	pairs    int // random pairs of days of each archive
}

func main() {
	var o options
	var task, source, folder string
	flag.StringVar(&o.only, "only", "", "measure only rows whose name starts with `NAME`")
	flag.IntVar(&o.runs, "runs", 3, "runs of each side")
	flag.StringVar(&o.packed, "data", defaultData(), "`folder` of the packed archives")
	flag.StringVar(&o.unpacked, "unpacked", "", "`folder` that holds deepstate, nzz and isw, unpacked (default: unpack -data)")
	flag.BoolVar(&o.growth, "growth", false, "also measure how cost grows, and what it is made of")
	flag.BoolVar(&o.all, "all", false, "measure all of it, and write docs/benchmarks.md")
	flag.BoolVar(&o.doc, "doc", false, "write docs/benchmarks.md from the last figures and measure nothing")
	flag.IntVar(&o.geos, "geos", 0, "only compare set operations on `N` pairs of each kind with GEOS's")
	flag.IntVar(&o.pairs, "pairs", 0, "only check the changes between all consecutive and `N` random pairs of each archive's maps")
	flag.StringVar(&task, "work", "", "do one piece of `work` and print its report (bench runs itself so)")
	flag.StringVar(&source, "source", "", "source of -work")
	flag.StringVar(&folder, "folder", "", "input of -work")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case task != "":
		err = work(os.Stdout, task, source, folder)
	case o.doc:
		err = writeDoc(filepath.Join("bench", "out"), "docs")
	case o.all:
		err = everything(ctx, o)
	case o.geos > 0 || o.pairs > 0:
		err = check(ctx, o)
	default:
		err = measure(ctx, o)
	}
	if err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// defaultData is where the archives lie beside a checkout.
func defaultData() string {
	if shared := os.Getenv("SALIENT_SHARED"); shared != "" {
		return filepath.Join(shared, "data")
	}
	return filepath.Join("..", "shared", "data")
}

// measure runs the chosen workloads, prints the table and keeps the figures.
func measure(ctx context.Context, o options) error {
	if o.runs < 1 {
		return errors.New("-runs: want at least 1")
	}
	chosen, folders := choose(o.only)
	if len(chosen) == 0 {
		return fmt.Errorf("-only %s: no such row", o.only)
	}
	if o.growth {
		folders["deepstate"], folders["nzz"], folders["isw"] = true, true, true
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if o.unpacked == "" {
		if o.unpacked, err = unpack(ctx, o.packed, folders); err != nil {
			return err
		}
		defer os.RemoveAll(o.unpacked)
	}
	r := runner{
		env: environment{self: self, peers: filepath.Join("bench", "peers"), unpacked: o.unpacked, packed: o.packed},
		log: os.Stderr, done: map[string]Report{},
	}
	var rows []Row
	for _, w := range chosen {
		row := r.run(ctx, w, o.runs)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rows = append(rows, row)
		if err := keep(w.Name, row); err != nil {
			return err
		}
	}
	if o.growth {
		g, err := grow(ctx, r.env)
		if err != nil {
			return err
		}
		if err := keep(growthFile, g); err != nil {
			return err
		}
		all, err := stages(ctx, r.env)
		if err != nil {
			return err
		}
		if err := keep(stagesFile, all); err != nil {
			return err
		}
	}
	printTable(os.Stdout, rows)
	return nil
}

// everything measures all rows, growth and stages, compares set operations with
// GEOS's, checks that area is conserved, and writes the document.
func everything(ctx context.Context, o options) error {
	if o.unpacked == "" {
		var err error
		if o.unpacked, err = unpack(ctx, o.packed, map[string]bool{"deepstate": true, "nzz": true, "isw": true}); err != nil {
			return err
		}
		defer os.RemoveAll(o.unpacked)
	}
	o.only, o.growth = "", true
	if err := measure(ctx, o); err != nil {
		return err
	}
	if len(missing(Side{Needs: shapelyNeeds})) == 0 {
		o.geos = max(o.geos, 300)
	}
	o.pairs = max(o.pairs, 2000)
	if err := check(ctx, o); err != nil {
		return err
	}
	return writeDoc(filepath.Join("bench", "out"), "docs")
}

// check does what -geos and -pairs ask for, and keeps the figures.
func check(ctx context.Context, o options) error {
	if o.unpacked == "" {
		var err error
		if o.unpacked, err = unpack(ctx, o.packed, map[string]bool{"deepstate": true, "nzz": true, "isw": true}); err != nil {
			return err
		}
		defer os.RemoveAll(o.unpacked)
	}
	if o.geos > 0 {
		if err := compareGEOS(ctx, o); err != nil {
			return err
		}
	}
	if o.pairs > 0 {
		rows, err := conserve(ctx, os.Stdout, o.unpacked, o.pairs)
		if err != nil {
			return err
		}
		return keep(conservedFile, rows)
	}
	return nil
}

// compareGEOS compares set operations with GEOS's.
func compareGEOS(ctx context.Context, o options) error {
	for _, n := range shapelyNeeds[:2] {
		if !n.exists() {
			return fmt.Errorf("-geos: NOT RUN, not installed: %s", n.pkg)
		}
	}
	kinds := drawnKinds()
	for _, real := range []struct {
		source, folder string
		every          int
	}{{"deepstate", "deepstate", 40}, {"liveuamap", "nzz", 80}, {"isw", filepath.Join("isw", "geoJSON"), 14}} {
		k, err := realKind(real.source, filepath.Join(o.unpacked, real.folder), real.every)
		if err != nil {
			return err
		}
		kinds = append(kinds, k)
	}
	version, rows, err := agree(ctx, filepath.Join("bench", "peers"), kinds, o.geos)
	if err != nil {
		return err
	}
	printAgreement(os.Stdout, version, rows)
	return keep(geosFile, GEOS{version, rows})
}

// choose returns the workloads whose name starts so, and the folders of data
// that they need.
func choose(start string) ([]Workload, map[string]bool) {
	var chosen []Workload
	folders := map[string]bool{}
	for _, w := range workloads() {
		if strings.HasPrefix(w.Name, start) {
			chosen = append(chosen, w)
			folders[w.Folder] = true
		}
	}
	return chosen, folders
}
