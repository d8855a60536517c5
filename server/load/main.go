// Command load asks a server for warm tiles over loopback and prints how many it
// answers in a second, and how long answers take.
//
//	go run ./server/load                  # 10 seconds, its own server in the same process
//	go run ./server/load -soak -seconds 3600 -rate 500    # a bit of everything, memory watched
//	go run ./server/load -beside maps.gpkg                # by wrk, and PostGIS with the same maps
//	go run ./server/load -url http://127.0.0.1:8017
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/server"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
	"github.com/salient-project/salient/talks"
)

func main() {
	address := flag.String("url", "", "server to ask, as http://127.0.0.1:8017; empty: one of its own")
	seconds := flag.Int("seconds", 10, "how long to ask")
	callers := flag.Int("callers", 16, "connections that ask at the same time")
	definition := flag.String("definition", "deepstate", "definition whose tiles to ask for")
	path := flag.String("beside", "", "store of imported maps: ask this server and PostGIS for the same ground, by wrk")
	mixed := flag.Bool("soak", false, "ask for a bit of everything and watch memory")
	perSecond := flag.Int("rate", 0, "answers a second at most, with -soak; 0: as many as there are")
	flag.Parse()
	if *mixed {
		if err := endure(*address, time.Duration(*seconds)*time.Second, *callers, *perSecond); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
		return
	}
	if *path != "" {
		if err := compare(*path, *definition, *seconds, *callers); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*address, *definition, *seconds, *callers); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(address, definition string, seconds, callers int) error {
	if address == "" {
		own, err := start()
		if err != nil {
			return err
		}
		address = own
	}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	paths := tiles(definition)
	var took []time.Duration
	var mu sync.Mutex
	var wg sync.WaitGroup
	var bytes int64
	var failed error
	warm, err := connect(u.Host)
	if err != nil {
		return err
	}
	for _, p := range paths {
		if _, err := warm.ask(p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	begin := time.Now()
	end := begin.Add(time.Duration(seconds) * time.Second)
	for i := range callers {
		wg.Go(func() {
			c, err := connect(u.Host)
			var mine []time.Duration
			var size int64
			for n := i; err == nil && time.Now().Before(end); n++ {
				at := time.Now()
				var k int64
				if k, err = c.ask(paths[n%len(paths)]); err == nil {
					size += k
					mine = append(mine, time.Since(at))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			took, bytes, failed = append(took, mine...), bytes+size, errors.Join(failed, err)
		})
	}
	wg.Wait()
	if failed != nil {
		return failed
	}
	spent := time.Since(begin)
	slices.Sort(took)
	at := func(p float64) time.Duration { return took[int(p*float64(len(took)-1))].Round(10 * time.Microsecond) }
	fmt.Printf("%d tiles over %d addresses in %.1f s by %d callers on %d processors: %.0f tiles/s, %.1f MB/s, median %v, p99 %v, longest %v\n",
		len(took), len(paths), spent.Seconds(), callers, runtime.NumCPU(), float64(len(took))/spent.Seconds(), float64(bytes)/1e6/spent.Seconds(), at(.5), at(.99), at(1))
	return nil
}

// endure soaks a server, one of its own where no address is given.
func endure(address string, length time.Duration, callers, perSecond int) error {
	if address == "" {
		own, err := start()
		if err != nil {
			return err
		}
		address = own
	}
	return soak(address, length, callers, perSecond)
}

// start serves the embedded ledger on a free port.
func start() (string, error) { return startWith("") }

// startWith serves the maps of a store too, if it is named.
func startWith(path string) (string, error) {
	l, err := ledger.Default()
	if err != nil {
		return "", err
	}
	record, err := talks.Embedded()
	if err != nil {
		return "", err
	}
	o := server.Options{Record: l, Ledger: l, Places: gazetteer.Default(), Talks: record}
	if path != "" {
		imported, err := store.OpenReadOnly(path)
		if err != nil {
			return "", err
		}
		var definitions []control.Definition
		for _, r := range shipped.All() {
			definitions = append(definitions, r.Definitions()...)
		}
		o.Live = measure.Open(imported, definitions, o.Places)
		o.Record = measure.Join(o.Live, l)
	}
	s := server.New(o)
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() { _ = http.Serve(at, s.Handler()) }()
	return "http://" + at.Addr().String(), nil
}

// tiles are those that a map of the front at zooms 5 to 8 shows, on ten days.
func tiles(definition string) []string {
	var out []string
	for day := 10; day < 20; day++ {
		for z := 5; z <= 8; z++ {
			x, y := 37<<(z-6+2)/4, 22<<(z-6+2)/4
			for dx := range 3 {
				out = append(out, fmt.Sprintf("/tiles/held/%d/%d/%d.mvt?definition=%s&on=2026-02-%d", z, x+dx, y, definition, day))
			}
		}
	}
	return out
}

// caller is one connection, with as little between it and the wire as can be, so
// that the processors serve.
type caller struct {
	host string
	conn net.Conn
	in   *bufio.Reader
}

func connect(host string) (*caller, error) {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return nil, err
	}
	return &caller{host, conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

// ask returns how many bytes the body of a good answer has.
func (c *caller) ask(path string) (int64, error) {
	if _, err := io.WriteString(c.conn, "GET "+path+" HTTP/1.1\r\nHost: "+c.host+"\r\nAccept-Encoding: gzip\r\n\r\n"); err != nil {
		return 0, err
	}
	size, good := int64(0), false
	for first := true; ; first = false {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return 0, err
		}
		line = strings.TrimSpace(line)
		if first {
			good = strings.Contains(line, " 200 ") || strings.Contains(line, " 204 ")
			if !good {
				return 0, errors.New(line)
			}
		}
		if line == "" {
			break
		}
		if text, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			if size, err = strconv.ParseInt(text, 10, 64); err != nil {
				return 0, err
			}
		}
	}
	_, err := io.CopyN(io.Discard, c.in, size)
	return size, err
}
