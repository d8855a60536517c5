package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

type takenOptions struct {
	asking
	windowFlags
	GeoJSON string
}

// runTaken lists the settlements that changed hands on the maps.
func runTaken(_ context.Context, w io.Writer, a *app, opts takenOptions) error {
	window, err := opts.window()
	if err != nil {
		return err
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	results := []answer.Taken{}
	actors := map[string]string{}
	var errs []error
	for _, c := range selected {
		d := c.Definition
		from, to := window.In(c)
		where := a.countries().For(d.Source)
		taken, err := measure.TakenPlaces(record, d.Name, from, to, where)
		if err == nil {
			var ch measure.Change
			if ch, err = record.Change(d.Name, from, to, measure.Options{}); err == nil {
				results = append(results, answer.TakenOf(d, ch.Basis, [2]control.Day{from, to}, [2]control.Day{ch.From, ch.To}, taken, where))
				actors[d.Name] = d.Actor
			}
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	if err := noneAnswered(len(results), errs); err != nil {
		return err
	}
	if opts.GeoJSON != "" {
		if err := writeTaken(opts.GeoJSON, results); err != nil {
			return err
		}
	}
	if opts.JSON {
		return writeJSON(w, opts.document(results))
	}
	printTaken(w, results, actors)
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

func printTaken(w io.Writer, results []answer.Taken, actors map[string]string) {
	for i, r := range results {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: %s changed hands from %s to %s\n", r.Definition, plural(len(r.Places), "place"), r.From, r.To)
		t := table(w)
		for _, p := range r.Places {
			how := "held by " + actors[r.Definition]
			if !p.Held {
				how = "no longer held by " + actors[r.Definition]
			}
			if r.Basis == measure.FromLedger {
				how += " (its cell, mostly)"
			}
			oblast, near := "", ""
			if p.Oblast != nil {
				oblast = *p.Oblast
			}
			if p.Near != nil && p.Near.Place != p.Place {
				near = fmt.Sprintf("%s km %s of %s", number(p.Near.Distance, 0), p.Near.Bearing, p.Near.Place)
			}
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", p.Day, p.Place, oblast, near, how)
		}
		_ = t.Flush()
	}
	if len(results) > 0 {
		if note := basisNote(results[0].Basis); note != "" {
			fmt.Fprintf(w, "\n%s\n", note)
		}
	}
}

// writeTaken writes the places as GeoJSON points.
func writeTaken(path string, results []answer.Taken) error {
	features := []any{}
	for _, r := range results {
		for _, p := range r.Places {
			features = append(features, map[string]any{
				"type":     "Feature",
				"geometry": map[string]any{"type": "Point", "coordinates": [2]float64{p.Lon, p.Lat}},
				"properties": map[string]any{
					"place": p.Place, "kind": p.Kind, "held": p.Held, "day": p.Day, "oblast": p.Oblast, "population": p.Population,
					"source": r.Source, "definition": r.Definition, "from": r.From, "to": r.To, "method": r.Method, "basis": r.Basis,
				},
			})
		}
	}
	data, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}
