package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// writeDoc writes benchmarks.md and its plots into docs, from the figures kept
// in out. Rows that were not measured are left out.
func writeDoc(out, docs string) error {
	var rows []Row
	var when []string
	var most float64
	for _, w := range workloads() {
		k, err := recall[Row](out, w.Name)
		if absent(err) || err == nil && k.Value.Error != "" {
			continue
		}
		if err != nil {
			return err
		}
		rows = append(rows, k.Value)
		when = append(when, k.Measured+" on "+k.Machine)
		most = max(most, k.Load)
	}
	if len(rows) == 0 {
		return fmt.Errorf("%s: nothing measured yet: run go run ./bench", out)
	}
	var b bytes.Buffer
	slices.Sort(when)
	docIntroduction(&b, slices.Compact(when), most)
	docTable(&b, rows)
	docFloors(&b, rows)
	docVersions(&b, rows)
	switch k, err := recall[GEOS](out, geosFile); {
	case err == nil:
		docGEOS(&b, k.Value)
	case !absent(err):
		return err
	}
	switch k, err := recall[[]Conserved](out, conservedFile); {
	case err == nil:
		docConserved(&b, k.Value)
	case !absent(err):
		return err
	}
	g, err := recall[Growth](out, growthFile)
	switch {
	case err == nil:
		docGrowth(&b, g.Value)
		if err := draw(g.Value, docs); err != nil {
			return err
		}
	case !absent(err):
		return err
	}
	return os.WriteFile(filepath.Join(docs, "benchmarks.md"), b.Bytes(), 0o644)
}

func docIntroduction(b *bytes.Buffer, when []string, most float64) {
	warning := ""
	if busy(most) {
		warning = fmt.Sprintf(" **Other work ran on the machine meanwhile (load up to %.0f): "+
			"times are too long and ratios unsure.**", most)
	}
	fmt.Fprintf(b, `# Benchmarks

Written by `+"`go run ./bench -doc`"+` from figures that `+"`make bench`"+` measured; do not edit.

Measured %s.%s

Each side runs in a process of its own, ours and the peer's in turn, and computes
the same figures; the last column says by how much these differ at most. Times are
medians of the runs, ratios medians over paired runs. Reading includes finding,
reading and parsing the files, which are in the page cache. The peers' side is in
`+"`bench/peers`"+`. Where a peer takes minutes it runs once, beside the first of our runs. CPU time, allocations and peak memory are
those of the whole process. No side hashes files here; an import does, for the
record of where each map came from.

`, strings.Join(when, "; "), warning)
}

func docTable(b *bytes.Buffer, rows []Row) {
	b.WriteString("| work | side | median | runs | ratio | CPU time | peak memory | allocations | figures differ by at most |\n" +
		"| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		fmt.Fprintf(b, "| %s | **Salient** | %s | %d | | %s | %s | %s | |\n", r.Title, duration(median(r.Ours.Seconds)),
			len(r.Ours.Seconds), cpu(r.Ours), peak(r.Ours), allocations(r.Ours))
		for _, p := range r.Peers {
			if p.Floor || len(p.Seconds) == 0 {
				continue
			}
			fmt.Fprintf(b, "| | %s | %s | %d | %s | %s | %s | | %s |\n", p.Side, duration(median(p.Seconds)),
				len(p.Seconds), ratio(p), cpu(p.Measured), peak(p.Measured), agreement(p))
		}
	}
	b.WriteString("\nWhat was wanted of each row:\n\n")
	for _, r := range rows {
		for _, g := range r.Goals {
			fmt.Fprintf(b, "- %s: %s\n", r.Title, g)
		}
	}
}

func docFloors(b *bytes.Buffer, rows []Row) {
	b.WriteString("\n## The floor\n\nReading every file and counting its newlines, on every processor, and nothing else:\n\n" +
		"| archive | bytes | bare scan | ours takes | chronicles, stored |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		for _, p := range r.Peers {
			if p.Floor && len(p.Seconds) > 0 {
				fmt.Fprintf(b, "| %s | %.0f MB in %.0f files | %s | %.1f times that | %s |\n", strings.TrimSuffix(strings.TrimSuffix(r.Name, "-archive"), "-2022"),
					p.Reports[0].Results["bytes"]/1e6, p.Reports[0].Results["files"], duration(median(p.Seconds)), 1/p.Ratio,
					stored(r.Ours))
			}
		}
	}
}

// stored says how many bytes the chronicles come to.
func stored(m Measured) string {
	n := m.Reports[0].Results["stored_bytes"]
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f KB", n/1e3)
}

func docVersions(b *bytes.Buffer, rows []Row) {
	versions := map[string]string{}
	for _, r := range rows {
		for _, p := range r.Peers {
			for _, report := range p.Reports {
				maps.Copy(versions, report.Versions)
			}
		}
	}
	b.WriteString("\n## Versions\n\n")
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		fmt.Fprintf(b, "- %s: %s\n", name, versions[name])
	}
}

func docGEOS(b *bytes.Buffer, g GEOS) {
	fmt.Fprintf(b, `
## Set operations beside GEOS %s

Areas of intersection, union, difference and symmetric difference of the same pairs
(`+"`go run ./bench -geos 300`"+`). A difference is told as the width of a strip along the
boundary of both polygons, in units of the coordinate grid (1e-7 degree, about 1 cm):
rounding to the grid moves an edge by less than one. No result of ours was invalid.

| pairs | how many | refused by GEOS | worst, units | worst share of the union |
| --- | --- | --- | --- | --- |
`, g.Version)
	for _, a := range g.Kinds {
		fmt.Fprintf(b, "| %s | %d | %d | %.2g | %.2g |\n", a.Kind, a.Pairs, a.Refused, a.Off, a.Share)
	}
}

func docConserved(b *bytes.Buffer, rows []Conserved) {
	b.WriteString(`
## Area conserved

Between every map and the next, and between random pairs of days of each archive that may
be years apart (` + "`go run ./bench -pairs 2000`" + `): how far gained less lost is from the net, which
comes from the segments' areas alone, and how far gained is from what is lost on the way
back. No patch was invalid.

| archive | layers | pairs | patches | gained − lost − net, at most | at | backwards, at most |
| --- | --- | --- | --- | --- | --- | --- |
`)
	for _, v := range rows {
		back := ""
		if v.Pairs == "random" {
			back = fmt.Sprintf("%.2g m²", v.Skewed)
		}
		fmt.Fprintf(b, "| %s | %d | %d %s | %d | %.2g m² | %s | %s |\n", v.Archive, v.Layers, v.Count, v.Pairs, v.Patches, v.Worst, v.Where, back)
	}
}

func docGrowth(b *bytes.Buffer, g Growth) {
	build, change, overlay := fit(g.Build), fit(g.Change), fit(g.Overlay)
	fmt.Fprintf(b, `
## How cost grows

Least-squares lines through %d measurements of building a chronicle from maps in memory
(DeepState), %d of the change between two days taken at random (DeepState), and %d of
overlaying whole maps of all three archives:

- a day more in a chronicle costs %s (R² %.3f);
- a changed segment more in a change costs %s, beside %s of any change (R² %.3f);
- a segment more in a map costs an overlay %s (R² %.3f).

![time to build a chronicle by days](benchmarks-build.svg)

![time of a change by segments changed](benchmarks-change.svg)

![time of an overlay by segments of the map](benchmarks-overlay.svg)
`, len(g.Build), len(g.Change), len(g.Overlay), duration(build.Slope), build.R2,
		duration(change.Slope), duration(max(change.Base, 0)), change.R2, duration(overlay.Slope), overlay.R2)
}
