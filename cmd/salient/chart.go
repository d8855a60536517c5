package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

func newChartCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "chart",
		Short: "Draw one chart as SVG or PNG, or print what it shows",
		Long: `Draws one chart. --out FILE.svg or FILE.png names the file; without it the SVG
goes to standard output. --json prints what the chart shows instead.`,
		Example: `  salient chart changes --week=2026-02-09 --periods 26 --out changes.svg
  salient chart held --from 2025-01-01 --to 2026-02-15 --json`,
	}
	for _, c := range []struct {
		use, short, example string
		periods             int
		draw                func(d *brief.Desk, o chartOptions, from control.Day) (*picture.Scene, error)
	}{
		{"changes", "Draw gained and lost by week or month as bars", "  salient chart changes --month=2026-01 --periods 24 --out months.svg", 26,
			func(d *brief.Desk, o chartOptions, _ control.Day) (*picture.Scene, error) {
				return d.Changes(o.Periods), nil
			}},
		{"sources", "Draw what each source shows of the same days", "  salient chart sources --week=2026-02-09 --out sources.png", 0,
			func(d *brief.Desk, _ chartOptions, _ control.Day) (*picture.Scene, error) { return d.Sources(), nil }},
		{"cumulative", "Draw net change since a day", "  salient chart cumulative --from 2025-07-01 --to 2026-02-15 --out since.svg", 0,
			func(d *brief.Desk, _ chartOptions, from control.Day) (*picture.Scene, error) {
				return d.Cumulative(from)
			}},
		{"held", "Draw the area held over time", "  salient chart held --from 2025-07-01 --to 2026-02-15 --out held.svg", 0,
			func(d *brief.Desk, _ chartOptions, from control.Day) (*picture.Scene, error) { return d.Held(from) }},
		{"oblasts", "Draw gained and lost by oblast as small panels", "  salient chart oblasts --week=2026-02-09 --periods 13 --out oblasts.svg", 13,
			func(d *brief.Desk, o chartOptions, _ control.Day) (*picture.Scene, error) {
				return d.Oblasts(o.Periods)
			}},
	} {
		var opts chartOptions
		sub := &cobra.Command{
			Use: c.use, Short: c.short, Example: c.example, Args: cobra.NoArgs,
			Long: c.short + ".\n\nExit status: 0 drawn, 1 failed, 2 wrong usage, 4 no source has the maps.",
			RunE: func(cmd *cobra.Command, _ []string) error {
				return runChart(cmd.Context(), a.out, a, c.use, opts, c.draw)
			},
		}
		opts.addWindow(sub.Flags())
		opts.addFile(sub)
		sub.Flags().BoolVar(&opts.JSON, "json", false, "print what the chart shows")
		if c.periods > 0 {
			sub.Flags().IntVar(&opts.Periods, "periods", c.periods, "how many periods, the window the last; 0 goes back to the first map")
		}
		cmd.AddCommand(sub)
	}
	return cmd
}

type chartOptions struct {
	windowOptions
	Periods int
	Out     string
	Dark    bool
}

func (o *chartOptions) addFile(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.Out, "out", "", "file to write, .svg or .png; without it, SVG to standard output")
	cmd.Flags().BoolVar(&o.Dark, "dark", false, "draw the PNG for dark pages; an SVG follows the reader's setting")
}

func runChart(_ context.Context, w io.Writer, a *app, kind string, opts chartOptions, draw func(*brief.Desk, chartOptions, control.Day) (*picture.Scene, error)) error {
	o, done, err := opts.options(a)
	if err != nil {
		return err
	}
	defer done()
	long := kind == "held" || kind == "cumulative"
	if opts.JSON && long {
		return writeSeries(w, o)
	}
	from := o.Window.First
	if long { // what is drawn is the series; the window's end is all that has to be known
		o.Window = brief.DaysOf(max(o.Window.First, o.Window.Last-6), o.Window.Last)
	}
	desk, err := brief.NewDesk(o)
	if err != nil {
		return err
	}
	if opts.JSON {
		return writePeriods(w, o, desk.History(max(opts.Periods, 0)), kind)
	}
	scene, err := draw(desk, opts, from)
	if err != nil {
		return err
	}
	return writeScene(w, scene, opts.Out, picture.Theme(opts.Dark))
}

type periodAnswer struct {
	First   control.Day  `json:"first"`
	Last    control.Day  `json:"last"`
	From    control.Day  `json:"from"`
	To      control.Day  `json:"to"`
	MapFrom *control.Day `json:"map_from"`
	MapTo   *control.Day `json:"map_to"`
	Gained  *float64     `json:"gained_km2"`
	Lost    *float64     `json:"lost_km2"`
	Net     *float64     `json:"net_km2"`
	AtMost  bool         `json:"at_most"`
}

// writePeriods prints periods by definition; null: not known.
func writePeriods(w io.Writer, o brief.Options, panels []picture.Panel, kind string) error {
	if kind == "sources" {
		for i := range panels {
			panels[i].Periods = panels[i].Periods[max(0, len(panels[i].Periods)-1):]
		}
	}
	type result struct {
		Source     string         `json:"source"`
		Definition string         `json:"definition"`
		Days       days           `json:"days"`
		Method     string         `json:"method"`
		Rows       []periodAnswer `json:"rows"`
	}
	results := []result{}
	for _, p := range panels {
		r := result{sourceOf(o.Record, p.Definition), p.Definition, days{[2]control.Day{o.Window.First, o.Window.Last}, nil}, measure.MethodVersion, []periodAnswer{}}
		for _, x := range p.Periods {
			row := periodAnswer{First: x.First, Last: x.Last, From: x.From, To: x.To}
			if x.Known {
				row.MapFrom, row.MapTo, row.Gained, row.Lost, row.Net, row.AtMost = &x.MapFrom, &x.MapTo, &x.Gained, &x.Lost, &x.Net, x.AtMost
			}
			r.Rows = append(r.Rows, row)
		}
		if n := len(p.Periods); n > 0 {
			r.Days.Used = [2]control.Day{p.Periods[0].From, p.Periods[n-1].To}
		}
		results = append(results, r)
	}
	return writeJSON(w, map[string]any{"results": results})
}

func sourceOf(r measure.Record, definition string) string {
	for _, c := range r.Coverage() {
		if c.Definition.Name == definition {
			return c.Definition.Source
		}
	}
	return ""
}

// writeSeries prints the area held on each day with a map, and the days without.
func writeSeries(w io.Writer, o brief.Options) error {
	type row struct {
		Day  control.Day `json:"day"`
		Held float64     `json:"held_km2"`
	}
	type result struct {
		Source     string        `json:"source"`
		Definition string        `json:"definition"`
		Days       days          `json:"days"`
		Method     string        `json:"method"`
		Rows       []row         `json:"rows"`
		Missing    []control.Day `json:"missing_days"`
	}
	results := []result{}
	from, to := o.Window.First, o.Window.Last
	for _, c := range o.Record.Coverage() {
		if o.Source != "" && c.Definition.Source != o.Source && c.Definition.Name != o.Source {
			continue
		}
		r := result{c.Definition.Source, c.Definition.Name, days{[2]control.Day{from, to}, nil}, measure.MethodVersion, []row{}, []control.Day{}}
		series, err := o.Record.Series(c.Definition.Name, from, to)
		if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
			return err
		}
		next := from
		for _, d := range series {
			for ; next < d.Day; next++ {
				r.Missing = append(r.Missing, next)
			}
			next = d.Day + 1
			r.Rows = append(r.Rows, row{d.Day, round(d.Area.Km2(), 6)})
		}
		for ; next <= to; next++ {
			r.Missing = append(r.Missing, next)
		}
		if len(series) > 0 {
			r.Days.Used = [2]control.Day{series[0].Day, series[len(series)-1].Day}
		}
		results = append(results, r)
	}
	return writeJSON(w, map[string]any{"results": results})
}
