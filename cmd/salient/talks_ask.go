package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

func newTalksCountCommand(a *app, opts *talksOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "count ROUND",
		Short: "Print every defensible number of a round",
		Long: `Prints which round a round is, by what is counted: all contacts, its city, its
country, its format, its mediator, the same participants, the sides at one table;
over the war, the process and the year.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no such round.`,
		Example: "  salient talks count 2026-02-17-geneva",
		Args:    cobra.ExactArgs(1),
		RunE: opts.ask(func(rec *talks.Record, args []string) error {
			x, err := findRound(rec, args[0])
			if err != nil {
				return err
			}
			type row struct {
				Number int      `json:"number"`
				Names  []string `json:"names"`
				Rounds []string `json:"rounds"`
			}
			rows := []row{}
			for _, n := range rec.Numberings(x) {
				r := row{n.Number, n.Names, nil}
				for _, y := range n.Rounds {
					r.Rounds = append(r.Rounds, y.ID)
				}
				rows = append(rows, r)
			}
			if opts.JSON {
				return writeJSON(a.out, rows)
			}
			t := table(a.out)
			for _, r := range rows {
				for i, name := range r.Names {
					number := fmt.Sprint(r.Number)
					if i > 0 {
						number = ""
					}
					fmt.Fprintf(t, "%s\t%s\n", number, name)
				}
			}
			return t.Flush()
		}),
	}
}

func newTalksTeamsCommand(a *app, opts *talksOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "teams ROUND [EARLIER]",
		Short: "Print who came into a delegation, who left, who heads it now",
		Long: `Prints what changed in each delegation since the round before that compares
best, or since EARLIER, as far as sources name the members.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no such round.`,
		Example: "  salient talks teams 2026-02-17-geneva",
		Args:    cobra.RangeArgs(1, 2),
		RunE: opts.ask(func(rec *talks.Record, args []string) error {
			x, err := findRound(rec, args[0])
			if err != nil {
				return err
			}
			changes := rec.TeamChanges(x)
			if len(args) == 2 {
				from, err := findRound(rec, args[1])
				if err != nil {
					return err
				}
				changes = nil
				for _, d := range x.Delegations {
					changes = append(changes, rec.TeamChange(from, x, d.Party))
				}
			}
			return printTeams(a.out, rec, changes, opts.JSON, a.width)
		}),
	}
}

func printTeams(w io.Writer, rec *talks.Record, changes []talks.TeamChange, asJSON bool, width int) error {
	type row struct {
		Party       string   `json:"party"`
		From        string   `json:"from"`
		To          string   `json:"to"`
		HeadBefore  *string  `json:"head_before"`
		Head        *string  `json:"head"`
		HeadChanged bool     `json:"head_changed"`
		Again       bool     `json:"again"`
		CameIn      []string `json:"came_in"`
		Left        []string `json:"left"`
		Sentence    string   `json:"sentence"`
	}
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	rows := []row{}
	for _, c := range changes {
		rows = append(rows, row{c.Party, c.From.ID, c.To.ID, orNull(c.Before), orNull(c.Head), c.HeadChanged(), c.Again,
			append([]string{}, c.CameIn...), append([]string{}, c.Left...), rec.Sentence(c)})
	}
	if asJSON {
		return writeJSON(w, rows)
	}
	for _, r := range rows {
		fmt.Fprintln(w, wrap(r.Sentence, width, "  "))
	}
	return nil
}

// ground opens the maps for the talks, every definition that the flags ask for.
func (q *asking) ground(a *app, patches bool) (talks.Ground, func(), error) {
	record, done, err := q.record(a)
	if err != nil {
		return nil, nil, err
	}
	ask, err := q.selected(record)
	if err != nil {
		done()
		return nil, nil, err
	}
	return talksGround{record, ask, gazetteer.Default(), patches}, done, nil
}

// addMaps adds the flags that choose maps; --json is given already.
func (q *asking) addMaps(cmd *cobra.Command) {
	q.addKnown(cmd.Flags())
	cmd.Flags().StringVar(&q.Source, "source", "", "ask only this source, as deepstate")
	cmd.Flags().StringVar(&q.Definition, "definition", "", "count only by this definition; salient sources lists them")
}

func newTalksBetweenCommand(a *app, opts *talksOptions) *cobra.Command {
	var q asking
	cmd := &cobra.Command{
		Use:   "between ROUND ROUND",
		Short: "Print what changed on the ground between two rounds",
		Long: `Prints the ground gained, lost and net from the last day of one round to the
day before another, by definition, beside an equally long period before.
That one thing came after another does not mean that it came of it.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no such round or no map.`,
		Example: "  salient talks between 2026-02-04-abu-dhabi 2026-02-17-geneva",
		Args:    cobra.ExactArgs(2),
		RunE: opts.ask(func(rec *talks.Record, args []string) error {
			from, err := findRound(rec, args[0])
			if err != nil {
				return err
			}
			to, err := findRound(rec, args[1])
			if err != nil {
				return err
			}
			g, done, err := q.ground(a, true)
			if err != nil {
				return err
			}
			defer done()
			in, err := talks.Between(g, from, to)
			if err != nil {
				return err
			}
			if opts.JSON {
				return writeJSON(a.out, struct {
					talks.Interlude
					Method string `json:"method"`
				}{in, measure.MethodVersion})
			}
			fmt.Fprintf(a.out, "From %s to %s, %s to %s\n", from.Title(), to.Title(), in.FromDay, in.ToDay)
			for _, r := range in.Results {
				before := "not known"
				if r.NetPerDayBefore != nil {
					before = signed(*r.NetPerDayBefore, 2)
				}
				fmt.Fprintf(a.out, "  %s: %s, %s km² a day; before: %s km² a day\n", r.Definition, changeText(&r.GroundChange), signed(r.NetPerDay, 2), before)
			}
			fmt.Fprintln(a.out, in.Note)
			return nil
		}),
	}
	q.addMaps(cmd)
	q.addSlivers(cmd.Flags())
	return cmd
}

func changeText(c *talks.GroundChange) string {
	if c == nil {
		return "no map"
	}
	if c.Gained == nil || c.Lost == nil {
		return fmt.Sprintf("net %s km²", signed(c.Net, 2))
	}
	most := ""
	if c.Gross == "daily-sum" {
		most = "at most "
	}
	return fmt.Sprintf("gained %s%s, lost %s%s, net %s km²", most, number(*c.Gained, 2), most, number(*c.Lost, 2), signed(c.Net, 2))
}

func newTalksAroundCommand(a *app, opts *talksOptions) *cobra.Command {
	var q asking
	var window int
	cmd := &cobra.Command{
		Use:   "around ROUND|AGREEMENT",
		Short: "Print the ground before and after a round or agreement",
		Long: `Prints the ground gained, lost and net in equal windows before and after a
round, or the day from which an agreement was in force, by definition.
That one thing came after another does not mean that it came of it.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 nothing of that id or no map.`,
		Example: "  salient talks around 2025-08-15-alaska --days 28",
		Args:    cobra.ExactArgs(1),
		RunE: opts.ask(func(rec *talks.Record, args []string) error {
			g, done, err := q.ground(a, false)
			if err != nil {
				return err
			}
			defer done()
			var out talks.Aside
			found := false
			if r := rec.Round(args[0]); r != nil {
				out, err = talks.AroundRound(g, r, window)
				found = true
			}
			for _, x := range rec.Agreements {
				if x.ID == args[0] {
					out, err = talks.AroundAgreement(g, x, window)
					found = true
				}
			}
			if !found {
				return exitError{code: exitNoData, err: fmt.Errorf("neither a round nor an agreement %q in the record", args[0])}
			}
			if err != nil {
				return err
			}
			if opts.JSON {
				return writeJSON(a.out, out)
			}
			for _, r := range out.Results {
				fmt.Fprintf(a.out, "%s\n  %d days before: %s\n  %d days after: %s\n", r.Definition, window, changeText(r.Before), window, changeText(r.After))
			}
			fmt.Fprintln(a.out, out.Note)
			return nil
		}),
	}
	cmd.Flags().IntVar(&window, "days", 28, "length of each window, in days")
	q.addMaps(cmd)
	q.addSlivers(cmd.Flags())
	return cmd
}

func newTalksPositionCommand(a *app, opts *talksOptions) *cobra.Command {
	var q asking
	var on string
	cmd := &cobra.Command{
		Use:   "position ID --on DAY",
		Short: "Print the ground that a position speaks of, on a day",
		Long: `Prints the area, settlements and known population of the ground that a position
names, such as the rest of an oblast, as the maps of a day have it.

Exit status: 0 printed, 1 failed, 2 wrong usage, 4 no ground named or no map.`,
		Example: "  salient talks position russia-territory-2026-02-17 --on 2026-02-17",
		Args:    cobra.ExactArgs(1),
		RunE: opts.ask(func(rec *talks.Record, args []string) error {
			p := rec.Position(args[0])
			if p == nil {
				return hintError{exitError{code: exitNoData, err: fmt.Errorf("no position %q in the record", args[0])}, "salient talks positions --json lists them"}
			}
			day, err := parseDayOr("--on", on, p.Day)
			if err != nil {
				return err
			}
			g, done, err := q.ground(a, false)
			if err != nil {
				return err
			}
			defer done()
			c, err := talks.GroundOf(g, p, day)
			if err != nil {
				return exitError{code: exitNoData, err: err}
			}
			if opts.JSON {
				return writeJSON(a.out, c)
			}
			fmt.Fprintf(a.out, "%s, %s, %s: %s\n", p.Day, p.Party, p.Kind, wrap(p.Summary, a.width, "  "))
			for _, r := range c.Results {
				fmt.Fprintf(a.out, "  %s, map of %s:", r.Definition, r.MapDay)
				if r.Area != nil {
					fmt.Fprintf(a.out, " %s, %s", areaText(*r.Area), plural(len(r.Settlements), "settlement"))
				}
				if r.Length != nil {
					fmt.Fprintf(a.out, " a line of contact of %s", lengthText(*r.Length))
				}
				if r.Population != nil {
					fmt.Fprintf(a.out, ", %s people by known populations", number(float64(*r.Population), 0))
				}
				if r.Note != nil {
					fmt.Fprintf(a.out, " %s", *r.Note)
				}
				if r.Held != nil {
					fmt.Fprintf(a.out, " held: %t", *r.Held)
				}
				fmt.Fprintln(a.out)
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&on, "on", "", "day of the maps (default: the position's)")
	q.addMaps(cmd)
	return cmd
}
