package web

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const week = "?from=2026-02-11&to=2026-02-17"

// TestMapOfAWeek checks that the map says what the command does of the week that
// the brief of the demo article is about, and takes the whole page to task.
func TestMapOfAWeek(t *testing.T) {
	p := open(t, withMaps(t)+"/app/"+week, 1440, 900)
	p.drawn()
	p.until(`document.querySelector('aside').innerText.includes('40.0')`)
	if text := eval[string](p, `document.querySelector('aside').innerText`); !strings.Contains(text, "16.1") || !strings.Contains(text, "salient") && !strings.Contains(text, "DeepState") {
		t.Errorf("the panel says\n%s", text)
	}
	p.shot("map")
	p.axe()
	p.sound()
}

// TestKeyboard moves the days as a reader without a mouse does, and goes back.
func TestKeyboard(t *testing.T) {
	p := open(t, withMaps(t)+"/app/"+week, 1440, 900)
	p.drawn()
	for _, x := range []struct{ press, want string }{
		{"ArrowRight", "from=2026-02-12&to=2026-02-18"},
		{"Shift ArrowRight", "from=2026-02-19&to=2026-02-25"},
		{"ArrowLeft", "from=2026-02-18&to=2026-02-24"},
	} {
		shift, key, found := strings.Cut(x.press, " ")
		if !found {
			shift, key = "", shift
		}
		p.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.body.dispatchEvent(new KeyboardEvent('keydown', { key: %q, shiftKey: %t, bubbles: true }))`, key, shift != "")))
		p.until(fmt.Sprintf(`location.search.includes(%q)`, x.want))
	}
	// A handle is a slider.
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('.handle.from').focus(); document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true, bubbles: true }))`))
	p.until(`location.search.includes('from=2026-02-11&to=2026-02-24')`)
	p.sound()
}

// step draws another day, as dragging a handle does, and returns how long the
// app's code took and how long it was until the picture was there, in
// milliseconds on the clock.
const step = `(async (day) => {
	const m = salient.model, drawn = salient.frames.length, start = performance.now();
	m.set(day - 7, day, false);
	await null; await null; await null; // the app's effects run
	const code = performance.now() - start;
	while (salient.frames.length === drawn) await new Promise(requestAnimationFrame);
	const own = code + salient.frames[salient.frames.length - 1];
	if (salient.frames.length > 1500) salient.frames.length = 0;
	return [own, performance.now() - start];
})`

// worked returns how long the page's thread has run so far by the processor's
// clock, in milliseconds: scripts alone, and everything. Whoever else uses the
// machine does not count in it.
func (p *tab) worked() (script, all float64) {
	p.Helper()
	metrics, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) (*performance.GetMetricsResult, error) {
		r, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
		return &r, err
	})
	if err != nil {
		p.Fatal(err)
	}
	for _, m := range metrics.Metrics {
		switch m.Name {
		case "ScriptDuration":
			script = 1000 * m.Value
		case "TaskDuration":
			all = 1000 * m.Value
		}
	}
	return script, all
}

// threadTime makes the browser count time by the processor's clock: see worked.
var threadTime = command(performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})

// frames are the times of many frames, each list sorted.
type frames struct{ script, thread, own, clock []float64 }

func (f frames) String() string {
	show := func(name string, v []float64) string {
		return fmt.Sprintf("%s median %.1f ms, p95 %.1f ms", name, at(v, 0.5), at(v, 0.95))
	}
	return strings.Join([]string{show("the app's own code", f.script), show("with layout and painting", f.thread), show("own code on the clock", f.own), show("until the picture is there", f.clock)}, "; ")
}

func at(sorted []float64, share float64) float64 { return sorted[int(share*float64(len(sorted)-1))] }

// scrub draws stretches of five days, spread over the whole record: next days
// and jumps alike.
func (p *tab) scrub() frames {
	p.Helper()
	extent := eval[[2]float64](p, `salient.model.extent`)
	var f frames
	for day := extent[0] + 7; day+5 <= extent[1]; day += math.Floor((extent[1] - extent[0]) / 13) {
		for k := range 5 {
			script, thread := p.worked()
			clock := eval[[2]float64](p, fmt.Sprintf("%s(%g)", step, day+float64(k)))
			script2, thread2 := p.worked()
			f.script, f.thread = append(f.script, script2-script), append(f.thread, thread2-thread)
			f.own, f.clock = append(f.own, clock[0]), append(f.clock, clock[1])
		}
	}
	for _, v := range [][]float64{f.script, f.thread, f.own, f.clock} {
		slices.Sort(v)
	}
	return f
}

// TestScrub draws days of the whole war and measures how long a frame takes: the
// app's own code by the processor's clock, which the budget is about, and, since
// pixels are drawn by a processor here and not by a graphics card, the time on
// the clock for the record.
func TestScrub(t *testing.T) {
	address := withMaps(t)
	for _, x := range []struct {
		definition string
		budget     float64 // ms, 95th percentile
	}{{"deepstate", 16}, {"liveuamap", 25}} {
		p := open(t, address+"/app/?source="+x.definition, 1440, 900, threadTime)
		p.drawn()
		p.until(`salient.model.tracks["` + x.definition + `"]`)
		t.Logf("%s: decoded in %.0f ms on the clock", x.definition, eval[float64](p, `performance.getEntriesByType('measure').find(e => e.name.startsWith('decode')).duration`))
		// Others on the machine slow a run down even so, by sharing its caches:
		// the best of three counts.
		best := math.Inf(1)
		for range 3 {
			f := p.scrub()
			t.Logf("%s: %d days; %s", x.definition, len(f.script), f)
			if best = min(best, at(f.script, 0.95)); best <= x.budget {
				break
			}
		}
		if best > x.budget {
			t.Errorf("%s: 95th percentile of a frame is %.1f ms, more than %g", x.definition, best, x.budget)
		}
		p.sound()
	}
}

// outlines measures, from the paths that the app draws, the ground that they
// enclose: on the authalic sphere, whose cylinder keeps areas, so that it is good
// to a part in ten thousand.
const outlines = `(days) => {
	const m = salient.model, t = m.tracks[m.chosen[0].name];
	const e2 = 0.0066943799901413165, e = Math.sqrt(e2), q = (s) => (1 - e2) * (s / (1 - e2 * s * s) + Math.atanh(e * s) / e);
	const radius2 = 6378.137 ** 2 / 2, out = [];
	const merc = (x, y) => { const my = y / 2 ** 20 + (0.5 - Math.log((1 + Math.sin(48.5 * Math.PI / 180)) / (1 - Math.sin(48.5 * Math.PI / 180))) / (4 * Math.PI)); return [x / 2 ** 20 * 2 * Math.PI, q(Math.tanh(Math.PI * (1 - 2 * my)))]; };
	const pen = () => { let start, at, sum = 0; const to = (x, y) => { const p = merc(x, y); sum += (p[0] - at[0]) * (p[1] + at[1]) / 2; at = p; };
		return { moveTo(x, y) { start = at = merc(x, y); }, lineTo: to, closePath() { sum += (start[0] - at[0]) * (start[1] + at[1]) / 2; }, area: () => -sum * radius2 }; };
	for (const day of days) {
		const held = pen(), net = pen();
		t.outline(t.stateOn(day), held);
		t.change(t.stateOn(day - 30), t.stateOn(day), net);
		out.push([held.area(), net.area()]);
	}
	return out;
}`

// TestOutlines checks what is drawn against what the server measures: ground held
// on days all over the record, in an order that walks there and back, and the net
// of the thirty days before.
func TestOutlines(t *testing.T) {
	address := withMaps(t)
	for _, definition := range []string{"deepstate", "liveuamap"} {
		p := open(t, address+"/app/?source="+definition, 1000, 700)
		p.drawn()
		p.until(`salient.model.series["` + definition + `"]`)
		got := eval[struct {
			Drawn [][2]float64
			Held  [][2]float64
		}](p, `(() => {
			const m = salient.model, s = m.series[m.chosen[0].name], t = m.tracks[m.chosen[0].name];
			const days = [...t.days].filter((d, i) => i > 60 && i % 29 === 0).reverse();
			days.push(...days.splice(0, 5));
			const held = (day) => { const text = new Date(day * 864e5).toISOString().slice(0, 10); let i = s.days.length - 1; while (s.days[i] > text) i--; return s.held_km2[i]; };
			return { drawn: (`+outlines+`)(days), held: days.map((d) => [held(d), held(d) - held(d - 30)]) };
		})()`)
		if len(got.Drawn) < 20 {
			t.Fatalf("%s: %d days", definition, len(got.Drawn))
		}
		for i, d := range got.Drawn {
			if h := got.Held[i]; math.Abs(d[0]-h[0]) > 2e-4*h[0] || math.Abs(d[1]-h[1]) > 0.5+2e-3*math.Abs(h[1]) {
				t.Errorf("%s: drawn %.1f km² and net %.2f, measured %.1f and %.2f", definition, d[0], d[1], h[0], h[1])
			}
		}
		p.sound()
	}
}

// drag moves the mouse with its button down.
func (p *tab) drag(fromX, fromY, toX, toY float64) {
	p.Helper()
	left := chromedp.MouseOption(func(e *input.DispatchMouseEventParams) { e.Button = input.MouseButtonLeft })
	p.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, fromX, fromY, left))
	for i := 1; i <= 4; i++ {
		f := float64(i) / 4
		p.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, fromX+f*(toX-fromX), fromY+f*(toY-fromY), left))
	}
	p.run(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, toX, toY, left))
}

// center returns where an element is on the page.
func (p *tab) center(selector string) [2]float64 {
	p.Helper()
	return eval[[2]float64](p, fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`, selector))
}

// TestChooseDays chooses days on the bar with the mouse, and a date; back undoes it.
func TestChooseDays(t *testing.T) {
	p := open(t, withMaps(t)+"/app/"+week, 1440, 900)
	p.drawn()
	at := p.center(".track")
	p.drag(at[0]-300, at[1]-10, at[0]-100, at[1]-10)
	p.until(`!location.search.includes('2026-02-17')`)
	if days := eval[float64](p, `salient.model.to - salient.model.from`); days < 80 || days > 140 {
		t.Errorf("dragging 200 of 1,412 pixels of 776 days chose %g days", days)
	}
	to := p.center(".handle.to")
	before, last := eval[float64](p, `salient.model.from`), eval[float64](p, `salient.model.to`)
	p.drag(to[0], to[1], to[0]+100, to[1])
	p.until(fmt.Sprintf(`Date.parse(new URLSearchParams(location.search).get('to')) / 864e5 > %g + 40`, last))
	if after := eval[float64](p, `salient.model.from`); after != before {
		t.Errorf("dragging the last day moved the first from %g to %g", before, after)
	}
	p.run(chromedp.Evaluate[chromedp.Void](`(() => { const i = document.querySelector('input[type=date]'); i.value = '2025-01-01'; i.dispatchEvent(new Event('change', { bubbles: true })); })()`))
	p.until(`location.search.includes('from=2025-01-01') && salient.model.from === Date.UTC(2025, 0, 1) / 864e5`)
	p.run(chromedp.Evaluate[chromedp.Void](`history.back()`))
	p.until(`salient.model.from === ` + fmt.Sprint(before))
	p.sound()
}

// painted counts the pixels of the canvas over the map that are near a colour.
func (p *tab) painted(r, g, b int) float64 {
	p.Helper()
	return eval[float64](p, fmt.Sprintf(`(() => {
		const c = document.querySelector('canvas.ground'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
		let n = 0;
		for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200 && Math.abs(d[i] - %d) + Math.abs(d[i + 1] - %d) + Math.abs(d[i + 2] - %d) < 60) n++;
		return n;
	})()`, r, g, b))
}

// TestComparing shows two sources side by side, moves the divider, lays them over
// each other, and looks at where they differ.
func TestComparing(t *testing.T) {
	p := open(t, withMaps(t)+"/app/?mode=swipe&source=deepstate,liveuamap&from=2025-08-01&to=2026-02-17&at=36.9,48.1,7.4", 1440, 900)
	p.drawn()
	at := p.center(".divider")
	p.drag(at[0], at[1], at[0]-300, at[1])
	p.until(`Number(new URLSearchParams(location.search).get('split')) < 0.25`)
	p.shot("swipe")
	p.axe()
	for _, x := range []struct {
		button  int
		r, g, b int
	}{{2, 106, 61, 143}, {3, 0, 116, 93}} {
		p.run(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll('.modes button')[%d].click()`, x.button)))
		p.drawn()
		if n := p.painted(x.r, x.g, x.b); n < 300 {
			t.Errorf("way %d of comparing: %g pixels of its colour", x.button, n)
		}
		p.shot(fmt.Sprint("comparing", x.button))
		p.axe()
	}
	p.run(chromedp.Evaluate[chromedp.Void](`history.back()`))
	p.until(`location.search.includes('mode=overlay')`)
	p.sound()
}

// TestPlace clicks the ground, and finds a town by its name.
func TestPlace(t *testing.T) {
	p := open(t, withMaps(t)+"/app/"+week, 1440, 900)
	p.drawn()
	p.run(chromedp.MouseClickXY(700, 400))
	p.until(`location.search.includes('place=') && document.querySelectorAll('.strip').length >= 2`)
	p.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('[role=combobox]').focus()`), chromedp.KeyEvent("Pokrovsk"))
	p.until(`document.querySelectorAll('[role=option]').length > 0`)
	p.run(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	p.until(`document.querySelector('aside').innerText.includes('19 Nov 2025')`)
	p.shot("place")
	p.axe()
	p.sound()
}

// TestLedgerAlone checks that a program without imported maps shows the cells of
// the ledger and says how to get more.
func TestLedgerAlone(t *testing.T) {
	chromium(t)
	p := open(t, started(t, bare)+"/app/"+week, 1440, 900)
	p.drawn()
	p.until(`document.querySelector('aside').innerText.includes('salient import') && document.querySelector('aside').innerText.includes('40.0')`)
	if n := p.painted(192, 74, 0); n < 50 {
		t.Errorf("%g pixels of ground gained", n)
	}
	p.shot("ledger")
	p.axe()
	// There is nothing to compare, and the map does not look as if there were.
	p.click(".modes button", "Side by side")
	p.until(`location.search.includes('mode=swipe') && document.querySelector('.corner').innerText.includes('Comparing needs the outlines')`)
	p.until(`document.querySelector('.divider') === null && salient.model.changes?.length === 2`)
	p.sound()
}
