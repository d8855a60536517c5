package server

import (
	"fmt"
	"net/http"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/source/shipped"
)

// briefForms are the forms of a brief that need no further files.
var briefForms = map[string]string{"json": mediaJSON, "text": "text/plain; charset=utf-8", "markdown": "text/markdown; charset=utf-8"}

// brief answers /v1/brief.
func (s *Server) brief(r *request) (reply, error) {
	if err := r.onlyKnown("from", "to", "source", "lang", "form"); err != nil {
		return reply{}, err
	}
	from, to, err := fromTo(r)
	if err != nil {
		return reply{}, err
	}
	if n := int64(to) - int64(from) + 1; n < 1 || n > brief.Longest {
		return reply{}, badParameter("to", "a brief is of 1 to %d days, not of %d", brief.Longest, n)
	}
	o := brief.Options{Window: brief.DaysOf(from, to), Source: r.values.Get("source"), Record: s.Claims, Talks: s.Talks, Where: s.Places, Credits: s.Places.Attribution()}
	if text := r.values.Get("lang"); text != "" {
		if o.Lang, err = brief.ParseLang(text); err != nil {
			return reply{}, badParameter("lang", "%v", err)
		}
	}
	if o.Source != "" && len(s.maps.selected(o.Source, "")) == 0 {
		return reply{}, problemf(http.StatusNotFound, "no data for source %s", o.Source).hint("/v1/sources lists them")
	}
	for _, x := range shipped.All() {
		info := x.Info()
		o.Sources = append(o.Sources, brief.Source{ID: x.ID(), Name: info.Name, Credit: info.Attribution, Terms: info.Licence, TermsURL: info.TermsURL})
	}
	form := r.values.Get("form")
	if form == "" {
		form = "json"
	}
	media, ok := briefForms[form]
	if !ok {
		return reply{}, badParameter("form", "%q: want json, text or markdown", form)
	}
	b, err := s.pages.get(fmt.Sprintf("brief %s %s %s %d %s", from, to, o.Source, o.Lang, form), func() (*blob, int, error) {
		b, err := brief.Write(o)
		if err != nil {
			return nil, 0, err
		}
		var data []byte
		switch form {
		case "json":
			data, err = b.JSON()
		case "text":
			data = b.Text()
		default:
			data = b.Markdown()
		}
		return newBlob(data), len(data), err
	})
	return reply{media: media, body: b, lasting: dated}, err
}
