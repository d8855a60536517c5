package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/measure"
)

func newHeldCommand(a *app) *cobra.Command {
	var opts heldOptions
	cmd := &cobra.Command{
		Use:   "held",
		Short: "Print the ground held on a day",
		Long: `Prints the area that Russia held on a day, for each source and definition.

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
	opts.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&opts.On, "on", "", "valid day, as 2026-01-01 (default: each source's newest map)")
	cmd.Flags().StringVar(&opts.By, "by", "", "split by oblast, or by source as without it")
	_ = cmd.RegisterFlagCompletionFunc("definition", completeDefinitions(a))
	return cmd
}

type heldOptions struct {
	asking
	On string
}

func runHeld(_ context.Context, w io.Writer, a *app, opts heldOptions) error {
	o, err := opts.options()
	if err != nil {
		return err
	}
	record, done, err := opts.record(a)
	if err != nil {
		return err
	}
	defer done()
	selected, err := opts.selected(record)
	if err != nil {
		return err
	}
	var answers []answer.Held
	var held []measure.Held
	var errs []error
	for _, c := range selected {
		on := c.Last
		if opts.On != "" {
			if on, err = parseDay("--on", opts.On); err != nil {
				return err
			}
		}
		h, err := record.Held(c.Definition.Name, on, o)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		held = append(held, h)
		answers = append(answers, answer.HeldOf(h))
	}
	if err := noneAnswered(len(answers), errs); err != nil {
		return err
	}
	if opts.JSON {
		return writeJSON(w, opts.document(answers))
	}
	printHeld(w, held)
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

func printHeld(w io.Writer, held []measure.Held) {
	for i, h := range held {
		if i > 0 {
			fmt.Fprintln(w)
		}
		d := h.Definition
		fmt.Fprintf(w, "%s (%s): held by %s on %s\n", d.Name, d.Title, d.Actor, h.Asked)
		fmt.Fprintf(w, "  %s, %s%% of %s km²%s\n", areaText(h.Area.Km2()), number(100*h.Area.Km2()/d.Denominator, 2), number(d.Denominator, 0), plusMinus(h.Interval))
		if h.Day != h.Asked {
			fmt.Fprintf(w, "  no map of %s: from the nearest earlier one, of %s\n", h.Asked, h.Day)
		}
		printDoubts(w, h.Faults, h.Corrected)
		fmt.Fprintf(w, "  counts %s\n", d.Counts)
		if len(h.Regions) > 0 {
			t := table(w)
			fmt.Fprintln(t, "  \theld km²\tof km²\tshare")
			for _, r := range h.Regions {
				if r.Total == 0 {
					fmt.Fprintf(t, "  %s\t%s\t\t\n", r.Name, number(r.Held.Km2(), 2))
					continue
				}
				fmt.Fprintf(t, "  %s\t%s\t%s\t%s%%\n", r.Name, number(r.Held.Km2(), 2), number(r.Total.Km2(), 0), number(100*r.Share(), 2))
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

func plusMinus(i *measure.Interval) string {
	if i == nil {
		return ""
	}
	return fmt.Sprintf(", between %s and %s km²", number(i.Low.Km2(), 0), number(i.High.Km2(), 0))
}

// round keeps JSON numbers readable; 4 decimals of a km² are 100 m².
func round(v float64, decimals int) float64 { return answer.Round(v, decimals) }
