package live_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/internal/esritest"
	"github.com/salient-project/salient/live"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

var clock = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func day(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// world is a server that answers as all sources do, with squares for maps.
type world struct {
	t      *testing.T
	server *httptest.Server
	mu     sync.Mutex
	hits   map[string]int // by path

	files   map[string]string // DeepState's archive, by file name
	history int               // status of the site's history; 0: 200
	revs    []rev
	nzz     map[string]string // ring by map day
	layers  []*layer
	before  func(w http.ResponseWriter, r *http.Request) bool // true: answered
}

type rev struct {
	id   int64
	body string
}

type layer struct {
	service  string
	id       int
	edited   time.Time
	features []string
	page     int
	editing  bool   // the edit date moves on with every question
	formats  string // as the layer lists them; empty: it does not
	noPBF    bool   // f=pbf is answered with an error, in JSON and with status 200
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, hits: map[string]int{}, files: map[string]string{}, nzz: map[string]string{}}
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	return w
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hits[r.URL.Path]++
	rw.Header().Set("Date", clock.Format(http.TimeFormat))
	if w.before != nil && w.before(rw, r) {
		return
	}
	rw.Header().Set("Content-Type", "application/json")
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/archive/"):
		w.archive(rw, r, strings.TrimPrefix(path, "/archive/"))
	case path == "/api/history/public":
		w.list(rw)
	case strings.HasPrefix(path, "/api/history/"):
		for _, v := range w.revs {
			if path == fmt.Sprintf("/api/history/%d/geojson", v.id) {
				fmt.Fprint(rw, v.body)
				return
			}
		}
		http.NotFound(rw, r)
	case path == "/areas":
		w.areas(rw, r)
	case strings.HasPrefix(path, "/services"):
		w.arcgis(rw, r)
	default:
		http.NotFound(rw, r)
	}
}

func (w *world) archive(rw http.ResponseWriter, r *http.Request, name string) {
	body, ok := w.files[name]
	if !ok {
		http.NotFound(rw, r)
		return
	}
	etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(body)))
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8") // as GitHub does
	rw.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	fmt.Fprint(rw, body)
}

func (w *world) list(rw http.ResponseWriter) {
	if w.history != 0 {
		rw.WriteHeader(w.history)
		fmt.Fprint(rw, `{"statusCode":401,"message":"Unauthorized"}`)
		return
	}
	var rows []map[string]any
	for _, v := range w.revs {
		rows = append(rows, map[string]any{"id": v.id, "createdAt": time.Unix(v.id, 0).UTC().Format("2006-01-02T15:04:05.000Z"), "status": true, "descriptionEn": "made up"})
	}
	_ = json.NewEncoder(rw).Encode(rows)
}

// areas answers with the newest map that is not later than the day asked for.
func (w *world) areas(rw http.ResponseWriter, r *http.Request) {
	asked, best := r.URL.Query().Get("to"), ""
	for d := range w.nzz {
		if d <= asked && d > best {
			best = d
		}
	}
	if best == "" {
		fmt.Fprint(rw, `{"value":{"type":"FeatureCollection","features":[]}}`)
		return
	}
	fmt.Fprintf(rw, `{"value":{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"%s","type":"nochange","view":"daily"},"geometry":{"type":"Polygon","coordinates":[%s]}}]}}`, best, w.nzz[best])
}

func (w *world) arcgis(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if r.URL.Path == "/services" {
		var list []map[string]string
		for _, l := range w.layers {
			list = append(list, map[string]string{"name": l.service, "type": "FeatureServer"})
		}
		list = append(list, map[string]string{"name": "RussiaCoTinUkraine_tiles", "type": "VectorTileServer"})
		_ = json.NewEncoder(rw).Encode(map[string]any{"currentVersion": 12, "services": list})
		return
	}
	for _, l := range w.layers {
		root := "/services/" + l.service + "/FeatureServer"
		switch r.URL.Path {
		case root:
			fmt.Fprintf(rw, `{"layers":[{"id":%d,"name":"x","geometryType":"esriGeometryPolygon"}]}`, l.id)
			return
		case fmt.Sprintf("%s/%d", root, l.id):
			if l.editing {
				l.edited = l.edited.Add(time.Second)
			}
			fmt.Fprintf(rw, `{"objectIdField":"OBJECTID","maxRecordCount":%d,"supportedQueryFormats":%q,"editingInfo":{"lastEditDate":%d}}`, l.page, l.formats, l.edited.UnixMilli())
			return
		case fmt.Sprintf("%s/%d/query", root, l.id):
			if q.Get("returnCountOnly") == "true" {
				fmt.Fprintf(rw, `{"count":%d}`, len(l.features))
				return
			}
			if f := q.Get("f"); f != "geojson" && (f != "pbf" || l.noPBF) || q.Get("outSR") != "4326" || q.Get("orderByFields") != "OBJECTID" {
				fmt.Fprint(rw, `{"error":{"code":400,"message":"Invalid query parameters","details":[]}}`)
				return
			}
			offset, _ := strconv.Atoi(q.Get("resultOffset"))
			page := l.features[min(offset, len(l.features)):min(offset+l.page, len(l.features))]
			if q.Get("f") == "pbf" {
				data, err := esritest.Encode(page, offset+l.page < len(l.features))
				if err != nil {
					w.t.Error(err)
				}
				rw.Header().Set("Content-Type", "application/x-protobuf")
				_, _ = rw.Write(data)
				return
			}
			more := ""
			if offset+l.page < len(l.features) {
				more = `"properties":{"exceededTransferLimit":true},`
			}
			fmt.Fprintf(rw, `{"type":"FeatureCollection",%s"features":[%s]}`, more, strings.Join(page, ","))
			return
		}
	}
	http.NotFound(rw, r)
}

// ring is a clockwise square of so many degrees, as the archives draw it.
func ring(lon, lat, side float64) string {
	return fmt.Sprintf("[[%[1]f,%[2]f],[%[1]f,%[4]f],[%[3]f,%[4]f],[%[3]f,%[2]f],[%[1]f,%[2]f]]", lon, lat, lon+side, lat+side)
}

// daily is a map of the shape of DeepState's archive.
func daily(side float64) string {
	return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[` + ring(36, 47, side) + `]]}}]}`
}

// area is one polygon feature with properties as JSON.
func area(properties, ring string) string {
	return `{"type":"Feature","properties":` + properties + `,"geometry":{"type":"Polygon","coordinates":[` + ring + `]}}`
}

func openStore(t *testing.T) store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "s.gpkg"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// options are what the tests ask with: quickly, and nowhere but here.
func (w *world) options(s store.Store, ids ...string) live.Options {
	return live.Options{
		Store: s, Readers: shipped.All(), Sources: ids, Now: func() time.Time { return clock }, AllowLoopback: true,
		Endpoints: map[string]string{
			live.DeepStateSite: w.server.URL, live.DeepStateArchive: w.server.URL + "/archive",
			live.ISWServices: w.server.URL + "/services", live.NZZAreas: w.server.URL + "/areas?appendItemToPayload=x",
		},
		Client: live.ClientOptions{PerSecond: 1000, Timeout: 2 * time.Second, Pause: time.Millisecond, Tries: 3, MaxBytes: 1 << 20},
	}
}

// sync runs one fetch of one source.
func sync1(t *testing.T, o live.Options) live.Report {
	t.Helper()
	reports, err := live.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 1 {
		t.Fatalf("%d reports, want 1", len(reports))
	}
	return reports[0]
}

// days returns the valid days that a layer of the store has a map of.
func days(t *testing.T, s store.Store, source string, layer control.Layer) string {
	t.Helper()
	c, err := s.Chronicle(store.Key{Source: source, Name: string(layer)})
	if err != nil {
		return ""
	}
	return list(c.Days())
}

func list(days []control.Day) string {
	var out []string
	for _, d := range days {
		out = append(out, d.String())
	}
	return strings.Join(out, " ")
}

func opened(t *testing.T, s store.Store, source, name string) *chronicle.Chronicle {
	t.Helper()
	c, err := s.Chronicle(store.Key{Source: source, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told fails unless one of the texts holds the words.
func told(t *testing.T, texts []string, words string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(text, words) {
			return
		}
	}
	t.Errorf("nothing says %q in %q", words, texts)
}
