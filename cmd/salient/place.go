package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

func newPlaceCommand(a *app) *cobra.Command {
	var opts placeOptions
	cmd := &cobra.Command{
		Use:   "place NAME|LON,LAT",
		Short: "Print who held a place, and since when",
		Long: `Prints the history of a place, source by source: the days on which it was held
by the holder (Russia, in the shipped sources) and on which it was not. A place is a town or village in any usual
spelling, a named site such as "Zaporizhzhia NPP", or a longitude and latitude.

It also prints how far the nearest ground lies that the holder held on a day, or,
of a place that was held, how far the line of contact.

From imported maps the answer is of the very point. From the embedded ledger it
is of the cell of about 20 km² around it: held where half of it or more is; and
distances are bounds, since ground is known by the cell.

Exit status: 0 printed, 1 failed, 2 wrong usage or an ambiguous name, 4 no such
place or no maps.`,
		Example: `  salient place Huliaipole
  salient place "Zaporizhzhia NPP" --json
  salient place Zaporizhzhia --on 2026-02-17
  salient place 36.26,47.66`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Place = strings.TrimSpace(args[0])
			return runPlace(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd, a)
	cmd.Flags().StringVar(&opts.On, "on", "", "day of the distances (default: each source's newest map)")
	return cmd
}

type placeOptions struct {
	asking
	Place string
	On    string
}

func runPlace(_ context.Context, w io.Writer, a *app, opts placeOptions) error {
	o, err := opts.options()
	if err != nil {
		return err
	}
	on, err := parseDayOr("--on", opts.On, control.NoDay)
	if err != nil {
		return err
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	name, point, where, err := a.countries().Find(selected, func(g *gazetteer.Gazetteer) (string, geo.Point, error) {
		return findPlace(g, opts.Place)
	})
	if err != nil {
		return err
	}
	if opts.Source == "" && opts.Definition == "" {
		selected = a.countries().At(point, selected)
	}
	ans, errs := answer.PlaceOf(record, where, selected, name, point, on, o.AsKnownOn)
	if err := noneAnswered(len(ans.History), errs); err != nil {
		return err
	}
	if opts.JSON {
		return writeJSON(w, ans)
	}
	actors := map[string]string{}
	for _, c := range selected {
		actors[c.Definition.Name] = c.Definition.Actor
	}
	printPlace(w, ans, actors)
	return nil
}

// findPlace turns what the user wrote into a point with a name.
func findPlace(where *gazetteer.Gazetteer, text string) (string, geo.Point, error) {
	if lon, lat, ok := strings.Cut(text, ","); ok {
		x, errX := strconv.ParseFloat(strings.TrimSpace(lon), 64)
		y, errY := strconv.ParseFloat(strings.TrimSpace(lat), 64)
		if errX == nil && errY == nil {
			if !(x >= -180 && x <= 180 && y >= -90 && y <= 90) {
				return "", geo.Point{}, usageErrorf("%s: want longitude, then latitude, in degrees", text)
			}
			return text, geo.Pt(x, y), nil
		}
	}
	p, err := where.Lookup(text, gazetteer.Hint{})
	var ambiguous *gazetteer.AmbiguousError
	switch {
	case errors.As(err, &ambiguous):
		return "", geo.Point{}, hintError{exitError{code: exitUsage, err: err}, "add the oblast, as in \"" + text + ", Kharkiv\""}
	case errors.Is(err, gazetteer.ErrUnknownPlace):
		return "", geo.Point{}, hintError{exitError{code: exitNoData, err: err}, "a longitude and latitude work for any point: salient place 36.26,47.66"}
	case err != nil:
		return "", geo.Point{}, err
	}
	return p.Name, p.Point, nil
}

func printPlace(w io.Writer, ans answer.Place, actors map[string]string) {
	fmt.Fprintf(w, "%s (%.4f, %.4f)", ans.Place, ans.Lon, ans.Lat)
	if ans.Oblast != nil {
		fmt.Fprintf(w, ", %s", *ans.Oblast)
	}
	if ans.Near != nil && ans.Near.Distance >= 1.5 {
		fmt.Fprintf(w, ", %s km %s of %s", number(ans.Near.Distance, 0), ans.Near.Bearing, ans.Near.Place)
	}
	fmt.Fprintln(w)
	t := table(w)
	last := ""
	for _, s := range ans.History {
		name := s.Definition
		if name == last {
			name = ""
		}
		last = s.Definition
		word := "not held by " + actors[s.Definition]
		if s.Held {
			word = "held by " + actors[s.Definition]
		}
		if s.Basis == measure.FromLedger {
			word += " (the cell around it, mostly)"
		}
		fmt.Fprintf(t, "  %s\t%s\tto %s\t%s\n", name, s.From, s.To, word)
	}
	_ = t.Flush()
	if len(ans.Distances) == 0 {
		return
	}
	fmt.Fprintln(w, "\nHow near held ground comes:")
	for _, r := range ans.Distances {
		on := "on " + r.Day.String()
		if r.Asked > r.Day {
			on = fmt.Sprintf("on %s, by the map of %s%s", r.Asked, r.Day, longBefore(r.Asked, r.Day))
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\n", r.Definition, reachText(r), on)
	}
	_ = t.Flush()
}

// reachText says how near held ground comes.
func reachText(r answer.Reach) string {
	switch {
	case r.Held && r.LeastKm == nil:
		return "the place is held"
	case r.LeastKm == nil:
		return "none is held"
	}
	var text string
	switch {
	case r.Km != nil:
		text = number(*r.Km, 1) + " km"
	case r.MostKm != nil:
		text = fmt.Sprintf("%s to %s km", number(*r.LeastKm, 0), number(*r.MostKm, 0))
	default:
		text = fmt.Sprintf("%s km or more", number(*r.LeastKm, 0))
	}
	if r.Bearing != nil {
		text += " " + *r.Bearing
	}
	if r.Held {
		text = "held; the line of contact is " + text
	}
	return text
}
