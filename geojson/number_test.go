package geojson

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/salient-project/salient/geo"
)

// exactE7 is the definition: the decimal as written, times 1e7, half to even.
func exactE7(s string) (*big.Int, bool) {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil, false
	}
	r.Mul(r, big.NewRat(geo.E7, 1))
	two := big.NewInt(2)
	num := new(big.Int).Mul(r.Num(), two) // floor((2n+d)/2d), then mend ties
	num.Add(num, r.Denom())
	den := new(big.Int).Mul(r.Denom(), two)
	q, m := new(big.Int).DivMod(num, den, new(big.Int))
	if m.Sign() == 0 && q.Bit(0) == 1 {
		q.Sub(q, big.NewInt(1))
	}
	return q, true
}

func checkNumber(t *testing.T, s string) {
	t.Helper()
	want, ok := exactE7(s)
	if !ok {
		t.Fatalf("bad case %q", s)
	}
	for _, tail := range []string{"", ",", " ]                 ", "]"} {
		got, end := scanE7([]byte("x"+s+tail), 1)
		if end != 1+len(s) {
			t.Fatalf("scanE7(%q): end %d, want %d", s+tail, end, 1+len(s))
		}
		if want.IsInt64() && want.Int64() >= math.MinInt32 && want.Int64() <= math.MaxInt32 {
			if got != want.Int64() {
				t.Fatalf("scanE7(%q) = %d, want %d", s+tail, got, want)
			}
		} else if got >= math.MinInt32 && got <= math.MaxInt32 {
			t.Fatalf("scanE7(%q) = %d, want beyond 32 bits: %d", s+tail, got, want)
		}
	}
}

func TestNumberTraps(t *testing.T) {
	for _, s := range []string{
		"0", "-0", "0.0", "-0.0", "180", "-180", "35.201458", "45.5", "7.0000001",
		"31.6734335264", "32.537730000278302", "-35.20145849999999999999999",
		"0.00000005", "0.00000015", "0.000000050000000000000000001", "0.00000004999999999999",
		"1e2", "1E+1", "3.52e1", "352014580e-7", "35201458e-6", "1e-8", "5e-8", "15e-8", "1e-400", "0e400", "1e400", "123456789012345678901234567890", "999.9999999", "1000.5",
		"12345678.12345678", "0.1234567890123456789e1", "0.00000000000000000000001e22",
		"179.99999995", "179.99999994", "214.7483647", "214.7483648", "99.99999999",
	} {
		checkNumber(t, s)
	}
}

func TestNumberRandom(t *testing.T) {
	seed := rand.Uint64()
	rng := rand.New(rand.NewPCG(seed, 0))
	defer func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	}()
	for range 200_000 {
		v := (rng.Float64() - 0.5) * 360
		s := strconv.FormatFloat(v, 'f', rng.IntN(18), 64)
		if rng.IntN(10) == 0 {
			s = strconv.FormatFloat(v, 'e', rng.IntN(18), 64)
		}
		checkNumber(t, s)
	}
}

// TestNumberAgainstFloats compares with the way a float-based reader goes. The
// two may differ only where the digits lie within a float's error of a tie.
func TestNumberAgainstFloats(t *testing.T) {
	seed := rand.Uint64()
	rng := rand.New(rand.NewPCG(seed, 0))
	for range 200_000 {
		s := strconv.FormatFloat((rng.Float64()-0.5)*360, 'f', 1+rng.IntN(16), 64)
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := scanE7([]byte(s), 0)
		want := int64(math.RoundToEven(f * geo.E7))
		tie := math.Abs(math.Abs(f*geo.E7-math.Trunc(f*geo.E7))-0.5) < 1e-6
		if got != want && !tie {
			t.Fatalf("seed %d: scanE7(%q) = %d, by floats %d", seed, s, got, want)
		}
	}
}

func TestNumberSyntax(t *testing.T) {
	for _, s := range []string{"", "-", "+1", ".5", "1.", "01", "-01.5", "1.x", "1e", "1e+", "NaN", "Infinity", "--1", "1.      "} {
		// A number may end early: what follows it is the caller's to refuse.
		if v, end := scanE7([]byte(s), 0); end == len(s) {
			t.Errorf("scanE7(%q) = %d, whole; want a syntax error", s, v)
		}
	}
}

func TestNumberHugeExponents(t *testing.T) {
	if v, _ := scanE7([]byte("1e-999999999999999999999"), 0); v != 0 {
		t.Errorf("a number near zero is %d", v)
	}
	if v, _ := scanE7([]byte("-1e999999999999999999999"), 0); v >= math.MinInt32 {
		t.Errorf("a huge number is %d", v)
	}
	if v, _ := scanE7([]byte("0e999999999999999999999"), 0); v != 0 {
		t.Errorf("zero is %d", v)
	}
}

var sink int64

func BenchmarkNumber(b *testing.B) {
	for _, s := range []string{"35.201458", "31.6734335264", "32.537730000278302", "3.52e1"} {
		b.Run(s, func(b *testing.B) {
			data := []byte(s + ", 45.523343 ], [")
			for b.Loop() {
				v, _ := scanE7(data, 0)
				sink += v
			}
		})
	}
}
