package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/talks"
)

// talksOptions is what the commands of talks have in common.
type talksOptions struct {
	Folder  string // a record of one's own
	Replace bool   // instead of the shipped one
	JSON    bool
}

func newTalksCommand(a *app) *cobra.Command {
	opts := &talksOptions{}
	cmd := &cobra.Command{
		Use:   "talks",
		Short: "Ask the record of the peace talks, beside the ground",
		Long: `Asks the record of the peace talks: rounds, delegations, positions, statements
and agreements, each with its sources, and what moved on the ground meanwhile.

The shipped record is extended by --record FOLDER, whose rows take the place of
those with the same id, or replaced by it with --replace: another war's talks
too. docs/talks.md explains every field.`,
		Example: `  salient talks rounds --city "Abu Dhabi" --from 2026-01-01
  salient talks count 2026-02-17-geneva
  salient talks teams 2026-02-17-geneva
  salient talks between 2026-02-04-abu-dhabi 2026-02-17-geneva
  salient talks timeline --svg talks.svg`,
	}
	f := cmd.PersistentFlags()
	f.StringVar(&opts.Folder, "record", "", "folder of YAML files that extend the shipped record")
	f.BoolVar(&opts.Replace, "replace", false, "use only the folder of --record")
	f.BoolVar(&opts.JSON, "json", false, "print JSON")
	cmd.AddCommand(
		newTalksRoundsCommand(a, opts), newTalksPositionsCommand(a, opts), newTalksStatementsCommand(a, opts), newTalksAgreementsCommand(a, opts),
		newTalksCountCommand(a, opts), newTalksTeamsCommand(a, opts),
		newTalksBetweenCommand(a, opts), newTalksAroundCommand(a, opts), newTalksPositionCommand(a, opts),
		newTalksTimelineCommand(a, opts), newTalksExportCommand(a, opts), newTalksDraftCommand(a, opts),
	)
	return cmd
}

// ask returns what a command runs that asks the record.
func (o *talksOptions) ask(question func(rec *talks.Record, args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		rec, err := o.load()
		if err != nil {
			return err
		}
		return question(rec, args)
	}
}

// load reads the record that the flags ask for.
func (o *talksOptions) load() (*talks.Record, error) {
	var folders []fs.FS
	switch {
	case o.Replace && o.Folder == "":
		return nil, usageErrorf("--replace needs --record")
	case o.Folder == "":
		return talks.Embedded()
	case !o.Replace:
		folders = append(folders, talks.EmbeddedFS())
	}
	rec, err := talks.Load(append(folders, os.DirFS(o.Folder))...)
	if err != nil {
		return nil, hintError{err, "docs/talks.md explains every field; nothing was read"}
	}
	return rec, nil
}

func findRound(rec *talks.Record, id string) (*talks.Round, error) {
	if r := rec.Round(id); r != nil {
		return r, nil
	}
	return nil, hintError{exitError{code: exitNoData, err: fmt.Errorf("no round %q in the record", id)}, "salient talks rounds lists them"}
}

// dayFlags are the ends of a period; empty ones are open.
type dayFlags struct{ From, To string }

// parse sets the ends that are given.
func (d dayFlags) parse(from, to **control.Day) error {
	for _, x := range []struct {
		flag, text string
		into       **control.Day
	}{{"--from", d.From, from}, {"--to", d.To, to}} {
		if x.text == "" {
			continue
		}
		day, err := parseDay(x.flag, x.text)
		if err != nil {
			return err
		}
		*x.into = &day
	}
	return nil
}
