package web

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// click clicks the first element of a selector whose text holds some words.
func (p *tab) click(selector, words string) {
	p.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%q)].find(e => e.textContent.includes(%q))`, selector, words)
	p.until(find)
	p.run(chromedp.Evaluate[chromedp.Void](find + `.click()`))
}

// count counts the elements of a selector.
func (p *tab) count(selector string) int {
	p.Helper()
	return eval[int](p, fmt.Sprintf(`document.querySelectorAll(%q).length`, selector))
}

// TestCheckDemo checks the demo article as a reader does: its claims beside it,
// the map of one of them at its days and place, and back.
func TestCheckDemo(t *testing.T) {
	p := open(t, started(t, bare)+"/app/check", 1440, 900)
	p.click("form button", "demo article")
	p.until(`document.querySelectorAll('[id^=claim-]').length > 0`)
	got := eval[[]string](p, `fetch('/v1/check', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: document.querySelector('textarea').value }).then(r => r.json()).then(r => r.claims.map(c => c.verdict + ': ' + c.text))`)
	shown := eval[[]string](p, `[...document.querySelectorAll('[id^=claim-]')].map(c => c.getAttribute('aria-label'))`)
	if strings.Join(got, "\n") != strings.Join(shown, "\n") || len(got) < 10 {
		t.Errorf("the server found\n%s\nand the page shows\n%s", strings.Join(got, "\n"), strings.Join(shown, "\n"))
	}
	// The article is all there, and what was found stands at its place.
	demo, err := os.ReadFile("../examples/dispatch.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := eval[string](p, `(() => { const c = document.querySelector('.article .text').cloneNode(true); c.querySelectorAll('sup').forEach(s => s.remove()); return c.textContent; })()`)
	if squeeze(text) != squeeze(string(demo)) {
		t.Errorf("the article reads\n%s", text)
	}
	p.axe()
	// From the article to the claim and back.
	p.click(".article .found", "80 kilometres east")
	p.until(`document.activeElement.matches('[id^=claim-]') && document.activeElement.textContent.includes('80 kilometres east')`)
	p.click(".tally button", "disputed")
	p.until(`document.querySelectorAll('[id^=claim-]').length === 1`)
	p.click(".tally button", "All")
	p.click("[id^=claim-].chosen footer a", "Open the map")
	p.until(`location.search.includes('place=Zaporizhzhia') && /from=2026-02-\d\d&to=2026-02-16/.test(location.search)`)
	p.drawn()
	p.until(`Math.abs(Number(new URLSearchParams(location.search).get('at')?.split(',')[0]) - 35.14) < 0.3`)
	p.run(chromedp.Evaluate[chromedp.Void](`history.back()`))
	p.until(`document.querySelectorAll('[id^=claim-]').length >= 10`)
	p.sound()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestCheckPasted pastes a text with a claim that is wrong, and asks for an
// address that cannot be had.
func TestCheckPasted(t *testing.T) {
	p := open(t, started(t, bare)+"/app/check", 900, 900)
	p.until(`document.querySelector('form button[type=submit]')`)
	if !eval[bool](p, `document.querySelector('form button[type=submit]').disabled`) {
		t.Error("there is nothing to check, and the button can be pressed")
	}
	fill := func(selector, value string) {
		p.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event('input', { bubbles: true })); })()`, selector, value)))
	}
	fill("textarea", "Russia gained 900 square kilometres (400 square miles) in January 2026, the mapping group DeepState said. <b>Not markup</b>")
	fill("input[type=date]", "2026-02-17")
	p.click("form button[type=submit]", "Check")
	p.until(`document.querySelector('[id^=claim-].contradicted') && document.querySelector('[id^=claim-].miscalculated')`)
	if !strings.Contains(eval[string](p, `document.querySelector('.article .text').textContent`), "<b>Not markup</b>") {
		t.Error("markup in a pasted text is not shown as it was written")
	}
	if !eval[bool](p, `location.search.includes('published=2026-02-17') && !location.search.includes('900')`) {
		t.Errorf("the address is %s", eval[string](p, `location.search`))
	}
	fill("input[type=url]", "http://127.0.0.1:1/article")
	p.click("form button[type=submit]", "Check")
	p.until(`document.querySelector('[role=alert]')?.textContent.includes('public')`)
	p.mu.Lock()
	p.faults = nil // the browser tells of the refusal, too
	p.mu.Unlock()
	p.sound()
}
