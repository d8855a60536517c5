package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

func newWhereCommand(a *app) *cobra.Command {
	var opts whereOptions
	cmd := &cobra.Command{
		Use:   "where [\"about 80 km east of PLACE\"] --from DAY --to DAY | --week W | --month M | --since DAY | --last 7d",
		Short: "Print where ground changed hands, or whether words about it are true",
		Long: `Without words, prints where each patch of ground lies that was gained or lost:
its center seen from the nearest place that readers know (or from --seen-from),
the distances of its nearest and farthest edge, and the nearest settlement.

With words, prints of what share of the area gained, and of that lost, they are
true. Distances may be off by a twentieth, at least 2 km, and by a fifth, at
least 5 km, after "about" and the like; always by half of what the figure looks
rounded to. Directions may be off by half the wind's sector and 11.25 degrees
more: 33.75 of eight winds, 22.5 of sixteen.

From the embedded ledger a patch counts by its center, and edges are not known.

Exit status: 0 printed, 1 failed, 2 wrong usage or an ambiguous name, 4 no map
for a day or no such place.`,
		Example: `  salient where --from 2026-02-11 --to 2026-02-17 --source liveuamap
  salient where "about 80 km east of Zaporizhzhia" --from 2026-02-11 --to 2026-02-17 --json
  salient where "north-west of Pokrovsk" --month 2026-01 --winds 16`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Words = strings.TrimSpace(strings.Join(args, " "))
			return runWhere(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd, a)
	f := cmd.Flags()
	opts.add(f)
	f.StringVar(&opts.SeenFrom, "seen-from", "", "place that patches are seen from (default: the nearest that readers know)")
	f.IntVar(&opts.Winds, "winds", 0, "tell 8 or 16 winds apart (default: 8 for words that name one of eight, else 16)")
	f.IntVar(&opts.Patches, "patches", 8, "list so many of the largest patches a definition, for people; JSON has all")
	return cmd
}

type whereOptions struct {
	asking
	windowFlags
	Words    string // empty: describe
	SeenFrom string
	Winds    int // 0: by the words
	Patches  int
}

// whereAsked is the question that a gazetteer answers.
type whereAsked struct {
	assertion gazetteer.Assertion
	name      string           // of the assertion's place
	from      *gazetteer.Place // nil: the nearest reference place
}

func runWhere(_ context.Context, w io.Writer, a *app, opts whereOptions) error {
	if opts.Winds != 0 && opts.Winds != 8 && opts.Winds != 16 {
		return usageErrorf("--winds %d: want 8 or 16", opts.Winds)
	}
	if opts.Words != "" && opts.SeenFrom != "" {
		return usageErrorf("--seen-from goes without words: they name the place themselves")
	}
	o, err := opts.options()
	if err != nil {
		return err
	}
	o.Patches = true
	window, err := opts.window()
	if err != nil {
		return err
	}
	record, selected, done, err := opts.ask(a)
	if err != nil {
		return err
	}
	defer done()
	asked, selected, err := opts.asked(a, selected)
	if err != nil {
		return err
	}
	results := []answer.Where{}
	var errs []error
	for _, c := range selected {
		from, to := window.In(c)
		change, err := record.Change(c.Definition.Name, from, to, o)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		results = append(results, opts.answer(change, a.countries().For(c.Definition.Source), asked))
	}
	if err := noneAnswered(len(results), errs); err != nil {
		return err
	}
	if opts.JSON {
		doc := map[string]any{"as_known_on": opts.document(nil)["as_known_on"], "results": results, "words": notEmpty(opts.Words)}
		if opts.Words != "" {
			doc["tolerance"] = answer.ToleranceOf(asked.assertion)
		}
		return writeJSON(w, doc)
	}
	printWhere(w, results, opts, asked)
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

// asked reads the words, or the place that patches are seen from, and keeps the
// definitions whose maps are of the place's country.
func (o *whereOptions) asked(a *app, selected []measure.Coverage) (out whereAsked, in []measure.Coverage, err error) {
	name := o.SeenFrom
	if o.Words != "" {
		if out.assertion, name, err = gazetteer.ParseAssertion(o.Words); err != nil {
			return out, nil, usageErrorf("%w", err)
		}
		out.assertion.Sixteen = o.Winds == 16
	}
	if name == "" {
		return out, selected, nil
	}
	out.name, out.assertion.Place, _, err = a.countries().Find(selected, func(g *gazetteer.Gazetteer) (string, geo.Point, error) {
		return findPlace(g, name)
	})
	if err != nil {
		return out, nil, err
	}
	out.from = &gazetteer.Place{Name: out.name, Point: out.assertion.Place}
	if o.Source == "" && o.Definition == "" {
		selected = a.countries().At(out.assertion.Place, selected)
	}
	return out, selected, nil
}

func (o *whereOptions) answer(c measure.Change, where *gazetteer.Gazetteer, asked whereAsked) answer.Where {
	out := answer.WhereOf(c)
	if o.Words != "" {
		out.Judge(c, asked.assertion)
		return out
	}
	winds := o.Winds
	if winds == 0 {
		winds = 16
	}
	out.Describe(c, where, asked.from, winds)
	return out
}

func printWhere(w io.Writer, results []answer.Where, opts whereOptions, asked whereAsked) {
	if opts.Words != "" {
		t := answer.ToleranceOf(asked.assertion)
		fmt.Fprintf(w, "“%s” (%s: %.4f, %.4f)", opts.Words, asked.name, asked.assertion.Place.Lon(), asked.assertion.Place.Lat())
		if asked.assertion.Distance > 0 {
			fmt.Fprintf(w, ", within %s km", number(t.Km, 1))
		}
		if t.Degrees != nil {
			fmt.Fprintf(w, ", within %s degrees either side of %s", number(*t.Degrees, 2), asked.assertion.Wind)
		}
		fmt.Fprintln(w)
	}
	for i, r := range results {
		if i > 0 || opts.Words != "" {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s: from %s to %s\n", r.Definition, r.From, r.To)
		for _, x := range r.True {
			printTrueOf(w, x)
		}
		printPatchesWhere(w, r.Patches, opts.Patches)
		for _, note := range r.Notes {
			fmt.Fprintf(w, "  note: %s\n", note)
		}
	}
	if len(results) > 0 {
		if note := basisNote(results[0].Basis); note != "" {
			fmt.Fprintf(w, "\n%s\n", note)
		}
	}
}

func printTrueOf(w io.Writer, x answer.TrueOf) {
	if x.True == nil {
		fmt.Fprintf(w, "  %s: no ground\n", x.Kind)
		return
	}
	fmt.Fprintf(w, "  %s: true of %s%% of %s km² (%s%% by distance, %s%% by direction)\n", x.Kind, number(*x.True, 0), number(x.Area, 2), number(*x.ByRange, 0), number(*x.ByWind, 0))
	fmt.Fprintf(w, "          it lies %s to %s km away, half of it within %s km, %s on the whole\n",
		number(x.RangeKm[0], 0), number(x.RangeKm[2], 0), number(x.RangeKm[1], 0), *x.Direction)
}

func printPatchesWhere(w io.Writer, patches []answer.PatchWhere, most int) {
	t := table(w)
	for i, p := range patches {
		if i >= most {
			break
		}
		edge, settlement := "", ""
		if p.EdgeKm != nil {
			edge = fmt.Sprintf("edge %s to %s km away", number(p.EdgeKm[0], 0), number(p.EdgeKm[1], 0))
		}
		if s := p.Settlement; s != nil {
			settlement = fmt.Sprintf("%s km %s of %s", number(s.Distance, 0), s.Bearing, s.Place)
			if s.Distance < 1.5 {
				settlement = "at " + s.Place
			}
		}
		near := ""
		if p.Near != nil {
			near = fmt.Sprintf("%s km %s of %s", number(p.Near.Distance, 0), p.Near.Bearing, p.Near.Place)
		}
		fmt.Fprintf(t, "  %s\t%s km²\t%s\t%s\t%s\n", p.Kind, number(p.Area, 2), near, edge, settlement)
	}
	_ = t.Flush()
	if n := len(patches) - most; n > 0 {
		fmt.Fprintf(w, "  and %s more\n", number(float64(n), 0))
	}
}
