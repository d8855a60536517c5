package server

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// embedded is a server over the embedded ledger alone.
var embedded = sync.OnceValue(func() *Server { return New(embeddedOptions()) })

func embeddedOptions() Options {
	l, err := ledger.Default()
	if err != nil {
		panic(err)
	}
	rec, err := talks.Embedded()
	if err != nil {
		panic(err)
	}
	o := Options{Record: l, Ledger: l, Places: gazetteer.Default(), Talks: rec}
	o.Ground = func(measure.Record, bool) talks.Ground { return emptyGround() }
	return o
}

// emptyGround is a table of held areas for the routes of the talks, which the
// command fills from the maps.
func emptyGround() talks.Ground {
	t, err := talks.NewHeldTable(talks.HeldSeries{Source: "deepstate", Definition: "deepstate", Days: []talks.HeldDay{
		{Day: day("2025-01-01"), Km2: 100}, {Day: day("2026-02-05"), Km2: 110}, {Day: day("2026-02-16"), Km2: 111}}})
	if err != nil {
		panic(err)
	}
	return t
}

func day(text string) control.Day {
	d, err := control.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Made-up maps in the middle of the country: a square of a degree that grows by
// a strip to the west on the third day.
var (
	firstSquare  = geo.MultiPolygon{{geo.Ring{geo.Pt(36, 48), geo.Pt(37, 48), geo.Pt(37, 49), geo.Pt(36, 49)}}}
	secondSquare = geo.MultiPolygon{{geo.Ring{geo.Pt(35.9, 48), geo.Pt(37, 48), geo.Pt(37, 49), geo.Pt(35.9, 49)}}}
)

// imported is a server over made-up maps: deepstate alone, days 1, 2 and 4 of
// January 2030.
var imported = sync.OnceValue(newImported)

func newImported() *Server {
	c := chronicle.New("deepstate", "control")
	for _, x := range []struct {
		day string
		m   geo.MultiPolygon
	}{{"2030-01-01", firstSquare}, {"2030-01-02", firstSquare}, {"2030-01-04", secondSquare}} {
		c.Add(day(x.day), day(x.day)+1, geo.Boundary(x.m.Segments(nil), geo.AtLeastOne))
	}
	d := control.Definition{Name: "deepstate", Source: "deepstate", Layers: []control.Layer{control.Control}, Title: "made up", Actor: "Russia", Denominator: 603628}
	o := embeddedOptions()
	o.Live = measure.NewLive([]control.Definition{d}, func(control.Definition) (*chronicle.Chronicle, error) { return c, nil }, o.Places)
	o.Record = measure.Join(o.Live, o.Ledger)
	return New(o)
}

// ask asks a server; headers are pairs.
func ask(t testing.TB, s *Server, method, target, body string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// get asks for JSON and decodes it.
func get(t testing.TB, s *Server, target string) (int, map[string]any) {
	t.Helper()
	r := ask(t, s, "GET", target, "")
	body := text(t, r)
	var v map[string]any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%s: %d, %v\n%.300s", target, r.StatusCode, err, body)
	}
	return r.StatusCode, v
}

// TestExamples replays every example of the OpenAPI document.
func TestExamples(t *testing.T) {
	s := embedded()
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct {
				Name, In string
				Example  any
				Required bool
			}
			RequestBody struct {
				Content map[string]struct{ Example any }
			}
			Responses map[string]struct{ Content map[string]any }
		}
	}
	if err := json.Unmarshal([]byte(text(t, ask(t, s, "GET", "/api", ""))), &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for path, operations := range doc.Paths {
		for method, op := range operations {
			t.Run(op.OperationID, func(t *testing.T) {
				v := map[string]string{}
				address := path
				all, required := []string{}, []string{}
				for _, p := range op.Parameters {
					if p.Required && p.Example == nil {
						t.Fatalf("%s has no example", p.Name)
					}
					if p.Example == nil {
						continue
					}
					b, _ := json.Marshal(p.Example)
					text := strings.Trim(strings.Trim(string(b), `"`), "[]")
					v[p.Name] = text
					switch {
					case p.In == "path":
						address = strings.Replace(address, "{"+p.Name+"}", text, 1)
					case p.Required:
						required = append(required, p.Name)
						fallthrough
					default:
						all = append(all, p.Name)
					}
				}
				want := 200
				if op.OperationID == "chronicle" {
					s, want = imported(), 200
					defer func() { s = embedded() }()
				}
				for _, names := range [][]string{required, all} {
					q := ""
					for _, name := range names {
						q += "&" + name + "=" + strings.ReplaceAll(v[name], " ", "%20")
					}
					target := address
					if q != "" {
						target += "?" + q[1:]
					}
					bodies := map[string]string{"": ""}
					if op.RequestBody.Content != nil {
						bodies = map[string]string{}
						for media, c := range op.RequestBody.Content {
							body, ok := c.Example.(string)
							if !ok {
								b, _ := json.Marshal(c.Example)
								body = string(b)
							}
							bodies[media] = body
						}
					}
					for media, body := range bodies {
						r := ask(t, s, strings.ToUpper(method), target, body, "Content-Type", media)
						if r.StatusCode != want {
							t.Errorf("%s %s: %d, want %d\n%.500s", method, target, r.StatusCode, want, text(t, r))
						}
						if _, ok := op.Responses["200"].Content[r.Header.Get("Content-Type")]; !ok {
							t.Errorf("%s: %s is not a media type of the document", target, r.Header.Get("Content-Type"))
						}
						n++
					}
				}
			})
		}
	}
	if n < 50 {
		t.Errorf("only %d examples", n)
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name, method, target, body string
		status                     int
		detail                     string
	}{
		{"no such path", "GET", "/nothing", "", 404, "/nothing"},
		{"other method", "DELETE", "/v1/held", "", 405, "takes GET"},
		{"check by GET", "GET", "/v1/check", "", 405, "takes POST"},
		{"misspelt parameter", "GET", "/v1/held?onn=2026-01-01", "", 400, "onn"},
		{"parameter twice", "GET", "/v1/held?on=2026-01-01&on=2026-01-02", "", 400, "2 times, not the same"},
		{"bad day", "GET", "/v1/held?on=2026-13-01", "", 400, "on: "},
		{"before every map", "GET", "/v1/held?on=1999-01-01", "", 404, "no map"},
		{"no such source", "GET", "/v1/held?source=nobody", "", 404, "no data for source nobody"},
		{"change without a day", "GET", "/v1/change?from=2026-01-01", "", 400, "to: "},
		{"bad slivers", "GET", "/v1/change?from=2026-01-01&to=2026-01-02&slivers=x", "", 400, "slivers"},
		{"unknown place", "GET", "/v1/place?q=Xyzzyville", "", 404, "Xyzzyville"},
		{"no place", "GET", "/v1/place", "", 400, "q: "},
		{"point off the globe", "GET", "/v1/place?q=200,10", "", 400, "degrees"},
		{"no such collection", "GET", "/collections/towns", "", 404, "towns"},
		{"fronts without maps", "GET", "/collections/fronts", "", 404, "fronts"},
		{"no such feature", "GET", "/collections/held/items/deepstate_1999-01-01", "", 404, "deepstate_1999"},
		{"bad bbox", "GET", "/collections/held/items?bbox=1,2,3", "", 400, "bbox"},
		{"bbox upside down", "GET", "/collections/held/items?bbox=1,3,2,2", "", 400, "north"},
		{"bbox of letters", "GET", "/collections/held/items?bbox=a,b,c,d", "", 400, "bbox"},
		{"bbox not a number", "GET", "/collections/held/items?bbox=NaN,1,2,3", "", 400, "bbox"},
		{"another CRS", "GET", "/collections/held/items?crs=EPSG:3857", "", 400, "CRS84"},
		{"bad datetime", "GET", "/collections/held/items?datetime=soon", "", 400, "datetime"},
		{"datetime backwards", "GET", "/collections/held/items?datetime=2026-02-01/2026-01-01", "", 400, "ends before"},
		{"limit 0", "GET", "/collections/held/items?limit=0", "", 400, "limit"},
		{"negative offset", "GET", "/collections/held/items?offset=-1", "", 400, "offset"},
		{"bad form", "GET", "/collections?f=xml", "", 400, "xml"},
		{"no such layer", "GET", "/tiles/roads/0/0/0.mvt", "", 404, "roads"},
		{"no such tile", "GET", "/tiles/held/1/2/0.mvt", "", 404, "1/2/0"},
		{"tile of letters", "GET", "/tiles/held/a/b/c.mvt", "", 404, "not a number"},
		{"tile without ending", "GET", "/tiles/held/0/0/0", "", 404, "nothing at"},
		{"zoom too great", "GET", "/tiles/held/15/0/0.mvt", "", 404, "zooms"},
		{"tile before every map", "GET", "/tiles/held/0/0/0.mvt?on=1999-01-01", "", 404, "first map"},
		{"archive too deep", "GET", "/tiles/held.pmtiles?maxzoom=14", "", 400, "maxzoom"},
		{"chronicle without maps", "GET", "/chronicle/deepstate.bin", "", 404, "no maps"},
		{"chronicle of nobody", "GET", "/chronicle/nobody.bin", "", 404, "nobody"},
		{"no such round", "GET", "/v1/talks/rounds/x/count", "", 404, "no round"},
		{"rounds backwards", "GET", "/v1/talks/between/2026-02-17-geneva/2026-02-04-abu-dhabi", "", 400, "does not begin"},
		{"empty check", "POST", "/v1/check", "", 400, "want the text"},
		{"check too long", "POST", "/v1/check", strings.Repeat("word ", maxArticle/5+1), 413, "bytes"},
		{"check of an inward address", "POST", "/v1/check", `{"url":"http://127.0.0.1:1/"}`, 400, "not public"},
		{"check of a file", "POST", "/v1/check", `{"url":"file:///etc/passwd"}`, 400, "not that of a page"},
		{"check of a name and password", "POST", "/v1/check", `{"url":"http://a:b@example.org/"}`, 400, "password"},
		{"query that cannot be read", "GET", "/v1/held?on=%zz", "", 400, "cannot be read"},
		{"query with a semicolon", "GET", "/v1/held?on=2026-01-01;by=oblast", "", 400, "cannot be read"},
		{"bytes that are no text", "GET", "/v1/place?q=%ff%fe", "", 404, "no place"},
		{"path out of the server", "GET", "/chronicle/..%2f..%2fetc%2fpasswd.bin", "", 404, "no source"},
		{"a huge box", "GET", "/collections/oblasts/items?bbox=1e308,0,2,3,4", "", 400, "bbox"},
		{"check of bad JSON", "POST", "/v1/check", `{"url":`, 400, "JSON"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			media := "text/plain"
			if strings.HasPrefix(tt.body, "{") {
				media = "application/json"
			}
			r := ask(t, embedded(), tt.method, tt.target, tt.body, "Content-Type", media)
			body := text(t, r)
			var p problem
			if err := json.Unmarshal([]byte(body), &p); err != nil {
				t.Fatalf("%v: %s", err, body)
			}
			if r.StatusCode != tt.status || p.Status != tt.status || !strings.Contains(p.Detail, tt.detail) {
				t.Errorf("%d, %+v; want %d, %q", r.StatusCode, p, tt.status, tt.detail)
			}
			if r.Header.Get("Content-Type") != mediaIssue || p.Request == "" || r.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", r.Header)
			}
		})
	}
}

func TestNearestEarlierMap(t *testing.T) {
	// DeepState has no map of this day; the test says so itself if that changes.
	s := imported()
	_, v := get(t, s, "/v1/held?on=2030-01-03&definition=deepstate")
	h := v["results"].([]any)[0].(map[string]any)
	if h["day"] != "2030-01-03" || h["map_day"] != "2030-01-02" || !strings.Contains(v["notes"].([]any)[0].(string), "nearest earlier") {
		t.Errorf("held: %v", v)
	}
	_, v = get(t, s, "/collections/held/items?datetime=2030-01-03&definition=deepstate")
	if v["numberMatched"] != 1.0 || !strings.Contains(v["notes"].([]any)[0].(string), "2030-01-02") {
		t.Errorf("items: %v, %v", v["numberMatched"], v["notes"])
	}
	if r := ask(t, s, "GET", "/tiles/held/6/38/22.mvt?on=2030-01-03&definition=deepstate", ""); r.Header.Get("Salient-Map-Day") != "deepstate=2030-01-02" {
		t.Errorf("tile: %d, %v", r.StatusCode, r.Header)
	}
	_, v = get(t, s, "/collections/held/items?datetime=2031-01-01T12:00:00Z&definition=deepstate")
	if v["numberMatched"] != 1.0 || !strings.Contains(v["notes"].([]any)[0].(string), "2030-01-04") {
		t.Errorf("after the last: %v", v["notes"])
	}
}

// TestImportedMaps checks geometry that only maps give.
func TestImportedMaps(t *testing.T) {
	s := imported()
	count := func(target string) float64 {
		t.Helper()
		code, v := get(t, s, target)
		if code != 200 {
			t.Fatalf("%s: %v", target, v)
		}
		return v["numberMatched"].(float64)
	}
	for _, tt := range []struct {
		target string
		want   float64
	}{
		{"/collections/held/items?definition=deepstate", 3},
		{"/collections/held/items?definition=deepstate&bbox=36.4,48.4,36.6,48.6", 3},   // inside
		{"/collections/held/items?definition=deepstate&bbox=35.92,48.4,35.95,48.6", 1}, // the strip
		{"/collections/held/items?definition=deepstate&bbox=30,40,40,50", 3},           // around
		{"/collections/held/items?definition=deepstate&bbox=30,40,35,41", 0},           // beside
		{"/collections/held/items?definition=deepstate&bbox=170,40,-170,50", 0},        // across the date line
		{"/collections/held/items?definition=deepstate&bbox=35,47,0,36.5,49,100", 3},   // with heights
		{"/collections/held/items?definition=deepstate&datetime=2030-01-02/2030-01-03", 1},
		{"/collections/held/items?definition=deepstate&datetime=2030-01-04/..", 1},
		{"/collections/changes/items?definition=deepstate", 2},
		{"/collections/patches/items?definition=deepstate", 1},
		{"/collections/patches/items?definition=deepstate&kind=gained", 1},
		{"/collections/patches/items?definition=deepstate&kind=lost", 0},
		{"/collections/patches/items?definition=deepstate&bbox=36.5,48,37,49", 0},
		{"/collections/patches/items?definition=deepstate&datetime=2030-01-03", 1},
		{"/collections/fronts/items?definition=deepstate", 3},
		{"/collections/fronts/items?definition=deepstate&bbox=36.4,48.4,36.6,48.6", 0}, // inside: no line there
	} {
		if got := count(tt.target); got != tt.want {
			t.Errorf("%s: %g features, want %g", tt.target, got, tt.want)
		}
	}
	_, v := get(t, s, "/collections/held/items/deepstate_2030-01-04")
	g := v["geometry"].(map[string]any)
	if g["type"] != "Polygon" {
		t.Errorf("geometry %v", g)
	}
	props := v["properties"].(map[string]any)
	want := secondSquare.Area().Km2()
	if got := props["held_km2"].(float64); got < want-1e-5 || got > want+1e-5 || props["basis"] != "chronicle" {
		t.Errorf("properties %v, want %.6f km²", props, want)
	}
	r := ask(t, s, "GET", "/chronicle/deepstate.bin", "", "Range", "bytes=0-3")
	if b := text(t, r); r.StatusCode != 206 || len(b) != 4 {
		t.Errorf("range: %d, %q", r.StatusCode, b)
	}
	if _, err := chronicle.Decode(strings.NewReader(text(t, ask(t, s, "GET", "/chronicle/deepstate.bin", "")))); err != nil {
		t.Error(err)
	}
}

// TestWideIntervals asks every collection for intervals however wide or odd.
func TestWideIntervals(t *testing.T) {
	for _, c := range embedded().collections {
		if c.id == "cells" {
			continue // every interval takes a second there; its rows are chosen by the same code
		}
		for _, d := range []string{"..", "../..", "/", "../", "/..", "0001-01-01T00:00:00Z/9999-12-31T23:59:59Z", "2026-01-01/..", "../2026-01-01", "2022-02-24T00:00:00+02:00/", "1800-01-01", "9999-12-31", "2026-02-11T23:59:59.999z"} {
			r := ask(t, embedded(), "GET", "/collections/"+c.id+"/items?limit=1&datetime="+d, "")
			if r.StatusCode != 200 {
				t.Errorf("%s, %s: %d %s", c.id, d, r.StatusCode, text(t, r))
			}
		}
	}
}

func TestPaging(t *testing.T) {
	target := "/collections/oblasts/items?limit=10"
	seen := map[string]bool{}
	for range 5 {
		_, v := get(t, embedded(), target)
		if v["numberMatched"] != 27.0 {
			t.Fatalf("matched %v", v["numberMatched"])
		}
		for _, f := range v["features"].([]any) {
			seen[f.(map[string]any)["id"].(string)] = true
		}
		target = ""
		for _, l := range v["links"].([]any) {
			if l := l.(map[string]any); l["rel"] == "next" {
				target = l["href"].(string)
			}
		}
		if target == "" {
			break
		}
	}
	if len(seen) != 27 || target != "" {
		t.Errorf("%d features over the pages, next %q", len(seen), target)
	}
	if _, v := get(t, embedded(), "/collections/oblasts/items?limit=99999999999999999999&offset=99999999999999999999"); v["numberReturned"] != 0.0 {
		t.Errorf("far beyond: %v", v["numberReturned"])
	}
}

func TestCaching(t *testing.T) {
	s := embedded()
	const target = "/v1/held?on=2026-02-17"
	plain := ask(t, s, "GET", target, "")
	want := text(t, plain)
	tags := map[string]bool{plain.Header.Get("ETag"): true}
	for _, encoding := range []string{"gzip", "zstd"} {
		r := ask(t, s, "GET", target, "", "Accept-Encoding", "br;q=1, "+encoding+";q=0.5")
		tag := r.Header.Get("ETag")
		if r.Header.Get("Content-Encoding") != encoding || tags[tag] || strings.HasPrefix(tag, "W/") {
			t.Errorf("%s: encoded %q, tag %s of %v", encoding, r.Header.Get("Content-Encoding"), tag, tags)
		}
		tags[tag] = true
		var body io.Reader
		if encoding == "gzip" {
			z, err := gzip.NewReader(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		} else {
			z, err := zstd.NewReader(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			defer z.Close()
			body = z
		}
		if got, err := io.ReadAll(body); err != nil || string(got) != want {
			t.Errorf("%s unpacks to %d bytes, %v; want %d", encoding, len(got), err, len(want))
		}
		if again := ask(t, s, "GET", target, "", "Accept-Encoding", encoding, "If-None-Match", `"x", `+tag); again.StatusCode != 304 || text(t, again) != "" {
			t.Errorf("%s again: %d", encoding, again.StatusCode)
		}
	}
	if r := ask(t, s, "GET", target, "", "Accept-Encoding", "gzip;q=0, zstd; q=0.0"); r.Header.Get("Content-Encoding") != "" {
		t.Error("compressed against the caller's wish")
	}
	for _, tt := range []struct{ target, want string }{
		{target + "&v=" + s.Version(), "public, max-age=31536000, immutable"},
		{target + "&v=old", "public, no-cache"},
		{target, "public, max-age=3600, stale-while-revalidate=86400"},
		{"/v1/held", "public, no-cache"},
		{"/healthz", "no-store"},
		{"/tiles/held/5/18/11.mvt?on=2026-02-17&v=" + s.Version(), "public, max-age=31536000, immutable"},
		{"/tiles/held/5/18/11.mvt", "public, no-cache"},
	} {
		if got := ask(t, s, "GET", tt.target, "").Header.Get("Cache-Control"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.target, got, tt.want)
		}
	}
}

func TestForms(t *testing.T) {
	for _, tt := range []struct{ target, accept, want string }{
		{"/", "", mediaJSON}, {"/", "text/html,application/xhtml+xml,*/*;q=0.8", mediaHTML}, {"/?f=json", "text/html", mediaJSON},
		{"/collections/held/items", "", mediaGeo}, {"/collections/held/items?f=html", "", mediaHTML}, {"/collections/held/items", "text/html", mediaHTML},
		{"/conformance?f=html", "", mediaHTML}, {"/collections?f=html", "", mediaHTML}, {"/collections/rounds?f=html", "", mediaHTML},
		{"/collections/rounds/items/2026-02-17-geneva?f=html", "", mediaHTML},
	} {
		r := ask(t, embedded(), "GET", tt.target, "", "Accept", tt.accept)
		body := text(t, r)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != tt.want {
			t.Errorf("%s, %s: %d %s", tt.target, tt.accept, r.StatusCode, r.Header.Get("Content-Type"))
		}
		if tt.want != mediaHTML {
			continue
		}
		if !strings.HasSuffix(body, "</html>\n") || strings.Contains(body, "<script") || strings.Contains(body, "src=\"http") || strings.Contains(body, " style=") {
			t.Errorf("%s is cut short or loads from elsewhere:\n%s", tt.target, body)
		}
	}
}

// TestLongPage checks that a page of large features ends early, and goes on at
// the next.
func TestLongPage(t *testing.T) {
	s := embedded()
	c := &collection{id: "large", title: "large"}
	var p page
	for i := range 40 {
		p.rows = append(p.rows, &row{id: fmt.Sprint(i), properties: []property{{"text", strings.Repeat("x", 1<<20)}}})
	}
	p.matched = len(p.rows)
	r := &request{Request: httptest.NewRequest("GET", "/collections/large/items", nil), values: url.Values{}, base: "http://x"}
	b, err := s.itemsJSON(r, c, query{limit: 40}, p)
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		NumberMatched, NumberReturned int
		Features                      []struct{ ID string }
		Links                         []link
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if n := len(v.Features); n != v.NumberReturned || n >= 40 || n < 30 || v.NumberMatched != 40 {
		t.Errorf("%d features, %d said, %d matched", n, v.NumberReturned, v.NumberMatched)
	}
	if next := v.Links[len(v.Links)-1]; next.Rel != "next" || !strings.HasSuffix(next.Href, fmt.Sprintf("offset=%d", v.NumberReturned)) {
		t.Errorf("link %+v", next)
	}
}

// TestBasisOnLanding checks that the page tells imported maps from the ledger.
func TestBasisOnLanding(t *testing.T) {
	for s, want := range map[*Server]int{embedded(): 0, imported(): 1} {
		body := text(t, ask(t, s, "GET", "/?f=html", ""))
		if got := strings.Count(body, ">imported maps<"); got != want {
			t.Errorf("%d sources with imported maps, want %d", got, want)
		}
		if got := strings.Count(body, ">figures measured beforehand<"); got < 2 {
			t.Errorf("%d sources measured beforehand", got)
		}
	}
}

// TestLinks follows every link from the landing page to pages of this server,
// and from those one step on.
func TestLinks(t *testing.T) {
	for name, s := range map[string]*Server{"embedded": embedded(), "imported": imported()} {
		seen := map[string]bool{"/?f=html": true}
		for depth, ring := 0, []string{"/?f=html"}; depth < 3; depth++ {
			var next []string
			for _, target := range ring {
				if strings.Contains(target, "/cells/") {
					continue // takes seconds, and has the same links
				}
				r := ask(t, s, "GET", target, "")
				if r.StatusCode != 200 {
					t.Errorf("%s: %s: %d", name, target, r.StatusCode)
				}
				if r.Header.Get("Content-Type") != mediaHTML {
					continue
				}
				for _, m := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(text(t, r), -1) {
					if link := html.UnescapeString(m[1]); !seen[link] && (depth < 1 || len(next) < 60) {
						seen[link] = true
						next = append(next, link)
					}
				}
			}
			ring = next
		}
		if len(seen) < 40 {
			t.Errorf("%s: only %d links", name, len(seen))
		}
	}
}
