package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/store"
	"github.com/salient-project/salient/watch"
)

func newWatchCommand(a *app) *cobra.Command {
	var opts watchOptions
	cmd := &cobra.Command{
		Use:   "watch [SOURCE…]",
		Short: "Fetch on a schedule and tell what is new",
		Long: `Runs salient sync on a schedule and tells of each new map, with the ground
changed since the last map told of, and of each map that a source drew again.
News go to the terminal, to a file as lines of JSON, to a webhook, or to all of
them; each piece of news once, also across restarts. What the store holds when
watching begins is not news.

A webhook gets a POST with the event as JSON. X-Salient-Signature is v1= and the
HMAC-SHA256, with the secret, of X-Salient-Timestamp, a full stop and the body.
The address must be https and on the public internet; redirects are not
followed. What cannot be delivered waits and is sent the next time, under the
same id.

Runs until interrupted, or once with --once, as from cron. A second watcher of
the same store says so and ends, so that nothing is told twice.

Exit status: 0 done, 1 with --once a source or a delivery failed, 2 wrong usage.`,
		Example: `  salient watch --every 6h --to news.jsonl
  salient watch deepstate --once --webhook https://desk.example.org/maps --secret-file secret.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Sources = args
			return runWatch(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addFlags(cmd.Flags())
	f := cmd.Flags()
	f.DurationVar(&opts.Every, "every", time.Hour, "fetch so often, give or take a twentieth; 5m at least")
	f.BoolVar(&opts.Once, "once", false, "fetch and tell once")
	f.StringVar(&opts.To, "to", "", "append each piece of news to this file as a line of JSON")
	f.StringVar(&opts.Webhook, "webhook", "", "post each piece of news to this https address")
	f.StringVar(&opts.SecretFile, "secret-file", "", "file with the secret that signs what is posted, 16 bytes at least")
	f.StringVar(&opts.State, "state", "", "file that remembers what was told (default: the store's name and .watch.json)")
	f.BoolVar(&opts.JSON, "json", false, "print each piece of news as a line of JSON")
	return cmd
}

type watchOptions struct {
	syncOptions
	Every      time.Duration
	Once       bool
	To         string
	Webhook    string
	SecretFile string
	State      string
}

const leastEvery = 5 * time.Minute

func runWatch(ctx context.Context, w io.Writer, a *app, opts watchOptions) error {
	if err := opts.check(); err != nil {
		return err
	}
	if opts.Every < leastEvery {
		return usageErrorf("--every %s: sources draw once a day; ask them every %s at most", opts.Every, leastEvery)
	}
	sinks, err := opts.sinks(w, a)
	if err != nil {
		return err
	}
	path, err := a.store()
	if err != nil {
		return err
	}
	if opts.State == "" {
		if opts.State, err = watchState(path); err != nil {
			return err
		}
	}
	watcher, err := opts.begin(path, sinks)
	if errors.Is(err, watch.ErrWatched) {
		return hintError{err, "one watcher tells each piece of news once; another one needs a --state file of its own"}
	}
	if err != nil {
		return err
	}
	defer watcher.Close() //nolint:errcheck // the program ends
	for {
		err := watchOnce(ctx, a, path, watcher, opts)
		if opts.Once {
			return err
		}
		if ctx.Err() != nil {
			return nil // the way to end it
		}
		if err != nil {
			fmt.Fprintf(a.err, "salient: %v\n", err)
		}
		pause := opts.Every - opts.Every/20 + rand.N(opts.Every/10)
		fmt.Fprintf(a.err, "salient: asking again at %s\n", a.now().Add(pause).Format("15:04"))
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
	}
}

// begin opens the store, which makes its folder, and what was told before.
func (o *watchOptions) begin(path string, sinks []watch.Sink) (*watch.Watcher, error) {
	s, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	w, err := watch.Open(o.State, gazetteer.Default(), sinks...)
	if err != nil {
		return nil, err
	}
	if err := w.Prime(measure.Open(s, definitions(), gazetteer.Default())); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// watchOnce fetches, looks for news and delivers them. A source that fails does
// not keep the others' news back.
func watchOnce(ctx context.Context, a *app, path string, watcher *watch.Watcher, opts watchOptions) error {
	s, err := store.Open(path) // anew: others may have written meanwhile
	if err != nil {
		return err
	}
	defer s.Close()
	o, err := opts.live(a, s)
	if err != nil {
		return err
	}
	reports, err := fetchAll(ctx, a, o)
	failed := []error{err}
	for _, r := range reports {
		if r.Error != "" {
			failed = append(failed, fmt.Errorf("%s: %s", r.Source, r.Error))
		}
		for _, note := range r.Notes {
			fmt.Fprintf(a.err, "salient: %s: %s\n", r.Source, note)
		}
		for _, ref := range r.Refused {
			fmt.Fprintf(a.err, "salient: %s: refused: %s\n", r.Source, ref.Error())
		}
	}
	if _, err := watcher.Look(measure.Open(s, definitions(), gazetteer.Default()), a.now()); err != nil {
		return errors.Join(append(failed, err)...)
	}
	return errors.Join(append(failed, watcher.Deliver(ctx))...)
}

// sinks returns where news go: always to the terminal too.
func (o *watchOptions) sinks(w io.Writer, a *app) ([]watch.Sink, error) {
	sinks := []watch.Sink{watch.Func{Label: "terminal", Do: func(e watch.Event) error {
		if o.JSON {
			return json.NewEncoder(w).Encode(e)
		}
		printEvent(w, e)
		return nil
	}}}
	if o.To != "" {
		sinks = append(sinks, watch.File(o.To))
	}
	if (o.Webhook == "") != (o.SecretFile == "") {
		return nil, usageErrorf("--webhook and --secret-file go together")
	}
	if o.Webhook != "" {
		secret, err := watch.ReadSecret(o.SecretFile)
		if err != nil {
			return nil, err
		}
		hook, err := watch.Webhook(watch.WebhookOptions{URL: o.Webhook, Secret: secret, AllowLoopback: o.AllowLoopback, Now: a.now})
		if err != nil {
			return nil, exitError{code: exitUsage, err: err}
		}
		sinks = append(sinks, hook)
	}
	return sinks, nil
}

// eventPatches is how many patches a line for people lists.
const eventPatches = 3

func printEvent(w io.Writer, e watch.Event) {
	fmt.Fprintf(w, "%s  %s: ", e.Noticed.Format("2006-01-02 15:04 UTC"), e.Definition)
	c := e.Change
	switch e.Kind {
	case watch.First:
		fmt.Fprintf(w, "first map, of %s: held %s\n", e.Day, areaText(e.Held))
		return
	case watch.Correction:
		fmt.Fprintf(w, "map of %s drawn again: %s km² more and %s km² less than before; a correction, not ground that changed hands\n",
			e.Day, number(c.Gained, 2), number(c.Lost, 2))
	default:
		fmt.Fprintf(w, "map of %s; since that of %s %s gained %s km², lost %s km², net %s km²\n",
			e.Day, c.From, e.Actor, number(c.Gained, 2), number(c.Lost, 2), signed(c.Net, 2))
	}
	for i, p := range c.Patches {
		if i == eventPatches {
			fmt.Fprintf(w, "  and %d more\n", len(c.Patches)-i)
			break
		}
		fmt.Fprintf(w, "  %s\n", patchLine(p))
	}
	fmt.Fprintf(w, "  %s\n", e.Command)
}

func patchLine(p answer.Patch) string {
	parts := []string{fmt.Sprintf("%s %s km²", p.Kind, number(p.Area, 2))}
	if p.Near != nil {
		parts = append(parts, fmt.Sprintf("%s km %s of %s", number(p.Near.Distance, 0), p.Near.Bearing, p.Near.Place))
	}
	if p.Oblast != nil {
		parts = append(parts, *p.Oblast)
	}
	return strings.Join(parts, ", ")
}
