package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

func newFrontCommand(a *app) *cobra.Command {
	var opts frontOptions
	cmd := &cobra.Command{
		Use:   "front [--on DAY] [--since DAY]",
		Short: "Print how long the line of contact is, and where it moved",
		Long: `Prints, for each source and definition, the length of the line of contact on a
day, by oblast. With --since it prints how much of the line moved since an earlier
day, by oblast and by sector (the parts nearest to each place that readers know),
and the patches by how deep they reach from where the line was.

The line is the boundary of held ground that has ground of the country beyond it,
two kilometers out: coasts, state borders, and the edges of what a source leaves
out are none. Where it moved needs imported maps: the embedded ledger has lengths, and
no lines.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no maps.`,
		Example: `  salient front --on 2026-02-01
  salient front --on 2026-02-01 --since 2026-01-01 --source deepstate --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runFront(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd, a)
	cmd.Flags().StringVar(&opts.On, "on", "", "valid day, as 2026-01-01 (default: each source's newest map)")
	cmd.Flags().StringVar(&opts.Since, "since", "", "valid day from which movement is told")
	opts.addSlivers(cmd.Flags())
	cmd.Flags().IntVar(&opts.Patches, "patches", 8, "list so many of the deepest patches, for people; JSON has all")
	return cmd
}

type frontOptions struct {
	asking
	On, Since string
	Patches   int
}

func runFront(_ context.Context, w io.Writer, a *app, opts frontOptions) error {
	on, err := parseDayOr("--on", opts.On, control.NoDay)
	if err != nil {
		return err
	}
	since, err := parseDayOr("--since", opts.Since, control.NoDay)
	if err != nil {
		return err
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	var answers []answer.Front
	var errs []error
	for _, c := range selected {
		day := on
		if day == control.NoDay {
			day = c.Last
		}
		f, err := measure.FrontOf(record, c.Definition.Name, day, since)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		answers = append(answers, answer.FrontOf(f))
		if !opts.JSON {
			if len(answers) > 1 {
				fmt.Fprintln(w)
			}
			printFront(w, f, opts.Patches)
		}
	}
	if err := noneAnswered(len(answers), errs); err != nil {
		if errors.Is(err, chronicle.ErrNoMap) && opts.Since != "" {
			return hintError{err, "import the source's maps first: salient import PATH"}
		}
		return err
	}
	if opts.JSON {
		return writeJSON(w, opts.document(answers))
	}
	if note := basisNote(answers[0].Basis); note != "" {
		fmt.Fprintf(w, "\n%s\n", note)
	}
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

func printFront(w io.Writer, f measure.Front, most int) {
	d, m := f.Definition, f.Movement
	fmt.Fprintf(w, "%s (%s): line of contact on %s: %s\n", d.Name, d.Title, f.Asked, lengthText(f.Length.Km()))
	if f.Day != f.Asked {
		fmt.Fprintf(w, "  no map of %s: from the nearest earlier one, of %s%s\n", f.Asked, f.Day, longBefore(f.Asked, f.Day))
	}
	if f.Band > 0 {
		fmt.Fprintf(w, "  at 95%% of its points the true line lies within %s km of it; a length has no interval\n", number(f.Band.Km(), 1))
	}
	if m != nil {
		fmt.Fprintf(w, "  since %s, when it was %s: %s are somewhere else\n", m.AskedFrom, lengthText(m.LengthBefore.Km()), lengthText(m.Moved.Km()))
		if m.From != m.AskedFrom {
			fmt.Fprintf(w, "  no map of %s: from the nearest earlier one, of %s\n", m.AskedFrom, m.From)
		}
	}
	t := table(w)
	head := "  \tkm"
	if m != nil {
		head += "\tmoved km"
	}
	fmt.Fprintln(t, head)
	for _, r := range f.Regions {
		fmt.Fprintf(t, "  %s\t%s", r.Name, number(r.Length.Km(), 0))
		if m != nil {
			fmt.Fprintf(t, "\t%s", number(r.Moved.Km(), 0))
		}
		fmt.Fprintln(t)
	}
	_ = t.Flush()
	if m == nil {
		return
	}
	printSectors(w, f.Sectors)
	t = table(w)
	for i, p := range m.Advances {
		if i >= most {
			break
		}
		fmt.Fprintf(t, "  %s\t%s km deep\t%s km²\t%s km %s of %s\n", p.Kind, number(p.Depth.Km(), 1), number(p.Area.Km2(), 2),
			number(p.Near.Distance.Km(), 0), p.Near.Bearing, p.Near.Place)
	}
	_ = t.Flush()
}

// printSectors prints the sectors in which something changed hands.
func printSectors(w io.Writer, sectors []measure.Sector) {
	t := table(w)
	fmt.Fprintln(t, "  nearest to\tkm\tmoved km\tgained km²\tkm deep\tlost km²\tkm deep")
	for _, s := range sectors {
		if s.Gained+s.Lost > 0 {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Place, number(s.Length.Km(), 0), number(s.Moved.Km(), 0),
				number(s.Gained.Km2(), 2), number(s.DepthGained.Km(), 1), number(s.Lost.Km2(), 2), number(s.DepthLost.Km(), 1))
		}
	}
	_ = t.Flush()
}

const mile = 1.609344 // km, exactly

// lengthText prints a length as newsrooms do: kilometers first.
func lengthText(km float64) string {
	return fmt.Sprintf("%s kilometers (%s miles)", number(km, 0), number(km/mile, 0))
}
