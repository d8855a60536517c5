package server

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

const (
	crs84       = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	gregorian   = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
	mediaJSON   = "application/json"
	mediaGeo    = "application/geo+json"
	mediaHTML   = "text/html; charset=utf-8"
	mediaAPI    = "application/vnd.oai.openapi+json;version=3.1"
	mediaIssue  = "application/problem+json"
	mediaTile   = "application/vnd.mapbox-vector-tile"
	mediaPM     = "application/vnd.pmtiles"
	mediaSVG    = "image/svg+xml"
	mediaAtom   = "application/atom+xml"
	mediaText   = "text/markdown; charset=utf-8"
	mediaBinary = "application/octet-stream"
)

// link is a link of OGC API – Common.
type link struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
}

// query is what a request for features asks.
type query struct {
	boxes         []geo.Box // nil: everywhere
	days          days
	limit, offset int
	filters       map[string]string
}

func (q query) filter(key string) string { return q.filters[key] }

func (s *Server) parseQuery(c *collection, v url.Values) (query, error) {
	q := query{limit: c.limit, filters: map[string]string{}}
	var err error
	if q.boxes, err = parseBox(v.Get("bbox")); err != nil {
		return q, err
	}
	if crs := v.Get("bbox-crs"); crs != "" && crs != crs84 {
		return q, badParameter("bbox-crs", "only %s is served", crs84)
	}
	if crs := v.Get("crs"); crs != "" && crs != crs84 {
		return q, badParameter("crs", "only %s is served", crs84)
	}
	if q.days, err = parseDatetime(v.Get("datetime")); err != nil {
		return q, err
	}
	if q.limit, err = parseCount("limit", v.Get("limit"), 1, c.limit); err != nil {
		return q, err
	}
	q.limit = min(q.limit, c.most)
	if q.offset, err = parseCount("offset", v.Get("offset"), 0, 0); err != nil {
		return q, err
	}
	for _, name := range c.filters {
		if text := v.Get(name); text != "" {
			q.filters[name] = text
		}
	}
	if c.byMap && len(s.maps.selected(q.filter("source"), q.filter("definition"))) == 0 {
		var names []string
		for _, d := range s.maps.list {
			names = append(names, d.Definition.Name+" of "+d.Definition.Source)
		}
		return q, problemf(http.StatusNotFound, "no such source or definition").hint("there is %s", strings.Join(names, ", "))
	}
	return q, nil
}

// parseCount reads a whole number of at least least. Numbers too large to hold
// count as the largest.
func parseCount(name, text string, least, otherwise int) (int, error) {
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil && strings.Trim(text, "0123456789") == "" {
		n, err = math.MaxInt32, nil
	}
	if err != nil || n < least {
		return 0, badParameter(name, "%q: want a whole number from %d", text, least)
	}
	return min(n, math.MaxInt32), nil
}

// wants reports whether a row is one that the query asks for.
func (q query) wants(r *row) bool {
	if !q.days.meets(r.from, r.to) {
		return false
	}
	for key, want := range q.filters {
		if got := fmt.Sprint(deref(r.property(key))); !strings.EqualFold(got, want) {
			return false
		}
	}
	if q.boxes == nil {
		return true
	}
	return r.geometry != nil && slices.ContainsFunc(q.boxes, r.geometry.touches)
}

// deref shows an optional string as what it points to.
func deref(v any) any {
	if p, ok := v.(*string); ok {
		if p == nil {
			return ""
		}
		return *p
	}
	return v
}

// page is one page of features.
type page struct {
	rows    []*row
	matched int
	offset  int
	notes   []string
}

func (s *Server) page(c *collection, q query) (page, error) {
	rows, err := c.rows(q)
	if err != nil {
		return page{}, err
	}
	p := page{offset: q.offset}
	seen := map[string]bool{}
	for _, r := range rows {
		if !q.wants(r) {
			continue
		}
		if p.matched >= q.offset && len(p.rows) < q.limit {
			p.rows = append(p.rows, r)
			if note := standsIn(q, r); note != "" && !seen[note] {
				seen[note] = true
				p.notes = append(p.notes, note)
			}
		}
		p.matched++
	}
	return p, nil
}

// standsIn says that a map answers for a day that has none, if it does.
func standsIn(q query, r *row) string {
	if !q.days.instant || r.mapDay == 0 || r.mapDay == q.days.from {
		return ""
	}
	return fmt.Sprintf("%s has no map of %s: the nearest earlier one, of %s, answers", r.definition, q.days.from, r.mapDay)
}

// items answers /collections/{id}/items.
func (s *Server) items(r *request) (reply, error) {
	c, err := s.collection(r.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	if err := r.onlyKnown(c.parameters()...); err != nil {
		return reply{}, err
	}
	q, err := s.parseQuery(c, r.values)
	if err != nil {
		return reply{}, err
	}
	lasts := current
	if r.values.Get("datetime") != "" && q.days.from != always && q.days.to != forever {
		lasts = dated
	}
	form := r.form(mediaGeo, mediaHTML)
	key := form + " " + r.base + r.URL.Path + "?" + r.values.Encode()
	body, err := s.pages.get(key, func() (*blob, int, error) {
		p, err := s.page(c, q)
		if err != nil {
			return nil, 0, err
		}
		var b []byte
		if form == mediaHTML {
			b, err = s.itemsHTML(r, c, q, p)
		} else {
			b, err = s.itemsJSON(r, c, q, p)
		}
		return newBlob(b), len(b), err
	})
	return reply{media: form, body: body, lasting: lasts}, err
}

// longestPage is how many bytes of features a page has before it ends early: its
// link to the next page goes on from there. Outlines of a country are large.
const longestPage = 32 << 20

func (s *Server) itemsJSON(r *request, c *collection, q query, p page) ([]byte, error) {
	var features []byte
	var err error
	for i, row := range p.rows {
		if len(features) > longestPage {
			p.rows = p.rows[:i]
			break
		}
		if i > 0 {
			features = append(features, ",\n"...)
		}
		if features, err = row.appendJSON(features, nil); err != nil {
			return nil, err
		}
	}
	b := []byte(`{"type":"FeatureCollection","numberMatched":`)
	b = strconv.AppendInt(b, int64(p.matched), 10)
	b = append(b, `,"numberReturned":`...)
	b = strconv.AppendInt(b, int64(len(p.rows)), 10)
	links, err := marshal(s.pageLinks(r, c, q, p))
	if err != nil {
		return nil, err
	}
	b = append(append(b, `,"links":`...), links...)
	if p.notes != nil {
		notes, err := marshal(p.notes)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"notes":`...), notes...)
	}
	b = append(append(b, `,"features":[`...), features...)
	return append(b, "]}\n"...), nil
}

// pageLinks returns the links of a page: itself, its neighbors, its other form.
func (s *Server) pageLinks(r *request, c *collection, q query, p page) []link {
	at := func(offset int, form string) string {
		v := url.Values{}
		for k, x := range r.values {
			v[k] = x
		}
		v.Del("f")
		if form != "" {
			v.Set("f", form)
		}
		v.Del("offset")
		if offset > 0 {
			v.Set("offset", strconv.Itoa(offset))
		}
		if len(v) == 0 {
			return r.base + r.URL.Path
		}
		return r.base + r.URL.Path + "?" + v.Encode()
	}
	form := r.values.Get("f")
	links := []link{
		{at(q.offset, "json"), "self", mediaGeo, c.title},
		{at(q.offset, "html"), "alternate", mediaHTML, c.title + ", as a page"},
		{r.base + "/collections/" + c.id, "collection", mediaJSON, c.title},
	}
	if form == "html" {
		links[0].Rel, links[1].Rel = "alternate", "self"
	}
	if next := q.offset + len(p.rows); len(p.rows) > 0 && next < p.matched {
		links = append(links, link{at(next, form), "next", mediaGeo, "next page"})
	}
	if q.offset > 0 {
		links = append(links, link{at(max(0, q.offset-q.limit), form), "prev", mediaGeo, "previous page"})
	}
	return links
}

// item answers /collections/{id}/items/{feature}.
func (s *Server) item(r *request) (reply, error) {
	c, err := s.collection(r.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	id := r.PathValue("feature")
	rows, err := c.rows(s.narrowed(c, id))
	if err != nil {
		return reply{}, err
	}
	i := slices.IndexFunc(rows, func(x *row) bool { return x.id == id })
	if i < 0 {
		return reply{}, problemf(http.StatusNotFound, "no feature %q in %s", id, c.id)
	}
	here := r.base + r.URL.Path
	form := r.form(mediaGeo, mediaHTML)
	links := []link{
		{here + "?f=json", "self", mediaGeo, id}, {here + "?f=html", "alternate", mediaHTML, id + ", as a page"},
		{r.base + "/collections/" + c.id, "collection", mediaJSON, c.title},
	}
	var b []byte
	if form == mediaHTML {
		b, err = s.itemHTML(r, c, rows[i])
	} else {
		b, err = rows[i].appendJSON(nil, links)
	}
	return reply{media: form, body: newBlob(b), lasting: current}, err
}

// narrowed returns a query that wants the feature of an id and little else: ids
// of maps name their definition and days.
func (s *Server) narrowed(c *collection, id string) query {
	q := query{days: allDays, filters: map[string]string{}}
	if !c.byMap {
		return q
	}
	parts := strings.Split(id, "_")
	q.filters["definition"] = parts[0]
	for _, part := range slices.Backward(parts) {
		if day, err := control.ParseDay(part); err == nil {
			q.days.from, q.days.to = day, day
			break
		}
	}
	return q
}
