package web

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestBorders checks that the borders which docs/web.md declares disputed, and no
// others, are drawn as dashes, and that no border cuts Crimea off.
func TestBorders(t *testing.T) {
	lines := []struct {
		name, layer string // as the documentation says it; empty: no line at all
		lon, lat    float64
	}{
		{"between Cyprus and its north", "disputed", 33.4, 35.15},
		{"Israel and Palestine", "disputed", 35.2, 32.5},
		{"Morocco and Western Sahara", "", 0, 0}, // south of what the map can be moved to
		{"Serbia and Kosovo", "disputed", 21.3, 42.9},
		{"India and Pakistan", "disputed", 74.55, 31.6},
		{"around the Siachen glacier", "disputed", 77.0, 35.3},
		{"Poland and Ukraine", "borders", 23.9, 51.1},
		{"Ukraine and Russia", "borders", 36.3, 50.3},
		{"Turkey and Syria", "borders", 38.0, 36.8},
		{"Perekop, where no border is", "", 33.7, 46.1},
	}
	page, err := os.ReadFile("../docs/web.md")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`are disputed and drawn as dashes: (.*?)\.`).FindSubmatch(page)
	if declared == nil {
		t.Fatal("docs/web.md declares no disputed borders")
	}
	for i, part := range strings.Split(strings.Replace(string(declared[1]), ", and around", ", around", 1), ", ") {
		if part != lines[i].name {
			t.Errorf("docs/web.md declares %q, the test looks for %q", part, lines[i].name)
		}
	}

	light := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	p := open(t, started(t, bare)+"/app/", 1000, 900, command(emulation.SetEmulatedMedia, light))
	p.drawn()
	p.basemap()
	for _, x := range lines {
		if x.lon == 0 {
			continue
		}
		p.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`salient.view.map.jumpTo({ center: [%g, %g], zoom: 6.5 }) && 0`, x.lon, x.lat)))
		p.basemap()
		got := eval[[]string](p, fmt.Sprintf(`(() => {
			const m = salient.view.map, c = m.project([%g, %g]), near = 12; // pixels, some ten kilometers
			return [...new Set(m.queryRenderedFeatures([[c.x - near, c.y - near], [c.x + near, c.y + near]], { layers: ['borders', 'disputed'] }).map(f => f.layer.id))];
		})()`, x.lon, x.lat))
		if strings.Join(got, " ") != x.layer {
			t.Errorf("%s: lines of %q, want %q", x.name, got, x.layer)
		}
		p.shot("border-" + strings.ReplaceAll(x.name, " ", "-"))
	}
	if dashes := eval[[]float64](p, `salient.view.map.getPaintProperty('disputed', 'line-dasharray')`); len(dashes) != 2 || dashes[1] <= 0 {
		t.Errorf("disputed borders have dashes of %v", dashes)
	}
	if dashes := eval[[]float64](p, `salient.view.map.getPaintProperty('borders', 'line-dasharray') ?? []`); len(dashes) != 0 {
		t.Errorf("borders have dashes of %v", dashes)
	}
	p.sound()
}
