package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/export"
	"github.com/salient-project/salient/measure"
)

func newExportCommand(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export --format FORMAT --what WHAT --out FILE",
		Short: "Write figures, patches or cells to a file for other programs",
		Long: `Writes figures to a file for spreadsheets, GIS and chart tools.

What: held (areas by day), changes (gained and lost by week or month), patches
(ground gained and lost from --from to --to) or cells (share held of each S2 cell
of 20 square kilometers, on the day --to; from the embedded ledger).

Formats: csv, with a Frictionless data package beside it (FILE.datapackage.json);
geojson (RFC 7946); gpkg (GeoPackage 1.4); fgb (FlatGeobuf); parquet (GeoParquet
1.1 where there are geometries); datawrapper (CSV with a column a series, for
held and changes). Patches are polygons from imported maps, points from the
ledger. A file is replaced only when the new one is whole.

Exit status: 0 written, 1 failed, 2 wrong usage, 4 no data.`,
		Example: `  salient export --format csv --what changes --period month --by oblast --out changes.csv
  salient export --format gpkg --what patches --from 2026-01-01 --to 2026-02-01 --out january.gpkg
  salient export --format datawrapper --what held --every 7 --out held.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runExport(cmd.Context(), a, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.Format, "format", "", strings.Join(exportFormats(), ", "))
	f.StringVar(&opts.What, "what", "held", "held, changes, patches or cells")
	f.StringVar(&opts.Out, "out", "", "file to write, - for standard output (not gpkg)")
	f.StringVar(&opts.Source, "source", "", "only this source, as deepstate")
	f.StringVar(&opts.Definition, "definition", "", "only this definition, as isw-afp")
	f.StringVar(&opts.From, "from", "", "first valid day (default: each source's first map)")
	f.StringVar(&opts.To, "to", "", "last valid day (default: each source's newest map)")
	f.IntVar(&opts.Every, "every", 1, "held: so many days apart")
	f.StringVar(&opts.Period, "period", "month", "changes: week or month")
	opts.addBy(f)
	f.BoolVar(&opts.JSON, "json", false, "print what was written as JSON")
	opts.addKnown(f)
	opts.addSlivers(f)
	_ = cmd.RegisterFlagCompletionFunc("definition", completeDefinitions(a))
	return cmd
}

type exportOptions struct {
	asking
	Format, What, Out string
	From, To          string
	Every             int
	Period            string
}

// datawrapper is the CSV laid out for chart tools.
const datawrapper = "datawrapper"

func exportFormats() []string {
	all := append(export.Formats(), datawrapper)
	slices.Sort(all)
	return all
}

func runExport(_ context.Context, a *app, opts exportOptions) error {
	table, ok := map[string]func(measure.Record, export.Asked) (*export.Table, error){
		"held": export.Held, "changes": export.Changes, "patches": export.Patches, "cells": export.Cells,
	}[opts.What]
	if !ok {
		return usageErrorf("--what %s: want held, changes, patches or cells", opts.What)
	}
	if !slices.Contains(exportFormats(), opts.Format) {
		return usageErrorf("--format %q: want one of %s", opts.Format, strings.Join(exportFormats(), ", "))
	}
	if opts.Out == "" {
		return usageErrorf("--out is needed: a file, or - for standard output")
	}
	record, done, err := opts.record(a)
	if err != nil {
		return err
	}
	defer done()
	q, err := opts.asked(a, record)
	if err != nil {
		return err
	}
	t, err := table(record, q)
	if err != nil {
		return err
	}
	format := export.Format(opts.Format)
	if opts.Format == datawrapper {
		format = "csv"
		if t, err = export.Wide(t); err != nil {
			return exitError{code: exitUsage, err: err}
		}
	}
	files := []string{"-"}
	if opts.Out == "-" {
		err = export.WriteTo(a.out, format, t)
	} else {
		files, err = export.Write(opts.Out, format, t)
	}
	if errors.Is(err, export.ErrFormat) {
		return exitError{code: exitUsage, err: err}
	}
	if err != nil || opts.Out == "-" {
		return err
	}
	if opts.JSON {
		return writeJSON(a.out, map[string]any{"files": files, "what": opts.What, "format": opts.Format, "rows": len(t.Rows), "method": measure.MethodVersion})
	}
	fmt.Fprintf(a.out, "%s: %s\n", strings.Join(files, ", "), plural(len(t.Rows), "row"))
	return nil
}

// asked turns flags into what a table is asked to hold.
func (o *exportOptions) asked(a *app, record measure.Record) (export.Asked, error) {
	var q export.Asked
	selected, err := o.selected(record)
	if err != nil {
		return q, err
	}
	options, err := o.options()
	if err != nil {
		return q, err
	}
	q = export.Asked{Definitions: selected, From: selected[0].First, To: selected[0].Last, Every: o.Every, ByRegion: options.ByRegion, By: options.By, Period: measure.Period(o.Period)}
	for _, c := range selected {
		q.From, q.To = min(q.From, c.First), max(q.To, c.Last)
		credit := ""
		for _, r := range a.readers() {
			if r.ID() == c.Definition.Source {
				credit = r.Info().Attribution
			}
		}
		if credit != "" && !slices.Contains(q.Credit, credit) {
			q.Credit = append(q.Credit, credit)
		}
	}
	for _, end := range []struct {
		flag, text string
		day        *control.Day
	}{{"--from", o.From, &q.From}, {"--to", o.To, &q.To}} {
		if end.text == "" {
			continue
		}
		if *end.day, err = parseDay(end.flag, end.text); err != nil {
			return q, err
		}
	}
	switch {
	case o.What == "patches" && (o.From == "" || o.To == ""):
		return q, usageErrorf("patches need --from and --to")
	case q.From > q.To:
		return q, usageErrorf("--from %s is after --to %s", q.From, q.To)
	case o.Every < 1:
		return q, usageErrorf("--every %d: want 1 or more", o.Every)
	case q.Period != measure.Weekly && q.Period != measure.Monthly:
		return q, usageErrorf("--period %s: want week or month", o.Period)
	}
	return q, nil
}
