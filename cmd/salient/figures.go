package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source/shipped"
)

func newFiguresCommand(a *app) *cobra.Command {
	var opts figuresOptions
	cmd := &cobra.Command{
		Use:   "figures [--file CSV]",
		Short: "Recompute figures that others have published",
		Long: `Recomputes every figure of a table, each by the convention of its publisher, and
prints the published value, ours, the difference and the definition. For a miss
it searches the other readings (definition, window, net or gross, denominator)
and names the one that fits best; for a figure that it cannot answer it says why.

The table is CSV with the columns id, publisher, data_source, measure, actor,
region, from, to, value and unit. Without --file it is figures/published.csv in
$SALIENT_SHARED or ../shared.

Agreement is the same for every row: within 1% or 2 km², shares within 0.15
points, or equal when rounded as printed; a lower bound agrees with more. A miss
that the table marks as approximate, and that ours may have been rounded to, is
said to be "as rounded".

Values, units, dates and names are read as newsrooms write them: "~1,245",
"sq. miles per day", 2026-01 for a month, Запорізька область. Where no map is
named, the row's other columns or its days choose one, and the answer says that
it is a guess.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 none of the figures covered.`,
		Example: `  salient figures --file published.csv
  salient figures --file - --json < published.csv
  salient figures --markdown > docs/accuracy.md`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runFigures(cmd.Context(), a.out, a, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.File, "file", "", "table of published figures, - for standard input")
	f.BoolVar(&opts.JSON, "json", false, "print JSON")
	opts.addKnown(f)
	f.BoolVar(&opts.Markdown, "markdown", false, "print the page docs/accuracy.md")
	cmd.MarkFlagsMutuallyExclusive("json", "markdown")
	return cmd
}

type figuresOptions struct {
	knownFlag
	File           string // empty: the shared table; -: standard input
	JSON, Markdown bool
}

// The random halves that docs/accuracy.md tells of.
const (
	holdOutSplits = 200
	holdOutSeed   = 1
)

type figureAnswer struct {
	ID         string           `json:"id"`
	Publisher  string           `json:"publisher"`
	DataSource string           `json:"data_source"`
	Measure    string           `json:"measure"`
	Actor      string           `json:"actor"`
	Region     string           `json:"region"`
	Published  *float64         `json:"published"`
	LowerBound bool             `json:"lower_bound_only"`
	Ours       *float64         `json:"ours"`
	Difference *float64         `json:"difference"`
	Interval   *answer.Interval `json:"interval"`     // of ours, in its unit
	InKm2      *answer.Interval `json:"interval_km2"` // of a plain area; null for shares and rates
	Unit       figures.Unit     `json:"unit"`
	Covered    bool             `json:"covered"`
	Within     *bool            `json:"within"`
	AsRounded  *bool            `json:"as_rounded"`
	Source     *string          `json:"source"`
	Definition *string          `json:"definition"`
	Convention *string          `json:"convention"`
	Reading    *string          `json:"reading"`
	Days       days             `json:"days"`
	Kind       *figures.Kind    `json:"not_covered"`
	Reason     *string          `json:"reason"`
	Command    *string          `json:"command"`
	Method     string           `json:"method"`
	Basis      *string          `json:"basis"`
	URL        string           `json:"url"`
}

func runFigures(ctx context.Context, w io.Writer, a *app, opts figuresOptions) error {
	rows, err := readFigures(a, opts.File)
	if err != nil {
		return err
	}
	conventions, err := figures.Default()
	if err != nil {
		return err
	}
	record, done, err := opts.record(a)
	if err != nil {
		return err
	}
	defer done()
	solver := figures.NewSolver(record, gazetteer.Default(), conventions)
	table, err := solveFigures(ctx, a, rows, solver)
	if err != nil {
		return err
	}
	switch {
	case opts.JSON:
		answers := make([]figureAnswer, len(table.Answers))
		for i, answer := range table.Answers {
			answers[i] = figureAnswerOf(answer)
		}
		err = writeJSON(w, map[string]any{"rows": answers, "covered": table.Covered, "within": table.Within})
	case opts.Markdown:
		err = table.Markdown(w, figures.Report{
			Run: control.DayOf(a.now()), Method: measure.MethodVersion, Attribution: figuresAttribution(table),
			Command: "go run ./cmd/salient figures --markdown > docs/accuracy.md",
			HoldOut: solver.HoldOut(rows, holdOutSplits, holdOutSeed),
		})
	default:
		printFigures(w, table, a.width)
	}
	if err == nil && table.Covered == 0 {
		return exitError{code: exitNoData, err: fmt.Errorf("none of %s covered", plural(len(rows), "figure"))}
	}
	return err
}

// solveFigures answers rows, with progress: gross areas from big imported maps
// take some seconds.
func solveFigures(ctx context.Context, a *app, rows []figures.Row, s *figures.Solver) (figures.Table, error) {
	var table figures.Table
	start := a.now()
	for i, row := range rows {
		if err := ctx.Err(); err != nil {
			return table, err
		}
		if a.progress && a.now().Sub(start) > time.Second {
			fmt.Fprintf(a.err, "\rfigures: %d of %d ", i+1, len(rows))
		}
		table.Add(s.Solve(row))
	}
	if a.progress {
		fmt.Fprint(a.err, "\r\033[K")
	}
	return table, nil
}

// readFigures reads the named table, or the shared one.
func readFigures(a *app, file string) ([]figures.Row, error) {
	if file == "-" {
		return figures.Read(a.in, "standard input")
	}
	if file == "" {
		for _, folder := range []string{os.Getenv("SALIENT_SHARED"), filepath.Join("..", "shared")} {
			path := filepath.Join(folder, "figures", "published.csv")
			if _, err := os.Stat(path); folder != "" && err == nil {
				file = path
				break
			}
		}
	}
	if file == "" {
		return nil, hintError{usageErrorf("no table of published figures"), "name one with --file, or its folder in SALIENT_SHARED"}
	}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageErrorf("--file %s: no such file", file)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return figures.Read(f, file)
}

func figureAnswerOf(answered figures.Answer) figureAnswer {
	row := answered.Row
	out := figureAnswer{
		ID: row.ID, Publisher: row.Publisher, DataSource: row.DataSource, Measure: row.Measure, Actor: row.Actor,
		Region: row.Region, LowerBound: row.LowerBound, Unit: row.Unit, Covered: answered.Covered,
		Days: days{dayPair(row.From, row.To), nil}, Reason: notEmpty(answered.Reason), Method: measure.MethodVersion, URL: row.URL,
		Convention: notEmpty(answered.Convention.Name), Definition: notEmpty(answered.Convention.Definition),
	}
	if row.Problem == "" {
		out.Published = &row.Value
	}
	if !answered.Covered {
		out.Kind = &answered.Kind
		return out
	}
	ours, diff := round(answered.Ours, 4), round(answered.Difference(), 4)
	out.Ours, out.Difference, out.Within, out.AsRounded = &ours, &diff, &answered.Within, &answered.AsRounded
	if i := answered.Result.Interval; i != nil {
		out.Interval = answer.RangeOf(answered.Interval(), 1, 4)
		if r := answered.Reading; !r.Percent && r.Days == 0 {
			out.InKm2 = answer.RangeOf(i, 1, 3)
		}
	}
	out.Source, out.Basis = notEmpty(answered.Result.Source), notEmpty(string(answered.Result.Basis))
	out.Definition, out.Reading = notEmpty(answered.Reading.Definition), notEmpty(answered.Reading.String())
	out.Command = notEmpty(answered.Reading.Command())
	out.Days.Used = dayPair(answered.Result.UsedFrom, answered.Result.UsedTo)
	return out
}

// dayPair is a window's first and last day, null where there is none.
func dayPair(from, to control.Day) [2]*control.Day {
	var pair [2]*control.Day
	if from != control.NoDay {
		pair[0] = &from
	}
	if to != control.NoDay {
		pair[1] = &to
	}
	return pair
}

func notEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// figuresAttribution returns the credit lines of the maps that answered.
func figuresAttribution(t figures.Table) []string {
	used := map[string]bool{}
	for _, answer := range t.Answers {
		if answer.Covered {
			used[answer.Result.Source] = true
		}
	}
	var out []string
	for _, r := range shipped.All() {
		if info := r.Info(); used[r.ID()] {
			out = append(out, fmt.Sprintf("%s. Terms: %s", info.Attribution, info.TermsURL))
		}
	}
	return out
}

func printFigures(w io.Writer, t figures.Table, width int) {
	const layout = "%s  %s  %s  %s  %s  %s  %s\n"
	line := func(id, publisher, published, ours, difference, definition, within string) {
		fmt.Fprintf(w, layout, pad(id, 5), pad(publisher, 12), padLeft(published, 13), padLeft(ours, 11), padLeft(difference, 10),
			pad(definition, 11), within)
	}
	line("row", "publisher", "published", "ours", "difference", "definition", "within")
	for _, answer := range t.Answers {
		if !answer.Covered {
			continue
		}
		row := answer.Row
		published := row.Number() + " " + row.Unit.Text()
		if row.LowerBound {
			published = "≥ " + published
		}
		within := map[bool]string{true: "yes", false: "no"}[answer.Within]
		if answer.AsRounded {
			within = "as rounded"
		}
		line(row.ID, row.Publisher, published, number(answer.Ours, 2), signed(answer.Difference(), 2), answer.Reading.Definition, within)
		fmt.Fprintf(w, "       %s\n", wrap(row.Phrase()+"; "+answer.Reading.String(), width-7, "       "))
		if answer.Reason != "" {
			fmt.Fprintf(w, "       %s\n", wrap("reason: "+answer.Reason, width-7, "       "))
		}
	}
	if n := len(t.Answers) - t.Covered; n > 0 {
		fmt.Fprintf(w, "\nNot covered: %s (--json gives each row's reason)\n", plural(n, "row"))
		for _, u := range t.NotCovered() {
			fmt.Fprintf(w, "  %s\n", wrap(fmt.Sprintf("%s (%d): %s: %s", u.Kind, len(u.IDs), u.Why, strings.Join(u.IDs, " ")), width-2, "    "))
		}
	}
	fmt.Fprintf(w, "\ncovered %d of %d, within %d\n", t.Covered, len(t.Answers), t.Within)
}

// pad fills text with blanks to a width, or cuts it to fit.
func pad(s string, width int) string {
	if n := utf8.RuneCountInString(s); n > width {
		return string([]rune(s)[:width-1]) + "…"
	}
	return s + strings.Repeat(" ", width-utf8.RuneCountInString(s))
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s))) + s
}
