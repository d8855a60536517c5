package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
)

func newAgreeCommand(a *app) *cobra.Command {
	var opts agreeOptions
	cmd := &cobra.Command{
		Use:   "agree [--on DAY | --from DAY --to DAY --every N]",
		Short: "Compare what two sources show of the same ground",
		Long: `Prints, for each pair of definitions of different sources, how much ground both
show as held, how much only one, and their agreement (intersection over union),
in all and without the ground that one of them leaves out of its maps (Crimea,
for instance); where they differ most; and which of them showed changes first in
the year before, by cells of about 20 square kilometers.

Imported maps are compared exactly. The embedded ledger compares cells, and has
no patches. A pair is compared only where both have a map of the day or of the
seven days before.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no two maps to compare.`,
		Example: `  salient agree --on 2026-02-01
  salient agree --between deepstate,liveuamap --from 2025-01-01 --to 2026-01-01 --every 30 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runAgree(cmd.Context(), a.out, a, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.On, "on", "", "valid day (default: the last that two sources have maps of)")
	f.StringVar(&opts.From, "from", "", "compare days from this one")
	f.StringVar(&opts.To, "to", "", "to this one")
	f.IntVar(&opts.Every, "every", 7, "so many days apart")
	f.StringVar(&opts.Between, "between", "", "two definitions, as deepstate,liveuamap (default: every pair)")
	f.IntVar(&opts.Patches, "patches", 8, "list so many of the largest differences, for people; JSON has all")
	f.IntVar(&opts.MaxLag, "max-lag", 60, "days within which two sources show the same change")
	f.BoolVar(&opts.JSON, "json", false, "print JSON")
	opts.addKnown(f)
	return cmd
}

type agreeOptions struct {
	knownFlag
	On, From, To    string
	Every           int
	Between         string
	Patches, MaxLag int
	JSON            bool
}

// agreeWithin is how many days older than asked a map may be to be compared.
const agreeWithin = 7

func runAgree(ctx context.Context, w io.Writer, a *app, opts agreeOptions) error {
	record, done, err := opts.record(a)
	if err != nil {
		return err
	}
	defer done()
	pairs, err := opts.pairs(record)
	if err != nil {
		return err
	}
	days, err := opts.days(pairs)
	if err != nil {
		return err
	}
	where := gazetteer.Default()
	var answers []answer.Agreement
	var found []measure.Agreement
	var leads []*measure.Lead
	var errs []error
	for _, p := range pairs {
		for _, on := range days {
			if err := ctx.Err(); err != nil {
				return err
			}
			one, err := measure.Agree(record, p[0].Definition.Name, p[1].Definition.Name, on, where)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			if old := min(one.FirstDay, one.SecondDay); on-old > agreeWithin {
				late := one.First.Name
				if one.SecondDay < one.FirstDay {
					late = one.Second.Name
				}
				errs = append(errs, fmt.Errorf("%s and %s on %s: the newest map of %s is of %s: %w", one.First.Name, one.Second.Name, on, late, old, chronicle.ErrNoMap))
				continue
			}
			var lead *measure.Lead
			if len(days) == 1 {
				l, err := measure.Leads(record, one.First.Name, one.Second.Name, on-365, on, opts.MaxLag)
				if err != nil {
					return err
				}
				lead = &l
			}
			found, leads = append(found, one), append(leads, lead)
			answers = append(answers, answer.AgreementOf(one, lead))
		}
	}
	if err := noneAnswered(len(answers), errs); err != nil {
		return err
	}
	var consensus *measure.Consensus
	if len(days) == 1 && opts.Between == "" {
		c, err := measure.ConsensusOn(record, days[0], agreeWithin, where)
		if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
			return err
		}
		if err == nil {
			consensus = &c
		}
	}
	if opts.JSON {
		missing := []string{}
		for _, err := range errs {
			missing = append(missing, err.Error())
		}
		doc := opts.document(answers)
		doc["missing"], doc["consensus"] = missing, nil
		if consensus != nil {
			doc["consensus"] = answer.ConsensusOf(*consensus)
		}
		return writeJSON(w, doc)
	}
	for i, one := range found {
		if i > 0 {
			fmt.Fprintln(w)
		}
		printAgreement(w, one, leads[i], opts.Patches)
	}
	if consensus != nil {
		printConsensus(w, *consensus)
	}
	if note := basisNote(found[0].Basis); note != "" {
		fmt.Fprintf(w, "\n%s\n", note)
	}
	for _, err := range errs {
		fmt.Fprintf(a.err, "salient: %v\n", err)
	}
	return nil
}

// pairs returns the pairs of definitions to compare: the two named, or every
// pair of different sources.
func (o *agreeOptions) pairs(r measure.Record) ([][2]measure.Coverage, error) {
	coverage := r.Coverage()
	if o.Between != "" {
		coverage = measure.AllCoverage(r)
	}
	var out [][2]measure.Coverage
	first, second, named := strings.Cut(o.Between, ",")
	if o.Between != "" && !named {
		return nil, usageErrorf("--between %s: want two definitions, as deepstate,liveuamap", o.Between)
	}
	for i, c := range coverage {
		for k, d := range coverage {
			switch {
			case named && c.Definition.Name == first && d.Definition.Name == second,
				!named && i < k && c.Definition.Source != d.Definition.Source:
				out = append(out, [2]measure.Coverage{c, d})
			}
		}
	}
	if len(out) == 0 {
		return nil, hintError{exitError{code: exitNoData, err: fmt.Errorf("no two definitions to compare")}, "salient sources lists what there is"}
	}
	return out, nil
}

// days returns the days to compare on.
func (o *agreeOptions) days(pairs [][2]measure.Coverage) ([]control.Day, error) {
	if (o.From == "") != (o.To == "") || o.From != "" && o.On != "" {
		return nil, usageErrorf("want --on, or --from and --to both")
	}
	if o.From != "" {
		from, err := parseDay("--from", o.From)
		if err != nil {
			return nil, err
		}
		to, err := parseDay("--to", o.To)
		if err != nil {
			return nil, err
		}
		if o.Every < 1 || from > to {
			return nil, usageErrorf("--every must be 1 or more, and --from not after --to")
		}
		var out []control.Day
		for d := from; d <= to; d += control.Day(o.Every) {
			out = append(out, d)
		}
		return out, nil
	}
	if o.On != "" {
		on, err := parseDay("--on", o.On)
		return []control.Day{on}, err
	}
	last := control.NoDay
	for _, p := range pairs {
		last = max(last, min(p[0].Last, p[1].Last))
	}
	return []control.Day{last}, nil
}

func printConsensus(w io.Writer, c measure.Consensus) {
	fmt.Fprintf(w, "\nall sources on %s: every one shows %s km² as held, most %s, at least one %s\n",
		c.Asked, number(c.All.Km2(), 0), number(c.Most.Km2(), 0), number(c.Any.Km2(), 0))
	var each []string
	for i, d := range c.Definitions {
		one := d.Name + " " + number(c.Common[i].Km2(), 0)
		if c.Intervals != nil {
			one += " (" + ends(&c.Intervals[i]) + ")"
		}
		each = append(each, one)
	}
	fmt.Fprintf(w, "  of the ground that none leaves out: %s km²; spread %s\n", strings.Join(each, ", "), number(c.Spread().Km2(), 0))
	if c.Unclear() {
		fmt.Fprintln(w, "  the spread is no more than how exactly the lines are drawn")
	}
}

func printAgreement(w io.Writer, a measure.Agreement, lead *measure.Lead, most int) {
	fmt.Fprintf(w, "%s and %s on %s\n", a.First.Name, a.Second.Name, a.Asked)
	for _, m := range []struct {
		name string
		day  control.Day
	}{{a.First.Name, a.FirstDay}, {a.Second.Name, a.SecondDay}} {
		if m.day != a.Asked {
			fmt.Fprintf(w, "  %s: no map of %s, the nearest earlier one is of %s\n", m.name, a.Asked, m.day)
		}
	}
	line := func(title string, s measure.Shared) {
		fmt.Fprintf(w, "  %s: both %s km², only %s %s, only %s %s; agreement %s%%\n", title, number(s.Both.Km2(), 0),
			a.First.Name, number(s.OnlyFirst.Km2(), 0), a.Second.Name, number(s.OnlySecond.Km2(), 0), number(100*s.Share(), 1))
	}
	line("all", a.Whole)
	if len(a.LeftOut) > 0 {
		line("without what one leaves out", a.Common)
		fmt.Fprintf(w, "  left out of one: %s\n", strings.Join(a.LeftOut, "; "))
	}
	if i := a.Interval; i != nil {
		more := "more than how exactly the lines are drawn explains"
		if i.Unclear() {
			more = "no more than how exactly the lines are drawn"
		}
		fmt.Fprintf(w, "  %s holds %s km² against %s there, between %s and %s: %s\n", a.Second.Name, signed(a.Difference().Km2(), 0), a.First.Name,
			signed(i.Low.Km2(), 0), signed(i.High.Km2(), 0), more)
	}
	t := table(w)
	for i, p := range a.Patches {
		if i >= most {
			break
		}
		by := a.First.Name
		if p.Kind == measure.Gained {
			by = a.Second.Name
		}
		fmt.Fprintf(t, "  only %s\t%s km²\t%s km %s of %s\n", by, number(p.Area.Km2(), 1), number(p.Near.Distance.Km(), 0), p.Near.Bearing, p.Near.Place)
	}
	_ = t.Flush()
	if lead == nil || lead.Matched == 0 {
		return
	}
	fmt.Fprintf(w, "  who shows a change first, %s to %s: %s in %d cells, %s in %d, the same day in %d; %s days apart on average\n",
		lead.From, lead.To, a.First.Name, lead.First, a.Second.Name, lead.Second, lead.SameDay, number(lead.MeanAbsLead, 1))
	fmt.Fprintf(w, "  shown by one only within %d days: %s %d cells, %s %d\n", lead.MaxLag, a.First.Name, lead.OnlyFirst, a.Second.Name, lead.OnlySecond)
}
