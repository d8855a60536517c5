package server

import (
	"fmt"
	"net/http"
	"time"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source/shipped"
)

// briefForms are the forms of a brief that need no further files.
var briefForms = map[string]string{"json": mediaJSON, "text": "text/plain; charset=utf-8", "markdown": "text/markdown; charset=utf-8"}

// briefWindow reads which days a brief is about: a week, a month, as publishers
// tell months, or two days that are both included.
// Without any, it is the newest whole week.
func (s *Server) briefWindow(r *request) (brief.Window, error) {
	week, month := r.values.Get("week"), r.values.Get("month")
	if (week != "" || month != "") && (r.values.Get("from")+r.values.Get("to") != "" || week != "" && month != "") {
		return brief.Window{}, problemf(http.StatusBadRequest, "want from and to, or week, or month, and one of them only")
	}
	switch {
	case week+month+r.values.Get("from")+r.values.Get("to") == "":
		return s.newestWeek(), nil
	case week != "":
		day, err := parseDay("week", week)
		return brief.WeekOf(day), err
	case month != "":
		t, err := time.Parse("2006-01", month)
		if err != nil {
			return brief.Window{}, badParameter("month", "%q: want a month as 2026-01", month)
		}
		return brief.MonthOf(control.DayOf(t)), nil
	}
	from, to, err := fromTo(r)
	if err != nil {
		return brief.Window{}, err
	}
	if n := int64(to) - int64(from) + 1; n < 1 || n > brief.Longest {
		return brief.Window{}, badParameter("to", "a brief is of 1 to %d days, not of %d", brief.Longest, n)
	}
	return brief.DaysOf(from, to), nil
}

// briefAsked reads what a brief is to be about. The key names it in the cache.
func (s *Server) briefAsked(r *request) (o brief.Options, key string, err error) {
	if err := r.onlyKnown("from", "to", "week", "month", "source", "lang", "form"); err != nil {
		return o, "", err
	}
	w, err := s.briefWindow(r)
	if err != nil {
		return o, "", err
	}
	o = s.briefOptions(w)
	o.Source = r.values.Get("source")
	if text := r.values.Get("lang"); text != "" {
		if o.Lang, err = brief.ParseLang(text); err != nil {
			return o, "", badParameter("lang", "%v", err)
		}
	}
	if o.Source != "" && len(s.maps.selected(o.Source, "")) == 0 {
		return o, "", problemf(http.StatusNotFound, "no data for source %s", o.Source).hint("/v1/sources lists them")
	}
	return o, fmt.Sprintf("%s %s %s %d", w.ID(), w.Kind, o.Source, o.Lang), nil
}

func (s *Server) briefOptions(w brief.Window) brief.Options {
	o := brief.Options{Window: w, Record: s.Claims, Talks: s.Talks, Where: s.Places, Credits: s.Places.Attribution(), Flags: s.Store, Slivers: string(s.slivers)}
	for _, x := range shipped.All() {
		info := x.Info()
		o.Sources = append(o.Sources, brief.Source{ID: x.ID(), Name: info.Name, Credit: info.Attribution, Terms: info.Licence, TermsURL: info.TermsURL})
	}
	return o
}

// brief answers /v1/brief.
func (s *Server) brief(r *request) (reply, error) {
	o, key, err := s.briefAsked(r)
	if err != nil {
		return reply{}, err
	}
	form := r.values.Get("form")
	if form == "" {
		form = "json"
	}
	media, ok := briefForms[form]
	if !ok {
		return reply{}, badParameter("form", "%q: want json, text or markdown", form)
	}
	b, err := s.pages.get("brief "+key+" "+form, func() (*blob, int, error) {
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
	return reply{media: media, body: b, lasting: lastsBrief(r)}, err
}

// lastsBrief says how long a brief stays true: the newest week's until there is
// a newer one.
func lastsBrief(r *request) lasting {
	for _, name := range []string{"from", "to", "week", "month"} {
		if r.values.Get(name) != "" {
			return dated
		}
	}
	return current
}

// briefPicture answers with a picture of a brief, as its JSON names it.
func (s *Server) briefPicture(r *request) (reply, error) {
	o, key, err := s.briefAsked(r)
	if err != nil {
		return reply{}, err
	}
	name := r.PathValue("file")
	b, err := s.pages.get("picture "+name+" "+key, func() (*blob, int, error) {
		b, err := brief.Write(o)
		if err != nil {
			return nil, 0, err
		}
		for _, scene := range b.Pictures() {
			if scene.ID == name {
				data := scene.SVG()
				return newBlob(data), len(data), nil
			}
		}
		return nil, 0, problemf(http.StatusNotFound, "the brief of these days has no picture %q", name).hint("/v1/brief lists them as pictures")
	})
	return reply{media: mediaSVG, body: b, lasting: lastsBrief(r)}, err
}
