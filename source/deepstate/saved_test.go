package deepstate_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/deepstate"
)

// site is an answer of /api/history/{id}/geojson: a label, an arrow, and areas of
// every class, drawn for this test.
func site(side float64) string {
	area := func(name, fill string, lon, lat, side float64) string {
		return fmt.Sprintf(`{"type":"Feature","properties":{"name":"%s","fill":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%[3]g,%[4]g,0],[%[3]g,%[6]g,0],[%[5]g,%[6]g,0],[%[5]g,%[4]g,0],[%[3]g,%[4]g,0]]]}}`,
			name, fill, lon, lat, lon+side, lat+side)
	}
	return `{"type":"FeatureCollection","features":[` +
		`{"type":"Feature","properties":{"name":"Мітка /// Label /// icon.hq"},"geometry":{"type":"Point","coordinates":[36,47,0]}},` +
		`{"type":"Feature","properties":{"name":""},"geometry":{"type":"LineString","coordinates":[[36,47,0],[37,48,0]]}},` +
		area("Окуповано /// Occupied /// geoJSON.status.occupied", "#a52714", 36, 47, side) + "," +
		area("Крим /// Occupied Crimea", "", 34, 45, 1) + "," +
		area("", "#880e4f", 38, 48, 0.5) + "," + // the districts held before 2022, told by fill alone
		area("Звільнено /// Liberated 25.03 /// geoJSON.status.dismissed_at {{at:25.03}}", "#0f9d58", 30, 50, 1) + "," +
		area("? /// Unknown status /// geoJSON.status.unknown", "#bcaaa4", 36, 48.5, 0.2) + "," +
		area("x /// Elsewhere /// geoJSON.territories.kuril", "#ff5252", 146, 44, 1) + `]}`
}

func id(s string) int64 {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.Unix()
}

// lines reads members of an archive and returns a line a map, refusal or map
// left out.
func lines(t *testing.T, members ...[2]string) string {
	t.Helper()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, m := range members {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(m[1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "saved.zip")
	if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	opts := source.Options{Readers: []source.Reader{deepstate.New()}, Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	_, err := source.ReadAll(context.Background(), []string{path}, opts, func(r source.Result) error {
		for _, s := range r.Snapshots {
			fmt.Fprintf(&out, "%s of %s known %s, %d edges\n", s.Layer, s.Day, s.Known, len(s.Boundary))
		}
		for _, f := range r.Refused {
			fmt.Fprintln(&out, f.Error())
		}
		if r.Superseded {
			fmt.Fprintf(&out, "%s left out\n", r.File)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSavedAnswers(t *testing.T) {
	morning, evening := id("2026-02-10T08:00:00Z"), id("2026-02-10T20:00:00Z")
	night, next := id("2026-02-11T02:59:59Z"), id("2026-02-11T03:00:00Z") // still the 10th, and the 11th
	named := func(id int64, form string) string { return fmt.Sprintf(form, id) }
	of := func(day, known string, held int) string {
		return fmt.Sprintf("control of %[1]s known %[2]s, %[3]d edges\nliberated of %[1]s known %[2]s, 4 edges\nunknown of %[1]s known %[2]s, 4 edges\n", day, known, held)
	}
	list := fmt.Sprintf(`[{"id":%d,"createdAt":"2026-02-11T03:00:00.000Z","status":true,"descriptionEn":"made up"},{"id":%d,"createdAt":"2026-02-10T08:00:00.000Z","status":true}]`, next, morning)
	tests := []struct {
		name    string
		members [][2]string
		want    string
	}{
		{"the id is the file's name", [][2]string{{named(evening, "%d.geojson"), site(1)}}, of("2026-02-10", "2026-02-11", 12)},
		{"the id is a folder's name", [][2]string{{named(night, "api/history/%d/map.json"), site(1)}}, of("2026-02-10", "2026-02-11", 12)},
		{"the newest map holds its id", [][2]string{{"last.json", fmt.Sprintf(`{"id":%d,"datetime":"made up","map":%s}`, next, site(1))}}, of("2026-02-11", "2026-02-12", 12)},
		{"no id at all", [][2]string{{"map.geojson", site(1)}}, "map.geojson: which map of the site it is is not told: name the file after the map's id, as 1771000000.geojson\n"},
		{"the last map of a day counts", [][2]string{
			{named(morning, "%d.geojson"), site(1)}, {named(evening, "%d.geojson"), site(1.1)}, {named(night, "%d.geojson"), site(1.2)}, {named(next, "%d.geojson"), site(1.3)},
		}, fmt.Sprintf("%d.geojson left out\n%d.geojson left out\n", morning, evening) + of("2026-02-10", "2026-02-11", 12) + of("2026-02-11", "2026-02-12", 12)},
		{"also where the later comes first", [][2]string{
			{named(evening, "a/%d.geojson"), site(1.1)}, {named(morning, "b/%d.geojson"), site(1)}, {named(next, "c/%d.geojson"), site(1.3)}, {named(morning, "d/%d.geojson"), site(1.4)},
		}, fmt.Sprintf("b/%d.geojson left out\n", morning) + of("2026-02-10", "2026-02-11", 12) + of("2026-02-11", "2026-02-12", 12) + fmt.Sprintf("d/%d.geojson left out\n", morning)},
		{"out of order, it is said", [][2]string{
			{named(morning, "a/%d.geojson"), site(1)}, {named(next, "b/%d.geojson"), site(1.3)}, {named(evening, "c/%d.geojson"), site(1.1)},
		}, of("2026-02-10", "2026-02-11", 12) + of("2026-02-11", "2026-02-12", 12) +
			fmt.Sprintf("c/%d.geojson: a map of 2026-02-10 that was drawn earlier was read before it: import a day's maps in the order of their ids\n", evening)},
		{"drawn again without a change", [][2]string{{named(evening, "%d.geojson"), site(1)}, {named(next, "%d.geojson"), site(1)}},
			of("2026-02-10", "2026-02-11", 12) + of("2026-02-11", "2026-02-12", 12)},
		{"the list", [][2]string{{"public.json", list}}, fmt.Sprintf("public.json: a list of 2 maps, 2026-02-10 to 2026-02-11, and no map itself; "+
			"save each answer of /api/history/ID/geojson as ID.geojson, from %d to %d\n", morning, next)},
		{"an area of no known class", [][2]string{{named(evening, "%d.geojson"), strings.Replace(site(1), "? /// Unknown status /// geoJSON.status.unknown\",\"fill\":\"#bcaaa4", "new /// geoJSON.status.partly\",\"fill\":\"#123456", 1)}},
			fmt.Sprintf("%d.geojson: feature 6, byte 1088: areas named \"new /// geoJSON.status.partly\", filled \"#123456\", are of no known class\n", evening)},
		{"401", [][2]string{{named(evening, "%d.geojson"), fmt.Sprintf(`{"statusCode":%d,"message":"Unauthorized"}`, http.StatusUnauthorized)}}, "not recognized"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := lines(t, tt.members...); got != tt.want && (tt.want != "not recognized" || !strings.Contains(got, tt.want)) {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestSavedLooksLikeNoOther: the archive's files are not taken for the site's.
func TestSavedLooksLikeNoOther(t *testing.T) {
	r := deepstate.New()
	if !r.Match("1771000000.geojson", []byte(site(1))) || r.Match("1771000000.geojson", []byte(`{"type":"FeatureCollection"`)) {
		t.Error("the site's answers are told by their names")
	}
	plain := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[36,47],[36,48],[37,48],[36,47]]]}}]}`
	got := r.Read("deepstatemap_data_20260211.geojson", []byte(plain), control.Origin{})
	if len(got.Snapshots) != 1 || !got.Drawn.IsZero() {
		t.Errorf("%+v", got)
	}
}

// FuzzReadSaved holds the reader to a day's map, whole, or a refusal.
func FuzzReadSaved(f *testing.F) {
	f.Add("1770710400.geojson", []byte(site(1)))
	f.Add("last.json", []byte(`{"id":1770710400,"map":`+site(0.5)+`}`))
	f.Add("public.json", []byte(`[{"id":1770710400,"createdAt":"2026-02-10T08:00:00.000Z","status":true}]`))
	f.Add("9999999999/x", []byte(`{"id":-1,"map":null} /// `))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r := deepstate.ReadSaved(name, data, control.Origin{})
		if (len(r.Snapshots) == 0) == (len(r.Refused) == 0) || r.Drawn.IsZero() != (len(r.Snapshots) == 0) {
			t.Fatalf("%d maps, %d refusals, drawn %s", len(r.Snapshots), len(r.Refused), r.Drawn)
		}
		for _, s := range r.Snapshots {
			if s.Day != r.Snapshots[0].Day || s.Known != s.Day+1 {
				t.Errorf("%s of %s, known %s", s.Layer, s.Day, s.Known)
			}
		}
	})
}
