package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// knownFlag asks a question of the maps as they were known on an earlier day,
// and with slivers counted otherwise than apart. Every command that answers from
// chronicles has the first, every one that prints changes the second; check and
// figures do not: nobody publishes slivers.
type knownFlag struct {
	AsKnownOn string
	Slivers   string
}

func (k *knownFlag) addSlivers(f *pflag.FlagSet) {
	f.StringVar(&k.Slivers, "slivers", string(measure.Separate), "include, separate or drop ground that only a redrawn boundary changed")
}

// slivers returns what is said to become of them; empty: nothing said.
func (k *knownFlag) slivers() (measure.Slivers, error) {
	switch s := measure.Slivers(k.Slivers); s {
	case "", measure.Separate, measure.Include, measure.Drop:
		return s, nil
	}
	return "", usageErrorf("--slivers %s: want include, separate or drop", k.Slivers)
}

func (k *knownFlag) addKnown(f *pflag.FlagSet) {
	f.StringVar(&k.AsKnownOn, "as-known-on", "", "answer from the maps that were known by this day (needs imported maps)")
}

// known returns the day asked for; NoDay: now.
func (k *knownFlag) known() (control.Day, error) {
	if k.AsKnownOn == "" {
		return control.NoDay, nil
	}
	return parseDay("--as-known-on", k.AsKnownOn)
}

// record opens what the shipped sources answer, as it was known on the day asked
// for: what is said of their war is held against them alone.
func (k *knownFlag) record(a *app) (measure.Record, func(), error) { return k.open(a, false) }

// open opens what questions are asked of, with own also the sources that users
// described, as it was known on the day asked for. What only the ledger has is
// left out then, and said to be.
func (k *knownFlag) open(a *app, own bool) (measure.Record, func(), error) {
	day, err := k.known()
	if err != nil {
		return nil, nil, err
	}
	slivers, err := k.slivers()
	if err != nil {
		return nil, nil, err
	}
	r, done, err := a.record(own)
	if err != nil {
		return nil, nil, err
	}
	r = measure.Counting(r, slivers)
	if day == control.NoDay {
		return r, done, nil
	}
	known, left, err := measure.AsKnownOn(r, day)
	if err != nil {
		done()
		var newest measure.NewestOnlyError
		if errors.As(err, &newest) {
			err = hintError{exitError{code: exitNoData, err: err}, "imported maps keep every version: salient import PATH"}
		}
		return nil, nil, err
	}
	if len(left) > 0 {
		fmt.Fprintf(a.err, "salient: as known on %s: left out, since the embedded ledger keeps only what is known now: %s\n", day, strings.Join(left, ", "))
	}
	return known, done, nil
}

// document is the JSON of a command that answers with results: the answers, and
// the day as known on which they were asked for, null for now.
func (k *knownFlag) document(answers any) map[string]any {
	doc := map[string]any{"results": answers, "as_known_on": nil}
	if day, err := k.known(); err == nil && day != control.NoDay {
		doc["as_known_on"] = day
	}
	return doc
}
