package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// soak asks for a bit of everything, days drawn at random so that caches turn
// over, at most perSecond answers a second, and prints the memory that is in use
// after a collection. Memory that still grows after the first third fails it.
func soak(address string, length time.Duration, callers, perSecond int) error {
	limit := rate.NewLimiter(rate.Inf, 1)
	if perSecond > 0 {
		limit = rate.NewLimiter(rate.Limit(perSecond), callers)
	}
	ctx, cancel := context.WithTimeout(context.Background(), length)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: callers}, Timeout: time.Minute}
	var asked, bytes, refused atomic.Int64
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for limit.Wait(ctx) == nil {
				n, err := one(client, address)
				asked.Add(1)
				bytes.Add(n)
				if err != nil {
					refused.Add(1)
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
					return
				}
			}
		})
	}
	memory := watch(ctx, length, &asked)
	wg.Wait()
	if failed != nil {
		return failed
	}
	third := len(memory) / 3
	if third == 0 {
		return errors.New("too short to tell whether memory grows: give -seconds 60 or more")
	}
	early, late := most(memory[third:2*third]), most(memory[2*third:])
	fmt.Printf("%d answers, %d MB, in %v by %d callers on %d processors; most memory in use: %d MB in the second third, %d MB in the last\n",
		asked.Load(), bytes.Load()>>20, length, callers, runtime.NumCPU(), early>>20, late>>20)
	if late > early+early/5+(8<<20) {
		return fmt.Errorf("memory grows: %d MB, then %d MB", early>>20, late>>20)
	}
	return nil
}

// watch returns the bytes in use on the heap, 30 times over the length.
func watch(ctx context.Context, length time.Duration, asked *atomic.Int64) []uint64 {
	var out []uint64
	tick := time.NewTicker(length / 31)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return out
		case <-tick.C:
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			out = append(out, m.HeapAlloc)
			fmt.Printf("%s %9d answers, %4d MB in use, %4d MB from the system, %d goroutines\n",
				time.Now().Format(time.TimeOnly), asked.Load(), m.HeapAlloc>>20, m.Sys>>20, runtime.NumGoroutine())
		}
	}
}

func most(of []uint64) uint64 {
	top := uint64(0)
	for _, v := range of {
		top = max(top, v)
	}
	return top
}

// story is what check is asked to read.
const story = "Russian forces gained 38 square kilometres in the week to 15 February 2026, DeepState's maps show. " +
	"They hold about one-fifth of Ukraine. The plant at Enerhodar is under Russian control."

// one asks for one thing and reads the answer to its end. An answer of 500 or
// more, or of 400, is an error: everything that is asked for is well put.
func one(client *http.Client, address string) (int64, error) {
	day := time.Date(2024, 8, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rand.IntN(700))
	on, before := day.Format(time.DateOnly), day.AddDate(0, 0, -1-rand.IntN(60)).Format(time.DateOnly)
	paths := []string{
		fmt.Sprintf("/tiles/cells/%d/%d/%d.mvt?on=%s", 6, 37+rand.IntN(3), 21+rand.IntN(3), on),
		"/tiles/oblasts/5/18/11.mvt",
		"/v1/held?by=oblast&on=" + on,
		"/v1/change?from=" + before + "&to=" + on,
		"/v1/place?q=Huliaipole",
		"/collections/held/items?limit=50&datetime=" + before + "/" + on,
		"/collections/rounds/items?datetime=../" + on,
		"/v1/talks/rounds",
		"/",
	}
	n := rand.IntN(len(paths) + 1)
	var resp *http.Response
	var err error
	path := "/v1/check"
	if n < len(paths) {
		path = paths[n]
		resp, err = client.Get(address + path)
	} else {
		resp, err = client.Post(address+path, "text/plain", strings.NewReader(story))
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	size, err := io.Copy(io.Discard, resp.Body)
	if err == nil && (resp.StatusCode >= 500 || resp.StatusCode == http.StatusBadRequest) {
		err = fmt.Errorf("%s: %s", path, resp.Status)
	}
	return size, err
}
