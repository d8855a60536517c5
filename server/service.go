package server

import (
	_ "embed"
	"net/http"
	"slices"

	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
)

//go:embed style.css
var styleSheet []byte

func (s *Server) healthz(*request) (reply, error) {
	return jsonReply(map[string]string{"status": "alive"}, fleeting)
}

// readyz reads a figure of every definition, as a question would.
func (s *Server) readyz(*request) (reply, error) {
	select {
	case <-s.draining:
		return reply{}, problemf(http.StatusServiceUnavailable, "the server is about to stop")
	default:
	}
	for _, d := range s.maps.list {
		if _, err := s.Record.Held(d.Definition.Name, d.Last, measure.Options{}); err != nil {
			return reply{}, err
		}
	}
	return jsonReply(map[string]string{"status": "ready", "data_version": s.version}, fleeting)
}

func (s *Server) metricsPage(*request) (reply, error) {
	return reply{media: "text/plain; version=0.0.4; charset=utf-8", body: newBlob(s.metrics.text(s.version)), lasting: fleeting}, nil
}

func (s *Server) style(*request) (reply, error) {
	return reply{media: "text/css; charset=utf-8", body: newBlob(styleSheet), lasting: dated}, nil
}

// sourceInfo returns what is known of the sources that have maps here.
func (s *Server) sourceInfo() []source.Info {
	var out []source.Info
	for _, r := range s.Sources {
		if slices.ContainsFunc(s.maps.list, func(d *mapped) bool { return d.Definition.Source == r.ID() }) {
			out = append(out, r.Info())
		}
	}
	return out
}
