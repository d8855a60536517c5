package verdict

import (
	"encoding/json"
	"math"
	"testing"
	"unicode/utf8"
)

// TestAppendNumber holds numbers against those of encoding/json.
func TestAppendNumber(t *testing.T) {
	for _, v := range []float64{0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e-6, 9e-7, -9e-7, 1e20, 1e21, -3e22, 123456.789, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := appendNumber(nil, v); err != nil || string(got) != string(want) {
			t.Errorf("%v: %s (%v), want %s", v, got, err, want)
		}
	}
	if _, err := appendNumber(nil, math.NaN()); err == nil {
		t.Error("NaN is printed")
	}
}

// FuzzAppendText holds strings against those of an encoder that does not escape HTML.
func FuzzAppendText(f *testing.F) {
	for _, s := range []string{"", "km² of “ground”", "<a & b>", "a\"b\\c", "\x00\x1f\x7f\t\n", "\xff\xc3", "\u2028\u2029\ufffd", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendText(nil, s); string(got) != string(want) || !utf8.Valid(got) {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	})
}
