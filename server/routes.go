package server

import (
	"net/http"
	"net/http/pprof"
	"net/url"
	"strings"
)

// route is one operation. Its row makes both the mux and the OpenAPI document.
type route struct {
	method string
	path   string // as documented: /tiles/{layer}/{z}/{x}/{y}.mvt
	tag    string
	id     string // operationId
	title  string
	doc    string
	params []param
	body   *bodyDoc
	media  []string // of a good answer
	handle func(*request) (reply, error)
}

// param is a parameter of a route. Its example is replayed by a test.
type param struct {
	name, in, doc string
	schema        schema
	example       any
	required      bool
}

type schema map[string]any

// bodyDoc describes a request's body.
type bodyDoc struct {
	media    []string
	doc      string
	examples map[string]any // by media type
}

// muxPattern returns the pattern for net/http's mux, whose wildcards are whole
// segments, and the ending that the last segment must have.
func (r *route) muxPattern() (pattern, ending string) {
	pattern = r.path
	if i := strings.LastIndex(pattern, "}."); i >= 0 && !strings.Contains(pattern[i:], "/") {
		pattern, ending = pattern[:i+1], pattern[i+1:]
	}
	// Routes that differ by ending only must have one name for their wildcard.
	if ending != "" {
		i := strings.LastIndex(pattern, "{")
		pattern = pattern[:i] + "{file}"
	}
	if strings.HasSuffix(pattern, "/") {
		pattern += "{$}"
	}
	return r.method + " " + pattern, ending
}

// mux routes requests by the table, and the few things beside it.
func (s *Server) mux() *http.ServeMux {
	mux := http.NewServeMux()
	patterns := map[string][]*route{}
	var order []string
	for i := range s.routes {
		r := &s.routes[i]
		pattern, _ := r.muxPattern()
		if patterns[pattern] == nil {
			order = append(order, pattern)
		}
		patterns[pattern] = append(patterns[pattern], r)
	}
	for _, pattern := range order {
		among := patterns[pattern]
		mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) {
			for _, r := range among {
				_, ending := r.muxPattern()
				if ending == "" || strings.HasSuffix(req.PathValue("file"), ending) {
					req.SetPathValue("file", strings.TrimSuffix(req.PathValue("file"), ending))
					s.serve(w, req, r)
					return
				}
			}
			s.fail(w, req, problemf(http.StatusNotFound, "nothing at %s", req.URL.Path))
		})
	}
	if s.Web != nil {
		for _, at := range []string{"GET /app/", "GET /embed"} {
			mux.HandleFunc(at, func(w http.ResponseWriter, req *http.Request) {
				if info := infoOf(req); info != nil {
					info.route = "app"
				}
				s.Web.ServeHTTP(w, req)
			})
		}
	}
	if s.Pprof {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		// The mux answers here for known paths asked by another method too.
		for _, method := range []string{"GET", "POST"} {
			probe := req.Clone(req.Context())
			probe.Method = method
			if _, pattern := mux.Handler(probe); pattern != "/" && pattern != "" && method != req.Method {
				w.Header().Set("Allow", allowed(method))
				s.fail(w, req, problemf(http.StatusMethodNotAllowed, "%s takes %s", req.URL.Path, method))
				return
			}
		}
		s.fail(w, req, problemf(http.StatusNotFound, "nothing at %s", req.URL.Path).hint("/ lists what there is"))
	})
	return mux
}

// allowed lists the methods of a path that is made for one.
func allowed(method string) string {
	if method == http.MethodGet {
		return "GET, HEAD, OPTIONS"
	}
	return method + ", OPTIONS"
}

// serve answers a request by a route.
func (s *Server) serve(w http.ResponseWriter, req *http.Request, r *route) {
	if info := infoOf(req); info != nil {
		info.route = r.path
	}
	values, err := url.ParseQuery(req.URL.RawQuery)
	if err != nil { // what can be read of it would be another question
		s.fail(w, req, problemf(http.StatusBadRequest, "the query cannot be read: %v", err))
		return
	}
	in := &request{Request: req, values: values, base: s.baseOf(req), w: w, route: r}
	handle, err := s.asked(in)
	var rep reply
	if err == nil {
		rep, err = handle(in)
	}
	if err != nil {
		s.fail(w, req, err)
		return
	}
	s.write(w, req, rep)
}

// fail answers with a problem document.
func (s *Server) fail(w http.ResponseWriter, req *http.Request, err error) {
	p, ok := problemOf(err)
	info := infoOf(req)
	if info != nil {
		p.Request = info.id
		if info.route == "" {
			info.route = "none"
		}
	}
	if !ok {
		s.Log.Error("request failed", "request_id", p.Request, "path", req.URL.Path, "error", err.Error())
	}
	s.write(w, req, reply{status: p.Status, media: mediaIssue, body: newBlob(p.json()), lasting: fleeting})
}
