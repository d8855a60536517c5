package server

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// metrics counts requests by route, and how long they took. It prints itself in
// Prometheus' text format 0.0.4, which is small enough to write by hand.
type metrics struct {
	start  time.Time
	inside atomic.Int64
	mu     sync.Mutex
	routes map[string]*routeMetrics
}

type routeMetrics struct {
	codes   map[int]int64
	bytes   int64
	seconds float64
	buckets [len(bucketEnds)]int64
}

// bucketEnds are the upper ends of the histogram's buckets, in seconds.
var bucketEnds = [...]float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func newMetrics() *metrics {
	return &metrics{start: time.Now(), routes: map[string]*routeMetrics{}}
}

func (m *metrics) count(route string, status int, size int64, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.routes[route]
	if r == nil {
		r = &routeMetrics{codes: map[int]int64{}}
		m.routes[route] = r
	}
	r.codes[status]++
	r.bytes += size
	r.seconds += took.Seconds()
	for i, end := range bucketEnds {
		if took.Seconds() <= end {
			r.buckets[i]++
		}
	}
}

func (m *metrics) text(version string) []byte {
	var b bytes.Buffer
	head := func(name, kind, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	m.mu.Lock()
	defer m.mu.Unlock()
	names := make([]string, 0, len(m.routes))
	for n := range m.routes {
		names = append(names, n)
	}
	slices.Sort(names)
	head("salient_requests_total", "counter", "Requests answered, by route and status.")
	for _, n := range names {
		codes := m.routes[n].codes
		sorted := make([]int, 0, len(codes))
		for c := range codes {
			sorted = append(sorted, c)
		}
		slices.Sort(sorted)
		for _, c := range sorted {
			fmt.Fprintf(&b, "salient_requests_total{route=%s,code=\"%d\"} %d\n", label(n), c, codes[c])
		}
	}
	head("salient_response_bytes_total", "counter", "Bytes of response bodies, by route.")
	for _, n := range names {
		fmt.Fprintf(&b, "salient_response_bytes_total{route=%s} %d\n", label(n), m.routes[n].bytes)
	}
	head("salient_request_seconds", "histogram", "Time to answer, by route.")
	for _, n := range names {
		r := m.routes[n]
		var total int64
		for _, c := range r.codes {
			total += c
		}
		for i, end := range bucketEnds {
			fmt.Fprintf(&b, "salient_request_seconds_bucket{route=%s,le=\"%g\"} %d\n", label(n), end, r.buckets[i])
		}
		fmt.Fprintf(&b, "salient_request_seconds_bucket{route=%s,le=\"+Inf\"} %d\n", label(n), total)
		fmt.Fprintf(&b, "salient_request_seconds_sum{route=%s} %g\nsalient_request_seconds_count{route=%s} %d\n", label(n), r.seconds, label(n), total)
	}
	head("salient_requests_in_flight", "gauge", "Requests being answered.")
	fmt.Fprintf(&b, "salient_requests_in_flight %d\n", m.inside.Load())
	head("salient_data_info", "gauge", "The version of the data, as a label.")
	fmt.Fprintf(&b, "salient_data_info{version=%s} 1\n", label(version))
	head("salient_uptime_seconds", "gauge", "Seconds since the server was made.")
	fmt.Fprintf(&b, "salient_uptime_seconds %g\n", time.Since(m.start).Seconds())
	head("go_goroutines", "gauge", "Goroutines that exist.")
	fmt.Fprintf(&b, "go_goroutines %d\n", runtime.NumGoroutine())
	head("go_memstats_heap_inuse_bytes", "gauge", "Bytes in heap spans in use.")
	fmt.Fprintf(&b, "go_memstats_heap_inuse_bytes %d\n", mem.HeapInuse)
	head("go_memstats_sys_bytes", "gauge", "Bytes obtained from the system.")
	fmt.Fprintf(&b, "go_memstats_sys_bytes %d\n", mem.Sys)
	return b.Bytes()
}

// label quotes a label's value.
func label(v string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(v) + `"`
}
