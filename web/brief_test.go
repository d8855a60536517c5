package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrief opens the brief of a month and of the newest week, with its pictures
// and the archive.
func TestBrief(t *testing.T) {
	p := open(t, started(t, bare)+"/app/brief?month=2026-01", 1440, 1000)
	p.until(`document.querySelector('article h2')`)
	// DeepState's own figure for the month was 245 km².
	if text := eval[string](p, `document.querySelector('article').innerText`); !strings.Contains(text, "245") || !strings.Contains(text, "salient change --from 2026-01-01 --to 2026-02-01 --definition deepstate") {
		t.Errorf("the brief of January says\n%s", text)
	}
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('figure img').forEach(i => i.loading = 'eager')`))
	p.until(`document.querySelectorAll('figure img').length >= 4 && [...document.querySelectorAll('figure img')].every(i => i.complete && i.naturalWidth > 100 && i.alt.length > 40)`)
	p.until(`document.querySelector('.chart canvas')`)
	p.axe()
	p.click("header a", "Latest week")
	p.until(`location.search === '' && document.querySelector('.weeks a[aria-current]')`)
	newest := eval[string](p, `fetch('/v1/brief').then(r => r.json()).then(b => b.headline)`)
	p.until(`document.querySelector('article h2')?.textContent === ` + quoted(newest))
	p.click(".years button", "2023")
	p.click(".months a", "May")
	p.until(`location.search.includes('month=2023-05') && document.querySelector('article h2, [role=alert]')`)
	if n := p.count(".weeks a"); n != 52 {
		t.Errorf("%d weeks that began in 2023", n)
	}
	p.sound()
}

// quoted is a text as JavaScript writes it.
func quoted(s string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "$", "\\$").Replace(s) + "`"
}

// TestSourcesAndMethod checks that the calendar has a square for every day with a
// map, and that the accuracy table is there.
func TestSourcesAndMethod(t *testing.T) {
	address := started(t, bare)
	p := open(t, address+"/app/sources", 1440, 1000)
	p.until(`document.querySelectorAll('section[id] svg').length >= 10`)
	for source, days := range eval[map[string]int](p, `fetch('/v1/sources').then(r => r.json()).then(r => Object.fromEntries(r.filter(s => s.days).map(s => [s.source, s.days])))`) {
		if got := eval[int](p, `[...document.querySelectorAll('#`+source+` svg path[fill="var(--accent)"]')].reduce((n, e) => n + e.getAttribute('d').split('M').length - 1, 0)`); got != days {
			t.Errorf("%s: %d squares for %d days", source, got, days)
		}
	}
	for _, want := range []string{"free with attribution", "7 days without a map", "603,628"} {
		if !strings.Contains(eval[string](p, `document.querySelector('#deepstate').textContent`), want) {
			t.Errorf("DeepState: nothing says %q", want)
		}
	}
	p.axe()
	p.click("a", "Accuracy")
	p.until(`location.search.includes('doc=accuracy') && document.querySelectorAll('table').length >= 2`)
	if n := p.count("tbody tr"); n < 90 {
		t.Errorf("%d rows of accuracy", n)
	}
	p.axe()
	p.click("nav a", "Intervals")
	p.until(`location.search.includes('doc=method-intervals') && document.querySelector('.markdown h2')`)
	if raw := eval[string](p, `document.querySelector('.markdown').innerText`); strings.Contains(raw, "](") || strings.Contains(raw, "&lt;") || strings.Contains(raw, "**") {
		t.Errorf("Markdown shows through:\n%s", raw)
	}
	p.sound()
}
