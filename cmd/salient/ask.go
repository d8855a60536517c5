package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

// asking is what commands that ask the record have in common.
type asking struct {
	knownFlag
	Source     string // empty: every source
	Definition string // empty: every definition
	byFlags
	JSON bool
}

// addFlags adds the flags, with the definitions that there are as what a shell
// may complete.
func (q *asking) addFlags(cmd *cobra.Command, a *app) {
	f := cmd.Flags()
	f.StringVar(&q.Source, "source", "", "ask only this source, as deepstate")
	f.StringVar(&q.Definition, "definition", "", "count only by this definition, as isw-afp; salient sources lists them")
	f.BoolVar(&q.JSON, "json", false, "print JSON")
	q.addKnown(f)
	_ = cmd.RegisterFlagCompletionFunc("definition", completeDefinitions(a))
}

// record opens what questions of ground are asked of: all there is.
func (q *asking) record(a *app) (measure.Record, func(), error) { return q.open(a, true) }

// options turns flags into what measure takes.
func (q *asking) options() (measure.Options, error) {
	o := measure.Options{AsKnownOn: control.NoDay}
	if err := q.apply(&o); err != nil {
		return o, err
	}
	var err error
	o.Slivers, err = q.slivers()
	return o, err
}

func parseDay(flag, text string) (control.Day, error) {
	d, err := control.ParseDay(text)
	if err != nil {
		return d, usageErrorf("%s: %w", flag, err)
	}
	return d, nil
}

// parseDayOr is parseDay of a flag that need not be given.
func parseDayOr(flag, text string, otherwise control.Day) (control.Day, error) {
	if text == "" {
		return otherwise, nil
	}
	return parseDay(flag, text)
}

// selected returns the definitions that the flags ask for.
func (q *asking) selected(r measure.Record) ([]measure.Coverage, error) {
	out, err := answer.Select(r, q.Source, q.Definition)
	var none answer.NoData
	if errors.As(err, &none) {
		return nil, hintError{exitError{code: exitNoData, err: err}, none.Hint()}
	}
	return out, err
}

// ask opens what the question is asked of, and selects the definitions that are
// to answer; done closes it.
func (q *asking) ask(a *app) (r measure.Record, selected []measure.Coverage, done func(), err error) {
	if r, done, err = q.record(a); err != nil {
		return nil, nil, nil, err
	}
	if selected, err = q.selected(r); err != nil {
		done()
		return nil, nil, nil, err
	}
	return r, selected, done, nil
}

// record opens what questions are asked of: the store's chronicles where there
// are any, the embedded ledger for the rest.
// With own, it answers for the sources that users described to the store, too.
func (a *app) record(own bool) (measure.Record, func(), error) {
	path, err := a.store()
	if err != nil {
		return nil, nil, err
	}
	embedded, err := ledger.Default()
	if err != nil {
		return nil, nil, err
	}
	if !store.Exists(path) {
		if a.storePath != "" {
			return nil, nil, hintError{fmt.Errorf("store %s: does not exist", path), "salient import makes one; without --store, the embedded ledger answers"}
		}
		return embedded, func() {}, nil
	}
	s, err := openStore(path)
	if err != nil {
		return nil, nil, err
	}
	live, err := openLive(a, s, own)
	if err != nil {
		_ = s.Close()
		return nil, nil, err
	}
	return measure.Join(live, embedded), func() { _ = s.Close() }, nil
}

// definitions returns what the shipped sources can count.
func definitions() []control.Definition {
	var out []control.Definition
	for _, r := range shipped.All() {
		out = append(out, r.Definitions()...)
	}
	return out
}

// noneAnswered turns the errors of definitions that could not answer into one,
// if no definition could.
func noneAnswered(answered int, errs []error) error {
	if answered > 0 || len(errs) == 0 {
		return nil
	}
	for _, err := range errs {
		var fine measure.TooFineError
		if errors.As(err, &fine) {
			return exitError{code: exitUsage, err: fine}
		}
		if !errors.Is(err, chronicle.ErrNoMap) {
			return err
		}
	}
	return exitError{code: exitNoData, err: errors.Join(distinct(errs)...)}
}

// distinct leaves out errors that say what one before said.
func distinct(errs []error) []error {
	said := map[string]bool{}
	var out []error
	for _, err := range errs {
		if !said[err.Error()] {
			said[err.Error()] = true
			out = append(out, err)
		}
	}
	return out
}

// days is what was asked and what was used, in every answer.
type days answer.Days

// basisNote says, for people, what figures rest on.
func basisNote(b measure.Basis) string {
	if b == measure.FromLedger {
		return "From the embedded ledger (measured from the maps beforehand); salient import reads maps for any question."
	}
	return ""
}

func completeDefinitions(a *app) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		r, done, err := a.record(true)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		defer done()
		var names []string
		for _, c := range measure.AllCoverage(r) {
			names = append(names, c.Definition.Name+"\t"+c.Definition.Title)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
