package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/server"
	"github.com/salient-project/salient/store"
	"github.com/salient-project/salient/talks"
	"github.com/salient-project/salient/web"
)

func newServeCommand(a *app) *cobra.Command {
	opts := serveOptions{Addr: "127.0.0.1:8017", Rate: 200}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the record over HTTP: API, tiles and pages",
		Long: `Serves the record over HTTP: the web app at /app/, OGC API – Features, plain JSON,
vector tiles and readable pages. docs/web.md and docs/api.md describe them, and /api
does as OpenAPI 3.1.

Without imported maps it serves the embedded ledger. Maps imported while it runs
are seen at SIGHUP. Nothing can be written over HTTP, unless --tokens names a file
that salient token made.
The log goes to standard error as JSON lines. Interrupt it to stop; requests under
way may finish.

Exit status: 0 stopped, 1 failed, 2 wrong usage.`,
		Example: `  salient serve
  salient serve --addr 0.0.0.0:8017 --rate 50 --store maps.gpkg
  salient serve --store postgres://salient@db.example.org/maps`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runServe(cmd.Context(), a, opts) },
	}
	f := cmd.Flags()
	f.StringVar(&opts.Addr, "addr", opts.Addr, "address to listen on, as HOST:PORT; port 0 takes a free one")
	f.Float64Var(&opts.Rate, "rate", opts.Rate, "requests a second that one address may make, 0 for no limit")
	f.BoolVar(&opts.TrustProxy, "trust-proxy", false, "take callers' addresses and our own name from a proxy's X-Forwarded headers")
	f.BoolVar(&opts.Pprof, "pprof", false, "serve Go's profiles at /debug/pprof/: not for the open internet")
	f.StringVar(&opts.Tokens, "tokens", "", "file of tokens whose bearers may write, as salient token makes it; without it nobody may")
	f.BoolVar(&opts.Quiet, "quiet", false, "log only what fails")
	return cmd
}

type serveOptions struct {
	Addr       string
	Rate       float64
	TrustProxy bool
	Pprof      bool
	Tokens     string
	Quiet      bool
}

func runServe(ctx context.Context, a *app, opts serveOptions) error {
	if opts.Rate < 0 {
		return usageErrorf("--rate %g: want 0 or more", opts.Rate)
	}
	served, done, err := a.served()
	if err != nil {
		return err
	}
	defer done()
	level := slog.LevelInfo
	if opts.Quiet {
		level = slog.LevelWarn
	}
	served.Log = slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: level}))
	served.Web = web.Handler()
	served.Rate, served.TrustProxy, served.Pprof = opts.Rate, opts.TrustProxy, opts.Pprof
	if served.Tokens, err = readTokens(opts.Tokens); err != nil {
		return err
	}
	served.Import = a.takeIn
	served.Reopen = func() (server.Options, func(), error) {
		data, done, err := a.served()
		if err == nil {
			data.Tokens, err = readTokens(opts.Tokens)
		}
		return data, done, err
	}
	s := server.New(served)
	reloadOnHangup(ctx, a, s)
	l, err := net.Listen("tcp", opts.Addr)
	if err != nil {
		return hintError{err, "--addr names another address, as 127.0.0.1:8018"}
	}
	fmt.Fprintf(a.out, "Serving on http://%s/\n", l.Addr())
	return server.Run(ctx, s, l)
}

// served opens what a server answers from.
func (a *app) served() (server.Options, func(), error) {
	var o server.Options
	path, err := a.store()
	if err != nil {
		return o, nil, err
	}
	o.Places = gazetteer.Default()
	if o.Ledger, err = ledger.Default(); err != nil {
		return o, nil, err
	}
	if o.Talks, err = talks.Embedded(); err != nil {
		return o, nil, err
	}
	done := func() {}
	o.Record, o.Claims = o.Ledger, o.Ledger
	switch {
	case store.Exists(path):
		s, err := openStore(path)
		if err != nil {
			return o, nil, err
		}
		done = func() { _ = s.Close() }
		if o.Live, err = openLive(a, s, true); err != nil {
			_ = s.Close()
			return o, nil, err
		}
		o.Record, o.Sources = measure.Join(o.Live, o.Ledger), a.readers()
		ours := o.Live.Only(func(d control.Definition) bool { return slices.Contains(sourceIDs(), d.Source) })
		o.Claims = measure.Join(ours, o.Ledger)
	case a.storePath != "":
		return o, nil, hintError{fmt.Errorf("store %s: does not exist", path), "salient import makes one; without --store, the embedded ledger answers"}
	}
	o.Store = a.storeFlag()
	places := o.Places
	o.Ground = func(r measure.Record, patches bool) talks.Ground {
		return talksGround{r, r.Coverage(), places, patches}
	}
	if rows, err := readFigures(a, ""); err == nil {
		o.Figures = func(ctx context.Context) (any, error) { return a.recomputed(ctx, rows, o.Claims) }
	}
	return o, done, nil
}

// recomputed answers a table of published figures as salient figures --json does.
func (a *app) recomputed(ctx context.Context, rows []figures.Row, record measure.Record) (any, error) {
	conventions, err := figures.Default()
	if err != nil {
		return nil, err
	}
	quiet := *a
	quiet.progress = false
	table, err := solveFigures(ctx, &quiet, rows, figures.NewSolver(record, gazetteer.Default(), conventions))
	if err != nil {
		return nil, err
	}
	answers := make([]figureAnswer, len(table.Answers))
	for i, x := range table.Answers {
		answers[i] = figureAnswerOf(x)
	}
	return map[string]any{"rows": answers, "covered": table.Covered, "within": table.Within}, nil
}
