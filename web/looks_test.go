package web

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var updateLooks = flag.Bool("update", false, "write testdata/looks anew: look at the pictures, and commit them")

// A look is a screenshot made small: a pixel of it is the mean of a block of the
// page. Fonts and versions of the browser differ from machine to machine and
// move a pixel of it by a few steps; what is missing, in another place or in
// another colour moves many of them by far.
const (
	lookBlock  = 24   // pixels of the page, each way, that one of a look stands for
	lookFar    = 26   // of 255, in any of red, green and blue: a pixel differs
	lookDiffer = 0.10 // of the pixels may differ
)

func looked(screenshot []byte) (*image.NRGBA, error) {
	page, err := png.Decode(bytes.NewReader(screenshot))
	if err != nil {
		return nil, err
	}
	b := page.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx()/lookBlock, b.Dy()/lookBlock))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]uint32
			for i := range lookBlock * lookBlock {
				r, g, b, _ := page.At(b.Min.X+x*lookBlock+i%lookBlock, b.Min.Y+y*lookBlock+i/lookBlock).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+r>>8, sum[1]+g>>8, sum[2]+b>>8
			}
			const n = lookBlock * lookBlock
			out.SetNRGBA(x, y, color.NRGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
		}
	}
	return out, nil
}

// differ returns the share of pixels that are far apart.
func differ(a, b *image.NRGBA) float64 {
	if a.Rect != b.Rect {
		return 1
	}
	far := 0
	for i := 0; i < len(a.Pix); i += 4 {
		for c := range 3 {
			if d := int(a.Pix[i+c]) - int(b.Pix[i+c]); d > lookFar || d < -lookFar {
				far++
				break
			}
		}
	}
	return float64(far) / float64(len(a.Pix)/4)
}

// looks compares the page with its golden look.
func (p *tab) looks(name string) {
	p.Helper()
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.Fatal(err)
	}
	got, err := looked(shot)
	if err != nil {
		p.Fatal(err)
	}
	file := filepath.Join("testdata", "looks", name+".png")
	if *updateLooks {
		var out bytes.Buffer
		if err := png.Encode(&out, got); err != nil {
			p.Fatal(err)
		}
		if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
			p.Fatal(err)
		}
		return
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		p.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(golden))
	if err != nil {
		p.Fatal(err)
	}
	flat := image.NewNRGBA(want.Bounds())
	for y := range flat.Rect.Dy() {
		for x := range flat.Rect.Dx() {
			flat.Set(x, y, want.At(x, y))
		}
	}
	d := differ(got, flat)
	p.Logf("%s: %.1f %% of the look differs", name, 100*d)
	if d > lookDiffer {
		kept := filepath.Join(os.TempDir(), "look-"+name+".png")
		_ = os.WriteFile(kept, shot, 0o666)
		p.Errorf("%s: %.1f %% of the look differs from %s, more than %g %%; the screenshot is %s", name, 100*d, file, 100*lookDiffer, kept)
	}
}

// TestLooks compares screenshots of every page with how they looked when they
// were last looked at, on a desk in light and on a phone in dark.
func TestLooks(t *testing.T) {
	address := started(t, bare)
	pages := []struct{ name, path, ready string }{
		{"map", week + "&at=36.4,48.1,6.4", `document.querySelector('.patch')`},
		{"check", "check?demo=1", `document.querySelectorAll('[id^=claim-]').length > 9`},
		{"talks", "talks?round=2026-02-17-geneva", `document.querySelector('#round .ground tbody tr') && document.querySelector('.position')`},
		{"brief", "brief?month=2026-01", `document.querySelector('article h2') && document.querySelector('.chart canvas')`},
		{"sources", "sources", `document.querySelectorAll('section[id] svg').length >= 10`},
		{"method", "method?doc=accuracy", `document.querySelectorAll('tbody tr').length > 90`},
	}
	for _, x := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"desk", 1440, 912, "light"}, {"phone", 384, 768, "dark"}} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: x.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
		p := open(t, address+"/app/method?lang=en", x.width, x.height, command(emulation.SetEmulatedMedia, media))
		for _, page := range pages {
			if page.name == "method" && x.name == "phone" {
				continue // all of it is the documentation's text, which changes
			}
			p.run(chromedp.Navigate(address + "/app/" + page.path))
			name := page.name
			if name == "map" {
				name = ""
			}
			p.settled(name)
			p.until(page.ready)
			if page.name == "map" {
				p.basemap()
			}
			p.looks(fmt.Sprintf("%s-%s", x.name, page.name))
		}
		p.sound()
	}
}

// basemap waits until the map beneath has been drawn, too.
func (p *tab) basemap() {
	p.Helper()
	p.until(`salient.view?.map.loaded() && salient.view.map.areTilesLoaded()`)
	p.until(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

// TestDiffer checks the comparison itself: it passes over a little noise, and
// tells a part that is missing.
func TestDiffer(t *testing.T) {
	all := image.Rect(0, 0, 48, 30)
	a, noisy, missing := image.NewNRGBA(all), image.NewNRGBA(all), image.NewNRGBA(all)
	for y := range all.Dy() {
		for x := range all.Dx() {
			c := uint8(200 - 4*x)
			a.SetNRGBA(x, y, color.NRGBA{c, c, c, 255})
			noisy.SetNRGBA(x, y, color.NRGBA{c + uint8((x*7+y*5)%17), c, c - 8, 255})
			if x > 34 {
				c = 240 // a panel that is not there
			}
			missing.SetNRGBA(x, y, color.NRGBA{c, c, c, 255})
		}
	}
	if d := differ(a, noisy); d != 0 {
		t.Errorf("noise: %g differs", d)
	}
	if d := differ(a, missing); d < lookDiffer {
		t.Errorf("a part is missing, and only %g differs", d)
	}
}
