package live_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/live"
)

// asked counts the queries for features in a form.
func (w *world) asked(form string) *int {
	n := 0
	w.before = func(_ http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/query") && r.URL.Query().Get("f") == form && r.URL.Query().Get("returnCountOnly") == "" {
			n++
		}
		return false
	}
	return &n
}

// TestISWInPBF: the same map comes in either form, pages and all, and what was
// taken in one is not asked for again in the other.
func TestISWInPBF(t *testing.T) {
	w := iswWorld(t)
	plain := openStore(t)
	sync1(t, w.options(plain, "isw"))
	s, n := openStore(t), w.asked("pbf")
	o := w.options(s, "isw")
	o.ISWFormat = live.FormatPBF
	r := sync1(t, o)
	if list(r.Added) != "2026-11-19" || r.Error != "" || len(r.Refused) > 0 || len(r.Notes) > 0 {
		t.Fatalf("%+v", r)
	}
	if *n != 6 { // three pages of control, one each of three other layers
		t.Errorf("asked for %d pages in PBF, want 6", *n)
	}
	for _, name := range []string{"control", "advance", "claimed", "infiltration", "isw-afp"} {
		a, b := opened(t, plain, "isw", name), opened(t, s, "isw", name)
		ma, err := a.MapOn(day("2026-11-19"), control.NoDay)
		if err != nil {
			t.Fatal(err)
		}
		mb, err := b.MapOn(day("2026-11-19"), control.NoDay)
		if err != nil || fmt.Sprint(a.Boundary(ma)) != fmt.Sprint(b.Boundary(mb)) {
			t.Errorf("%s: %v or other edges by PBF than by GeoJSON", name, err)
		}
	}
	answers, err := s.Fetched("isw")
	if err != nil {
		t.Fatal(err)
	}
	for address, a := range answers {
		if strings.Contains(address, "VIEW_RussiaCoTinUkraine_V3") && (!a.Edited.Equal(evening) || !strings.Contains(address, "f=pbf")) {
			t.Errorf("%s edited %s, want PBF and the layer's edit date %s", address, a.Edited, evening)
		}
	}
	if r = sync1(t, w.options(s, "isw")); r.Unchanged != 4 || len(r.Added) > 0 {
		t.Errorf("asked again in the other form: %+v", r)
	}
}

func TestISWFormFallsBack(t *testing.T) {
	tests := []struct {
		name, want, formats string
		noPBF               bool
		asked               string // the form that all layers come in
		note                string
	}{
		{"PBF is not listed", live.FormatPBF, "JSON, geoJSON", true, "geojson", ""},
		{"PBF is listed and refused", live.FormatPBF, "JSON, geoJSON, PBF", true, "geojson", "does not send PBF"},
		{"only PBF is listed", live.FormatGeoJSON, "JSON, PBF", false, "pbf", ""},
		{"nothing is listed", live.FormatPBF, "", false, "pbf", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := iswWorld(t)
			for _, l := range w.layers {
				l.formats, l.noPBF = tt.formats, tt.noPBF
			}
			s := openStore(t)
			o := w.options(s, "isw")
			o.ISWFormat = tt.want
			n := w.asked(tt.asked)
			r := sync1(t, o)
			if list(r.Added) != "2026-11-19" || *n != 6 || r.Error != "" {
				t.Fatalf("%d pages as %s, %+v", *n, tt.asked, r)
			}
			if tt.note == "" && len(r.Notes) > 0 {
				t.Errorf("notes %q", r.Notes)
			} else if tt.note != "" {
				told(t, r.Notes, tt.note)
			}
			if r = sync1(t, o); r.Unchanged != 4 {
				t.Errorf("asked again: %+v", r)
			}
		})
	}
	o := iswWorld(t).options(openStore(t), "isw")
	o.ISWFormat = "xml"
	if _, err := live.Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), `"xml"`) {
		t.Errorf("form xml: %v", err)
	}
}

// TestISWMisbehavesInPBF: what comes in a page's place is named, nothing of the
// day is taken in, and 429 is obeyed.
func TestISWMisbehavesInPBF(t *testing.T) {
	send := func(kind, body string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", kind)
			fmt.Fprint(rw, body)
		}
	}
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"HTML with status 200":  {send("text/html", "<html>"), "HTML page where a map was expected"},
		"HTML as PBF":           {send("application/x-protobuf", "<html>"), "HTML page where a map was expected"},
		"a picture":             {send("image/png", "\x89PNG"), "sent image/png"},
		"an error in JSON":      {send("application/json", `{"error":{"code":500,"message":"made up"}}`), "error 500: made up"},
		"JSON that is no error": {send("application/json", `{"features":[]}`), "not an ArcGIS feature collection"},
		"cut off":               {send("application/x-protobuf", "\x0a\x031.0\x12\x70\x0a"), "cut off"},
		"empty":                 {send("application/x-protobuf", ""), "empty body"},
	} {
		t.Run(name, func(t *testing.T) {
			w := iswWorld(t)
			w.before = func(rw http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/query") || r.URL.Query().Get("resultOffset") != "2" {
					return false
				}
				tt.answer(rw, r) // the second page
				return true
			}
			s := openStore(t)
			o := w.options(s, "isw")
			o.ISWFormat = live.FormatPBF
			r := sync1(t, o)
			told(t, []string{r.Error}, tt.want)
			if got := days(t, s, "isw", control.Control); got != "" || len(r.Added) > 0 {
				t.Errorf("taken in: %s", got)
			}
		})
	}
	w, refused := iswWorld(t), time.Time{}
	w.before = func(rw http.ResponseWriter, r *http.Request) bool {
		if !refused.IsZero() || !strings.HasSuffix(r.URL.Path, "/query") {
			return false
		}
		refused = time.Now()
		rw.Header().Set("Retry-After", "1")
		rw.WriteHeader(http.StatusTooManyRequests)
		return true
	}
	o := w.options(openStore(t), "isw")
	o.ISWFormat = live.FormatPBF
	if r := sync1(t, o); list(r.Added) != "2026-11-19" || time.Since(refused) < time.Second {
		t.Errorf("429: %v after it was asked to wait, %+v", time.Since(refused), r)
	}
}
