package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/measure"
)

func newSourcesCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "List the sources: coverage, newest map, terms, and how they count",
		Long: `Lists every source with its definitions, the valid days that have a map, its
terms, and how it counts.

Exit status: 0 printed, 1 failed, 2 wrong usage.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runSources(cmd.Context(), a.out, a, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.AddCommand(newSourcesAddCommand(a), newCompareCommand(a), newTerritoryCommand(a))
	return cmd
}

func runSources(_ context.Context, w io.Writer, a *app, asJSON bool) error {
	record, done, err := a.record(true)
	if err != nil {
		return err
	}
	defer done()
	answers := answer.Sources(record, a.readers())
	if asJSON {
		return writeJSON(w, answers)
	}
	for i, s := range answers {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s (%s)\n", s.Source, s.Name)
		if s.First == nil {
			fmt.Fprintln(w, "  no maps yet")
		} else {
			fmt.Fprintf(w, "  maps:   of %s, %s to %s; newest map %s; %s\n", plural(s.Days, "day"), s.First, s.Last, s.Last, basisWords(*s.Basis))
		}
		fmt.Fprintf(w, "  days:   %s\n", wrap(s.Conventions, a.width-10, "          "))
		fmt.Fprintf(w, "  terms:  %s\n", wrap(s.Licence, a.width-10, "          "))
		if s.Terms != "" {
			fmt.Fprintf(w, "          %s\n", s.Terms)
		}
		fmt.Fprintf(w, "  credit: %s\n", s.Attribution)
		for _, d := range s.Counts {
			printCounting(w, a.width, s, d)
		}
	}
	return nil
}

// printCounting prints how one definition counts: whose holding, what is in, and
// since when the source draws it otherwise.
func printCounting(w io.Writer, width int, s answer.Source, d answer.Definition) {
	line := func(text string) { fmt.Fprintf(w, "      %s\n", wrap(text, width-6, "      ")) }
	coverage := ""
	switch {
	case d.First == nil && s.First != nil:
		coverage = ", no maps yet"
	case d.First != nil && (*d.First != *s.First || *d.Last != *s.Last || d.Days != s.Days):
		coverage = fmt.Sprintf(", of %s, %s to %s", plural(d.Days, "day"), d.First, d.Last)
	}
	fmt.Fprintf(w, "  counts as %s (held by %s%s)\n", d.Name, d.Actor, coverage)
	line(d.Counts)
	if d.Baseline != "" {
		line(d.Baseline)
	}
	for _, b := range d.Breaks {
		line("break: " + b.Note)
	}
}

func basisWords(b measure.Basis) string {
	if b == measure.FromLedger {
		return "from the embedded ledger"
	}
	return "from imported maps"
}
