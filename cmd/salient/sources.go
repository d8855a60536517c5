package main

import (
	"context"
	"fmt"
	"io"
	"strings"

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
		item := func(label, text string) { hang(w, a.width, label, text) }
		if s.First == nil {
			fmt.Fprintln(w, "  no maps yet")
		} else {
			item("  maps:   ", fmt.Sprintf("of %s since %s; newest map %s; %s", plural(s.Days, "day"), s.First, s.Last, basisWords(*s.Basis)))
		}
		item("  days:   ", s.Conventions)
		item("  terms:  ", s.Licence)
		if s.Terms != "" {
			fmt.Fprintf(w, "          %s\n", s.Terms)
		}
		item("  credit: ", s.Attribution)
		for _, d := range s.Counts {
			printCounting(w, a.width, s, d)
		}
	}
	return nil
}

// printCounting prints how one definition counts: whose holding, what is in, and
// since when the source draws it otherwise.
func printCounting(w io.Writer, width int, s answer.Source, d answer.Definition) {
	line := func(text string) { hang(w, width, "      ", text) }
	coverage := ""
	switch {
	case d.First == nil && s.First != nil:
		coverage = ", no maps yet"
	case d.First != nil && (*d.First != *s.First || *d.Last != *s.Last || d.Days != s.Days):
		coverage = fmt.Sprintf(", of %s, %s to %s", plural(d.Days, "day"), d.First, d.Last)
	}
	hang(w, width, "  counts as ", fmt.Sprintf("%s (held by %s%s)", d.Name, d.Actor, coverage))
	line(d.Counts)
	if d.Baseline != "" {
		line(d.Baseline)
	}
	for _, b := range d.Breaks {
		line("break: " + b.Note)
	}
}

// hang prints text in lines of at most width columns, the first led by the label
// and the others by as many blanks.
func hang(w io.Writer, width int, label, text string) {
	blanks := strings.Repeat(" ", len(label))
	for i, line := range strings.Split(wrap(text, width-len(label), ""), "\n") {
		if i > 0 {
			label = blanks
		}
		fmt.Fprintf(w, "%s%s\n", label, line)
	}
}

func basisWords(b measure.Basis) string {
	if b == measure.FromLedger {
		return "from the embedded ledger"
	}
	return "from imported maps"
}
