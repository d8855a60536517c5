package chronicle_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// benchArchive runs fn with the control layer of each archive, in order of day.
func benchArchive(b *testing.B, fn func(b *testing.B, snaps []control.Snapshot)) {
	for _, name := range []string{"deepstate", "nzz", "isw"} {
		b.Run(name, func(b *testing.B) {
			snaps := slices.Clone(snapshots(b, name)[control.Control])
			slices.SortStableFunc(snaps, func(x, y control.Snapshot) int { return cmp.Compare(x.Day, y.Day) })
			b.ReportAllocs()
			fn(b, snaps)
		})
	}
}

// BenchmarkBuild adds every map of an archive; ms/map is the cost of one.
func BenchmarkBuild(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		for b.Loop() {
			build("control", snaps)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/1e3/float64(b.N)/float64(len(snaps)), "ms/map")
	})
}

func BenchmarkEncode(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		c := build("control", snaps)
		size := 0
		for b.Loop() {
			size = len(marshal(b, c))
		}
		b.ReportMetric(float64(size), "bytes")
	})
}

func BenchmarkDecode(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		encoded := marshal(b, build("control", snaps))
		for b.Loop() {
			if _, err := chronicle.Decode(bytes.NewReader(encoded)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkAreas measures the whole area series of a chronicle just decoded.
func BenchmarkAreas(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		encoded := marshal(b, build("control", snaps))
		for b.Loop() {
			b.StopTimer()
			c, err := chronicle.Decode(bytes.NewReader(encoded))
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			for _, m := range c.Maps(control.NoDay) {
				c.Area(m)
			}
		}
	})
}

// BenchmarkDiffMonth asks for the changes between maps a month apart, warm.
func BenchmarkDiffMonth(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		c := build("control", snaps)
		maps := c.Maps(control.NoDay)
		i, segs := 0, 0
		for b.Loop() {
			from := maps[i%len(maps)]
			to, err := c.MapOn(from.Day+30, control.NoDay)
			if err != nil {
				b.Fatal(err)
			}
			segs += len(c.Diff(from, to))
			i++
		}
		b.ReportMetric(float64(segs)/float64(b.N), "segs/op")
	})
}

// BenchmarkBoundary asks for whole maps on scattered days, warm.
func BenchmarkBoundary(b *testing.B) {
	benchArchive(b, func(b *testing.B, snaps []control.Snapshot) {
		c := build("control", snaps)
		maps := c.Maps(control.NoDay)
		c.Boundary(maps[len(maps)-1])
		i := 0
		for b.Loop() {
			c.Boundary(maps[i*7919%len(maps)])
			i++
		}
	})
}

// BenchmarkDeriveISW derives control ∪ assessed advance ∪ claimed of all days.
func BenchmarkDeriveISW(b *testing.B) {
	maps := snapshots(b, "isw")
	var layers []*chronicle.Chronicle
	for _, l := range []control.Layer{control.Control, control.Advance, control.Claimed} {
		layers = append(layers, build(string(l), maps[l]))
	}
	b.ReportAllocs()
	days := 0
	for b.Loop() {
		d, err := chronicle.Derive("isw-afp", layers, chronicle.DeriveOptions{})
		if err != nil {
			b.Fatal(err)
		}
		days = len(d.Days())
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1e3/float64(b.N)/float64(days), "ms/day")
}
