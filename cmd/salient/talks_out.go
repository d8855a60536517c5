package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/talks"
)

func newTalksTimelineCommand(a *app, opts *talksOptions) *cobra.Command {
	var q asking
	var d dayFlags
	var file string
	cmd := &cobra.Command{
		Use:   "timeline --svg FILE",
		Short: "Draw rounds above and net ground by week below",
		Long: `Draws the rounds and, on the same time axis, the net ground of each week, one
panel a definition.

Exit status: 0 written, 1 failed, 2 wrong usage, 4 no data.`,
		Example: "  salient talks timeline --svg talks.svg --from 2025-02-01 --to 2026-06-30",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if file == "" {
				return usageErrorf("--svg FILE is needed, - for standard output")
			}
			rec, err := opts.load()
			if err != nil {
				return err
			}
			var t talks.Timeline
			if (d.From == "") != (d.To == "") {
				return usageErrorf("--from and --to: give both or neither")
			}
			if t.From, err = parseDayOr("--from", d.From, 0); err != nil {
				return err
			}
			if t.To, err = parseDayOr("--to", d.To, 0); err != nil {
				return err
			}
			g, done, err := q.ground(a, false)
			if err != nil {
				return err
			}
			defer done()
			return toFile(a, file, func(w io.Writer) error { return rec.WriteTimeline(w, g, t) })
		},
	}
	cmd.Flags().StringVar(&file, "svg", "", "write the picture to this file, - for standard output")
	d.add(cmd)
	q.addMaps(cmd)
	return cmd
}

func newTalksExportCommand(a *app, opts *talksOptions) *cobra.Command {
	var ical, jsonld, graphml, csv string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the record as a calendar, linked data, a graph or tables",
		Long: `Writes the rounds as iCalendar (RFC 5545), as schema.org Events in JSON-LD, who
met whom as GraphML, and the whole record as CSV with a Frictionless
datapackage.json. Each file may be - for standard output, except the folder.

Exit status: 0 written, 1 failed, 2 wrong usage.`,
		Example: "  salient talks export --ical talks.ics --csv talks/",
		Args:    cobra.NoArgs,
		RunE: opts.ask(func(rec *talks.Record, _ []string) error {
			if ical+jsonld+graphml+csv == "" {
				return usageErrorf("nothing to write: give --ical, --jsonld, --graphml or --csv")
			}
			for _, out := range []struct {
				file  string
				write func(io.Writer) error
			}{
				{ical, func(w io.Writer) error { return rec.WriteICal(w, rec.AllRounds, a.now()) }},
				{jsonld, func(w io.Writer) error { return rec.WriteJSONLD(w, rec.AllRounds) }},
				{graphml, func(w io.Writer) error { return rec.WriteGraphML(w, rec.AllRounds) }},
			} {
				if out.file != "" {
					if err := toFile(a, out.file, out.write); err != nil {
						return err
					}
				}
			}
			if csv == "" {
				return nil
			}
			if err := os.MkdirAll(csv, 0o755); err != nil {
				return err
			}
			return rec.WritePackage(func(name string, data []byte) error {
				return os.WriteFile(filepath.Join(csv, name), data, 0o644)
			})
		}),
	}
	f := cmd.Flags()
	f.StringVar(&ical, "ical", "", "file for the calendar")
	f.StringVar(&jsonld, "jsonld", "", "file for the linked data")
	f.StringVar(&graphml, "graphml", "", "file for the graph of who met whom")
	f.StringVar(&csv, "csv", "", "folder for the tables")
	return cmd
}

// toFile writes to a file, or to standard output for -.
func toFile(a *app, file string, write func(io.Writer) error) (err error) {
	if file == "-" {
		return write(a.out)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	return write(f)
}
