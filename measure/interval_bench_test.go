package measure_test

import (
	"testing"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// BenchmarkHeldByOblast asks for any day and every oblast: under 5 ms each once
// the chronicle is read.
func BenchmarkHeldByOblast(b *testing.B) {
	l := live(archive(b, "data/deepstate.tar.zst"))
	first := control.Date(2024, time.July, 7)
	i := 0
	for b.Loop() {
		if _, err := l.Held("held", first+control.Day(i*37%760), measure.Options{ByRegion: true}); err != nil {
			b.Fatal(err)
		}
		i++
	}
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
