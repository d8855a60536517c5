package nzz_test

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source/nzz"
)

func feature(kind, properties, ring string) string {
	return `{"type":"Feature","properties":{"type":"` + kind + `","date":"2026-02-10"` + properties + `},"geometry":{"type":"Polygon","coordinates":[` + ring + `]}}`
}

const (
	west = "[[36,47],[37,47],[37,48],[36,48],[36,47]]"
	east = "[[37,47],[38,47],[38,48],[37,48],[37,47]]"
	far  = "[[30,47],[31,47],[31,48],[30,48],[30,47]]"
)

func file(features ...string) []byte {
	return []byte(`{"value":{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}}`)
}

func TestReadPublished(t *testing.T) {
	const period = `,"_datefrom":"2026-02-03","_dateto":"2026-02-10"`
	p, err := nzz.ReadPublished("2026-02-12.json", file(feature("nochange", period, west), feature("gains", period, east), feature("losses", period, far)))
	if err != nil {
		t.Fatal(err)
	}
	if p.Day.String() != "2026-02-10" || p.From.String() != "2026-02-03" || p.To != p.Day || len(p.Held) != 6 || len(p.Gains) != 4 || len(p.Losses) != 4 {
		t.Errorf("%s, %s to %s, %d, %d and %d edges", p.Day, p.From, p.To, len(p.Held), len(p.Gains), len(p.Losses))
	}
	if geo.Polygons(p.Held).Contains(geo.Pt(30.5, 47.5)) || !geo.Polygons(p.Losses).Contains(geo.Pt(30.5, 47.5)) {
		t.Error("losses are held")
	}
	// Without gains and losses there may be a period, and the other way round.
	if p, err = nzz.ReadPublished("x.json", file(feature("nochange", period, west))); err != nil || p.From == control.NoDay || len(p.Gains) > 0 {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err = nzz.ReadPublished("x.json", file(feature("nochange", "", west), feature("gains", "", east))); err != nil || p.From != control.NoDay || len(p.Gains) != 4 {
		t.Errorf("%+v, %v", p, err)
	}
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"a period of no day": {file(feature("nochange", `,"_datefrom":"soon"`, west)), "feature 0: properties._datefrom"},
		"HTML":               {[]byte("<html>"), "x.json"},
		"an open ring":       {file(feature("nochange", "", west), feature("losses", "", "[[30,47],[31,47],[31,48],[30,48]]")), "not closed"},
	} {
		if _, err := nzz.ReadPublished("x.json", tt.data); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

// FuzzReadPublished holds the reader to what import takes: a map, or an error.
func FuzzReadPublished(f *testing.F) {
	f.Add(file(feature("nochange", `,"_datefrom":"2026-02-03","_dateto":"2026-02-10"`, west), feature("gains", "", east), feature("losses", "", far)))
	f.Add([]byte(`{"value":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := nzz.ReadPublished("2026-02-12.json", data)
		taken := len(nzz.New().Read("2026-02-12.json", data, control.Origin{}).Snapshots) > 0
		if err == nil && (!taken || len(p.Held) == 0 || p.Day == control.NoDay) {
			t.Errorf("a map that import does not take: %+v", p)
		}
	})
}
