package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// results is the envelope that the command line prints, too.
type results[T any] struct {
	Results []T          `json:"results"`
	Known   *control.Day `json:"as_known_on"`     // null: all maps count
	Notes   []string     `json:"notes,omitempty"` // definitions that could not answer, and why
}

func (s *Server) sources(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	return jsonReply(answer.Sources(s.Record, s.Sources), current)
}

// options reads what narrows a question of figures.
func options(r *request) (measure.Options, error) {
	o := measure.Options{AsKnownOn: control.NoDay}
	switch by := r.values.Get("by"); by {
	case "", "source":
	case "oblast", "region":
		o.ByRegion = true
	default:
		return o, badParameter("by", "%q: want oblast", by)
	}
	return o, nil
}

// each asks every definition that a request selects, and fails only if none
// answers.
func each[T any](s *Server, r *request, ask func(measure.Coverage) (T, error)) (results[T], error) {
	selected, err := answer.Select(s.Record, r.values.Get("source"), r.values.Get("definition"))
	if err != nil {
		return results[T]{}, err
	}
	out := results[T]{Results: []T{}}
	if s.known != control.NoDay {
		out.Known = &s.known
	}
	var first error
	for _, c := range selected {
		x, err := ask(c)
		if err != nil {
			if first == nil {
				first = err
			}
			p, _ := problemOf(err)
			out.Notes = append(out.Notes, c.Definition.Name+": "+p.Detail)
			continue
		}
		out.Results = append(out.Results, x)
	}
	if len(out.Results) == 0 && first != nil {
		return out, first
	}
	return out, nil
}

func (s *Server) held(r *request) (reply, error) {
	if err := r.onlyKnown("on", "source", "definition", "by"); err != nil {
		return reply{}, err
	}
	o, err := options(r)
	if err != nil {
		return reply{}, err
	}
	lasts, on := current, control.NoDay
	if text := r.values.Get("on"); text != "" {
		if on, err = parseDay("on", text); err != nil {
			return reply{}, err
		}
		lasts = dated
	}
	out, err := each(s, r, func(c measure.Coverage) (answer.Held, error) {
		day := on
		if day == control.NoDay {
			day = c.Last
		}
		h, err := s.Record.Held(c.Definition.Name, day, o)
		return answer.HeldOf(h), err
	})
	if err != nil {
		return reply{}, err
	}
	for _, h := range out.Results {
		if h.Day != h.MapDay {
			out.Notes = append(out.Notes, h.Definition+" has no map of "+h.Day.String()+": the nearest earlier one, of "+h.MapDay.String()+", answers")
		}
	}
	return jsonReply(out, lasts)
}

// fromTo reads two days that must both be given.
func fromTo(r *request) (from, to control.Day, err error) {
	for _, x := range []struct {
		name string
		into *control.Day
	}{{"from", &from}, {"to", &to}} {
		text := r.values.Get(x.name)
		if text == "" {
			return from, to, badParameter(x.name, "a day is needed").hint("?from=2026-02-11&to=2026-02-17")
		}
		if *x.into, err = parseDay(x.name, text); err != nil {
			return from, to, err
		}
	}
	return from, to, nil
}

func (s *Server) change(r *request) (reply, error) {
	if err := r.onlyKnown("from", "to", "source", "definition", "by"); err != nil {
		return reply{}, err
	}
	o, err := options(r)
	if err != nil {
		return reply{}, err
	}
	from, to, err := fromTo(r)
	if err != nil {
		return reply{}, err
	}
	o.Patches = true
	out, err := each(s, r, func(c measure.Coverage) (answer.Change, error) {
		ch, err := s.Record.Change(c.Definition.Name, from, to, o)
		return answer.ChangeOf(ch), err
	})
	if err != nil {
		return reply{}, err
	}
	return jsonReply(out, dated)
}

// seriesAnswer is the held area of each valid day, as two columns, and the ends of
// its 95 % interval, if asked for, as two more: null where no error model is known
// of the source.
type seriesAnswer struct {
	Source     string        `json:"source"`
	Definition string        `json:"definition"`
	Days       []control.Day `json:"days"`
	Held       []float64     `json:"held_km2"`
	Low        []*float64    `json:"low_km2,omitempty"`
	High       []*float64    `json:"high_km2,omitempty"`
	Method     string        `json:"method"`
	Basis      measure.Basis `json:"basis"`
}

func (s *Server) series(r *request) (reply, error) {
	if err := r.onlyKnown("from", "to", "source", "definition", "intervals"); err != nil {
		return reply{}, err
	}
	intervals := r.values.Get("intervals")
	if intervals != "" && intervals != "true" && intervals != "false" {
		return reply{}, badParameter("intervals", "%q: want true or false", intervals)
	}
	from, to, lasts := always, forever, dated
	for _, x := range []struct {
		name string
		into *control.Day
	}{{"from", &from}, {"to", &to}} {
		text := r.values.Get(x.name)
		if text == "" {
			lasts = current
			continue
		}
		day, err := parseDay(x.name, text)
		if err != nil {
			return reply{}, err
		}
		*x.into = day
	}
	out, err := each(s, r, func(c measure.Coverage) (seriesAnswer, error) {
		series, err := s.Record.Series(c.Definition.Name, from, to)
		ans := seriesAnswer{Source: c.Definition.Source, Definition: c.Definition.Name, Days: []control.Day{}, Held: []float64{}, Method: measure.MethodVersion, Basis: c.Basis}
		for _, d := range series {
			ans.Days = append(ans.Days, d.Day)
			ans.Held = append(ans.Held, answer.Round(d.Area.Km2(), 6))
			if intervals != "true" {
				continue
			}
			h, err := s.Record.Held(c.Definition.Name, d.Day, measure.Options{})
			if err != nil {
				return ans, err
			}
			var low, high *float64
			if i := answer.IntervalOf(h.Interval); i != nil {
				low, high = &i[0], &i[1]
			}
			ans.Low, ans.High = append(ans.Low, low), append(ans.High, high)
		}
		return ans, err
	})
	if err != nil {
		return reply{}, err
	}
	return jsonReply(out, lasts)
}

func (s *Server) place(r *request) (reply, error) {
	if err := r.onlyKnown("q", "on", "source", "definition"); err != nil {
		return reply{}, err
	}
	on, err := r.day("on", control.NoDay)
	if err != nil {
		return reply{}, err
	}
	selected, err := answer.Select(s.Record, r.values.Get("source"), r.values.Get("definition"))
	if err != nil {
		return reply{}, err
	}
	countries := answer.Countries{Home: s.Places}
	if s.Live != nil {
		countries.Of = s.Live.WhereOf
	}
	name, point, where, err := countries.Find(selected, func(g *gazetteer.Gazetteer) (string, geo.Point, error) {
		return find(g, r.values.Get("q"))
	})
	if err != nil {
		return reply{}, err
	}
	if r.values.Get("source") == "" && r.values.Get("definition") == "" {
		selected = countries.At(point, selected)
	}
	ans, errs := answer.PlaceOf(s.Record, where, selected, name, point, on, control.NoDay)
	if len(ans.History) == 0 && len(errs) > 0 {
		return reply{}, errs[0]
	}
	return jsonReply(ans, current)
}

// find turns what was asked for into a point with a name.
func find(where *gazetteer.Gazetteer, text string) (string, geo.Point, error) {
	if text == "" {
		return "", geo.Point{}, badParameter("q", "a name, or longitude and latitude, is needed")
	}
	if lon, lat, ok := strings.Cut(text, ","); ok {
		x, errX := strconv.ParseFloat(strings.TrimSpace(lon), 64)
		y, errY := strconv.ParseFloat(strings.TrimSpace(lat), 64)
		if errX == nil && errY == nil {
			if !(x >= -180 && x <= 180 && y >= -90 && y <= 90) {
				return "", geo.Point{}, badParameter("q", "%s: want longitude, then latitude, in degrees", text)
			}
			return text, geo.Pt(x, y), nil
		}
	}
	p, err := where.Lookup(text, gazetteer.Hint{})
	return p.Name, p.Point, err
}

// found is a place for completion.
type found struct {
	ID         int     `json:"id"`
	Name       string  `json:"name"`
	Region     string  `json:"region"`
	Country    string  `json:"country"`
	Lon        float64 `json:"lon"`
	Lat        float64 `json:"lat"`
	Population *int    `json:"population"`
}

func (s *Server) search(r *request) (reply, error) {
	if err := r.onlyKnown("q", "limit"); err != nil {
		return reply{}, err
	}
	n, err := parseCount("limit", r.values.Get("limit"), 1, 10)
	if err != nil {
		return reply{}, err
	}
	text := r.values.Get("q")
	if text == "" || len(text) > 200 {
		return reply{}, badParameter("q", "the beginning of a name is needed")
	}
	out := results[found]{Results: []found{}}
	for _, c := range s.Places.Search(text, min(n, 50)) {
		f := found{ID: c.Place.ID, Name: c.Place.Name, Region: c.Region, Country: c.Place.Country, Lon: c.Place.Point.Lon(), Lat: c.Place.Point.Lat()}
		if c.Place.Population > 0 {
			f.Population = &c.Place.Population
		}
		out.Results = append(out.Results, f)
	}
	return jsonReply(out, current)
}

// chronicle answers with a definition's chronicle, or that of a source's first
// definition.
func (s *Server) chronicle(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	name := r.PathValue("file")
	known := false
	for _, d := range s.maps.list {
		if d.Definition.Name != name && d.Definition.Source != name {
			continue
		}
		known = true
		if d.chronicle == nil {
			continue
		}
		b, err := d.packed()
		return reply{media: mediaBinary, body: b, lasting: current, ranged: true}, err
	}
	if known {
		return reply{}, problemf(http.StatusNotFound, "%s: %v", name, errNoPolygons).hint("salient import reads maps; then start the server again")
	}
	return reply{}, problemf(http.StatusNotFound, "no source or definition %q", name).hint("/v1/sources lists them")
}

// figures answers with the published figures recomputed, which takes some
// seconds the first time.
func (s *Server) figures(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	b, err := s.pages.get("figures", func() (*blob, int, error) {
		v, err := s.Figures(context.WithoutCancel(r.Context())) // others may wait for it
		if err != nil {
			return nil, 0, err
		}
		b, err := marshal(v)
		return newBlob(b), len(b), err
	})
	return reply{media: mediaJSON, body: b, lasting: current}, err
}
