package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPublished opens what salient publish writes in a real browser, served by
// nothing but a server of files: map, figures, talks, briefs and sources are
// there, and what only a server can answer says so.
func TestPublished(t *testing.T) {
	chromium(t)
	bin, err := program()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "public")
	cmd := exec.Command(bin, "publish", dir, "--max-zoom", "5")
	cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+scratch, "SALIENT_STORE=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("publish: %v\n%s", err, out)
	}
	var mu sync.Mutex
	var failed []string // what was asked for and is not there, also by workers
	host := http.FileServer(http.Dir(dir))
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := filepath.Join(dir, filepath.FromSlash(r.URL.Path)); r.Method != http.MethodGet || !exists(name) {
			mu.Lock()
			failed = append(failed, r.Method+" "+r.URL.Path)
			mu.Unlock()
		}
		host.ServeHTTP(w, r)
	}))
	t.Cleanup(files.Close)

	p := open(t, files.URL+"/app/", 1440, 900)
	p.settled("")
	if n := eval[float64](p, `salient.model.changes.length`); n != 1 {
		t.Errorf("%g changes of the newest week", n)
	}
	p.basemap()
	for _, layer := range []string{"cells", "dots-large"} {
		if n := eval[int](p, `salient.view.map.queryRenderedFeatures({ layers: ["`+layer+`"] }).length`); n < 5 {
			t.Errorf("%d of the map's %s", n, layer)
		}
	}
	p.shot("published-map")
	// Nearer than the copy has tiles, its last ones are drawn larger.
	p.run(chromedp.Navigate(files.URL + "/app/?at=37.6,47.2,9"))
	p.settled("")
	p.basemap()
	for _, layer := range []string{"cells", "dots-large"} {
		if n := eval[int](p, `salient.view.map.queryRenderedFeatures({ layers: ["`+layer+`"] }).length`); n < 1 {
			t.Errorf("%d of the map's %s at zoom 9", n, layer)
		}
	}
	if text := eval[string](p, `document.querySelector('.corner').textContent`); strings.Contains(text, "cannot be had") {
		t.Errorf("the map says %q", text)
	}
	for _, name := range pageNames[1:] {
		p.run(chromedp.Navigate(files.URL + "/app/" + name)) // a server of files adds the slash
		p.settled(name)
		if name == "talks" { // asked for after the record is there
			p.until(`document.querySelectorAll('section[aria-labelledby=matrix] td .position').length > 3 && document.querySelector('#round .ground tbody tr')`)
		}
		p.shot("published-" + name)
		if alert := eval[string](p, `document.querySelector('[role=alert]')?.textContent ?? ''`); alert != "" {
			t.Errorf("%s: %s", name, alert)
		}
	}
	p.run(chromedp.Navigate(files.URL + "/app/?from=2026-02-10&to=2026-02-13"))
	p.until(`document.body.textContent.includes('This is a published copy') && document.querySelector('.corner').textContent.includes('cannot be had')`)
	if n := eval[float64](p, `fetch('/v1/search?q=Zapor&limit=3').then(r => r.json()).then(a => a.results.filter(x => x.name.startsWith('Zapor')).length)`); n < 1 {
		t.Error("no place found by the beginning of its name")
	}
	for _, name := range []string{"/index.html", "/collections/rounds.html"} {
		for _, width := range []int64{360, 3840} {
			p.run(chromedp.Navigate(files.URL + name))
			p.wide(width, 900)
			p.legible(fmt.Sprintf("%s, %d pixels", name, width))
			p.axe()
		}
	}
	p.wide(1440, 900)
	p.run(chromedp.Navigate(files.URL + "/embed/?from=2026-08-14&to=2026-08-21"))
	p.until(`document.querySelector('.credit')?.innerText.includes('deepstatemap.live')`)
	mu.Lock()
	if len(failed) > 0 {
		t.Errorf("asked for, and not there: %q", failed)
	}
	mu.Unlock()
	if status := eval[float64](p, `fetch('/v1/check', {method: 'POST', body: 'x'}).then(r => r.status)`); status != 501 {
		t.Errorf("check: %g", status)
	}
	part := eval[float64](p, `fetch('/tiles/oblasts.pmtiles', {headers: {Range: 'bytes=0-6'}}).then(r => r.status === 206 ? r.text() : '').then(x => x === 'PMTiles' ? 1 : 0)`)
	if part != 1 {
		t.Error("no part of an archive of tiles could be read")
	}
	p.sound()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// TestPublishedPages checks that each of the app's pages has a file of its own in
// a publication.
func TestPublishedPages(t *testing.T) {
	source, err := os.ReadFile("src/pages/index.ts")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`pageNames = \[([^\]]*)\]`).FindSubmatch(source)
	command, err := os.ReadFile("../cmd/salient/publish.go")
	if err != nil || names == nil {
		t.Fatal(err, names)
	}
	for name := range strings.SplitSeq(strings.ReplaceAll(string(names[1]), " ", ""), ",") {
		if name != `"map"` && !strings.Contains(string(command), name) {
			t.Errorf("salient publish leaves out the page %s", name)
		}
	}
}
