package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTalks opens a round: who came, what moved on the ground before it by the
// server's own figures, the positions of a day, what was said.
func TestTalks(t *testing.T) {
	p := open(t, started(t, bare)+"/app/talks?round=2026-02-17-geneva", 1440, 1000)
	p.until(`document.querySelector('#round .ground tbody tr')`)
	text := eval[string](p, `document.querySelector('#round').innerText`)
	for _, want := range []string{"Geneva", "Vladimir Medinsky", "Rustem Umerov", "closed doors", "Abu Dhabi"} {
		if !strings.Contains(text, want) {
			t.Errorf("the round does not say %q:\n%s", want, text)
		}
	}
	rounds := eval[int](p, `fetch('/v1/talks/rounds').then(r => r.json()).then(r => r.filter(x => x.status === 'held').length)`)
	if marks, list := p.count("section svg g"), p.count("nav[aria-label=Rounds] li"); rounds < 40 || marks != rounds || list != rounds {
		t.Errorf("%d rounds, %d marks on the timeline, %d in the list", rounds, marks, list)
	}
	// The table is what /v1/change says of the days in the link to the map.
	link := eval[string](p, `document.querySelector('#round a.primary').getAttribute('href')`)
	change := eval[map[string][]float64](p, fmt.Sprintf(`fetch('/v1/change?' + new URLSearchParams([...new URLSearchParams(%q.split('?')[1])].filter(([k]) => k !== 'source'))).then(r => r.json()).then(r => Object.fromEntries(r.results.map(x => [x.definition, [x.gained_km2, x.lost_km2]])))`, link))
	rows := eval[[][]string](p, `[...document.querySelectorAll('#round .ground tbody tr')].map(r => [r.cells[0].firstChild.textContent, r.cells[1].textContent, r.cells[2].textContent])`)
	if len(rows) < 2 {
		t.Errorf("%d sources say what moved", len(rows))
	}
	for _, r := range rows {
		for i, want := range change[r[0]] {
			if got, err := strconv.ParseFloat(strings.ReplaceAll(r[i+1], ",", ""), 64); err != nil || math.Abs(got-want) > 0.051 {
				t.Errorf("%s: %v, /v1/change says %v", link, r, change[r[0]])
			}
		}
	}
	// The matrix follows the day.
	positions := func(day string) int {
		return eval[int](p, fmt.Sprintf(`fetch('/v1/talks/positions?on=%s').then(r => r.json()).then(r => r.length)`, day))
	}
	p.until(fmt.Sprintf(`document.querySelectorAll('.position').length === %d`, positions("2026-02-17")))
	p.run(chromedp.Evaluate[chromedp.Void](`(() => { const i = document.querySelector('input[type=date]'); i.value = '2022-03-20'; i.dispatchEvent(new Event('change', { bubbles: true })); })()`))
	early := positions("2022-03-20")
	p.until(fmt.Sprintf(`location.search.includes('on=2022-03-20') && document.querySelectorAll('.position').length === %d`, early))
	if late := positions("2026-02-17"); early == 0 || early >= late {
		t.Errorf("%d positions in 2022, %d in 2026", early, late)
	}
	p.run(chromedp.Evaluate[chromedp.Void](`(() => { const i = document.querySelector('input[type=search]'); i.value = 'putin peskov'; i.dispatchEvent(new Event('input', { bubbles: true })); })()`))
	p.until(`location.search.includes('q=putin')`)
	p.axe()
	p.click("#round a.primary", "map")
	p.drawn()
	p.until(`location.search.includes('to=2026-02-16') && location.search.includes('from=2026-02-')`)
	p.sound()
}
