package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/live"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

func newSyncCommand(a *app) *cobra.Command {
	var opts syncOptions
	cmd := &cobra.Command{
		Use:   "sync [SOURCE…]",
		Short: "Fetch what is new from the sources",
		Long: `Fetches the maps that the sources have published since the newest in the
store, and takes them in as salient import does. Without a SOURCE, all are asked:
` + strings.Join(live.IDs(), ", ") + `.

deepstate comes from the site's history or, where that is not given out, from
the daily archive on GitHub; isw from its ArcGIS services; liveuamap from NZZ's
endpoint. A source that the store has no map of begins 30 days back: import its
archive for the years before, or name a first day with --since.

Servers are asked at most twice a second each, and only for what is newer than
what was taken in. A map is taken in whole or not at all. A map that suddenly
lost much of its area is put aside and said so; --accept takes it in. A day
published again with another map is a correction, and both are kept. It is safe
to interrupt: what was fetched is kept, the next run goes on from there.

Exit status: 0 done, 1 a source could not be fetched, 2 wrong usage.`,
		Example: `  salient sync
  salient sync deepstate --keep-raw ~/maps/raw
  salient sync isw --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Sources = args
			return runSync(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&opts.Since, "since", "", "fetch from this valid day on, also what the store has")
	cmd.Flags().BoolVar(&opts.JSON, "json", false, "print JSON")
	return cmd
}

type syncOptions struct {
	Sources       []string
	Since         string
	Accept        bool
	KeepRaw       string
	AllowLoopback bool
	Endpoints     []string // NAME=URL
	Timeout       time.Duration
	PerSecond     float64
	Tries         int
	ISWFormat     string
	JSON          bool
}

// addFlags adds the flags that sync and watch share.
func (o *syncOptions) addFlags(f *pflag.FlagSet) {
	f.BoolVar(&o.Accept, "accept", false, "take in maps that suddenly lose much of their area")
	f.StringVar(&o.KeepRaw, "keep-raw", "", "keep the bytes as fetched in this folder, by SHA-256, each once")
	f.DurationVar(&o.Timeout, "timeout", time.Minute, "give up on one answer after this time")
	f.StringArrayVar(&o.Endpoints, "endpoint", nil, "ask another address, as NAME=URL: "+strings.Join(sortedNames(live.Endpoints()), ", "))
	f.BoolVar(&o.AllowLoopback, "allow-loopback", false, "permit addresses of this machine, to test against a local server")
	f.Float64Var(&o.PerSecond, "per-second", 2, "ask one server at most so often")
	f.IntVar(&o.Tries, "tries", 4, "ask so often where a failure may pass: timeouts, broken connections, 429, 5xx")
	f.StringVar(&o.ISWFormat, "isw-format", live.FormatGeoJSON, "ask ISW's services for "+live.FormatGeoJSON+" or "+live.FormatPBF+", which is smaller; a service that has not the one is asked for the other")
	_ = f.MarkHidden("per-second")
}

// live turns flags into what package live takes.
func (o *syncOptions) live(a *app, s store.Store) (live.Options, error) {
	l := live.Options{
		Store: s, Readers: shipped.All(), Sources: o.Sources, Now: a.now, Accept: o.Accept, Since: control.NoDay,
		Endpoints: map[string]string{}, AllowLoopback: o.AllowLoopback, KeepRaw: o.KeepRaw, ISWFormat: o.ISWFormat,
		Client: live.ClientOptions{Timeout: o.Timeout, PerSecond: o.PerSecond, Tries: o.Tries},
	}
	if o.Since != "" {
		day, err := parseDay("--since", o.Since)
		if err != nil {
			return l, err
		}
		l.Since = day
	}
	known := live.Endpoints()
	for _, e := range o.Endpoints {
		name, address, ok := strings.Cut(e, "=")
		if _, exists := known[name]; !ok || !exists {
			return l, hintError{usageErrorf("--endpoint %s: want NAME=URL", e), "the names are " + strings.Join(sortedNames(known), ", ")}
		}
		l.Endpoints[name] = strings.TrimSuffix(address, "/")
	}
	return l, nil
}

// check finds wrong usage before the store is opened.
func (o *syncOptions) check() error {
	ids := live.IDs()
	for _, name := range o.Sources {
		if !slices.Contains(ids, name) {
			return hintError{usageErrorf("no source named %q can be fetched", name), "there are " + strings.Join(ids, ", ")}
		}
	}
	if o.ISWFormat != live.FormatGeoJSON && o.ISWFormat != live.FormatPBF {
		return hintError{usageErrorf("no form named %q", o.ISWFormat), "--isw-format takes " + live.FormatGeoJSON + " and " + live.FormatPBF}
	}
	return nil
}

func runSync(ctx context.Context, w io.Writer, a *app, opts syncOptions) error {
	if err := opts.check(); err != nil {
		return err
	}
	path, err := a.store()
	if err != nil {
		return err
	}
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	o, err := opts.live(a, s)
	if err != nil {
		return err
	}
	reports, err := fetchAll(ctx, a, o)
	if opts.JSON {
		if jerr := writeJSON(w, map[string]any{"results": reports}); jerr != nil {
			return jerr
		}
	} else {
		for _, r := range reports {
			printFetched(w, r)
		}
	}
	if ctx.Err() != nil {
		return hintError{errors.New("interrupted"), "what was fetched is kept; run the command again for the rest"}
	}
	if err != nil {
		return hintError{err, "what was fetched before is kept"}
	}
	var failed []string
	for _, r := range reports {
		if r.Error != "" {
			failed = append(failed, r.Source)
		}
	}
	if len(failed) > 0 {
		return exitError{code: exitFailed, err: fmt.Errorf("could not fetch %s to the end", strings.Join(failed, ", "))}
	}
	return nil
}

// fetchAll runs one sync with a progress bar.
func fetchAll(ctx context.Context, a *app, o live.Options) ([]live.Report, error) {
	if a.progress {
		bar := progressbar.NewOptions(1, progressbar.OptionSetWriter(a.err), progressbar.OptionShowCount(),
			progressbar.OptionSetDescription("asking"), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		done, total := map[string]int{}, map[string]int{}
		o.Progress = func(source string, d, t int) {
			done[source], total[source] = d, t
			bar.ChangeMax(max(1, sum(total)))
			_ = bar.Set(sum(done))
		}
		defer bar.Finish() //nolint:errcheck // a bar that cannot be cleared harms nothing
	}
	return live.Run(ctx, o)
}

func sum(m map[string]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

func printFetched(w io.Writer, r live.Report) {
	fmt.Fprintf(w, "%s: ", r.Source)
	switch {
	case len(r.Added) > 0:
		fmt.Fprintf(w, "%s: %s", plural(len(r.Added), "new map"), someDays(r.Added))
	case r.Error != "":
		fmt.Fprint(w, "no new map")
	default:
		fmt.Fprint(w, "nothing new")
	}
	if r.Last != nil {
		fmt.Fprintf(w, "; newest map %s", r.Last)
	}
	fmt.Fprintf(w, " (%s, %s kB)\n", plural(r.Requests, "request"), number(float64(r.Bytes)/1000, 0))
	if n := len(r.Corrected); n > 0 {
		fmt.Fprintf(w, "  %s drawn again (a correction, both maps are kept): %s\n", plural(n, "day"), someDays(r.Corrected))
	}
	if n := len(r.Missing); n > 0 {
		fmt.Fprintf(w, "  no map yet of %s: %s\n", plural(n, "day"), someDays(r.Missing))
	}
	for _, note := range r.Notes {
		fmt.Fprintf(w, "  note: %s\n", note)
	}
	for _, ref := range r.Refused {
		fmt.Fprintf(w, "  refused: %s\n", ref.Error())
	}
	if r.Error != "" {
		fmt.Fprintf(w, "  failed: %s\n", r.Error)
	}
}
