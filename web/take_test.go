package web

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// taken notes what the page would save or copy.
const taken = `(() => {
	window.saved = []; window.copied = [];
	const make = URL.createObjectURL;
	URL.createObjectURL = (b) => { saved.push(b); return make.call(URL, b); };
	HTMLAnchorElement.prototype.click = function () {}; // nothing is written to the disk
	navigator.clipboard.writeText = async (t) => { copied.push(t); };
})()`

// TestTakeAlong checks what the panel gives to take along: the command, a table,
// outlines, a drawing, a picture, a link and an embed that shows the same.
func TestTakeAlong(t *testing.T) {
	address := withMaps(t)
	p := open(t, address+"/app/"+week, 1200, 800)
	p.drawn()
	p.basemap()
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('aside details').open = true; ` + taken))
	if c := eval[string](p, `document.querySelector('aside pre').textContent`); c != "salient change --definition deepstate --from 2026-02-11 --to 2026-02-17" {
		t.Errorf("the command is %q", c)
	}
	for i, button := range []string{"CSV", "SVG", "PNG"} {
		p.click("aside button", button)
		p.until(fmt.Sprintf(`saved.length === %d`, i+1))
	}
	table := eval[string](p, `saved[0].text()`)
	if lines := strings.Split(table, "\r\n"); len(lines) < 8 || !strings.Contains(table, "DeepState") && !strings.Contains(table, "deepstate,deepstate,2026-02-11,2026-02-17,all gained,40.0") {
		t.Errorf("the table is\n%s", table)
	}
	drawing := eval[string](p, `saved[1].text()`)
	if err := xml.Unmarshal([]byte(drawing), new(struct{})); err != nil || !strings.Contains(drawing, "url(#g)") || !strings.Contains(drawing, "deepstatemap.live") || len(drawing) < 50_000 {
		t.Errorf("the drawing, of %d bytes: %v", len(drawing), err)
	}
	if size := eval[int](p, `createImageBitmap(saved[2]).then(b => b.width)`); size < 600 {
		t.Errorf("the picture is %d pixels wide", size)
	}
	var outlines struct{ Features []json.RawMessage }
	raw := eval[string](p, `fetch(document.querySelector('aside a[download]').href).then(r => r.text())`)
	if err := json.Unmarshal([]byte(raw), &outlines); err != nil || len(outlines.Features) < 5 || !strings.Contains(raw, "Polygon") {
		t.Errorf("outlines: %v, %d", err, len(outlines.Features))
	}
	for i, button := range []string{"Link", "Embed"} {
		p.click("aside button", button)
		p.until(fmt.Sprintf(`copied.length === %d`, i+1))
	}
	link, embed := eval[string](p, `copied[0]`), eval[string](p, `copied[1]`)
	_, rest, _ := strings.Cut(embed, `src="`)
	inner, _, _ := strings.Cut(rest, `"`)
	inner = strings.ReplaceAll(inner, "&#38;", "&")
	if !strings.Contains(link, "from=2026-02-11&to=2026-02-17") || !strings.HasPrefix(inner, address+"/embed?") {
		t.Fatalf("link %s, embed %s", link, embed)
	}
	p.run(chromedp.Navigate(inner))
	p.drawn()
	if at := eval[[]float64](p, `[salient.model.from, salient.model.to].map(d => d * 864e5)`); at[0] != 1770768000000 || at[1] != 1771286400000 {
		t.Errorf("the embed shows %v", at)
	}
	p.sound()
}

// TestPlay plays the days, by the day and by the week, and stops.
func TestPlay(t *testing.T) {
	p := open(t, started(t, bare)+"/app/?from=2025-02-01&to=2025-02-08", 900, 700)
	p.drawn()
	start := eval[float64](p, `salient.model.to`)
	p.click(".player button.primary", "►")
	p.until(fmt.Sprintf(`salient.model.to >= %g && salient.model.to - salient.model.from === 7`, start+3))
	p.click(".player button.primary", "❚❚")
	p.until(`document.querySelector('.player button.primary').textContent === '►'`)
	stopped := eval[float64](p, `salient.model.to`)
	p.run(chromedp.Evaluate[chromedp.Void](`(() => { const s = document.querySelector('.player select'); s.value = 7; s.selectedIndex = 1; s.dispatchEvent(new Event('change', { bubbles: true })); })()`))
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('.player button')[2].click()`))
	p.until(fmt.Sprintf(`salient.model.to === %g`, stopped+7))
	p.until(`location.search.includes('to=' + new Date(salient.model.to * 864e5).toISOString().slice(0, 10))`)
	p.sound()
}

// TestPlaySpeed checks that the days pass at the speed and by the step chosen, on
// the frames' own clock, whatever else the machine does: all but the step that is
// under way. Readers who asked for less motion get two steps a second.
func TestPlaySpeed(t *testing.T) {
	address := started(t, bare)
	for _, x := range []struct {
		speed, step float64 // days a second, days
		motion      string
		perSecond   float64
	}{{3, 1, "no-preference", 3}, {30, 1, "no-preference", 30}, {90, 1, "no-preference", 90}, {30, 7, "no-preference", 30}, {90, 7, "reduce", 14}} {
		p := open(t, address+"/app/?from=2025-02-01&to=2025-02-08", 900, 700,
			command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: x.motion}}}))
		p.drawn()
		got := eval[struct{ Days, Seconds, Apart, Uneven float64 }](p, fmt.Sprintf(`(async () => {
			const choose = (i, value) => { const s = document.querySelectorAll('.player select')[i]; s.selectedIndex = [...s.options].findIndex(o => o.text.includes(value)); s.dispatchEvent(new Event('change', { bubbles: true })); };
			choose(0, %q); choose(1, %q);
			document.querySelector('.player button.primary').click();
			const m = salient.model, start = m.to;
			let first, now, uneven = 0;
			await new Promise(setTimeout); // the player has asked for its first frame: in each, its turn is before ours
			do {
				now = await new Promise(requestAnimationFrame);
				if (m.to !== start) first ??= [now, m.to];
				uneven += (m.to - start) %% %g;
			} while (!first || now - first[0] < 3000);
			document.querySelector('.player button.primary').click();
			return { days: m.to - first[1], seconds: (now - first[0]) / 1000, apart: m.to - m.from, uneven };
		})()`, map[float64]string{1: "day", 7: "week"}[x.step], fmt.Sprintf("%g ", x.speed), x.step))
		t.Logf("%g days/s by %g, motion %s: %g days in %.3f s", x.speed, x.step, x.motion, got.Days, got.Seconds)
		if want := x.perSecond * got.Seconds; math.Abs(got.Days-want) > x.step+x.perSecond/10 {
			t.Errorf("%g days a second by %g, motion %s: %g days in %.2f s, want %.0f", x.speed, x.step, x.motion, got.Days, got.Seconds, want)
		}
		if got.Apart != 7 || got.Uneven != 0 {
			t.Errorf("%g days a second by %g: the days are %g apart, and %g of a step was made", x.speed, x.step, got.Apart, got.Uneven)
		}
		p.sound()
	}
}

// TestInstallable asks the browser whether it would install the app.
func TestInstallable(t *testing.T) {
	p := open(t, started(t, bare)+"/app/method", 900, 700)
	p.until(`navigator.serviceWorker.ready.then(() => true)`)
	found, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) (*page.GetInstallabilityErrorsResult, error) {
		r, err := cdp.Call(ctx, t, page.GetInstallabilityErrors, cdp.Empty{})
		return &r, err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found.InstallabilityErrors {
		if e.ErrorID != "in-incognito" { // tests have windows that keep nothing
			t.Errorf("not installable: %+v", e)
		}
	}
}
