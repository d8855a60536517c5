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
// for others, "warm" when asked before, "ledger" from the embedded rows. The last
// two are to stay under 5 ms, and so is the second where the machine is free.
func BenchmarkHeldByOblast(b *testing.B) {
	first := control.Date(2024, time.July, 7)
	ask := func(b *testing.B, r measure.Record, definition string, i int) {
		if _, err := r.Held(definition, first+control.Day(i*37%20*38), measure.Options{ByRegion: true}); err != nil {
			b.Fatal(err)
		}
	}
	c := archive(b, "data/deepstate.tar.zst")
	b.Run("cold", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			ask(b, live(c), "held", i)
		}
	})
	b.Run("first", func(b *testing.B) {
		var l *measure.Live
		var took time.Duration
		for i := 0; b.Loop(); i++ {
			if i%700 == 0 { // no day twice
				b.StopTimer()
				l = live(c)
				for k := range 20 {
					ask(b, l, "held", k)
				}
				runtime.GC() // what was read and made before is not the day's
				b.StartTimer()
			}
			day := first + control.Day(i%700) + 1
			began := cpuTime(b)
			if _, err := l.Held("held", day, measure.Options{ByRegion: true}); err != nil {
				b.Fatal(err)
			}
			took += cpuTime(b) - began
		}
		b.ReportMetric(took.Seconds()*1000/float64(b.N), "cpu-ms/op")
	})
	b.Run("warm", func(b *testing.B) {
		l := live(c)
		for i := range 20 {
			ask(b, l, "held", i)
		}
		for i := 0; b.Loop(); i++ {
			ask(b, l, "held", i)
		}
	})
	b.Run("ledger", func(b *testing.B) {
		l, err := ledger.Default()
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			ask(b, l, "deepstate", i)
		}
	})
}

// BenchmarkYearOfWeeks measures a year's weekly gross changes by oblast: under a
// second.
func BenchmarkYearOfWeeks(b *testing.B) {
	l := live(archive(b, "data/deepstate.tar.zst"))
	for b.Loop() {
		w := measure.Week(control.Date(2025, time.January, 6))
		for range 52 {
			if _, err := l.Change("held", w.From, w.To, measure.Options{ByRegion: true}); err != nil {
				b.Fatal(err)
			}
			w = measure.Week(w.To)
		}
	}
}
