package server

import (
	"slices"
	"strings"
	"sync"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Two parameters ask a question of another record than the newest one with
// slivers apart. A route that lists them is answered by a server over that
// record, which shares the chronicles with this one.
const (
	keyKnown   = "as_known_on"
	keySlivers = "slivers"
)

// views are the servers over other records that were asked for last.
type views struct {
	mu   sync.Mutex
	kept []*view
}

type view struct {
	known   control.Day
	slivers measure.Slivers
	*Server
}

const (
	mostViews      = 4
	viewCacheBytes = 4 << 20
)

// takes reports whether a route lists a parameter.
func (r *route) takes(name string) bool {
	return slices.ContainsFunc(r.params, func(p param) bool { return p.name == name })
}

// asked returns the handler of a request's route, by the server that it asks for.
func (s *Server) asked(r *request) (func(*request) (reply, error), error) {
	v := view{known: control.NoDay}
	if text := r.values.Get(keyKnown); text != "" && r.route.takes(keyKnown) {
		day, err := parseDay(keyKnown, text)
		if err != nil {
			return nil, err
		}
		v.known = day
	}
	if text := r.values.Get(keySlivers); r.route.takes(keySlivers) {
		switch v.slivers = measure.Slivers(text); v.slivers {
		case measure.Include, measure.Drop:
		case "", measure.Separate:
			v.slivers = ""
		default:
			return nil, badParameter(keySlivers, "%q: want separate, include or drop", text)
		}
	}
	if v.known == control.NoDay && v.slivers == "" {
		return r.route.handle, nil
	}
	other, err := s.view(v)
	if err != nil {
		return nil, err
	}
	for i := range other.routes {
		if other.routes[i].id == r.route.id {
			return other.routes[i].handle, nil
		}
	}
	return r.route.handle, nil
}

// view returns the server over another record, made if it is not kept.
func (s *Server) view(v view) (*Server, error) {
	s.views.mu.Lock()
	defer s.views.mu.Unlock()
	for i, k := range s.views.kept {
		if k.known == v.known && k.slivers == v.slivers {
			s.views.kept = append(slices.Delete(s.views.kept, i, i+1), k)
			return k.Server, nil
		}
	}
	o := s.Options
	o.CacheBytes = viewCacheBytes
	for _, r := range []*measure.Record{&o.Record, &o.Claims} {
		if v.known != control.NoDay {
			known, _, err := measure.AsKnownOn(*r, v.known)
			if err != nil {
				return nil, err
			}
			*r = known
		}
		*r = measure.Counting(*r, v.slivers)
	}
	if v.known != control.NoDay {
		o.Live = o.Live.AsKnownOn(v.known)
		o.Store = strings.TrimSpace(o.Store + " --as-known-on " + v.known.String())
	}
	v.Server = New(o)
	v.Server.checking, v.Server.known, v.Server.slivers = s.checking, v.known, v.slivers
	if len(s.views.kept) == mostViews {
		s.views.kept = slices.Delete(s.views.kept, 0, 1)
	}
	s.views.kept = append(s.views.kept, &v)
	return v.Server, nil
}
