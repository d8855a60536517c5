package web

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The tests run the program as a reader does: built, with maps imported where
// the archives are at hand, and looked at in a real browser.

var (
	scratch    string
	stops      []func()
	stopServer = map[string]func(){}
)

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "salient-web"); err != nil {
		panic(err)
	}
	code := m.Run()
	for _, stop := range stops {
		stop()
	}
	_ = os.RemoveAll(scratch)
	os.Exit(code)
}

// chromium returns the browser's path. Without one, tests are skipped; in CI they fail.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no chromium, which CI must have: scripts/install-test-tools")
	}
	t.Skip("SKIPPED: no chromium here; scripts/install-test-tools installs it")
	return ""
}

// program is what is tested: $SALIENT_PROGRAM, else the program as it is here.
var program = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("SALIENT_PROGRAM"); bin != "" {
		return bin, nil
	}
	bin := filepath.Join(scratch, "salient")
	out, err := exec.Command("go", "build", "-o", bin, "../cmd/salient").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return bin, nil
})

// bare is a server of the embedded ledger alone; full has the maps of DeepState
// and of Liveuamap imported, where the archives are at hand.
var (
	bare = sync.OnceValues(func() (string, error) { return serve("bare") })
	full = sync.OnceValues(func() (string, error) { return serve("full", "deepstate.tar.zst", "nzz.tar.zst") })
)

// archives returns the folder of the real archives, empty if there is none.
func archives() string {
	if dir := os.Getenv("SALIENT_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	at, err := os.Getwd()
	for err == nil && at != filepath.Dir(at) {
		dir := filepath.Join(at, "shared", "data")
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
		at = filepath.Dir(at)
	}
	return ""
}

func serve(name string, imports ...string) (string, error) {
	bin, err := program()
	if err != nil {
		return "", err
	}
	var flags []string
	env := append(os.Environ(), "XDG_DATA_HOME="+filepath.Join(scratch, name+"-data"), "SALIENT_STORE=")
	if len(imports) > 0 {
		flags = []string{"--store", filepath.Join(scratch, name+".gpkg")}
		for _, archive := range imports {
			cmd := exec.Command(bin, append([]string{"import", filepath.Join(archives(), archive)}, flags...)...)
			cmd.Env = env
			if out, err := cmd.CombinedOutput(); err != nil && !strings.Contains(string(out), "put aside") {
				return "", fmt.Errorf("%s: %w: %s", archive, err, out)
			}
		}
	}
	cmd := exec.Command(bin, append([]string{"serve", "--addr", "127.0.0.1:0", "--rate", "0", "--quiet"}, flags...)...)
	cmd.Env = env
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	stop := func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	stops = append(stops, stop)
	stopServer[name] = stop
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "Serving on "); ok {
			return strings.TrimSuffix(address, "/"), nil
		}
	}
	return "", fmt.Errorf("serve ended: %w", cmd.Wait())
}

// withMaps returns the full server, and skips the test without the archives.
func withMaps(t *testing.T) string {
	t.Helper()
	if archives() == "" {
		t.Skip("SKIPPED: no ../shared/data beside this checkout, so no maps to import")
	}
	return started(t, full)
}

func started(t *testing.T, server func() (string, error)) string {
	t.Helper()
	address, err := server()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// tab is a page in the browser; it notes what went wrong in it.
type tab struct {
	*testing.T
	ctx     context.Context
	mu      sync.Mutex
	faults  []string
	foreign []string // requests to elsewhere
	bytes   float64  // received
}

var browser = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		path = ""
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.Flag("headless", "new"),
		chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.Flag("disable-gpu-compositing", true), chromedp.Flag("disable-accelerated-2d-canvas", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "en-US"),
		chromedp.Flag("hide-scrollbars", false), chromedp.WindowSize(1440, 900),
	)
	if path != "" {
		o = append(o, chromedp.ExecPath(path))
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), o...)
	ctx, cancelBrowser := chromedp.NewContext(allocator)
	stops = append(stops, func() { cancelBrowser(); cancel() })
	return ctx, chromedp.Do(ctx)
})

// command is a protocol command as a step.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// open opens an address in a fresh browsing context of a width and a height.
func open(t *testing.T, address string, width, height int64, first ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	return openIn(t, address, width, height, []chromedp.ContextOption{chromedp.WithNewBrowserContext()}, first...)
}

// openKeeping is [open] in the browser's lasting profile: one that is thrown away
// keeps what workers store in memory, and lets go of it when that is short.
func openKeeping(t *testing.T, address string, width, height int64) *tab {
	t.Helper()
	return openIn(t, address, width, height, nil)
}

func openIn(t *testing.T, address string, width, height int64, in []chromedp.ContextOption, first ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	chromium(t)
	parent, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, in...)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	p := &tab{T: t, ctx: ctx}
	host := address[:strings.Index(address[8:], "/")+8]
	p.run() // makes the target, which listening needs
	err = chromedp.Listen(ctx, func(event any) {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			p.faults = append(p.faults, fmt.Sprintf("%s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError {
				p.faults = append(p.faults, fmt.Sprintf("console: %s", e.Args[0].Value))
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "404") {
				p.faults = append(p.faults, e.Entry.Text+" "+e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, host) && !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(u, "data:") {
				p.foreign = append(p.foreign, u)
			}
		case *network.EventLoadingFinished:
			p.bytes += e.EncodedDataLength
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600}
	p.run(command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}), command(emulation.SetDeviceMetricsOverride, size))
	p.run(append(first, chromedp.Navigate(address))...)
	return p
}

func (p *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.Fatalf("%v; faults: %v", err, p.faults)
	}
}

// eval evaluates an expression, which may be a promise.
func eval[T any](p *tab, js string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for an expression to be true.
func (p *tab) until(js string) {
	p.Helper()
	deadline := time.Now().Add(time.Minute)
	for !eval[bool](p, "(async () => !!(await ("+js+")))()") { // what is promised is waited for
		if time.Now().After(deadline) {
			p.shot("failed")
			p.mu.Lock()
			defer p.mu.Unlock()
			p.Fatalf("never true: %s; faults: %v", js, p.faults)
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// drawn waits until the map's outlines and figures are there.
func (p *tab) drawn() {
	p.Helper()
	p.until(`window.salient && salient.frames.length > 0 && salient.model.changes && document.querySelector('canvas.ground') && salient.model.chosen.every(d => salient.model.tracks[d.name] !== undefined)`)
	p.until(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

// sound fails the test for what went wrong in the page, and for requests to
// elsewhere.
func (p *tab) sound() {
	p.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.faults) > 0 || len(p.foreign) > 0 {
		p.Errorf("in the page: %q; requests to elsewhere: %q", p.faults, p.foreign)
	}
}

// shot saves a picture into $SALIENT_SHOTS, to be looked at.
func (p *tab) shot(name string) {
	p.Helper()
	dir := os.Getenv("SALIENT_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
		p.Fatal(err)
	}
}

// axe fails the test for what axe-core finds, where node_modules is at hand.
func (p *tab) axe() {
	p.Helper()
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("CI") != "" {
			p.Fatal("axe-core is not installed: scripts/web installs it")
		}
		p.Log("SKIPPED axe-core: it is not installed; scripts/web installs it")
		return
	}
	p.run(chromedp.Evaluate[chromedp.Void](string(source)))
	found := eval[json.RawMessage](p, `axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' — ' + n.failureSummary) })))`)
	var list []any
	if err := json.Unmarshal(found, &list); err != nil || len(list) > 0 {
		text, _ := json.MarshalIndent(list, "", " ")
		p.Errorf("axe-core: %v %s", err, text)
	}
}
