package server

import (
	"net/http"

	"github.com/salient-project/salient/docs"
)

// document answers with a page of the documentation, as Markdown: how figures
// come about travels with the program that gives them.
func (s *Server) document(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	name := r.PathValue("file")
	data, err := docs.Files.ReadFile(name + ".md")
	if err != nil {
		return reply{}, problemf(http.StatusNotFound, "no document %q", name).hint("method, accuracy, sources, reference-data and talks are there")
	}
	return reply{media: mediaText, body: newBlob(data), lasting: current}, nil
}
