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

// archived puts files of the archive's shape on the server: for each valid day
// the side of its square.
func (w *world) archived(sides map[string]float64) {
	for d, side := range sides {
		w.files["deepstatemap_data_"+(day(d)+1).Time().Format("20060102")+".geojson"] = daily(side)
	}
}

func TestArchiveServesWhereHistoryIsRefused(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-17": 1, "2026-11-18": 1.1, "2026-11-19": 1.2})
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-16")
	r := sync1(t, o)
	told(t, r.Notes, "does not give out its history")
	told(t, r.Notes, "401")
	told(t, r.Notes, "the daily archive on GitHub is asked instead for the maps of 2026-11-16 to 2026-11-19")
	if got := list(r.Added); got != "2026-11-17 2026-11-18 2026-11-19" || r.Error != "" {
		t.Errorf("added %s, error %q", got, r.Error)
	}
	if got := list(r.Missing); got != "2026-11-16" {
		t.Errorf("missing %s, want 2026-11-16", got)
	}
	// Where a map came from is kept.
	files, err := s.Provenance("deepstate", day("2026-11-18"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	f := files[0]
	if f.Origin.URL != w.server.URL+"/archive/deepstatemap_data_20261119.geojson" || !f.Origin.Fetched.Equal(clock) || f.Origin.SHA256 == [32]byte{} {
		t.Errorf("origin %+v", f.Origin)
	}
	answers, err := s.Fetched("deepstate")
	if err != nil {
		t.Fatal(err)
	}
	if a := answers[f.Origin.URL]; a.ETag == "" || a.Licence == "" || a.Size == 0 || a.SHA256 != f.Origin.SHA256 {
		t.Errorf("answer kept: %+v", a)
	}
}

func TestSecondRunAsksForLittle(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-16": 1, "2026-11-17": 1, "2026-11-18": 1.1, "2026-11-19": 1.2})
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-16")
	sync1(t, o)
	o.Since = control.NoDay
	w.hits = map[string]int{}
	r := sync1(t, o)
	// The history goes on by the archive; its last two days are looked at again.
	if len(r.Added) != 0 || r.Unchanged != 2 || r.Requests != 2 || r.Bytes != 0 || w.hits["/api/history/public"] != 0 {
		t.Errorf("second run: %+v, asked %v", r, w.hits)
	}
}

func TestCorrectionIsKept(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-18": 1, "2026-11-19": 1})
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-18")
	sync1(t, o)
	o.Since = control.NoDay
	for i, side := range []float64{1.05, 1.07} { // twice on one day
		w.archived(map[string]float64{"2026-11-19": side})
		r := sync1(t, o)
		if list(r.Corrected) != "2026-11-19" || list(r.Added) != "2026-11-19" {
			t.Errorf("change %d: corrected %s, added %s", i, list(r.Corrected), list(r.Added))
		}
	}
	c := opened(t, s, "deepstate", "control")
	if n := len(c.Corrections()); n != 2 {
		t.Errorf("%d corrections kept, want 2", n)
	}
	first, err := c.MapOn(day("2026-11-19"), day("2026-11-20"))
	if err != nil {
		t.Fatal(err)
	}
	last, err := c.MapOn(day("2026-11-19"), control.NoDay)
	if err != nil || c.Area(first) >= c.Area(last) || last.Known <= first.Known {
		t.Errorf("first %v of %.0f m², last %v of %.0f m², %v", first, c.Area(first), last, c.Area(last), err)
	}
}

func TestSuddenLossIsPutAsideUntilAccepted(t *testing.T) {
	w := newWorld(t)
	w.history = http.StatusUnauthorized
	w.archived(map[string]float64{"2026-11-18": 1, "2026-11-19": 0.7}) // half the area
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-18")
	r := sync1(t, o)
	if len(r.Refused) != 1 || list(r.Added) != "2026-11-18" {
		t.Fatalf("refused %v, added %s", r.Refused, list(r.Added))
	}
	told(t, []string{r.Refused[0].Reason}, "put aside: it shows 51 % less held ground")
	o.Since = control.NoDay
	if r = sync1(t, o); len(r.Refused) != 1 {
		t.Errorf("second run: refused %v; the answer must not count as taken", r.Refused)
	}
	o.Accept = true
	if r = sync1(t, o); list(r.Added) != "2026-11-19" {
		t.Errorf("accepted: added %s", list(r.Added))
	}
}

// site is a map of the site's shape: labels, arrows and areas of every class.
func site(side float64, more string) string {
	body := `{"type":"FeatureCollection","features":[` +
		`{"type":"Feature","properties":{"name":"Мітка /// Label /// geoJSON.status.occupied"},"geometry":{"type":"Point","coordinates":[36,47,0]}},` +
		`{"type":"Feature","properties":{"name":"x /// y /// geoJSON.status.attack_direction"},"geometry":{"type":"LineString","coordinates":[[36,47,0],[37,48,0]]}},` +
		area(`{"name":"Окуповано /// Occupied /// geoJSON.status.occupied","fill":"#a52714"}`, ring(36, 47, side)) + "," +
		area(`{"name":"Крим /// Occupied Crimea\u00a0/// geoJSON.territories.crimea","fill":"#880e4f"}`, ring(34, 45, 1)) + "," +
		area(`{"name":"Звільнено /// Liberated /// geoJSON.status.dismissed_at {{at:25.03}}","fill":"#0f9d58"}`, ring(30, 50, 1)) + "," +
		area(`{"name":"Невідомо /// Unknown status /// geoJSON.status.unknown","fill":"#bcaaa4"}`, ring(36.000000, 48.5, 0.2)) + "," +
		area(`{"name":"x /// y /// geoJSON.territories.kuril","fill":"#ff5252"}`, ring(146, 44, 1))
	return body + more + `]}`
}

func TestSiteHistory(t *testing.T) {
	w := newWorld(t)
	at := func(s string) int64 {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v.Unix()
	}
	w.revs = []rev{
		{at("2026-11-19T20:00:00Z"), site(1.2, "")},
		{at("2026-11-16T20:00:00Z"), site(1, "")},
		{at("2026-11-19T02:00:00Z"), `{"id":1,"datetime":"18.11","map":` + site(1.1, "") + `}`}, // still the 18th
		{at("2026-11-20T11:00:00Z"), site(2, "")},                                               // a day that has not ended
	}
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-16")
	r := sync1(t, o)
	if got := list(r.Added); got != "2026-11-16 2026-11-17 2026-11-18 2026-11-19" || len(r.Refused) > 0 || r.Error != "" {
		t.Fatalf("added %s, %+v", got, r)
	}
	c := opened(t, s, "deepstate", "control")
	if c.States() != 3 {
		t.Errorf("%d different maps, want 3", c.States())
	}
	for _, l := range []control.Layer{control.Liberated, control.Unknown} {
		if got := days(t, s, "deepstate", l); got != "2026-11-16 2026-11-17 2026-11-18 2026-11-19" {
			t.Errorf("%s: %s", l, got)
		}
	}
	if w.hits["/archive/deepstatemap_data_20261117.geojson"] != 0 {
		t.Error("the archive was asked though the site answered")
	}
	// Two squares of a degree: about 8,600 km² near 47.5° and 8,900 near 45.5°.
	m, err := c.MapOn(day("2026-11-16"), control.NoDay)
	if km2 := c.Area(m).Km2(); err != nil || km2 < 16_500 || km2 > 17_800 {
		t.Errorf("held %.0f km², %v", km2, err)
	}
}

// TestSiteGoesOn fetches day by day while the site's map stands: the same bytes
// are the map of each day, and each day knows where it came from.
func TestSiteGoesOn(t *testing.T) {
	w := newWorld(t)
	w.revs = []rev{{time.Date(2026, 11, 17, 20, 0, 0, 0, time.UTC).Unix(), site(1, "")}}
	s := openStore(t)
	o := w.options(s, "deepstate")
	for _, now := range []string{"2026-11-18", "2026-11-19", "2026-11-20"} {
		o.Now = func() time.Time { return day(now).Time().Add(5 * time.Hour) }
		o.Since = control.NoDay
		if now == "2026-11-18" {
			o.Since = day("2026-11-17")
		}
		sync1(t, o)
	}
	if got := days(t, s, "deepstate", control.Control); got != "2026-11-17 2026-11-18 2026-11-19" {
		t.Errorf("days %s", got)
	}
	for _, d := range []string{"2026-11-17", "2026-11-18", "2026-11-19"} {
		files, err := s.Provenance("deepstate", day(d))
		if err != nil || len(files) != 3 || !strings.Contains(files[0].Origin.URL, "/api/history/") {
			t.Errorf("%s: %d layers from %+v, %v", d, len(files), files, err)
		}
	}
	if w.hits["/api/history/public"] != 3 {
		t.Errorf("the history was asked %d times, want 3: it must stay on its road", w.hits["/api/history/public"])
	}
}

func TestSiteAreaOfUnknownClassFallsBack(t *testing.T) {
	w := newWorld(t)
	w.revs = []rev{{time.Date(2026, 11, 18, 20, 0, 0, 0, time.UTC).Unix(), site(1, ","+area(`{"name":"нове /// new /// geoJSON.status.partly","fill":"#123456"}`, ring(38, 47, 1)))}}
	w.archived(map[string]float64{"2026-11-18": 1, "2026-11-19": 1})
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-18")
	r := sync1(t, o)
	told(t, r.Notes, "no known class")
	if got := list(r.Added); got != "2026-11-18 2026-11-19" {
		t.Errorf("added %s", got)
	}
	files, err := s.Provenance("deepstate", day("2026-11-19"))
	if err != nil || len(files) != 1 || files[0].Origin.File != "deepstatemap_data_20261120.geojson" {
		t.Errorf("came from %+v, %v", files, err)
	}
}

func TestBothRoadsDown(t *testing.T) {
	w := newWorld(t)
	w.before = func(rw http.ResponseWriter, _ *http.Request) bool { rw.WriteHeader(http.StatusBadGateway); return true }
	r := sync1(t, w.options(openStore(t), "deepstate"))
	told(t, []string{r.Error}, "502 Bad Gateway (after 3 tries)")
}

func TestNewestMapServesWhereAllElseFails(t *testing.T) {
	w := newWorld(t)
	drawn := time.Date(2026, 11, 18, 20, 0, 0, 0, time.UTC)
	w.before = func(rw http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/api/history/last" {
			rw.WriteHeader(http.StatusForbidden)
			return true
		}
		rw.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(rw, `{"id":%d,"datetime":"made up","map":%s}`, drawn.Unix(), site(1, ""))
		return true
	}
	s := openStore(t)
	o := w.options(s, "deepstate")
	o.Since = day("2026-11-17")
	r := sync1(t, o)
	if list(r.Added) != "2026-11-18 2026-11-19" || list(r.Missing) != "2026-11-17" || r.Error != "" {
		t.Errorf("added %s, missing %s, %+v", list(r.Added), list(r.Missing), r)
	}
	// A map drawn after the days ended says nothing of them.
	drawn = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	if r = sync1(t, w.options(openStore(t), "deepstate")); len(r.Added) > 0 || len(r.Missing) != live.FirstDays {
		t.Errorf("added %s, missing %d days", list(r.Added), len(r.Missing))
	}
}
