package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
)

// Published says what [Server.Publish] writes. The zero value is ready.
type Published struct {
	MaxZoom int // of the tiles; 0: 8
	// App has the web app's files, and Pages the names of its pages below /app/;
	// nil: the app is left out.
	App   fs.FS
	Pages []string
	// Home is the address of the host at whose root the files will lie, with its
	// slash at the end, for the feed; empty: links in the feed are relative.
	Home string
	// Progress is called before each file; nil: not at all.
	Progress func(name string)
}

// publishedFile is one file in the manifest.
type publishedFile struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Media  string `json:"media_type"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	Tiles  string `json:"map_days,omitempty"`
}

// mostRows is how many features a published page shows.
const mostRows = 500

// Publish hands everything that the server has, but for Check, to put as files
// that any object store can serve: pages, JSON, GeoJSON, PMTiles and, where maps
// were imported, chronicles. The last file, data.json, lists the others with
// their SHA-256. The same data give the same files.
func (s *Server) Publish(ctx context.Context, o Published, put func(name string, data []byte) error) error {
	if o.MaxZoom == 0 {
		o.MaxZoom = archiveZoom
	}
	w := &publisher{s: s, handler: s.mux(), ctx: ctx, options: o, put: put}
	w.answer("style.css", "", "/style.css")
	w.answer("v1/sources.json", "Sources, their terms and days", "/v1/sources")
	w.answer("v1/held.json", "Ground held, by the newest maps, by oblast", "/v1/held?by=oblast")
	w.answer("v1/series.json", "Held area of every day with a map", "/v1/series")
	for _, name := range []string{"rounds", "positions", "statements", "agreements"} {
		w.answer("v1/talks/"+name+".json", "Talks: "+name, "/v1/talks/"+name)
	}
	told := control.NoDay
	for _, x := range s.Talks.Positions { // in order of days: what stood changes on these
		if x.Day != told {
			told = x.Day
			w.asked("/v1/talks/positions?on=" + told.String())
		}
	}
	for _, c := range s.collections {
		w.collection(c)
	}
	w.answer("tiles/oblasts.pmtiles", "Oblasts, as tiles", "/tiles/oblasts.pmtiles?maxzoom="+strconv.Itoa(o.MaxZoom))
	w.answer("tiles/settlements.pmtiles", "Settlements, as tiles", "/tiles/settlements.pmtiles?maxzoom="+strconv.Itoa(o.MaxZoom))
	for _, d := range s.maps.list {
		w.definition(d)
	}
	w.app()
	w.index()
	w.manifest()
	return w.err
}

type publisher struct {
	s       *Server
	handler http.Handler
	ctx     context.Context
	options Published
	put     func(string, []byte) error
	files   []publishedFile
	err     error
}

// file puts one file, unless something failed before.
func (w *publisher) file(name, title, media string, data []byte, days string) {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	if w.options.Progress != nil {
		w.options.Progress(name)
	}
	sum := sha256.Sum256(data)
	w.files = append(w.files, publishedFile{name, title, media, len(data), hex.EncodeToString(sum[:]), days})
	if err := w.put(name, data); err != nil {
		w.err = fmt.Errorf("%s: %w", name, err)
	}
}

// answer puts what the server answers at an address.
func (w *publisher) answer(name, title, target string) {
	if kept := w.ask(target); kept != nil && kept.status == http.StatusOK {
		w.file(name, title, kept.header.Get("Content-Type"), kept.body.Bytes(), kept.header.Get("Salient-Map-Day"))
	} else if kept != nil {
		w.err = fmt.Errorf("%s: %d: %s", target, kept.status, kept.body.Bytes())
	}
}

// optional puts what the server answers at an address, if it has an answer.
func (w *publisher) optional(target string) {
	if kept := w.ask(target); kept != nil && kept.status != http.StatusNotFound {
		w.answer(publishedName(target), "", target)
	}
}

// ask returns the server's answer, nil after a failure.
func (w *publisher) ask(target string) *keeper {
	if w.err != nil {
		return nil
	}
	r, err := http.NewRequestWithContext(w.ctx, http.MethodGet, "http://localhost"+target, nil)
	if err != nil {
		w.err = err
		return nil
	}
	kept := &keeper{header: http.Header{}}
	w.handler.ServeHTTP(kept, r)
	return kept
}

// keeper is a response writer that keeps what is written.
type keeper struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header { return k.header }
func (k *keeper) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}
func (k *keeper) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}

// collection puts a collection as one GeoJSON file and its end as a page.
func (w *publisher) collection(c *collection) {
	if w.err != nil {
		return
	}
	rows, err := c.rows(query{days: allDays})
	if err != nil {
		w.err = err
		return
	}
	b := appendString([]byte(`{"type":"FeatureCollection","title":`), c.title)
	b = appendString(append(b, `,"attribution":`...), w.s.attribution())
	b = append(b, `,"features":[`...)
	rows = slices.DeleteFunc(slices.Clone(rows), func(r *row) bool { return c.id == "fronts" && r.to != forever })
	for i, r := range rows {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		// A country's outlines of every day are gigabytes; its chronicle is small.
		if _, outline := r.geometry.(lazily); outline && r.to != forever {
			r = &row{id: r.id, from: r.from, to: r.to, properties: r.properties, definition: r.definition, mapDay: r.mapDay}
		}
		if b, err = r.appendJSON(b, nil); err != nil {
			w.err = err
			return
		}
	}
	w.file("collections/"+c.id+".geojson", c.title, mediaGeo, append(b, "]}\n"...), "")

	view := itemsPage{ID: c.id, Title: c.title, Doc: c.doc, Columns: c.columns, Matched: len(rows)}
	shown := rows[max(0, len(rows)-mostRows):]
	view.First, view.Last = len(rows)-len(shown)+1, len(rows)
	for _, x := range shown {
		row := itemsRow{ID: x.id}
		for _, key := range c.columns {
			row.Cells = append(row.Cells, show(x.property(key)).String())
		}
		view.Rows = append(view.Rows, row)
	}
	page, err := render("published items", view)
	if err != nil {
		w.err = err
		return
	}
	w.file("collections/"+c.id+".html", "", mediaHTML, page, "")
}

// definition puts the tiles of a definition's newest map, of every patch of its
// history, and its chronicle.
func (w *publisher) definition(d *mapped) {
	name := d.Definition.Name
	address := func(layer string, more ...string) string {
		v := url.Values{"definition": {name}, "maxzoom": {strconv.Itoa(w.options.MaxZoom)}}
		for i := 0; i < len(more); i += 2 {
			v.Set(more[i], more[i+1])
		}
		return "/tiles/" + layer + ".pmtiles?" + v.Encode()
	}
	w.answer("tiles/held-"+name+".pmtiles", "Held by "+name+", newest map, as tiles", address("held", "on", d.Last.String()))
	w.answer("tiles/patches-"+name+".pmtiles", "Patches of every day by "+name+", as tiles", address("patches", "from", d.First.String(), "to", d.Last.String()))
	if d.chronicle != nil {
		w.answer("tiles/fronts-"+name+".pmtiles", "Front line by "+name+", newest map, as tiles", address("fronts", "on", d.Last.String()))
		w.answer("chronicle/"+name+".bin", "Every map of "+name+", in its binary form", "/chronicle/"+name+".bin")
	}
}

func (w *publisher) index() {
	if w.err != nil {
		return
	}
	page, err := render("published", map[string]any{
		"Sources": answer.Sources(w.s.Record, w.s.Sources), "Collections": w.s.collections, "Files": w.files, "Version": w.s.version,
		"Live": w.s.maps.live(), "App": w.options.App != nil, "Attribution": w.s.Places.Attribution(),
	})
	if err != nil {
		w.err = err
		return
	}
	w.file("index.html", "", mediaHTML, page, "")
}

func (w *publisher) manifest() {
	if w.err != nil {
		return
	}
	last := control.NoDay
	for _, d := range w.s.maps.list {
		last = max(last, d.Last)
	}
	b, err := marshal(map[string]any{
		"title": "Salient", "data_version": w.s.version, "newest_map": last, "attribution": w.s.attribution(), "files": w.files,
	})
	if err == nil {
		err = w.put("data.json", b)
	}
	w.err = err
}
