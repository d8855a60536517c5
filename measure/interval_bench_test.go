//go:build unix

package measure_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/measure"
)

// BenchmarkHeldByOblast asks for days and every oblast: "cold" where nothing was
// asked yet, "first" days that were not asked for in a process that has answered
// for the map before, of each source, "warm" when asked before, "ledger" from the
// embedded rows. All but the first are to stay under 5 ms; cpu-ms/op is processor
// time, which does not depend on what else the machine does.
func BenchmarkHeldByOblast(b *testing.B) {
	first := control.Date(2024, time.July, 7)
	ask := func(b *testing.B, r measure.Record, definition string, day control.Day) {
		if _, err := r.Held(definition, day, measure.Options{ByRegion: true}); err != nil {
			b.Fatal(err)
		}
	}
	some := func(i int) control.Day { return first + control.Day(i*37%20*38) }
	c := archive(b, "data/deepstate.tar.zst")
	b.Run("cold", func(b *testing.B) {
		began := cpuTime(b)
		for i := 0; b.Loop(); i++ {
			ask(b, live(c), "held", some(i))
		}
		b.ReportMetric((cpuTime(b)-began).Seconds()*1000/float64(b.N), "cpu-ms/op")
	})
	for _, source := range []string{"deepstate", "nzz", "isw"} {
		b.Run("first/"+source, func(b *testing.B) {
			c := archive(b, "data/"+source+".tar.zst")
			maps := c.Maps(control.NoDay)
			var l *measure.Live
			var took time.Duration
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				at := i % (len(maps) - 1)
				if at == 0 { // no map twice
					b.StopTimer()
					l = live(c)
					ask(b, l, "held", maps[0].Day)
					runtime.GC() // what was read and made before is not the day's
					b.StartTimer()
				}
				began := cpuTime(b)
				ask(b, l, "held", maps[at+1].Day)
				took += cpuTime(b) - began
			}
			b.ReportMetric(took.Seconds()*1000/float64(b.N), "cpu-ms/op")
		})
	}
	b.Run("warm", func(b *testing.B) {
		l := live(c)
		for i := range 20 {
			ask(b, l, "held", some(i))
		}
		for i := 0; b.Loop(); i++ {
			ask(b, l, "held", some(i))
		}
	})
	b.Run("ledger", func(b *testing.B) {
		l, err := ledger.Default()
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			ask(b, l, "deepstate", some(i))
		}
	})
}

// BenchmarkYearOfWeeks measures a year's weekly gross changes by oblast: under a
// second.
func BenchmarkYearOfWeeks(b *testing.B) {
	l := live(archive(b, "data/deepstate.tar.zst"))
	began := cpuTime(b)
	for b.Loop() {
		w := measure.Week(control.Date(2025, time.January, 6))
		for range 52 {
			if _, err := l.Change("held", w.From, w.To, measure.Options{ByRegion: true}); err != nil {
				b.Fatal(err)
			}
			w = measure.Week(w.To)
		}
	}
	b.ReportMetric((cpuTime(b)-began).Seconds()*1000/float64(b.N), "cpu-ms/op")
}
