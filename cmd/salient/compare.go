package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/published"
	"github.com/salient-project/salient/source/nzz"
)

func newCompareCommand(a *app) *cobra.Command {
	var opts compareOptions
	cmd := &cobra.Command{
		Use:   "compare PATH…",
		Short: "Compare the changes that a source draws itself with ours",
		Long: `Reads NZZ's archive of Liveuamap's maps and compares, for each map, the areas
of the types gains and losses that NZZ draws for a period with the difference of
the two maps at its ends, as salient computes it. Prints how far they are apart,
and the maps for which they are, with the reason where it is known.

Exit status: 0 printed, 1 failed or nothing to compare, 2 wrong usage.`,
		Example: `  salient sources compare nzz.tar.zst
  salient sources compare nzz.tar.zst --misses 50
  salient sources compare nzz.tar.zst --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Paths = args
			return runCompare(cmd.Context(), a.out, a, opts)
		},
	}
	cmd.Flags().IntVar(&opts.Misses, "misses", 12, "list so many of the maps for which they differ, the worst first")
	cmd.Flags().BoolVar(&opts.JSON, "json", false, "print JSON, with every map compared")
	return cmd
}

type compareOptions struct {
	Paths  []string
	Misses int
	JSON   bool
}

// compared is one map's row as printed; areas in km².
type compared struct {
	File      string           `json:"file"`
	Day       control.Day      `json:"day"`
	From      control.Day      `json:"from"`
	To        control.Day      `json:"to"`
	Map       control.Day      `json:"map_day"` // the map that stood on from
	Gains     comparedPair     `json:"gains"`
	Losses    comparedPair     `json:"losses"`
	NeverHeld float64          `json:"losses_never_held_km2"`
	Reason    published.Reason `json:"reason"`
}

type comparedPair struct {
	Published float64 `json:"published_km2"`
	Computed  float64 `json:"computed_km2"`
	Both      float64 `json:"both_km2"`
}

func runCompare(ctx context.Context, w io.Writer, a *app, opts compareOptions) error {
	progress, finish, err := a.reading(opts.Paths)
	if err != nil {
		return err
	}
	rows, skipped, err := published.Read(ctx, opts.Paths, progress)
	finish()
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return hintError{fmt.Errorf("no map with gains and losses in %s", strings.Join(opts.Paths, ", ")), "only NZZ's maps carry them"}
	}
	definition := nzz.New().Definitions()[0]
	if opts.JSON {
		return writeJSON(w, comparedJSON(rows, skipped, definition))
	}
	printCompared(w, rows, skipped, definition, opts.Misses)
	return nil
}

// reading returns what shows on the terminal how far files have been read, and
// what ends that.
func (a *app) reading(paths []string) (progress func(int64), finish func(), err error) {
	total, err := archive.Size(paths...)
	if err != nil || !a.progress {
		return nil, func() {}, err
	}
	bar := progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetDescription("reading"), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100e6))
	return func(n int64) { _ = bar.Set64(n) }, func() { _ = bar.Finish() }, nil
}

func comparedJSON(rows []published.Row, skipped published.Skipped, d control.Definition) any {
	out := []compared{}
	pair := func(p published.Pair) comparedPair {
		return comparedPair{answer.Round(p.Published.Km2(), 6), answer.Round(p.Computed.Km2(), 6), answer.Round(p.Both.Km2(), 6)}
	}
	for _, r := range rows {
		out = append(out, compared{r.File, r.Day, r.From, r.To, r.Map, pair(r.Gains), pair(r.Losses), answer.Round(r.NeverHeld.Km2(), 6), r.Reason(d)})
	}
	return map[string]any{"source": d.Source, "definition": d.Name, "tolerance_km2": published.Tolerance.Km2(), "skipped": skipped, "maps": out}
}

func printCompared(w io.Writer, rows []published.Row, skipped published.Skipped, d control.Definition, misses int) {
	fmt.Fprintf(w, "%s: %s with changes of their own, %s to %s\n", d.Name, plural(len(rows), "map"), rows[0].Day, rows[len(rows)-1].Day)
	for _, why := range sortedNames(skipped) {
		fmt.Fprintf(w, "  not compared: %s, %s\n", why, plural(skipped[why], "file"))
	}
	reasons := map[string]int{}
	for _, r := range rows {
		reasons[string(r.Reason(d))]++
	}
	for _, group := range []struct {
		title string
		exact bool
	}{{"with a map of the day on which the period begins", true}, {"without one", false}} {
		var gains, losses []geo.SquareMeters
		for _, r := range rows {
			if (r.Map == r.From) == group.exact {
				gains, losses = append(gains, r.GainsApart()), append(losses, r.LossesApart())
			}
		}
		fmt.Fprintf(w, "%s, %s\n", plural(len(gains), "map"), group.title)
		printSpread(w, "gains", published.SpreadOf(gains))
		printSpread(w, "losses", published.SpreadOf(losses))
	}
	fmt.Fprintf(w, "gains and losses both apart by %s km² at most: %s\n", number(published.Tolerance.Km2(), 1), plural(reasons[string(published.Agree)], "map"))
	delete(reasons, string(published.Agree))
	for _, why := range sortedNames(reasons) {
		fmt.Fprintf(w, "  %s: %s\n", why, plural(reasons[why], "map"))
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r published.Row) bool { return r.Reason(d) == published.Agree })
	slices.SortStableFunc(rows, func(p, q published.Row) int {
		return int(max(q.GainsApart(), q.LossesApart())) - int(max(p.GainsApart(), p.LossesApart()))
	})
	for i, r := range rows {
		if i == misses {
			fmt.Fprintf(w, "  and %d more (--json lists all)\n", len(rows)-i)
			break
		}
		fmt.Fprintf(w, "  %s since %s: gains %s published, %s computed; losses %s and %s km²; %s\n", r.Day, r.From,
			number(r.Gains.Published.Km2(), 2), number(r.Gains.Computed.Km2(), 2),
			number((r.Losses.Published-r.NeverHeld).Km2(), 2), number(r.Losses.Computed.Km2(), 2), r.Reason(d))
	}
}

func printSpread(w io.Writer, what string, s published.Spread) {
	km2 := func(m geo.SquareMeters) string { return number(m.Km2(), 4) }
	fmt.Fprintf(w, "  %-6s apart by %s km² (median), %s (90 %%), %s (99 %%), %s at most; within 0.01 km² %d, 0.1 km² %d, 1 km² %d\n",
		what, km2(s.Median), km2(s.P90), km2(s.P99), km2(s.Largest), s.Within[0], s.Within[1], s.Within[2])
}
