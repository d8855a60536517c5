package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/talks"
	"github.com/salient-project/salient/verdict"
)

type draftOptions struct {
	Published string
	Process   string
	Merge     string
	Write     bool
}

func newTalksDraftCommand(a *app, opts *talksOptions) *cobra.Command {
	var o draftOptions
	cmd := &cobra.Command{
		Use:   "draft ARTICLE|DRAFT",
		Short: "Turn what an article tells of talks into draft rows",
		Long: `Prints draft rows of the rounds and statements that an article tells of, each
with its place in the article, as YAML for a person to complete.

With --merge FILE the argument is such a draft, completed: its rows are added to
the record file, and the difference is shown. Only --write changes the file. A
row is never merged twice.

Exit status: 0 printed or merged, 1 failed, 2 wrong usage.`,
		Example: `  salient talks draft article.txt > draft.yaml
  salient talks draft draft.yaml --merge mine/us-brokered-2025-26.yaml --write`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Merge != "" {
				return runMerge(a, args[0], o)
			}
			return runDraft(cmd.Context(), a, opts, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Published, "published", "", "day on which the article was published")
	f.StringVar(&o.Process, "process", "us-brokered-2025-26", "process that the rows belong to")
	f.StringVar(&o.Merge, "merge", "", "record file to add a completed draft to")
	f.BoolVar(&o.Write, "write", false, "with --merge: change the file")
	return cmd
}

func runDraft(ctx context.Context, a *app, opts *talksOptions, name string, o draftOptions) error {
	rec, err := opts.load()
	if err != nil {
		return err
	}
	doc, err := openArticle(ctx, a, checkOptions{Article: name, Published: o.Published})
	if err != nil {
		return err
	}
	found := read.Article(doc)
	_, err = a.out.Write(rec.Draft(readingOf(name, o.Process, string(doc.Text), found)))
	return err
}

// readingOf turns what was found in an article into what a draft is made of.
func readingOf(name, process, text string, found claim.Reading) talks.Reading {
	known := func(d control.Day) control.Day {
		if d == 0 {
			return control.NoDay
		}
		return d
	}
	in := talks.Reading{Article: name, Published: known(found.Published), Text: text, Process: process}
	for _, x := range found.Talks {
		if x.Kind != "round" {
			continue
		}
		r := talks.ReadRound{Start: x.Start, End: x.End, Day: known(x.Date), City: x.City, Parties: slices.Clone(x.Parties), Heads: map[string]string{}}
		for party, names := range x.Heads {
			if len(names) > 0 {
				r.Heads[verdict.RecordParty(party)] = names[0]
			}
		}
		r.Closed = x.Closed != nil && *x.Closed
		for i, id := range r.Parties {
			r.Parties[i] = verdict.RecordParty(id)
		}
		slices.Sort(r.Parties)
		in.Rounds = append(in.Rounds, r)
	}
	for _, s := range found.Statements {
		party := s.Party
		if party == "other" {
			party = ""
		}
		in.Statements = append(in.Statements, talks.ReadStatement{Start: s.Start, End: s.End, Speaker: s.Speaker, Party: verdict.RecordParty(party),
			Day: known(s.Date), Channel: s.Channel, Quote: s.Quote})
	}
	return in
}

func runMerge(a *app, draft string, o draftOptions) error {
	d, err := os.ReadFile(draft)
	if err != nil {
		return err
	}
	current, err := os.ReadFile(o.Merge)
	if errors.Is(err, fs.ErrNotExist) {
		return hintError{err, "make the file first, with the process that the rows belong to"}
	} else if err != nil {
		return err
	}
	m, err := talks.Merge(o.Merge, current, d)
	if err != nil {
		return hintError{err, "nothing was changed"}
	}
	if len(m.Skipped) > 0 {
		fmt.Fprintf(a.err, "merged before, skipped: %s\n", strings.Join(m.Skipped, ", "))
	}
	fmt.Fprint(a.out, m.Diff)
	if !o.Write || len(m.Added) == 0 {
		return nil
	}
	// Written beside and renamed, so that a crash leaves the old file whole.
	temp := o.Merge + ".new"
	if err := os.WriteFile(temp, m.Text, 0o644); err != nil {
		return err
	}
	return os.Rename(temp, o.Merge)
}
