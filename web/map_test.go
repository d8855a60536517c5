package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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

// scrubbed is what scrub measures, in milliseconds.
type scrubbed struct {
	Own, Between []float64
	Days         int
	Decode       float64
}

const scrub = `(async () => {
	const m = salient.model, [first, last] = m.extent, own = [], between = [];
	let before = performance.now();
	// Every stretch of ten days, spread over the whole: next days and jumps alike.
	const days = [];
	for (let day = first + 7; day <= last; day += Math.floor((last - first) / 25)) for (let k = 0; k < 10 && day + k <= last; k++) days.push(day + k);
	for (const day of days) {
		const drawn = salient.frames.length, start = performance.now();
		m.set(day - 7, day, false);
		await null; await null; await null; // the app's effects run
		const code = performance.now() - start;
		await new Promise(requestAnimationFrame);
		while (salient.frames.length === drawn) await new Promise(requestAnimationFrame);
		own.push(code + salient.frames[salient.frames.length - 1]);
		const now = performance.now();
		between.push(now - before);
		before = now;
		if (salient.frames.length > 1500) salient.frames.length = 0;
	}
	const decode = performance.getEntriesByType('measure').find(e => e.name.startsWith('decode'));
	return { own, between, days: own.length, decode: decode ? decode.duration : 0 };
})()`

// TestScrub draws every day of the war and measures how long a frame takes: the
// app's own code, and, since pixels are drawn by a processor here and not by a
// graphics card, from frame to frame for the record.
func TestScrub(t *testing.T) {
	address := withMaps(t)
	for _, x := range []struct {
		definition string
		budget     float64 // ms, 95th percentile
	}{{"deepstate", 16}, {"liveuamap", 25}} {
		p := open(t, address+"/app/?source="+x.definition, 1440, 900)
		p.drawn()
		p.until(`salient.model.tracks["` + x.definition + `"]`)
		// Whoever else uses the machine can only slow a run down: the best of
		// three counts.
		var best float64
		for try := range 3 {
			got := eval[scrubbed](p, scrub)
			slices.Sort(got.Own)
			slices.Sort(got.Between)
			at := func(v []float64, share float64) float64 { return v[int(share*float64(len(v)-1))] }
			t.Logf("%s: %d days; own code median %.1f ms, p95 %.1f ms, most %.1f ms; frame to frame median %.1f ms, p95 %.1f ms; decoded in %.0f ms",
				x.definition, got.Days, at(got.Own, 0.5), at(got.Own, 0.95), at(got.Own, 1), at(got.Between, 0.5), at(got.Between, 0.95), got.Decode)
			if p95 := at(got.Own, 0.95); try == 0 || p95 < best {
				best = p95
			}
			if best <= x.budget {
				break
			}
		}
		if best > x.budget {
			t.Errorf("%s: 95th percentile of a frame is %.1f ms, more than %g", x.definition, best, x.budget)
		}
		p.sound()
	}
}
