// Package server answers over HTTP what the command line answers: the record of
// control and of the talks, as OGC API – Features, plain JSON and vector tiles.
//
// Start with [New] and [Server.Handler]; [Run] listens until its context ends.
// Every route is a row in a table (routes.go), from which both the mux and the
// OpenAPI document are made. What writes needs a token, and is not there without
// (write.go): see docs/api.md.
package server

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
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

	// Tokens let their bearers write; none: nothing can be written. Import takes
	// in a file of maps, and Reopen opens the data anew, with a function that
	// closes it; nil: that cannot be asked for.
	Tokens []Token
	Import func(ctx context.Context, name, source string, body []byte) (any, error)
	Reopen func() (Options, func(), error)

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
// when the server was made, or last read anew ([Server.Reload]).
type Server struct {
	Options
	version     string // names the data: changes when any figure might
	maps        *maps
	collections []*collection
	routes      []route
	*shared
	tiles   *cache[*blob]
	pages   *cache[*blob]
	layers  *cache[*tileLayer]
	openapi func() *blob
	made    sync.Once
	muxed   *http.ServeMux
	views   views
	known   control.Day // only maps known by then count; NoDay: all
	slivers measure.Slivers
}

// shared is what stays when the data are read anew.
type shared struct {
	now      atomic.Pointer[Server] // that answers
	metrics  *metrics
	limits   *limiter
	checking chan struct{}
	draining chan struct{} // closed when the server is about to stop
	drain    sync.Once
	writing  sync.Mutex
	done     func() // closes the data of now; nil: whoever made them does
}

// checksAtOnce bounds how many articles are read at a time: each may take a
// second of a processor.
const checksAtOnce = 2

// New returns a server. It reads little: tables are read when first asked for.
func New(o Options) *Server {
	o.fill()
	return build(o, &shared{
		metrics: newMetrics(), limits: newLimiter(o.Rate, o.Now),
		checking: make(chan struct{}, checksAtOnce), draining: make(chan struct{}),
	})
}

// fill puts defaults where nothing is said.
func (o *Options) fill() {
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
}

// build makes a server that answers from its options' data from now on.
func build(o Options, kept *shared) *Server {
	s := &Server{
		Options: o,
		shared:  kept,
		maps:    newMaps(o),
		tiles:   newCache[*blob](o.CacheBytes),
		pages:   newCache[*blob](o.CacheBytes / 4),
		layers:  newCache[*tileLayer](64 << 20),
		known:   control.NoDay,
	}
	s.version = s.maps.version()
	s.collections = s.listCollections()
	s.routes = s.listRoutes()
	s.openapi = sync.OnceValue(s.describe)
	kept.now.CompareAndSwap(nil, s)
	return s
}

// Version names the data that the server answers from. An address that carries
// it as v, and names its days, stands for the same bytes for good.
func (s *Server) Version() string { return s.version }

// Handler returns the whole server as one handler.
func (s *Server) Handler() http.Handler {
	return s.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.now.Load().routed().ServeHTTP(w, r) }))
}

// routed returns the mux, made when first asked for.
func (s *Server) routed() *http.ServeMux {
	s.made.Do(func() { s.muxed = s.mux() })
	return s.muxed
}

// Drain makes /readyz answer that the server is about to stop.
func (s *Server) Drain() { s.drain.Do(func() { close(s.draining) }) }
