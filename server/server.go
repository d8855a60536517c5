// Package server answers over HTTP what the command line answers: the record of
// control and of the talks, as OGC API – Features, plain JSON and vector tiles.
//
// Start with [New] and [Server.Handler]; [Run] listens until its context ends.
// Every route is a row in a table (routes.go), from which both the mux and the
// OpenAPI document are made. Nothing here writes, so there is nothing to log in
// to: see docs/api.md.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/talks"
)

// Options say what a server answers from, and how it treats its callers.
type Options struct {
	Record measure.Record       // what figures come from
	Ledger *ledger.Ledger       // for the cells of the standard grid
	Live   *measure.Live        // imported maps; nil: none, so no polygons and no chronicles
	Places *gazetteer.Gazetteer //
	Talks  *talks.Record        //
	// Sources are those that may have maps here; nil: the shipped ones. Claims
	// is what articles are checked against and briefs written from: the shipped
	// sources' record, whose war they are about; nil: Record.
	Sources []source.Reader
	Claims  measure.Record
	// Ground lets the record of the talks ask a record what moved on the map,
	// with the patches or without; nil: the routes that need it are left out.
	Ground func(r measure.Record, patches bool) talks.Ground

	// Figures recomputes a table of published figures; nil: there is none.
	Figures func(context.Context) (any, error)

	Store string       // flags that name the store, for the commands of evidence
	Web   http.Handler // the web app, at /app/ and /embed; nil: none
	Log   *slog.Logger // nil: silent
	Now   func() time.Time

	Rate       float64 // requests a second from one address; 0: no limit
	TrustProxy bool    // the caller's address is the last of X-Forwarded-For
	Pprof      bool    // serve /debug/pprof/
	CacheBytes int     // for finished tiles and layers; 0: 64 MiB
}

// Server is a set of handlers over one record. The record is taken as it was
// when the server was made: maps imported later need a restart.
type Server struct {
	Options
	version     string // names the data: changes when any figure might
	maps        *maps
	collections []*collection
	routes      []route
	metrics     *metrics
	tiles       *cache[*blob]
	pages       *cache[*blob]
	layers      *cache[*tileLayer]
	limits      *limiter
	checking    chan struct{}
	draining    chan struct{} // closed when the server is about to stop
	drain       sync.Once
	openapi     func() *blob
	views       views
	known       control.Day // only maps known by then count; NoDay: all
	slivers     measure.Slivers
}

// checksAtOnce bounds how many articles are read at a time: each may take a
// second of a processor.
const checksAtOnce = 2

// New returns a server. It reads little: tables are read when first asked for.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = 64 << 20
	}
	if o.Sources == nil {
		o.Sources = shipped.All()
	}
	if o.Claims == nil {
		o.Claims = o.Record
	}
	s := &Server{
		Options:  o,
		maps:     newMaps(o),
		metrics:  newMetrics(),
		tiles:    newCache[*blob](o.CacheBytes),
		pages:    newCache[*blob](o.CacheBytes / 4),
		layers:   newCache[*tileLayer](64 << 20),
		limits:   newLimiter(o.Rate, o.Now),
		checking: make(chan struct{}, checksAtOnce),
		draining: make(chan struct{}),
		known:    control.NoDay,
	}
	s.version = s.maps.version()
	s.collections = s.listCollections()
	s.routes = s.listRoutes()
	s.openapi = sync.OnceValue(s.describe)
	return s
}

// Version names the data that the server answers from. An address that carries
// it as v, and names its days, stands for the same bytes for good.
func (s *Server) Version() string { return s.version }

// Handler returns the whole server as one handler.
func (s *Server) Handler() http.Handler { return s.wrap(s.mux()) }

// Drain makes /readyz answer that the server is about to stop.
func (s *Server) Drain() { s.drain.Do(func() { close(s.draining) }) }
