package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var pageNames = []string{"", "check", "talks", "brief", "sources", "method"}

// settled waits until a page has its heading and asks for nothing more.
func (p *tab) settled(name string) {
	p.Helper()
	p.until(`document.querySelector('main h1')`)
	if name == "" {
		p.drawn()
	}
	p.until(`new Promise(done => setTimeout(() => { const n = performance.getEntriesByType('resource').length; setTimeout(() => done(n === performance.getEntriesByType('resource').length), 300); }, 50))`)
}

// TestPages opens every page at the size of a phone and a desk, and some on a
// tablet and a wall, light and dark, and in every language: no page is wider than the window, none asks
// elsewhere, and axe-core finds nothing.
func TestPages(t *testing.T) {
	address := started(t, bare)
	scheme := func(value string) chromedp.Action[chromedp.Void] {
		return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	}
	for i, x := range []struct {
		width, height int64
		scheme, lang  string
		pages         []string
	}{
		{360, 740, "light", "uk", pageNames}, {1440, 900, "dark", "en", pageNames},
		{3840, 2160, "light", "fr", []string{"", "talks"}}, {768, 1024, "dark", "ru", []string{"check?demo=1", "talks", "brief"}},
	} {
		p := open(t, address+"/app/method?lang="+x.lang, x.width, x.height, scheme(x.scheme))
		for _, name := range x.pages {
			path, asked, _ := strings.Cut(name, "?")
			p.run(chromedp.Navigate(address + "/app/" + path + "?lang=" + x.lang + "&" + asked))
			p.settled(name)
			if lang := eval[string](p, `document.documentElement.lang`); lang != x.lang {
				t.Errorf("%s: language %s", name, lang)
			}
			if wide := eval[float64](p, `Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)`); wide > float64(x.width) {
				t.Errorf("%q is %g wide in a window of %d", name, wide, x.width)
			}
			if in := eval[bool](p, `(() => { const b = document.querySelector('header nav [aria-current]').getBoundingClientRect(); return b.left >= 0 && b.right <= innerWidth + 1; })()`); !in {
				t.Errorf("%q: its own name is outside the window's %d pixels", name, x.width)
			}
			p.shot(fmt.Sprintf("page%d-%s", x.width, path))
			if i < 2 { // the same elements in other sizes
				p.axe()
			}
		}
		p.sound()
	}
}

// TestFirstLoad measures what a first visitor waits for: bytes over the wire, and
// the time that the page's thread works until map and figures are there. Both are
// printed with the time on the clock, which here is shared with others.
func TestFirstLoad(t *testing.T) {
	p := open(t, started(t, bare)+"/app/", 1440, 900, threadTime)
	p.drawn()
	clock := eval[float64](p, `performance.now()`)
	_, work := p.worked()
	p.until(`navigator.serviceWorker.ready.then(() => true)`)
	p.mu.Lock()
	kilobytes := p.bytes / 1000
	p.mu.Unlock()
	t.Logf("first load: %.0f kB over the wire; %.2f s of work on the page's thread, drawn after %.2f s on the clock", kilobytes, work/1000, clock/1000)
	if kilobytes > 900 {
		t.Errorf("%.0f kB, more than 900", kilobytes)
	}
	if work > 2000 {
		t.Errorf("%.2f s of work before the page can be used, more than 2", work/1000)
	}
}

// TestOffline loads the map, stops the server, and loads it again.
func TestOffline(t *testing.T) {
	chromium(t)
	address, err := serve("offline")
	if err != nil {
		t.Fatal(err)
	}
	p := openKeeping(t, address+"/app/"+week, 1440, 900)
	p.drawn()
	p.until(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`)
	p.run(chromedp.Navigate(address + "/app/" + week)) // what workers asked for is kept the second time at the latest
	p.drawn()
	p.until(`caches.open('data').then(c => c.match('/v1/change?from=2026-02-11&to=2026-02-17&definition=deepstate', { ignoreVary: true })).then(r => !!r)`)
	p.until(`caches.open('data').then(c => c.keys()).then(k => ['/v1/sources', '/collections/oblasts', '/tiles/', '/v1/talks/rounds', '/docs/accuracy.md'].every(x => k.some(r => r.url.includes(x))))`)
	p.sound()
	stopServer["offline"]()
	p.run(chromedp.Navigate(address + "/app/" + week))
	p.drawn()
	p.until(`document.querySelector('aside').innerText.includes('40.0')`)
	if n := p.painted(192, 74, 0); n < 50 {
		t.Errorf("offline, %g pixels of ground gained", n)
	}
	p.shot("offline")
	// Other pages, though never opened, are not empty.
	p.run(chromedp.Navigate(address + "/app/method"))
	p.until(`document.querySelectorAll('.markdown h3').length > 5`)
	p.run(chromedp.Navigate(address + "/app/talks"))
	p.until(`document.querySelectorAll('nav[aria-label=Rounds] li').length > 40`)
	p.run(chromedp.Navigate(address + "/app/check?demo=1"))
	p.until(`document.querySelector('[role=alert]')?.textContent.includes('cannot be reached')`)
}

// TestEmbed opens what other sites show inside theirs.
func TestEmbed(t *testing.T) {
	address := started(t, bare)
	p := open(t, address+"/embed"+week, 640, 480)
	p.drawn()
	p.until(`document.querySelector('.credit').innerText.includes('deepstatemap.live')`)
	if n := eval[int](p, `document.querySelectorAll('aside, header nav').length`); n != 0 {
		t.Errorf("%d parts that an embed does not need", n)
	}
	p.shot("embed")
	p.axe()
	p.sound()
}
