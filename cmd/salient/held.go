package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

func newHeldCommand(a *app) *cobra.Command {
	var opts heldOptions
	cmd := &cobra.Command{
		Use:   "held",
		Short: "Print the ground held on a day",
		Long: `Prints the area that the holder held on a day (Russia, in the shipped sources),
for each source and definition.

A day that has no map is answered from the nearest earlier one, which is named.
Shares of the country use the denominator that the definition names.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no map for the day.`,
		Example: `  salient held --on 2026-01-01 --by oblast --source deepstate
  salient held --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runHeld(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd, a)
	cmd.Flags().StringVar(&opts.On, "on", "", "valid day, as 2026-01-01 (default: each source's newest map)")
	opts.addBy(cmd.Flags())
	cmd.Flags().StringVar(&opts.Of, "of", "", "tell shares of the country of this area: with-water, land, rounded, factbook, or km² (default: the definition's)")
	cmd.Flags().StringVar(&opts.Baseline, "baseline", "", "tell apart what is held since: 2014, 2022-02-24 (what was held before the invasion), or a day of which there is a map")
	return cmd
}

type heldOptions struct {
	asking
	On       string
	Of       string // denominator; empty: the definition's
	Baseline string
}

func runHeld(_ context.Context, w io.Writer, a *app, opts heldOptions) error {
	o, err := opts.options()
	if err != nil {
		return err
	}
	var of measure.Denominator
	if opts.Of != "" {
		if of, err = measure.ParseDenominator(opts.Of); err != nil {
			return usageErrorf("--of: %w", err)
		}
	}
	var baseline measure.Baseline
	if opts.Baseline != "" {
		if baseline, err = measure.ParseBaseline(opts.Baseline); err != nil {
			return usageErrorf("--baseline: %w", err)
		}
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	var answers []answer.Held
	var held []measure.Held
	var since []*measure.Beyond
	var errs []error
	for _, c := range selected {
		on, err := parseDayOr("--on", opts.On, c.Last)
		if err != nil {
			return err
		}
		h, err := record.Held(c.Definition.Name, on, o)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if of.Km2 > 0 {
			h.Definition.Denominator = of.Km2
		}
		ans := answer.HeldOf(h)
		var beyond *measure.Beyond
		if opts.Baseline != "" {
			b, err := measure.BeyondOf(record, h, baseline)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			beyond = &b
			ans.Baseline = answer.BaselineOf(b)
		}
		held, since = append(held, h), append(since, beyond)
		answers = append(answers, ans)
	}
	if err := noneAnswered(len(answers), errs); err != nil {
		return err
	}
	if opts.JSON {
		return writeJSON(w, opts.document(answers))
	}
	printHeld(w, held, since)
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

func printHeld(w io.Writer, held []measure.Held, since []*measure.Beyond) {
	for i, h := range held {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d := h.Definition
		fmt.Fprintf(w, "%s (%s): held by %s on %s\n", d.Name, d.Title, d.Actor, h.Asked)
		share := ""
		if d.Denominator > 0 {
			share = fmt.Sprintf(", %s%%%s of %s km²", number(100*h.Area.Km2()/d.Denominator, 2), shareEnds(h.ShareInterval()), number(d.Denominator, 0))
		}
		fmt.Fprintf(w, "  %s%s%s\n", areaText(h.Area.Km2()), share, plusMinus(h.Interval))
		if h.Day != h.Asked {
			fmt.Fprintf(w, "  no map of %s: from the nearest earlier one, of %s%s\n", h.Asked, h.Day, longBefore(h.Asked, h.Day))
		}
		if b := since[i]; b != nil {
			printBeyond(w, *b)
		}
		printDoubts(w, h.Faults, h.Corrected)
		fmt.Fprintf(w, "  counts %s\n", d.Counts)
		if len(h.Regions) > 0 {
			t := table(w)
			fmt.Fprintln(t, "  \theld km²\tbetween\tof km²\tshare\tbetween")
			for _, r := range h.Regions {
				if r.Total == 0 {
					fmt.Fprintf(t, "  %s\t%s\t%s\t\t\t\n", r.Name, number(r.Held.Km2(), 2), ends(r.Interval))
					continue
				}
				fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s%%\t%s\n", r.Name, number(r.Held.Km2(), 2), ends(r.Interval), number(r.Total.Km2(), 0),
					number(100*r.Share(), 2), percents(r.ShareInterval()))
			}
			_ = t.Flush()
		}
	}
	if len(held) > 0 {
		if note := basisNote(held[0].Basis); note != "" {
			fmt.Fprintf(w, "\n%s\n", note)
		}
	}
}

// printBeyond says how much of a held area came since a baseline.
func printBeyond(w io.Writer, b measure.Beyond) {
	fmt.Fprintf(w, "  beyond what was held %s: %s; then %s", b.Baseline.Name, areaText(b.Since.Km2())+plusMinus(b.SinceInterval), number(b.Held.Km2(), 0))
	if b.MapDay != control.NoDay {
		atMost := ""
		if b.Gross == measure.DailySum {
			atMost = "at most "
		}
		fmt.Fprintf(w, ", of which %s%s is no longer held", atMost, number(b.Lost.Km2(), 0))
		if b.MapDay != b.Baseline.Day {
			fmt.Fprintf(w, " (by the map of %s)", b.MapDay)
		}
	}
	fmt.Fprintf(w, "\n    %s\n", wrap(b.How, 90, "    "))
	if len(b.LeftOut) > 0 {
		fmt.Fprintf(w, "    the map leaves out, though held: %s\n", strings.Join(b.LeftOut, ", "))
	}
}

// ends prints an interval's ends.
func ends(i *measure.Interval) string {
	if i == nil {
		return ""
	}
	return number(i.Low.Km2(), 0) + "–" + number(i.High.Km2(), 0)
}

// percents prints the ends of a share's interval.
func percents(r *measure.Range) string {
	if r == nil {
		return ""
	}
	return number(100*r.Low, 2) + "–" + number(100*r.High, 2) + "%"
}

// shareEnds prints them behind a share.
func shareEnds(r *measure.Range) string {
	if r == nil {
		return ""
	}
	return " (" + percents(r) + ")"
}

// netEnds prints the ends of a net change's interval, and says so where no change
// at all lies between them.
func netEnds(i *measure.Interval) string {
	switch {
	case i == nil:
		return ""
	case i.Unclear():
		return signed(i.Low.Km2(), 0) + " to " + signed(i.High.Km2(), 0) + ", unclear"
	}
	return signed(i.Low.Km2(), 0) + " to " + signed(i.High.Km2(), 0)
}

// unclearNote says what netEnds means by its word.
const unclearNote = "unclear: the net change lies inside its own uncertainty: the line of contact is not drawn so exactly"

func plusMinus(i *measure.Interval) string {
	if i == nil {
		return ""
	}
	return fmt.Sprintf(", between %s and %s km²", number(i.Low.Km2(), 0), number(i.High.Km2(), 0))
}

// round keeps JSON numbers readable; 4 decimals of a km² are 100 m².
func round(v float64, decimals int) float64 { return answer.Round(v, decimals) }
