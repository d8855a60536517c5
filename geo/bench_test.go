package geo

import "testing"

// maps returns the boundary input of the files named.
func maps(b *testing.B, pattern string, at ...float64) [][]Segment {
	files := archive(b, pattern)
	var out [][]Segment
	for _, f := range at {
		out = append(out, readMap(b, files[int(f*float64(len(files)-1))]))
	}
	return out
}

const (
	deepstateFiles = "deepstate/data/*.geojson"
	nzzFiles       = "nzz/data/*.json"
	iswFiles       = "isw/geoJSON/2022/*/RussianAssessedCoTinUkraine/*.geojson"
)

func BenchmarkBoundary(b *testing.B) {
	for _, bb := range []struct{ name, pattern string }{
		{"deepstate", deepstateFiles}, {"nzz", nzzFiles}, {"isw", iswFiles},
	} {
		b.Run(bb.name, func(b *testing.B) {
			segs := maps(b, bb.pattern, 0.9)[0]
			b.ReportAllocs()
			for b.Loop() {
				Boundary(segs, AtLeastOne)
			}
			b.ReportMetric(float64(len(segs)), "segments")
		})
	}
}

func BenchmarkPolygons(b *testing.B) {
	for _, bb := range []struct{ name, pattern string }{
		{"deepstate", deepstateFiles}, {"nzz", nzzFiles}, {"isw", iswFiles},
	} {
		b.Run(bb.name, func(b *testing.B) {
			segs := Boundary(maps(b, bb.pattern, 0.9)[0], AtLeastOne)
			b.ReportAllocs()
			for b.Loop() {
				Polygons(segs)
			}
			b.ReportMetric(float64(len(segs)), "segments")
		})
	}
}

// BenchmarkChangeMonth measures the change between two days a month apart.
func BenchmarkChangeMonth(b *testing.B) {
	files := archive(b, deepstateFiles)
	for _, bb := range []struct {
		name string
		at   int
	}{{"early", 100}, {"middle", 400}, {"late", 700}} {
		b.Run(bb.name, func(b *testing.B) {
			from := Boundary(readMap(b, files[bb.at]), AtLeastOne)
			to := Boundary(readMap(b, files[bb.at+30]), AtLeastOne)
			diff := Diff(from, to)
			b.ReportAllocs()
			for b.Loop() {
				ChangeOf(diff)
			}
			b.ReportMetric(float64(len(diff)), "segments")
		})
	}
}

func BenchmarkSegmentArea(b *testing.B) {
	short := Segment{Pt(37, 48), Pt(37.01, 48.005)}
	long := Segment{Pt(37, 48), Pt(38, 48.5)}
	for _, bb := range []struct {
		name string
		f    func(Segment) SquareMeters
		s    Segment
	}{{"short", SegmentArea, short}, {"long", SegmentArea, long}, {"karney", karneyArea, short}} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				bb.f(bb.s)
			}
		})
	}
}

// BenchmarkUnion measures the union of three layers that share most of their
// boundaries.
func BenchmarkUnion(b *testing.B) {
	var segs []Segment
	for _, layer := range []string{"RussianAssessedCoTinUkraine", "RussianAssessedAdvanceinUkraine", "RussianClaimedCoTinUkraine"} {
		segs = append(segs, Boundary(maps(b, "isw/geoJSON/2022/*/"+layer+"/*.geojson", 0.9)[0], AtLeastOne)...)
	}
	b.ReportAllocs()
	for b.Loop() {
		Boundary(segs, AtLeastOne)
	}
	b.ReportMetric(float64(len(segs)), "segments")
}
