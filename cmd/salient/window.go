package main

import (
	"github.com/spf13/pflag"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// windowFlags are the ways to name the two days to measure between.
type windowFlags struct {
	From, To    string
	Week, Month string
	Since, Last string
}

func (w *windowFlags) add(f *pflag.FlagSet) {
	f.StringVar(&w.From, "from", "", "valid day to measure from, as 2026-02-11")
	f.StringVar(&w.To, "to", "", "valid day to measure to, as 2026-02-17")
	f.StringVar(&w.Week, "week", "", "an ISO week as 2026-W07 or a day in it: from its Monday to the next")
	f.StringVar(&w.Month, "month", "", "a month as 2026-01: from its 1st to the next month's 1st, as DeepState counts")
	f.StringVar(&w.Since, "since", "", "from the map of this day to each source's newest")
	f.StringVar(&w.Last, "last", "", "so many days or weeks up to each source's newest map, as 7d or 2w")
}

// window returns the window that the flags name. Exactly one way must be used.
func (w *windowFlags) window() (measure.Window, error) {
	var out measure.Window
	var err error
	ways := 0
	if w.From != "" || w.To != "" {
		ways++
		if w.From == "" || w.To == "" {
			return out, hintError{usageErrorf("--from and --to are needed both"), "salient change --from 2026-02-11 --to 2026-02-17"}
		}
		if out.From, err = parseDay("--from", w.From); err != nil {
			return out, err
		}
		if out.To, err = parseDay("--to", w.To); err != nil {
			return out, err
		}
	}
	for _, way := range []struct {
		flag, text string
		read       func(string) (measure.Window, error)
	}{{"--week", w.Week, measure.ParseWeek}, {"--month", w.Month, measure.ParseMonth}, {"--last", w.Last, measure.ParsePast}} {
		if way.text == "" {
			continue
		}
		ways++
		if out, err = way.read(way.text); err != nil {
			return out, usageErrorf("%s: %w", way.flag, err)
		}
	}
	if w.Since != "" {
		ways++
		from, err := parseDay("--since", w.Since)
		if err != nil {
			return out, err
		}
		out = measure.Window{From: from, To: control.NoDay}
	}
	const hint = "one of --from DAY --to DAY, --week 2026-W07, --month 2026-01, --since DAY, --last 7d"
	switch {
	case ways == 0:
		return out, hintError{usageErrorf("--from and --to are needed, or another window"), hint}
	case ways > 1:
		return out, hintError{usageErrorf("more than one window given"), hint}
	}
	return out, nil
}
