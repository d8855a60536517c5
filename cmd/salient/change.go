package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/measure"
)

func newChangeCommand(a *app) *cobra.Command {
	var opts changeOptions
	cmd := &cobra.Command{
		Use:   "change --from DAY --to DAY | --week W | --month M | --since DAY | --last 7d",
		Short: "Print ground gained and lost between two days",
		Long: `Prints the ground that Russia gained, lost and the net, from the map of one
valid day to the map of another, for each source and definition, and the
patches: area, center, oblast, and where it is.

Gained and lost are gross. Slivers are ground that changed only because a
boundary was drawn anew; they are reported apart unless --slivers says
otherwise. A day that has no map is answered from the nearest earlier one.
Rates divide by the days between the two maps.

A month runs from the map of its 1st to that of the next month's 1st, as
DeepState counts, a week from its Monday to the next: what is gained in weeks
or months that follow one another adds up. --since and --last end with the
newest map of each source, whose days may differ.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no map for a day.`,
		Example: `  salient change --from 2026-02-11 --to 2026-02-17
  salient change --month 2026-01 --source deepstate --by oblast --json
  salient change --last 7d
  salient change --from 2026-02-11 --to 2026-02-17 --geojson week.geojson`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runChange(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd, a)
	f := cmd.Flags()
	opts.add(f)
	opts.addBy(f)
	opts.addSlivers(f)
	f.StringVar(&opts.GeoJSON, "geojson", "", "write the patches to this file, - for standard output (needs imported maps)")
	f.IntVar(&opts.Patches, "patches", 8, "list so many of the largest patches a definition, for people; JSON has all")
	return cmd
}

type changeOptions struct {
	asking
	windowFlags
	GeoJSON string
	Patches int
}

func runChange(_ context.Context, w io.Writer, a *app, opts changeOptions) error {
	o, err := opts.options()
	if err != nil {
		return err
	}
	o.Patches = true
	window, err := opts.window()
	if err != nil {
		return err
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	var changes []measure.Change
	var errs []error
	for _, c := range selected {
		from, to := window.In(c)
		change, err := record.Change(c.Definition.Name, from, to, o)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		changes = append(changes, change)
	}
	if err := noneAnswered(len(changes), errs); err != nil {
		return err
	}
	if opts.GeoJSON != "" {
		if err := writePatches(w, opts.GeoJSON, changes); err != nil {
			return err
		}
		if opts.GeoJSON == "-" {
			return nil
		}
	}
	if opts.JSON {
		answers := make([]answer.Change, len(changes))
		for i, c := range changes {
			answers[i] = answer.ChangeOf(c)
		}
		return writeJSON(w, opts.document(answers))
	}
	printChanges(w, changes, opts.Patches)
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

func printChanges(w io.Writer, changes []measure.Change, patches int) {
	for i, c := range changes {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d := c.Definition
		fmt.Fprintf(w, "%s (%s): %s, from %s to %s\n", d.Name, d.Title, d.Actor, c.AskedFrom, c.AskedTo)
		atMost := ""
		if c.Gross == measure.DailySum {
			atMost = "at most "
		}
		fmt.Fprintf(w, "  gained %s%s, lost %s%s\n", atMost, areaText(c.Gained.Km2()), atMost, areaText(c.Lost.Km2()))
		if g, l := c.GainedInterval, c.LostInterval; g != nil && l != nil {
			fmt.Fprintf(w, "  gained is between %s and %s km², lost between %s and %s\n", number(g.Low.Km2(), 0), number(g.High.Km2(), 0), number(l.Low.Km2(), 0), number(l.High.Km2(), 0))
		}
		fmt.Fprintf(w, "  net %s km²%s%s\n", signed(c.Net.Km2(), 2), perDay(c), plusMinus(c.Interval))
		if c.Unclear() {
			fmt.Fprintln(w, "  the net change lies inside its own uncertainty: the line of contact is not drawn so exactly")
		}
		if s := (c.SliverGained + c.SliverLost).Km2(); s > 0.005 {
			counted := ""
			if c.Slivers == measure.Include {
				counted = ", counted in gained and lost"
			}
			fmt.Fprintf(w, "  slivers %s km²: ground that only a redrawn boundary changed%s\n", number(s, 2), counted)
		}
		for _, b := range d.BreaksBetween(c.From, c.To) {
			fmt.Fprintf(w, "  note: %s\n", wrap(b.Note, 90, "        "))
		}
		if c.From != c.AskedFrom {
			fmt.Fprintf(w, "  no map of %s: from the nearest earlier one, of %s\n", c.AskedFrom, c.From)
		}
		if c.To != c.AskedTo {
			fmt.Fprintf(w, "  no map of %s: to the nearest earlier one, of %s\n", c.AskedTo, c.To)
		}
		printDoubts(w, c.Faults, c.Corrected)
		if len(c.Regions) > 0 {
			t := table(w)
			fmt.Fprintln(t, "  \tgained km²\tbetween\tlost km²\tbetween\tnet km²\tbetween")
			unclear := false
			for _, r := range c.Regions {
				fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Name, number(r.Gained.Km2(), 2), ends(r.GainedInterval),
					number(r.Lost.Km2(), 2), ends(r.LostInterval), signed(r.Net.Km2(), 2), netEnds(r.Interval))
				unclear = unclear || r.Unclear()
			}
			_ = t.Flush()
			if unclear {
				fmt.Fprintln(w, "  "+unclearNote)
			}
		}
		printPatches(w, c.Patches, patches)
	}
	if len(changes) > 0 {
		if note := basisNote(changes[0].Basis); note != "" {
			fmt.Fprintf(w, "\n%s\n", note)
		}
	}
}

// perDay says how fast the net changed, where that says more than the net.
func perDay(c measure.Change) string {
	if n := c.To - c.From; n <= 1 {
		return ""
	}
	n := float64(c.To - c.From)
	between := ""
	if r := c.Interval.Per(n); r != nil {
		between = fmt.Sprintf(", between %s and %s", signed(r.Low/1e6, 2), signed(r.High/1e6, 2))
	}
	return fmt.Sprintf(" (%s a day%s)", signed(c.Net.Km2()/n, 2), between)
}

func printPatches(w io.Writer, patches []measure.Patch, most int) {
	var rest geo.SquareMeters
	restN := 0
	t := table(w)
	for i, p := range patches {
		if i >= most {
			rest += p.Area
			restN++
			continue
		}
		region := p.Region
		if region == "" {
			region = "outside every region"
		}
		near := ""
		if p.Near.Place != "" {
			near = fmt.Sprintf("%s km %s of %s", number(p.Near.Distance.Km(), 0), p.Near.Bearing, p.Near.Place)
		}
		fmt.Fprintf(t, "  %s\t%s km²\t%s\t%s\t%.3f,%.3f\n", p.Kind, number(p.Area.Km2(), 2), near, region, p.Centroid.Lon(), p.Centroid.Lat())
	}
	_ = t.Flush()
	if restN > 0 {
		fmt.Fprintf(w, "  and %d smaller patches, %s km² together\n", restN, number(rest.Km2(), 2))
	}
}

// writePatches writes the patches of every change as one GeoJSON feature
// collection (RFC 7946).
func writePatches(w io.Writer, file string, changes []measure.Change) (err error) {
	for _, c := range changes {
		if c.Basis == measure.FromLedger {
			return hintError{exitError{code: exitNoData, err: fmt.Errorf("%s: the ledger has no polygons", c.Definition.Name)},
				"import the source's maps first: salient import PATH"}
		}
	}
	if file != "-" {
		f, err2 := os.Create(file)
		if err2 != nil {
			return err2
		}
		defer func() {
			if cerr := f.Close(); err == nil {
				err = cerr
			}
		}()
		w = f
	}
	type feature struct {
		Type       string          `json:"type"`
		Properties map[string]any  `json:"properties"`
		Geometry   json.RawMessage `json:"geometry"`
	}
	features := []feature{}
	for _, c := range changes {
		for _, p := range c.Patches {
			features = append(features, feature{"Feature", map[string]any{
				"source": c.Definition.Source, "definition": c.Definition.Name, "kind": p.Kind, "from": c.From, "to": c.To,
				"area_km2": round(p.Area.Km2(), 6), "oblast": p.Region, "sliver": p.Sliver, "method": measure.MethodVersion,
				"near_place": p.Near.Place, "near_distance_km": round(p.Near.Distance.Km(), 1), "near_bearing": p.Near.Bearing,
			}, geojson.AppendGeometry(nil, geo.MultiPolygon{p.Polygon})})
		}
	}
	return json.NewEncoder(w).Encode(map[string]any{"type": "FeatureCollection", "features": features})
}
