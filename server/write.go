package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// tagWriting marks routes that need a token.
const tagWriting = "Writing"

// Scopes that a token may have.
const (
	ScopeImport = "import" // take in maps
	ScopeReload = "reload" // read the store anew
)

// Token lets its bearer do what its scopes name. Only its hash is known here:
// tokens are random, so a plain SHA-256 of one tells nothing about it.
type Token struct {
	Name   string // for the log
	Scopes []string
	SHA256 [32]byte
}

// Refused is an import of which nothing was taken in; its words may be shown.
type Refused struct{ Reason string }

func (r Refused) Error() string { return r.Reason }

// maxMap is how large a map that is sent may be, in bytes.
const maxMap = 64 << 20

// writeRoutes are those that need a token; there are none without tokens.
func (s *Server) writeRoutes() []route {
	if len(s.Tokens) == 0 {
		return nil
	}
	var routes []route
	if s.Import != nil {
		routes = append(routes, route{method: http.MethodPost, path: "/v1/maps", tag: tagWriting, id: "import", title: "Take in a map",
			doc: "Takes in one file of maps, as salient import does, all or nothing per map, and answers from it at once. The answer says what was repaired and refused.",
			params: []param{{name: "file", in: "query", doc: "The file's name, which may tell its source and day.", schema: schema{"type": "string"}, required: true, example: "deepstatemap_data_20260202.geojson"},
				{name: "source", in: "query", doc: "Whose map it is, where the file does not tell.", schema: schema{"type": "string"}}},
			body:  &bodyDoc{[]string{mediaBinary}, "The file as its source gives it out, 64 MiB at most.", map[string]any{}},
			media: []string{mediaJSON}, handle: s.needs(ScopeImport, s.takeIn)})
	}
	if s.Reopen != nil {
		routes = append(routes, route{method: http.MethodPost, path: "/v1/reload", tag: tagWriting, id: "reload", title: "Read the store anew",
			doc:   "Answers from what the store holds now. Requests under way end as they began.",
			media: []string{mediaJSON}, handle: s.needs(ScopeReload, s.reloadAsked)})
	}
	return routes
}

// needs lets only those ask whose token has a scope, and logs who they are.
func (s *Server) needs(scope string, handle func(*request) (reply, error)) func(*request) (reply, error) {
	return func(r *request) (reply, error) {
		token, err := s.authorize(r, scope)
		if err != nil {
			return reply{}, err
		}
		id := ""
		if info := infoOf(r.Request); info != nil {
			id = info.id
		}
		s.Log.Info("writing", "request_id", id, "token", token.Name, "scope", scope)
		return handle(r)
	}
}

// authorize returns the token that a request bears, if its scopes have one. All
// tokens are compared, in constant time, so that time tells nothing.
func (s *Server) authorize(r *request, scope string) (Token, error) {
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	sum := sha256.Sum256([]byte(strings.TrimSpace(text)))
	found := -1
	for i := range s.Tokens {
		if subtle.ConstantTimeCompare(sum[:], s.Tokens[i].SHA256[:]) == 1 {
			found = i
		}
	}
	if found < 0 || !strings.EqualFold(scheme, "Bearer") {
		r.w.Header().Set("WWW-Authenticate", `Bearer realm="salient"`)
		return Token{}, problemf(http.StatusUnauthorized, "a token is needed").hint("Authorization: Bearer TOKEN; salient token makes one")
	}
	for _, has := range s.Tokens[found].Scopes {
		if has == scope {
			return s.Tokens[found], nil
		}
	}
	r.w.Header().Set("WWW-Authenticate", `Bearer realm="salient", error="insufficient_scope", scope="`+scope+`"`)
	return Token{}, problemf(http.StatusForbidden, "this token may not %s", scope)
}

// takeIn answers POST /v1/maps.
func (s *Server) takeIn(r *request) (reply, error) {
	if err := r.onlyKnown("file", "source"); err != nil {
		return reply{}, err
	}
	name := r.values.Get("file")
	if name == "" || len(name) > 200 || strings.ContainsAny(name, "/\\\x00") || strings.HasPrefix(name, ".") {
		return reply{}, badParameter("file", "%q: want the plain name of a file", name)
	}
	body, err := io.ReadAll(http.MaxBytesReader(r.w, r.Body, maxMap))
	if err != nil {
		return reply{}, err
	}
	s.shared.writing.Lock()
	defer s.shared.writing.Unlock()
	// A caller who goes away does not stop an import halfway.
	report, err := s.Import(context.WithoutCancel(r.Context()), name, r.values.Get("source"), body)
	var refused Refused
	if errors.As(err, &refused) {
		return reply{}, problemf(http.StatusUnprocessableEntity, "%s", refused.Reason)
	}
	if err != nil {
		return reply{}, err
	}
	if err := s.reload(); err != nil {
		return reply{}, err
	}
	return jsonReply(report, fleeting)
}

func (s *Server) reloadAsked(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	s.shared.writing.Lock()
	defer s.shared.writing.Unlock()
	if err := s.reload(); err != nil {
		return reply{}, err
	}
	return jsonReply(map[string]string{"data_version": s.shared.now.Load().version}, fleeting)
}

// Reload reads the store anew and answers from it. On an error the server goes
// on with what it has.
func (s *Server) Reload() error {
	s.shared.writing.Lock()
	defer s.shared.writing.Unlock()
	return s.reload()
}

func (s *Server) reload() error {
	if s.Reopen == nil {
		return errors.New("this server cannot read its store anew")
	}
	data, done, err := s.Reopen()
	if err != nil {
		return err
	}
	o := s.Options
	o.Record, o.Ledger, o.Live, o.Sources = data.Record, data.Ledger, data.Live, data.Sources
	o.Claims, o.Ground, o.Figures, o.Tokens = data.Claims, data.Ground, data.Figures, data.Tokens
	o.fill()
	next := build(o, s.shared)
	before := s.shared.done
	s.shared.done = done
	s.shared.now.Store(next)
	if before != nil {
		time.AfterFunc(writeTime, before) // requests under way may still read
	}
	s.Log.Info("data read anew", "data_version", next.version)
	return nil
}
