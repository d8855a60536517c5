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
	switch k, err := recall[[]Stages](out, stagesFile); {
	case err == nil:
		docStages(&b, k.Value)
		docBudget(&b, rows, k.Value)
	case !absent(err):
		return err
	}
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
		if err := drawGrowth(g.Value, docs); err != nil {
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
	b.WriteString(`
## The floor

Passes over the same bytes that measure nothing: ` + "`wc -l`" + ` of all files, in one process, as
anyone would scan them; reading every file and counting its newlines, and reading it and having
Go's encoding/json check its syntax, both on every processor; and Python's json.load, on one, with
which every script begins. The packed archive is unpacked and its newlines are counted, on one
processor, since it unpacks in order.

| archive | bytes | ` + "`wc -l`" + ` | newlines counted | syntax checked | json.load | ours, all of it | times ` + "`wc -l`" + ` | times newlines | times syntax | chronicles, stored |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
`)
	for _, r := range rows {
		scan, ok := side(r, "scan")
		if !ok {
			continue
		}
		lines, _ := side(r, "wc -l")
		valid, _ := side(r, "json.Valid")
		load, _ := side(r, "Python json.load")
		fmt.Fprintf(b, "| %s | %.0f MB in %.0f files | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			strings.TrimSuffix(strings.TrimSuffix(r.Name, "-archive"), "-2022"),
			scan.Reports[0].Results["bytes"]/1e6, scan.Reports[0].Results["files"],
			took(lines), took(scan), took(valid), took(load), duration(median(r.Ours.Seconds)), over(lines), over(scan), over(valid), stored(r.Ours))
	}
}

// side returns a peer's runs, and whether there are any.
func side(r Row, name string) (Against, bool) {
	for _, p := range r.Peers {
		if p.Side == name && len(p.Seconds) > 0 {
			return p, true
		}
	}
	return Against{}, false
}

func took(a Against) string {
	if len(a.Seconds) == 0 {
		return "not run"
	}
	return duration(median(a.Seconds))
}

// over says how many times as long as a pass ours takes.
func over(a Against) string {
	if a.Ratio == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", 1/a.Ratio)
}

func docStages(b *bytes.Buffer, all []Stages) {
	b.WriteString(`
What ours is made of, on one processor and one stage after the other. Import runs them on
every processor at once, all but the chronicle, which takes maps in their order.

| archive | files, distinct | reading | finding repeats | scanning | boundaries | chronicle | changes | together | scanning, without the file before |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
`)
	for _, s := range all {
		sum := s.Reading + s.Repeats + s.Scanning + s.Boundary + s.Chronicle + s.Changes
		fmt.Fprintf(b, "| %s | %d, %d | %s | %s | %s | %s | %s | %s | %s | %s |\n", s.Source, s.Files, s.Distinct,
			duration(s.Reading), duration(s.Repeats), duration(s.Scanning), duration(s.Boundary),
			duration(s.Chronicle), duration(s.Changes), duration(sum), duration(s.Afresh))
	}
	b.WriteString(`
- *Reading* is the system's copying of the files from its cache. It is the floor of any reader.
- *Finding repeats* compares each file with the one before: a repeated file costs nothing more.
  (An import compares it with those of the last eight that are as long.)
- *Scanning* checks the JSON and turns digits to points. Positions that the file before has in the
  same bytes are compared, not scanned; the last column is what all of them would cost. Its floor is
  one more pass over the distinct files, and one to keep what differs of each for the next.
- *Boundaries* orders and closes rings, proves that no two edges cross or touch, cuts where they do,
  and sorts what is left. Edges keep what is known of them from map to map, and polygons that were all
  read before are not looked at again ([method](method-overlay.md#the-boundary-of-a-published-map)).
- *Chronicle* finds the segments that are not on the map before; *changes* overlays those of each two
  maps in a row.
`)
}

// docBudget says what three times the bare scan leaves for all that is not
// reading, and what that takes, for the archive of which it was asked.
func docBudget(b *bytes.Buffer, rows []Row, all []Stages) {
	for _, r := range rows {
		scan, ok := side(r, "scan")
		i := slices.IndexFunc(all, func(s Stages) bool { return r.Name == "nzz-archive" && s.Source == "liveuamap" })
		if !ok || i < 0 || len(scan.Reports) == 0 || scan.Reports[0].CPU == 0 {
			continue
		}
		s, once := all[i], scan.Reports[0].CPU
		fmt.Fprintf(b, `
Of Liveuamap's archive at most three times a bare scan was wanted. Counting newlines on every
processor is the barest there is. It takes %s of processor time, nearly all of it the system's copying;
three times that leaves %s beside the reading. Ours needs %s beside it, one stage after the other:
%s to find repeats and scan, and %s for geometry: the proof that each of %d maps is a boundary, the
union of parts that overlap, the sorting of what is left, and the changes.
`, duration(once), duration(2*once), duration(s.Repeats+s.Scanning+s.Boundary+s.Chronicle+s.Changes),
			duration(s.Repeats+s.Scanning), duration(s.Boundary+s.Chronicle+s.Changes), s.Distinct)
		for _, p := range rows {
			if packed, ok := side(p, "scan"); ok && p.Name == "nzz-packed" {
				fmt.Fprintf(b, `
Read as it is published, one packed file, the archive takes %s: %s times a pass that unpacks it
and counts its newlines, which takes %s.
`, duration(median(p.Ours.Seconds)), over(packed), took(packed))
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
	besides := "beside " + duration(change.Base) + " of any change"
	if change.Base < 0 { // no change costs less than nothing
		besides = "in small changes less than in large ones, so that the line begins below 0"
	}
	fmt.Fprintf(b, `
## How cost grows

Least-squares lines through %d measurements of building a chronicle from maps in memory
(DeepState), %d of the change between two days taken at random (DeepState), and %d of
overlaying whole maps of all three archives:

- a day more in a chronicle costs %s (R² %.3f);
- a changed segment more in a change costs %s, %s (R² %.3f);
- a segment more in a map costs an overlay %s (R² %.3f).

![time to build a chronicle by days](benchmarks-build.svg)

![time of a change by segments changed](benchmarks-change.svg)

![time of an overlay by segments of the map](benchmarks-overlay.svg)
`, len(g.Build), len(g.Change), len(g.Overlay), duration(build.Slope), build.R2,
		duration(change.Slope), besides, change.R2, duration(overlay.Slope), overlay.R2)
}
