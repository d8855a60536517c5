package geo

import (
	"encoding/binary"
	"testing"
)

// FuzzOverlay reads points from bytes, small and great, and checks that every
// rule's polygons are valid and come back from their own boundary.
func FuzzOverlay(f *testing.F) {
	f.Add([]byte("\x00\x00\x05\x05\x05\x00\x00\x05"), false)
	f.Add([]byte("\x00\x00\x04\x00\x04\x04\x00\x04\x02\x02\x06\x02\x06\x06\x02\x06"), false)
	f.Add([]byte("\x00\x00\x00\x80\x00\x00\x00\x80\xff\xff\xff\x7f\xff\xff\xff\x7f\xff\xff\xff\x7f\x00\x00\x00\x80"), true)
	f.Fuzz(func(t *testing.T, data []byte, wide bool) {
		var ring Ring
		if wide {
			for ; len(data) >= 8 && len(ring) < 40; data = data[8:] {
				ring = append(ring, Point{int32(binary.LittleEndian.Uint32(data)), int32(binary.LittleEndian.Uint32(data[4:]))})
			}
		} else {
			for ; len(data) >= 2 && len(ring) < 40; data = data[2:] {
				ring = append(ring, Point{int32(int8(data[0])), int32(int8(data[1]))})
			}
		}
		segs := ring.Segments(nil)
		for _, rule := range []Rule{AtLeastOne, AtMostMinusOne, NonZero, Odd} {
			m := Overlay(segs, rule)
			checkValid(t, m)
			if err := Validate(m); err != nil {
				t.Fatalf("invalid: %v\n%v", err, m)
			}
			if again := Overlay(m.Segments(nil), AtLeastOne); planar(again) != planar(m) {
				t.Fatalf("again %v\nwant %v", again, m)
			}
		}
	})
}
