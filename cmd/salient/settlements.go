package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/settlements"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/viina"
)

func newSettlementsCommand(a *app) *cobra.Command {
	var opts settlementsOptions
	cmd := &cobra.Command{
		Use:   "settlements [PATH…] --from DAY --to DAY | --week W | --month M | --since DAY | --last 7d",
		Short: "List the settlements that changed hands",
		Long: `Without a PATH, lists the settlements of the gazetteer and the named sites that
were held on the map of one day and not on that of the other, by each source and
definition, with the day of the first map that shows it. From imported maps the
very point counts; from the embedded ledger the cell of about 20 km² around it,
held where half of it is.

With PATHs, reads VIINA's control tables (control_latest_YYYY.zip or .csv, with
gn_UA_tess.geojson, which says where the settlements lie) and lists the
settlements whose status changed in the window, with the day and the region.
These are points as VIINA has them; nothing is estimated. Without
gn_UA_tess.geojson, only settlements that the gazetteer knows are listed.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no maps or lines of such days.`,
		Example: `  salient settlements --month 2026-01 --source deepstate
  salient settlements control_latest_2026.zip gn_UA_tess.geojson --from 2026-02-01 --to 2026-03-01
  salient settlements control_latest_2026.zip gn_UA_tess.geojson --by isw --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return runTaken(cmd.Context(), a.out, a, takenOptions{asking: asking{knownFlag: opts.knownFlag, Source: opts.Source, Definition: opts.Definition, JSON: opts.JSON}, windowFlags: opts.windowFlags, GeoJSON: opts.GeoJSON})
			}
			if opts.Week+opts.Month+opts.Since+opts.Last+opts.Definition != "" {
				return usageErrorf("VIINA's tables take --from and --to")
			}
			opts.Paths = args
			return runSettlements(cmd.Context(), a.out, a, opts)
		},
	}
	f := cmd.Flags()
	opts.add(f)
	opts.addKnown(f)
	f.StringVar(&opts.Source, "source", "", "ask only this source, as deepstate; of tables there is "+viina.ID+" only")
	f.StringVar(&opts.Definition, "definition", "", "count only by this definition, as isw-afp; salient sources lists them")
	f.StringVar(&opts.By, "by", "", "of tables: the column that says who controls: status, isw, dsm, wiki or boost (default: status or, in older tables, boost)")
	f.StringVar(&opts.GeoJSON, "geojson", "", "write the changes to this file as GeoJSON points")
	f.BoolVar(&opts.JSON, "json", false, "print JSON")
	_ = cmd.RegisterFlagCompletionFunc("definition", completeDefinitions(a))
	return cmd
}

type settlementsOptions struct {
	knownFlag
	windowFlags
	Paths      []string
	Source     string
	Definition string
	By         string
	GeoJSON    string
	JSON       bool
}

// settlementChange is a change as printed.
type settlementChange struct {
	Day       control.Day `json:"day"`
	Was       string      `json:"was"`
	Is        string      `json:"is"`
	GeoNameID int         `json:"geonameid"`
	Name      string      `json:"name"`
	Lon       float64     `json:"lon"`
	Lat       float64     `json:"lat"`
	Region    string      `json:"region"`
}

func runSettlements(ctx context.Context, w io.Writer, a *app, opts settlementsOptions) error {
	if opts.Source != "" && opts.Source != viina.ID {
		return hintError{usageErrorf("no settlements of source %q", opts.Source), "there are those of " + viina.ID}
	}
	column, named := viina.Majority, opts.By != ""
	if named {
		var ok bool
		if column, ok = viina.ParseColumn(opts.By); !ok {
			return hintError{usageErrorf("--by %s: no such column", opts.By), "there are status, isw, dsm, wiki and boost"}
		}
	}
	window := [2]control.Day{control.NoDay, control.NoDay}
	for i, text := range [...]string{opts.From, opts.To} {
		if text == "" {
			continue
		}
		day, err := parseDay([...]string{"--from", "--to"}[i], text)
		if err != nil {
			return err
		}
		window[i] = day
	}
	d, err := settlements.Load(ctx, settlements.Options{Paths: opts.Paths, Where: gazetteer.Default()})
	if err != nil {
		return err
	}
	if !d.Has(column) {
		if named {
			return exitError{code: exitNoData, err: fmt.Errorf("the tables have no column %s", column)}
		}
		column = viina.Boost
	}
	first, last := d.Span()
	for i, bound := range [...]control.Day{first, last} {
		if window[i] == control.NoDay {
			window[i] = bound
		}
	}
	if window[0] > window[1] {
		return usageErrorf("--from %s lies after --to %s", window[0], window[1])
	}
	if window[0] > last || window[1] < first {
		return exitError{code: exitNoData, err: fmt.Errorf("the tables have no lines of %s to %s, only of %s to %s", window[0], window[1], first, last)}
	}
	changes := []settlementChange{}
	for _, c := range d.Changes(column, window[0], window[1]) {
		changes = append(changes, settlementChange{c.Day, c.From.String(), c.To.String(), c.ID, c.Name, c.Point.Lon(), c.Point.Lat(), c.Region.Name})
	}
	if opts.GeoJSON != "" {
		if err := writeSettlements(opts.GeoJSON, changes); err != nil {
			return err
		}
	}
	if opts.JSON {
		return writeJSON(w, map[string]any{
			"source": viina.ID, "column": column.String(), "from": window[0], "to": window[1], "first": first, "last": last,
			"settlements": len(d.Located), "unplaced": d.Unplaced, "changes": changes,
		})
	}
	fmt.Fprintf(w, "viina, %s: %s changed hands from %s to %s\n", column, plural(len(changes), "settlement"), window[0], window[1])
	for _, c := range changes {
		fmt.Fprintf(w, "  %s  %-9s to %-9s  %s, %s  %.3f,%.3f\n", c.Day, c.Was, c.Is, c.Name, c.Region, c.Lon, c.Lat)
	}
	warnPlaces(a, d)
	return nil
}

// writeSettlements writes changes as GeoJSON points.
func writeSettlements(path string, changes []settlementChange) error {
	features := []any{}
	for _, c := range changes {
		features = append(features, map[string]any{
			"type": "Feature", "properties": c,
			"geometry": map[string]any{"type": "Point", "coordinates": [2]float64{c.Lon, c.Lat}},
		})
	}
	data, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// warnPlaces says which settlements could not be placed.
func warnPlaces(a *app, d *settlements.Data) {
	var parts []string
	if d.Unplaced > 0 {
		parts = append(parts, plural(d.Unplaced, "settlement")+" without a known place left out")
	}
	if d.Outside > 0 {
		parts = append(parts, plural(d.Outside, "settlement")+" in no region left out")
	}
	if d.Twins > 0 {
		parts = append(parts, plural(d.Twins, "settlement")+" at another's place without ground of its own")
	}
	if len(parts) > 0 {
		fmt.Fprintf(a.err, "salient: of %d settlements: %s\n", len(d.Located)+d.Unplaced+d.Outside, strings.Join(parts, "; "))
	}
	if d.Guessed {
		fmt.Fprintln(a.err, "salient: hint: give gn_UA_tess.geojson beside the table: it says where the settlements lie")
	}
}

// areSettlements reports whether files named on the command line are VIINA's, by
// the names that VIINA gives them: a table of a year is too large to be read
// whole, as other files are before they tell what they are.
func areSettlements(paths []string) bool {
	tables := 0
	for _, p := range paths {
		switch name := filepath.Base(p); {
		case strings.HasPrefix(name, "control_latest"):
			tables++
		case !strings.HasPrefix(name, "gn_UA_tess"):
			return false
		}
	}
	return tables > 0
}

// feedSettlements reads VIINA's tables for an import.
func feedSettlements(a *app, paths []string, progress func(int64)) func(context.Context, func(source.Result) error) error {
	return func(ctx context.Context, fn func(source.Result) error) error {
		d, err := settlements.Load(ctx, settlements.Options{Paths: paths, Where: gazetteer.Default(), Progress: progress})
		if errors.Is(err, settlements.ErrNone) {
			return fmt.Errorf("%s: %w", strings.Join(paths, ", "), err)
		}
		if err != nil {
			return err
		}
		warnPlaces(a, d)
		if len(d.Located) == 0 {
			return errors.New("no settlement of the tables can be placed: give gn_UA_tess.geojson beside them")
		}
		return d.Maps(ctx, control.DayOf(a.now()), fn)
	}
}
