package web

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// legible lists what cannot be read well: what is wider than the window or cut
// off, lines too long, drawings whose words stay small, faint hints, and units and
// spaces of another language.
//
//go:embed testdata/legible.js
var legible string

func (p *tab) legible(what string) {
	p.Helper()
	for _, fault := range eval[[]string](p, legible) {
		p.Errorf("%s: %s", what, fault)
	}
}

// wide makes the window another size.
func (p *tab) wide(width, height int64) {
	p.Helper()
	p.run(command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1}))
	p.until(fmt.Sprintf(`innerWidth === %d && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`, width))
}

func scheme(value string) chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// TestLegible reads every page in every language, on a phone, a tablet and a wall.
func TestLegible(t *testing.T) {
	address := started(t, bare)
	pages := []struct{ name, path, ready string }{
		{"", week, `document.querySelector('.patch')`},
		{"check", "check?demo=1", `document.querySelectorAll('[id^=claim-]').length > 9`},
		{"talks", "talks?round=2026-02-17-geneva", `document.querySelector('#round .ground tbody tr') && document.querySelector('.position')`},
		{"brief", "brief?month=2026-01", `document.querySelector('article h2') && document.querySelector('.chart canvas')`},
		{"sources", "sources", `document.querySelectorAll('section[id] svg').length >= 10`},
		{"method", "method", `document.querySelectorAll('.markdown p').length > 5`},
	}
	for _, x := range []struct{ lang, scheme string }{{"en", "light"}, {"uk", "dark"}, {"ru", "light"}, {"fr", "dark"}} {
		p := open(t, address+"/app/method?lang="+x.lang, 768, 1024, scheme(x.scheme))
		for _, page := range pages {
			p.wide(768, 1024)
			joint := "?"
			if strings.Contains(page.path, "?") {
				joint = "&"
			}
			p.run(chromedp.Navigate(address + "/app/" + page.path + joint + "lang=" + x.lang))
			p.settled(page.name)
			p.until(page.ready)
			for _, width := range []int64{768, 360, 3840} {
				if width == 3840 && page.name == "" && x.lang != "fr" {
					continue // eight million pixels of a map, painted by the processor
				}
				p.wide(width, 2*width/3+400)
				p.legible(fmt.Sprintf("%s, %d pixels, %q", x.lang, width, page.name))
			}
		}
		p.sound()
	}
}

// TestHome checks that the map begins with all of the ground that changes hands in
// view, as large as the window lets it be.
func TestHome(t *testing.T) {
	address := started(t, bare)
	for _, size := range [][2]int64{{360, 740}, {1440, 900}, {3840, 2160}} {
		p := open(t, address+"/app/"+week, size[0], size[1])
		p.drawn()
		got := eval[struct {
			Out   []string
			Share float64
		}](p, `(() => {
			const m = salient.view.map, b = m.getBounds(), box = m.getContainer();
			const out = Object.entries({ Sevastopol: [33.5, 44.6], Luhansk: [39.3, 48.57], Kharkiv: [36.2, 50], Kherson: [32.6, 46.6] }).filter(([, at]) => !b.contains(at)).map(([name]) => name);
			const [a, c] = [m.project([29.2, 51]), m.project([40.4, 44.3])];
			return { out, share: Math.max((c.x - a.x) / box.clientWidth, (c.y - a.y) / box.clientHeight) };
		})()`)
		if len(got.Out) > 0 || got.Share < 0.95 || got.Share > 1.01 {
			t.Errorf("%v pixels: %q are not in view; the ground fills %.2f of the map", size, got.Out, got.Share)
		}
	}
}

// TestPlainPages reads what is printed without the app: the server's own pages, an
// annotated article and a brief, on a phone and a wall, light and dark.
func TestPlainPages(t *testing.T) {
	address := started(t, bare)
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, args := range [][]string{{"check", "--html", filepath.Join(folder, "checked.html"), "../examples/dispatch.txt"}, {"brief", "--month=2026-01", "--out", filepath.Join(folder, "briefs", "2026-01")}} {
		cmd := exec.Command(bin, args...)
		cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+folder, "SALIENT_STORE=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	pages := []string{"file://" + filepath.Join(folder, "checked.html"), "file://" + filepath.Join(folder, "briefs", "2026-01", "brief.html")}
	for _, path := range []string{"/?f=html", "/conformance?f=html", "/collections?f=html", "/collections/rounds?f=html", "/collections/rounds/items?f=html", "/collections/rounds/items/2026-02-17-geneva?f=html", "/collections/patches/items?f=html"} {
		pages = append(pages, address+path)
	}
	for _, x := range []struct {
		width  int64
		scheme string
	}{{360, "dark"}, {3840, "light"}} {
		p := open(t, address+"/?f=html", x.width, 900, scheme(x.scheme))
		for _, page := range pages {
			p.run(chromedp.Navigate(page))
			p.until(`document.readyState === 'complete'`)
			p.legible(fmt.Sprintf("%s, %d pixels, %s", x.scheme, x.width, page))
			p.axe()
		}
	}
}
