package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

func newRecordsCommand(a *app) *cobra.Command {
	var opts recordsOptions
	cmd := &cobra.Command{
		Use:   "records [--week | --month]",
		Short: "Print the largest and smallest weeks or months, and streaks",
		Long: `Prints, for each source and definition, which weeks or months had the largest
and the smallest gain, loss or net change, with the runners-up; where one period
stands among all, and since when there was none with as much or as little; and
how many periods in a row brought a gain, a loss, or more than the one before
(acceleration).

Only whole periods count. One is left out where a map for its first or last day
is missing, or where the maps' baseline changed, and said to be.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no whole period.`,
		Example: `  salient records --month --source deepstate
  salient records --week --kind lost --from 2023-06-01
  salient records --week --at 2026-02-11 --oblast Zaporizhzhia --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runRecords(cmd.Context(), a.out, a, opts)
		},
	}
	opts.add(cmd, a)
	cmd.Flags().StringVar(&opts.At, "at", "", "place the period that this day lies in (default: the newest whole one)")
	cmd.Flags().IntVar(&opts.Top, "top", 3, "list so many of the largest and smallest")
	return cmd
}

type recordsOptions struct {
	periodFlags
	At  string
	Top int
}

func runRecords(_ context.Context, w io.Writer, a *app, opts recordsOptions) error {
	if opts.Top < 1 {
		return usageErrorf("--top %d: want 1 or more", opts.Top)
	}
	day, err := parseDayOr("--at", opts.At, control.NoDay)
	if err != nil {
		return err
	}
	return opts.tell(w, a, func(s series) (any, func(), error) {
		at, ok := measure.RowAt(s.rows, day)
		if !ok {
			return nil, nil, fmt.Errorf("%s: no whole %s around %s: %w", s.Definition.Name, s.period, day, chronicle.ErrNoMap)
		}
		found := measure.RecordsOf(s.rows, s.kind, at, opts.Top)
		ans := answer.RecordsOf(s.Coverage, s.period, s.kind, s.in, s.asked(s.Coverage), s.rows, s.skipped, found)
		return ans, func() { printRecords(w, s, found) }, nil
	})
}

func printRecords(w io.Writer, of series, s measure.Superlatives) {
	d, p, kind, rows, skipped := of.Definition, of.periods, of.kind, of.rows, of.skipped
	fmt.Fprintf(w, "%s (%s): %s, %s by the %s, %s to %s%s\n", d.Name, d.Title, d.Actor, kind, p.period, rows[0].From, rows[len(rows)-1].To, inText(p.in))
	t := table(w)
	list := func(title string, rows []measure.Row) {
		for i, r := range rows {
			if i > 0 {
				title = ""
			}
			fmt.Fprintf(t, "  %s\t%s\t%s km²\t%s\n", title, periodText(p.period, r), figure(kind, r), figureEnds(kind, r))
		}
	}
	list("largest", s.Largest)
	list("smallest", s.Smallest)
	_ = t.Flush()
	if kind == "net" && slices.ContainsFunc(slices.Concat(s.Largest, s.Smallest, []measure.Row{s.Latest.Row}), rowUnclear) {
		fmt.Fprintln(w, "  "+unclearNote)
	}
	at := s.Latest
	between := figureEnds(kind, at.Row)
	if between != "" {
		between = " (" + between + ")"
	}
	fmt.Fprintf(w, "  %s: %s km²%s, place %d of %d; %s; %s\n", periodText(p.period, at.Row), figure(kind, at.Row), between, at.Rank, at.Of,
		since(p.period, at.MostSince, "as much", "the most of all up to then"), since(p.period, at.LeastSince, "as little", "the least of all up to then"))
	run := func(words string, s measure.Streaks) {
		if s.Longest.Periods < 2 {
			return
		}
		fmt.Fprintf(w, "  %s: %s in a row now; at most %s, to %s\n", words, plural(s.Current.Periods, string(p.period)),
			plural(s.Longest.Periods, string(p.period)), periodText(p.period, s.Longest.Last))
	}
	if kind == "net" {
		run("net gain", s.Positive)
		run("net loss", s.Negative)
	}
	run("more than the one before", s.Rising)
	run("less than the one before", s.Falling)
	printSkipped(w, p.period, skipped)
}

func since(p measure.Period, r *measure.Row, what, none string) string {
	if r == nil {
		return none
	}
	return fmt.Sprintf("last %s in %s", what, sinceText(p, *r))
}

func sinceText(p measure.Period, r measure.Row) string {
	if p == measure.Monthly {
		return periodText(p, r)
	}
	return "the week from " + r.From.String()
}

func figure(kind string, r measure.Row) string {
	if kind == "net" {
		return signed(r.Net.Km2(), 2)
	}
	return number(r.Value(kind).Km2(), 2)
}

// figureEnds prints the ends of a figure's interval.
func figureEnds(kind string, r measure.Row) string {
	if kind == "net" {
		return netEnds(r.Interval)
	}
	return ends(r.IntervalOf(kind))
}

func rowUnclear(r measure.Row) bool { return r.Interval.Unclear() }

func inText(in string) string {
	if in == "" {
		return ""
	}
	return ", " + in
}

// printSkipped says why periods have no figure, each reason once.
func printSkipped(w io.Writer, p measure.Period, skipped []measure.Skipped) {
	for i, s := range skipped {
		if i == 3 {
			fmt.Fprintf(w, "  and %d more left out\n", len(skipped)-i)
			break
		}
		fmt.Fprintf(w, "  left out: %s to %s: %s\n", s.From, s.To, s.Reason)
	}
}
