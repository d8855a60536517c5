package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/talks"
)

func newTalksRoundsCommand(a *app, opts *talksOptions) *cobra.Command {
	var f talks.Filter
	var d dayFlags
	cmd := &cobra.Command{
		Use:   "rounds",
		Short: "List rounds of talks",
		Long: `Lists the rounds that were held and match every flag given.

Exit status: 0 printed, 1 failed, 2 wrong usage.`,
		Example: `  salient talks rounds --party russia --party ukraine --one-room
  salient talks rounds --city Istanbul --json`,
		Args: cobra.NoArgs,
		RunE: opts.ask(func(rec *talks.Record, _ []string) error {
			if err := d.parse(&f.From, &f.To); err != nil {
				return err
			}
			rounds := rec.Rounds(f)
			if opts.JSON {
				return writeJSON(a.out, rec.RoundRows(rounds))
			}
			t := table(a.out)
			for _, x := range rounds {
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", x.ID, x.Title(), strings.Join(x.Parties, ", "), x.Format)
			}
			return t.Flush()
		}),
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.Party, "party", nil, "party present in any capacity, as russia; several must all be")
	fl.StringVar(&f.Process, "process", "", "process, as istanbul-2025")
	fl.StringVar(&f.City, "city", "", "city, as Geneva")
	fl.StringVar(&f.Country, "country", "", "country, as Switzerland")
	fl.StringVar(&f.Venue, "venue", "", "part of the city, the building or the country")
	fl.StringVar(&f.Format, "format", "", "bilateral, trilateral, mediated or multilateral")
	fl.StringVar(&f.Mode, "mode", "", "in-person, video, phone, written or unknown")
	fl.StringVar(&f.Doors, "doors", "", "open or closed")
	fl.StringVar(&f.Mediator, "mediator", "", "party that mediates")
	fl.StringVar(&f.Head, "head", "", "person at the head of a delegation, as medinsky")
	fl.StringVar(&f.Person, "person", "", "person in a delegation")
	fl.BoolVar(&f.Sides, "sides", false, "only where every side negotiates")
	fl.BoolVar(&f.OneRoom, "one-room", false, "only where the sides met each other")
	fl.BoolVar(&f.Any, "any", false, "also planned and called-off rounds")
	d.add(cmd)
	return cmd
}

func (d *dayFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.From, "from", "", "first day, as 2026-01-01")
	cmd.Flags().StringVar(&d.To, "to", "", "last day")
}

func newTalksPositionsCommand(a *app, opts *talksOptions) *cobra.Command {
	var issue, party, process, on string
	cmd := &cobra.Command{
		Use:   "positions",
		Short: "List who demands, offers, accepts or rejects what",
		Long: `Lists positions by day. With --on, only those that stood on that day: each
party's latest on each issue.

Exit status: 0 printed, 1 failed, 2 wrong usage.`,
		Example: "  salient talks positions --issue territory --on 2026-02-17",
		Args:    cobra.NoArgs,
		RunE: opts.ask(func(rec *talks.Record, _ []string) error {
			var rows []*talks.Position
			if on == "" {
				if n := len(rec.Positions); n > 0 {
					rows = rec.History(party, issue, process, rec.Positions[n-1].Day)
				}
			} else {
				day, err := parseDay("--on", on)
				if err != nil {
					return err
				}
				for _, c := range rec.Matrix(day, issue, process) {
					if party == "" || party == c.Party {
						rows = append(rows, c.Current...)
					}
				}
			}
			if opts.JSON {
				return writeJSON(a.out, rec.PositionRows(rows))
			}
			for _, p := range rows {
				fmt.Fprintf(a.out, "%s  %s, %s, %s\n  %s\n", p.Day, p.Party, p.Issue, p.Kind, wrap(p.Summary, a.width-2, "  "))
			}
			return nil
		}),
	}
	fl := cmd.Flags()
	fl.StringVar(&issue, "issue", "", "issue, as territory")
	fl.StringVar(&party, "party", "", "party, as ukraine")
	fl.StringVar(&process, "process", "", "process, as istanbul-2025")
	fl.StringVar(&on, "on", "", "only what stood on this day")
	return cmd
}

func newTalksStatementsCommand(a *app, opts *talksOptions) *cobra.Command {
	var f talks.Spoken
	var d dayFlags
	cmd := &cobra.Command{
		Use:   "statements",
		Short: "List who said what, by speaker, topic and channel",
		Long: `Lists statements by day, in the record's words, with short quotes.

Exit status: 0 printed, 1 failed, 2 wrong usage.`,
		Example: "  salient talks statements --speaker peskov --from 2026-02-01 --to 2026-02-28",
		Args:    cobra.NoArgs,
		RunE: opts.ask(func(rec *talks.Record, _ []string) error {
			if err := d.parse(&f.From, &f.To); err != nil {
				return err
			}
			rows := rec.StatementRows(rec.Said(f))
			if opts.JSON {
				return writeJSON(a.out, rows)
			}
			for _, s := range rows {
				fmt.Fprintf(a.out, "%s  %s (%s), %s\n  %s\n", s.Day, s.Speaker.Name, s.Channel, s.Topic, wrap(s.Summary, a.width-2, "  "))
				if s.Quote != nil {
					fmt.Fprintf(a.out, "  “%s”\n", wrap(*s.Quote, a.width-4, "  "))
				}
			}
			return nil
		}),
	}
	fl := cmd.Flags()
	fl.StringVar(&f.Speaker, "speaker", "", "person, as zelensky")
	fl.StringVar(&f.Party, "party", "", "party of the speaker")
	fl.StringVar(&f.Topic, "topic", "", "part of the topic")
	fl.StringVar(&f.Channel, "channel", "", "press, social, speech, official, interview or reported")
	fl.StringVar(&f.Text, "text", "", "part of the summary or quote")
	d.add(cmd)
	return cmd
}

func newTalksAgreementsCommand(a *app, opts *talksOptions) *cobra.Command {
	var on, ended string
	cmd := &cobra.Command{
		Use:   "agreements",
		Short: "List agreements, those in force on a day, and those broken off",
		Long: `Lists agreements by day. With --on, those in force that day; one whose end no
source gives is listed and says so. With --ended, those that ended that way.

Exit status: 0 printed, 1 failed, 2 wrong usage.`,
		Example: "  salient talks agreements --on 2026-02-17\n  salient talks agreements --ended broken-off",
		Args:    cobra.NoArgs,
		RunE: opts.ask(func(rec *talks.Record, _ []string) error {
			if on != "" && ended != "" {
				return usageErrorf("--on and --ended: give one of them")
			}
			rows, notes := rec.Agreements, map[string]string{}
			switch {
			case on != "":
				day, err := parseDay("--on", on)
				if err != nil {
					return err
				}
				rows = nil
				for _, s := range rec.InForce(day) {
					rows = append(rows, s.Agreement)
					if s.Open {
						notes[s.ID] += " (no end in the sources)"
					}
					if s.Undated {
						notes[s.ID] += " (no start in the sources)"
					}
				}
			case ended != "":
				if rows = nil; len(rec.Agreements) > 0 {
					const always = 1<<31 - 1
					rows = rec.Ended(always, ended)
				}
			}
			if opts.JSON {
				return writeJSON(a.out, rec.AgreementRows(rows))
			}
			for _, x := range rows {
				fmt.Fprintf(a.out, "%s  %s, %s%s\n  %s\n", x.Day, x.Kind, strings.Join(x.Parties, ", "), notes[x.ID], wrap(x.Terms, a.width-2, "  "))
				if e := x.Ended; e != nil {
					fmt.Fprintf(a.out, "  %s on %s: %s\n", e.How, e.Day, wrap(e.Summary, a.width-2, "  "))
				}
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&on, "on", "", "in force on this day")
	cmd.Flags().StringVar(&ended, "ended", "", "completed, expired, lapsed or broken-off")
	return cmd
}
