package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/published"
)

func newTerritoryCommand(a *app) *cobra.Command {
	var opts territoryOptions
	cmd := &cobra.Command{
		Use:   "territory PATH…",
		Short: "Measure NZZ's files as conflict-investigations does, and by NZZ's own types",
		Long: `Recomputes the series that conflict-investigations publishes of NZZ's maps
(territory.csv), one figure a file: every feature counts as held, losses too,
measured on a cylindrical equal-area projection, and 26,689.32 km² are added for
Crimea. Beside it stands what NZZ's types mean: nochange and gains are held;
losses is ground recently lost and, since August 2024, Ukrainian-held ground in
Russia.

With --series, the rows of their file are compared with the figures recomputed.

Exit status: 0 printed, 1 failed or no map, 2 wrong usage, 4 no file of that day.`,
		Example: `  salient sources territory nzz.tar.zst --on 2024-09-01
  salient sources territory nzz.tar.zst --series territory.csv
  salient sources territory nzz.tar.zst --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Paths = args
			return runTerritory(cmd.Context(), a.out, a, opts)
		},
	}
	cmd.Flags().StringVar(&opts.On, "on", "", "the file of this day alone (the day in its name, as in their series)")
	cmd.Flags().StringVar(&opts.Series, "series", "", "compare with this CSV of theirs, with the columns date and area")
	cmd.Flags().BoolVar(&opts.JSON, "json", false, "print JSON")
	return cmd
}

type territoryOptions struct {
	Paths  []string
	On     string
	Series string
	JSON   bool
}

// territoryRow is one file as printed; areas in km².
type territoryRow struct {
	File      string      `json:"file"`
	Fetched   control.Day `json:"day"`
	Day       control.Day `json:"map_day"`
	Theirs    float64     `json:"with_losses_and_crimea_km2"`
	Right     float64     `json:"without_losses_km2"`
	Losses    float64     `json:"losses_km2"`
	Ours      float64     `json:"held_and_crimea_km2"`
	Held      float64     `json:"held_km2"`
	Published *float64    `json:"published_km2"`
}

func runTerritory(ctx context.Context, w io.Writer, a *app, opts territoryOptions) error {
	on, err := parseDayOr("--on", opts.On, control.NoDay)
	if err != nil {
		return err
	}
	var wanted func(control.Day) bool
	if on != control.NoDay {
		wanted = func(d control.Day) bool { return d == on }
	}
	series, err := readSeries(opts.Series)
	if err != nil {
		return err
	}
	progress, finish, err := a.reading(opts.Paths)
	if err != nil {
		return err
	}
	files, err := published.Territories(ctx, opts.Paths, wanted, progress)
	finish()
	if err != nil {
		return err
	}
	rows := []territoryRow{}
	for _, f := range files {
		row := territoryRow{f.File, f.Fetched, f.Day, answer.Round(f.Theirs.Km2(), 3), answer.Round(f.Right.Km2(), 3),
			answer.Round(f.Losses.Km2(), 3), answer.Round((f.Held + published.Crimea).Km2(), 3), answer.Round(f.Held.Km2(), 3), nil}
		if km2, ok := series[f.Fetched]; ok {
			row.Published = &km2
		}
		rows = append(rows, row)
	}
	switch {
	case len(rows) == 0 && on != control.NoDay:
		return exitError{code: exitNoData, err: fmt.Errorf("no map of NZZ's fetched on %s in %s", on, strings.Join(opts.Paths, ", "))}
	case len(rows) == 0:
		return errors.New("no map of NZZ's in " + strings.Join(opts.Paths, ", "))
	case opts.JSON:
		return writeJSON(w, map[string]any{"source": "liveuamap", "definition": "liveuamap", "crimea_km2": published.Crimea.Km2(), "maps": rows})
	}
	printTerritory(w, rows, opts.Series != "")
	return nil
}

// readSeries reads a CSV with the columns date and area, or nothing for no name.
func readSeries(name string) (map[control.Day]float64, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usageErrorf("--series: %w", err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, usageErrorf("--series %s: %w", name, err)
	}
	series := map[control.Day]float64{}
	for i, line := range lines {
		if i == 0 && len(line) == 2 && line[0] == "date" && line[1] == "area" {
			continue
		}
		var day control.Day
		km2, err := math.NaN(), errors.New("want the columns date and area")
		if len(line) == 2 {
			if km2, err = strconv.ParseFloat(line[1], 64); err == nil {
				day, err = control.ParseDay(strings.TrimSuffix(line[0], " 00:00:00"))
			}
		}
		if err != nil {
			return nil, usageErrorf("--series %s: line %d: %w", name, i+1, err)
		}
		series[day] = km2
	}
	return series, nil
}

// territoryShown is how many rows the table for people has at most: the newest,
// or the worst of a comparison.
const territoryShown = 20

func printTerritory(w io.Writer, rows []territoryRow, compared bool) {
	fmt.Fprint(w, `Areas of NZZ's files in km²
  theirs  as conflict-investigations counts: every feature, losses too, with
          straight borders on an equal-area projection, and 26,689.32 for Crimea
  losses  what of it NZZ does not mean as held, geodesic
  ours    liveuamap with the same Crimea: nochange and gains, geodesic
  held    liveuamap: the same without Crimea

`)
	if compared {
		rows = printSeries(w, rows)
	}
	if len(rows) > territoryShown {
		fmt.Fprintf(w, "the last %d of %d files; --on DAY prints one, --json all\n", territoryShown, len(rows))
		rows = rows[len(rows)-territoryShown:]
	}
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "%-10s  %-10s  %10s  %8s  %9s  %9s", "file", "map of", "theirs", "losses", "ours", "held")
	if compared {
		fmt.Fprintf(w, "  %10s", "published")
	}
	fmt.Fprintln(w)
	for _, r := range rows {
		fmt.Fprintf(w, "%s  %s  %10s  %8s  %9s  %9s", r.Fetched, r.Day, number(r.Theirs, 3), number(r.Losses, 2), number(r.Ours, 2), number(r.Held, 2))
		if compared {
			fmt.Fprintf(w, "  %10s", number(*r.Published, 3))
		}
		fmt.Fprintln(w)
	}
}

// printSeries says how far the published rows are from those recomputed, and
// returns those that differ.
func printSeries(w io.Writer, rows []territoryRow) []territoryRow {
	var apart []territoryRow
	n, worst := 0, 0.0
	for _, r := range rows {
		if r.Published == nil {
			continue
		}
		n++
		if d := math.Abs(*r.Published - r.Theirs); d > 0.01 {
			apart = append(apart, r)
		} else {
			worst = max(worst, d)
		}
	}
	fmt.Fprintf(w, "%s of the series have a file here: %d agree within 0.01 km² (%.3f at most), %d do not\n", plural(n, "row"), n-len(apart), worst, len(apart))
	return apart
}
