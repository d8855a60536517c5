package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/tile"
)

// Zooms of archives. Later zooms add nothing that a client cannot enlarge.
const (
	archiveZoom    = 8
	maxArchiveZoom = 10
)

// tileLayer is a layer ready to be cut, and what it shows.
type tileLayer struct {
	*tile.Layer
	days   string // definition=map day, …
	fields map[string]string
}

// tileQuery is a layer as a request names it.
type tileQuery struct {
	key   string // names the content: maps, not the days asked for
	build func() (*tileLayer, error)
	days  string // the header's value
	dated bool   // every day was named
	asked url.Values
}

// layerQuery reads which layer, definitions and days a request asks for.
func (s *Server) layerQuery(r *request, name string, more ...string) (tileQuery, error) {
	if err := r.onlyKnown(append([]string{"definition", "source", "on", "from", "to"}, more...)...); err != nil {
		return tileQuery{}, err
	}
	kind, ok := tileKinds[name]
	if !ok || name == "fronts" && !s.maps.live() {
		return tileQuery{}, problemf(http.StatusNotFound, "no layer %q", name).hint("there are held, changes, patches, cells, oblasts, settlements, and with imported maps fronts")
	}
	q := tileQuery{key: name, dated: kind.days == noDays, asked: url.Values{}}
	for _, key := range []string{"definition", "source", "on", "from", "to"} {
		if v := r.values.Get(key); v != "" {
			q.asked.Set(key, v)
		}
	}
	if kind.days == noDays {
		q.build = func() (*tileLayer, error) { return s.buildLayer(name, nil) }
		return q, nil
	}
	selected := s.maps.selected(r.values.Get("source"), r.values.Get("definition"))
	if len(selected) == 0 {
		return q, problemf(http.StatusNotFound, "no such source or definition").hint("/v1/sources lists them")
	}
	var asked [2]control.Day
	given := 0
	names := kind.days.names()
	for i, key := range names {
		asked[i] = forever
		if text := r.values.Get(key); text != "" {
			day, err := parseDay(key, text)
			if err != nil {
				return q, err
			}
			asked[i] = day
			given++
		}
	}
	if kind.days == twoDays && r.values.Get("from") == "" {
		asked[0] = control.NoDay
	}
	q.dated = given == len(names)
	if name == "patches" && asked[0] > asked[1] {
		return q, badParameter("from", "lies after to")
	}
	var shown []shownMap
	var days []string
	var last error
	for _, d := range selected {
		m, err := s.shown(d, kind.days, asked)
		if err != nil {
			last = err
			continue
		}
		shown = append(shown, m)
		days = append(days, m.String())
	}
	if len(shown) == 0 {
		return q, last
	}
	q.days = strings.Join(days, ", ")
	q.key = name + " " + q.days
	q.build = func() (*tileLayer, error) {
		l, err := s.buildLayer(name, shown)
		if l != nil {
			l.days = q.days
		}
		return l, err
	}
	return q, nil
}

// layer returns the layer that a request names.
func (s *Server) layer(q tileQuery) (*tileLayer, error) {
	return s.layers.get(q.key, func() (*tileLayer, int, error) {
		l, err := q.build()
		if err != nil {
			return nil, 0, err
		}
		return l, l.Size(), nil
	})
}

func (q tileQuery) reply(media string, b *blob) reply {
	rep := reply{media: media, body: b, lasting: current}
	if q.dated {
		rep.lasting = dated
	}
	if q.days != "" {
		rep.header = [][2]string{{"Salient-Map-Day", q.days}}
	}
	return rep
}

// tile answers /tiles/{layer}/{z}/{x}/{y}.mvt.
func (s *Server) tile(r *request) (reply, error) {
	q, err := s.layerQuery(r, r.PathValue("layer"))
	if err != nil {
		return reply{}, err
	}
	var at [3]int
	for i, text := range []string{r.PathValue("z"), r.PathValue("x"), r.PathValue("file")} {
		if at[i], err = strconv.Atoi(text); err != nil {
			return reply{}, problemf(http.StatusNotFound, "tile %s: %q is not a number", r.URL.Path, text)
		}
	}
	if !tile.Valid(at[0], at[1], at[2]) {
		return reply{}, problemf(http.StatusNotFound, "no tile %d/%d/%d: zooms are 0 to %d", at[0], at[1], at[2], tile.MaxZoom)
	}
	key := fmt.Sprintf("%s %d/%d/%d", q.key, at[0], at[1], at[2])
	b, err := s.tiles.get(key, func() (*blob, int, error) {
		l, err := s.layer(q)
		if err != nil {
			return nil, 0, err
		}
		raw := l.Tile(at[0], at[1], at[2])
		return newBlob(raw), 2 * len(raw), nil // and a packed form or two
	})
	if err != nil {
		return reply{}, err
	}
	rep := q.reply(mediaTile, b)
	if len(b.raw) == 0 {
		rep.status, rep.body = http.StatusNoContent, nil
	}
	return rep, nil
}

// tileJSON answers /tiles/{layer}.json.
func (s *Server) tileJSON(r *request) (reply, error) {
	name := r.PathValue("file")
	q, err := s.layerQuery(r, name)
	if err != nil {
		return reply{}, err
	}
	l, err := s.layer(q)
	if err != nil {
		return reply{}, err
	}
	if q.dated && q.days != "" {
		q.asked.Set("v", s.version)
	}
	address := r.base + "/tiles/" + name + "/{z}/{x}/{y}.mvt"
	if len(q.asked) > 0 {
		address += "?" + q.asked.Encode()
	}
	doc := s.tileDocument(l)
	doc["tilejson"], doc["tiles"] = "3.0.0", []string{address}
	doc["minzoom"], doc["maxzoom"] = 0, tile.MaxZoom
	b := l.Box()
	if !b.Empty() {
		doc["bounds"] = []float64{b.Min.Lon(), b.Min.Lat(), b.Max.Lon(), b.Max.Lat()}
	}
	doc["scheme"] = "xyz"
	text, err := marshal(doc)
	return q.reply(mediaJSON, newBlob(text)), err
}

// tileDocument is what TileJSON and the metadata of an archive share.
func (s *Server) tileDocument(l *tileLayer) map[string]any {
	return map[string]any{
		"name": "salient " + l.Name(), "description": "Map days: " + l.days, "version": "1.0.0",
		"attribution": s.attribution(), "map_days": l.days, "data_version": s.version,
		"vector_layers": []map[string]any{{"id": l.Name(), "fields": l.fields, "minzoom": 0, "maxzoom": tile.MaxZoom}},
	}
}

// pmtiles answers /tiles/{layer}.pmtiles.
func (s *Server) pmtiles(r *request) (reply, error) {
	q, err := s.layerQuery(r, r.PathValue("file"), "maxzoom")
	if err != nil {
		return reply{}, err
	}
	zoom, err := parseCount("maxzoom", r.values.Get("maxzoom"), 0, archiveZoom)
	if err != nil {
		return reply{}, err
	}
	if zoom > maxArchiveZoom {
		return reply{}, badParameter("maxzoom", "%d: want at most %d", zoom, maxArchiveZoom)
	}
	b, err := s.pages.get(fmt.Sprintf("pmtiles %s %d", q.key, zoom), func() (*blob, int, error) {
		l, err := s.layer(q)
		if err != nil {
			return nil, 0, err
		}
		raw, err := s.archive(l, zoom)
		return newBlob(raw), len(raw), err
	})
	if err != nil {
		return reply{}, err
	}
	rep := q.reply(mediaPM, b)
	rep.ranged = true
	return rep, nil
}

// archive makes a PMTiles archive of a layer.
func (s *Server) archive(l *tileLayer, zoom int) ([]byte, error) {
	doc := s.tileDocument(l)
	doc["vector_layers"] = []map[string]any{{"id": l.Name(), "fields": l.fields, "minzoom": 0, "maxzoom": zoom}}
	a := tile.Archive{Metadata: doc, Box: l.Box()}
	for z := range zoom + 1 {
		if a.Box.Empty() {
			break
		}
		minX, minY, maxX, maxY := tile.Cover(a.Box, z)
		for x := minX; x <= maxX; x++ {
			for y := minY; y <= maxY; y++ {
				a.Add(z, x, y, l.Tile(z, x, y))
			}
		}
	}
	var out bytes.Buffer
	_, err := a.WriteTo(&out)
	return out.Bytes(), err
}

// attribution is the credit of everyone whose data an answer may show.
func (s *Server) attribution() string {
	lines := s.Places.Attribution()
	for _, x := range s.sourceInfo() {
		lines = append(lines, x.Attribution)
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "; ")
}

// fieldsOf describes the properties of a layer's features, for TileJSON.
func fieldsOf(features []tile.Feature) map[string]string {
	fields := map[string]string{}
	for _, f := range features {
		for _, p := range f.Properties {
			switch p.Value.(type) {
			case string:
				fields[p.Key] = "String"
			case bool:
				fields[p.Key] = "Boolean"
			default:
				fields[p.Key] = "Number"
			}
		}
	}
	return fields
}
