package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/measure"
)

func newTrendCommand(a *app) *cobra.Command {
	var opts periodFlags
	cmd := &cobra.Command{
		Use:   "trend [--week | --month] [--oblast NAME | --near PLACE]",
		Short: "Print how gains and losses developed, also within an area",
		Long: `Prints, for each source and definition, the change of every week or month and
whether it was steady, growing or slowing: in the whole country, in an oblast, or
near a place.

Steady is a gain in at least nine of ten periods, and never none in three that
follow one another. Growing and slowing are told by the Mann-Kendall test, where
chance alone would bring as much in less than one case of twenty; the slope is
Theil and Sen's. Near a place, patches count whose center is within --radius.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no whole period.`,
		Example: `  salient trend --near Pokrovsk --from 2025-06-01 --source deepstate
  salient trend --week --oblast Zaporizhzhia --kind gained --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runTrend(cmd.Context(), a.out, a, opts)
		},
	}
	opts.add(cmd, a)
	return cmd
}

func runTrend(_ context.Context, w io.Writer, a *app, opts periodFlags) error {
	return opts.tell(w, a, func(s series) (any, func(), error) {
		t := measure.TrendOf(s.rows, s.kind)
		ans := answer.TrendOf(s.Coverage, s.period, s.kind, s.in, s.asked(s.Coverage), s.rows, s.skipped, t)
		return ans, func() { printTrend(w, s, t) }, nil
	})
}

func printTrend(w io.Writer, of series, t measure.Trend) {
	d, p, kind, rows, skipped := of.Definition, of.periods, of.kind, of.rows, of.skipped
	fmt.Fprintf(w, "%s (%s): %s, %s by the %s, %s to %s%s\n", d.Name, d.Title, d.Actor, kind, p.period, rows[0].From, rows[len(rows)-1].To, inText(p.in))
	steady := "not steady"
	if t.Steady() {
		steady = "steady"
	}
	fmt.Fprintf(w, "  %s: above 0 in %d of %s, below in %d, longest pause %s\n", steady, t.Positive, plural(t.Periods, string(p.period)), t.Negative, plural(t.Pause, string(p.period)))
	if kind == "net" && t.Unclear > 0 {
		fmt.Fprintf(w, "  in %s of %d the net change lies inside its own uncertainty: the line of contact is not drawn so exactly\n", plural(t.Unclear, string(p.period)), t.Periods)
	}
	between := func(r *measure.Range) string {
		if r == nil {
			return ""
		}
		return fmt.Sprintf(", between %s and %s", signed(r.Low, 2), signed(r.High, 2))
	}
	fmt.Fprintf(w, "  pace: %s (mean %s km² a %s%s; slope %s%s; Kendall's tau %s, p %s)\n", t.Pace(), number(t.Mean, 2), p.period, between(t.MeanInterval),
		signed(t.Slope, 2), between(t.SlopeInterval), signed(t.Tau, 2), number(t.P, 3))
	tab := table(w)
	for _, r := range rows {
		fmt.Fprintf(tab, "  %s\t%s km²\t%s\n", periodText(p.period, r), figure(kind, r), figureEnds(kind, r))
	}
	_ = tab.Flush()
	printSkipped(w, p.period, skipped)
}
