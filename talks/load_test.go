package talks

import (
	"testing"
	"time"
)

func TestEmbedded(t *testing.T) {
	rec, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, r := range rec.AllRounds {
		if r.Held() {
			held++
		}
	}
	for _, n := range []struct {
		what      string
		got, want int
	}{
		{"rounds held", held, 25},
		{"positions", len(rec.Positions), 40},
		{"statements", len(rec.Statements), 40},
		{"agreements", len(rec.Agreements), 8},
	} {
		t.Logf("%d %s", n.got, n.what)
		if n.got < n.want {
			t.Errorf("%d %s, want at least %d", n.got, n.what, n.want)
		}
	}
}

func TestLoadTime(t *testing.T) {
	best := time.Hour
	for n := 0; n < 5 || n < 30 && best > 50*time.Millisecond; n++ { // other programs may have the processor
		start := time.Now()
		if _, err := Load(EmbeddedFS()); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	t.Logf("loaded in %v", best)
	if best > 50*time.Millisecond {
		t.Errorf("loaded in %v at best, want under 50 ms", best)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(EmbeddedFS()); err != nil {
			b.Fatal(err)
		}
	}
}
