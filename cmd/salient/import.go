package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/source/viina"
	"github.com/salient-project/salient/store"
)

func newImportCommand(a *app) *cobra.Command {
	var opts importOptions
	cmd := &cobra.Command{
		Use:   "import PATH…",
		Short: "Read published maps into the store",
		Long: `Reads published control maps into the store: files, folders, .zip, .tar,
.tar.gz and .tar.zst archives, as they are. Files tell by their names and
content which source they are of; --source decides where they do not.

Maps of your own, or of another war, need --source and an id that you choose:
GeoJSON (also sequences, also .gz), zipped shapefiles, KML, KMZ, GeoPackage and
FlatGeobuf, in WGS 84 or Web Mercator. Every polygon is held then, on the day in
the file's name, as map_2024-03-01.kml or 20240301.geojson; --day, --day-pattern
and --day-property tell it otherwise. A description in YAML says the rest: which
features are of which layer, what counts as held, whose holding it is, regions
and terms. --config FILE reads it, as salient sources add does, and the store
keeps it; docs/sources.md has an example.

VIINA's tables of settlements (control_latest_YYYY, or --source viina) are
imported together with gn_UA_tess.geojson, which says where the settlements lie; areas made of them are
an estimate, and called so.

Prints the days read, the days missing, the days on which the map did not
change, and what was repaired or refused in which file. Nothing is taken in
part: a map is read whole or refused with file, place and reason. An archive
packed by zstd with a window of more than 32 MB is unpacked to a temporary file
beside the store meanwhile. Importing again changes nothing. It is safe to interrupt: what was read before is kept,
and the command can be run again.

Exit status: 0 done, 1 failed or nothing could be read, 2 wrong usage.`,
		Example: `  salient import deepstate.tar.zst
  salient import ~/maps/isw ~/maps/nzz.zip
  salient import front_2024-03-01.kml --source mymap
  salient import front.gpkg --source mymap --day 2024-03-02
  salient import --config examples/veldmark/source.yaml examples/veldmark/maps
  salient import control_latest_2026.zip gn_UA_tess.geojson`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Paths = args
			return runImport(cmd.Context(), a.out, a, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.Source, "source", "", "take every file for this source's: "+strings.Join(sourceIDs(), ", ")+", or an id of your own")
	f.StringVar(&opts.Config, "config", "", "description of a source of your own (YAML); kept in the store")
	f.StringVar(&opts.Layer, "layer", "", "source of your own: the layer that every polygon is of (default: held)")
	f.StringVar(&opts.Day, "day", "", "source of your own: valid day of the one file, as 2024-03-01")
	f.StringVar(&opts.DayProperty, "day-property", "", "source of your own: property of the features that tells the day")
	f.StringVar(&opts.DayPattern, "day-pattern", "", "source of your own: how names, or the --day-property, write the day, as map-DD.MM.YYYY")
	f.BoolVar(&opts.Accept, "accept", false, "take in maps that suddenly lose much of their area")
	f.BoolVar(&opts.JSON, "json", false, "print JSON")
	return cmd
}

type importOptions struct {
	Paths  []string
	Source string
	ownFlags
	Accept bool
	JSON   bool
}

func sourceIDs() []string {
	var ids []string
	for _, r := range shipped.All() {
		ids = append(ids, r.ID())
	}
	return ids
}

func runImport(ctx context.Context, w io.Writer, a *app, opts importOptions) error {
	readers := shipped.All()
	own := opts.Config != "" || opts.Source != "" && source.ByID(readers, opts.Source) == nil
	if err := opts.check(opts.Source, opts.Paths); err != nil {
		return err
	}
	if !own && opts.any() {
		return usageErrorf("--layer and --day are for sources of your own; files of %s tell by themselves", opts.Source)
	}
	path, err := a.store()
	if err != nil {
		return err
	}
	progress, finish, err := a.reading(opts.Paths)
	if err != nil {
		return err
	}
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	isNew := false
	if own {
		src, first, err := opts.reader(ctx, a, s, opts.Source)
		if err != nil {
			return err
		}
		opts.Source, isNew = src.ID(), first
		readers = append(readers, src)
	}
	// What is no longer needed is freed sooner rather than later, so that any
	// machine can import: no archive takes more than 200 MB, the program's own
	// code included. A long window to unpack takes 134 MB alone.
	debug.SetGCPercent(25)
	debug.SetMemoryLimit(148 << 20)
	read := source.Options{Readers: readers, Source: opts.Source, Now: a.now()}
	read.Archive.Spill = spillFolder(path)
	read.Archive.Progress = progress
	defer finish()
	in := intake.Options{Paths: opts.Paths, Store: s, Read: read, Accept: opts.Accept}
	if opts.Source == viina.ID || opts.Source == "" && areSettlements(opts.Paths) {
		in.Feed = feedSettlements(a, opts.Paths, read.Archive.Progress)
	}
	reports, err := intake.Run(ctx, in)
	if opts.JSON {
		if jerr := writeReports(w, reports); jerr != nil {
			return jerr
		}
	} else {
		for _, r := range reports {
			printReport(w, r)
		}
	}
	if ctx.Err() != nil {
		return hintError{errors.New("interrupted"), "what was read is kept; run the command again for the rest"}
	}
	if err != nil {
		return hintError{err, "what was read before is kept"}
	}
	if len(reports) == 0 {
		return errors.New("no map files found in " + strings.Join(opts.Paths, ", "))
	}
	taken := 0
	for _, r := range reports {
		for _, n := range r.Layers {
			taken += n
		}
	}
	if taken == 0 && isNew && opts.Config == "" {
		if err := s.Forget(ctx, opts.Source); err != nil {
			return err
		}
	}
	if taken == 0 && own && noDay(reports[0].Refused) {
		return hintError{exitError{code: exitUsage, err: errNoDay}, noDayHint}
	}
	if taken == 0 {
		return exitError{code: exitFailed, err: errors.New("no map could be read")}
	}
	if !opts.JSON {
		fmt.Fprintf(a.err, "salient: kept in %s\n", store.Shown(path))
	}
	return nil
}

// spillFolder is where an archive may be unpacked meanwhile: beside the store,
// where there is room for its maps, or where temporary files go if that is a server.
func spillFolder(store string) string {
	if strings.Contains(store, "://") {
		return os.TempDir()
	}
	return filepath.Dir(store)
}

// writeReports prints one document: the source's report where there is one, as
// scripts expect it, and a list of them where several sources were met.
func writeReports(w io.Writer, reports []intake.Report) error {
	if len(reports) == 1 {
		return writeJSON(w, reports[0])
	}
	return writeJSON(w, reports)
}

func printReport(w io.Writer, r intake.Report) {
	if r.Source == "" {
		fmt.Fprintf(w, "of no source: %s\n", plural(r.Files, "file"))
		printRefused(w, r)
		return
	}
	fmt.Fprintf(w, "%s: %s read, %s new", r.Source, plural(r.Files, "file"), plural(r.Added, "map"))
	if r.Added == 0 && len(r.Refused) == 0 {
		fmt.Fprint(w, " (nothing changed)")
	}
	fmt.Fprintln(w)
	if r.Days > 0 {
		fmt.Fprintf(w, "  %s with a map, %s to %s; %s, %s unchanged from the day before\n",
			plural(r.Days, "day"), r.First, r.Last, plural(r.Distinct, "distinct map"), plural(r.Same, "day"))
	}
	if r.Replaced > 0 {
		fmt.Fprintf(w, "  %s left out, since the source drew another later on the same day\n", plural(r.Replaced, "map"))
	}
	if n := len(r.Missing); n > 0 {
		fmt.Fprintf(w, "  %s missing: %s\n", plural(n, "day"), someDays(r.Missing))
	}
	if n := len(r.Fixed); n > 0 {
		fmt.Fprintf(w, "  %s drawn again later (a correction): %s\n", plural(n, "day"), someDays(r.Fixed))
	}
	if n := len(r.Again); n > 0 {
		fmt.Fprintf(w, "  %s published again with other content, but the same held ground: %s\n", plural(n, "day"), someDays(r.Again))
	}
	for _, kind := range sortedNames(r.Repairs) {
		times := "once"
		if n := r.Repairs[kind]; n != 1 {
			times = number(float64(n), 0) + " times"
		}
		fmt.Fprintf(w, "  repaired: %s, %s\n", strings.ReplaceAll(kind, "_", " "), times)
	}
	printRefused(w, r)
}

func printRefused(w io.Writer, r intake.Report) {
	for i, ref := range r.Refused {
		if i == 20 {
			fmt.Fprintf(w, "  refused: and %d more (--json lists all)\n", len(r.Refused)-i)
			break
		}
		fmt.Fprintf(w, "  refused: %s\n", ref.Error())
	}
}

// someDays lists days, runs of them as from…to, and at most a dozen.
func someDays(days []control.Day) string {
	var parts []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1] == days[j]+1 {
			j++
		}
		part := days[i].String()
		if j > i {
			part += "…" + days[j].String()
		}
		if len(parts) == 12 {
			return strings.Join(parts, ", ") + fmt.Sprintf(", and %d more days", len(days)-i)
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
