package read_test

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
)

// corpusText joins the test texts into one of a good thousand words.
func corpusText(tb testing.TB) string {
	tb.Helper()
	files, err := filepath.Glob("testdata/texts/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatal("no texts", err)
	}
	var b strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(data), "--- text\n")
		text, _, _ := strings.Cut(rest, "--- labels\n")
		b.WriteString(text + "\n\n")
	}
	return b.String()
}

// repeated yields a text again and again, n bytes in all.
type repeated struct {
	text string
	left int
	at   int
	peak uint64
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.left)], r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	before := r.left >> 18
	r.left -= n
	if r.left>>18 != before {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		r.peak = max(r.peak, m.HeapAlloc)
	}
	return n, nil
}

// TestStreamMemory: what a stream holds does not grow with its length.
func TestStreamMemory(t *testing.T) {
	text := corpusText(t)
	peak := func(n int) (uint64, int) {
		src := &repeated{text: text, left: n}
		claims := 0
		err := read.Stream(src, control.NoDay, read.Sink{Claim: func(claim.Claim) { claims++ }})
		if err != nil {
			t.Fatal(err)
		}
		return src.peak, claims
	}
	short, c1 := peak(1 << 20)
	long, c2 := peak(5 << 20)
	if c1 == 0 || c2 < 3*c1 {
		t.Fatalf("%d claims in 1 MB, %d in 5 MB", c1, c2)
	}
	if long > short+2<<20 {
		t.Errorf("heap of %d bytes over 1 MB, %d over 5 MB", short, long)
	}
}

// TestStreamAgrees: a stream finds what a document's reading finds.
func TestStreamAgrees(t *testing.T) {
	text := corpusText(t)
	day := control.Date(2026, 3, 3)
	var streamed []claim.Claim
	if err := read.Stream(strings.NewReader(text), day, read.Sink{Claim: func(c claim.Claim) { streamed = append(streamed, c) }}); err != nil {
		t.Fatal(err)
	}
	whole := read.Article(article.Document{Text: text, Published: day}).Claims
	if len(streamed) != len(whole) || len(whole) < 60 {
		t.Fatalf("%d claims streamed, %d in one", len(streamed), len(whole))
	}
	for i := range whole {
		if streamed[i].Start != whole[i].Start || streamed[i].Kind != whole[i].Kind {
			t.Fatalf("claim %d: %+v, %+v", i, streamed[i], whole[i])
		}
	}
}

// TestLinear: ten times the text takes nowhere near a hundred times as long, also
// for texts without sentences or paragraphs. The bound leaves room for a busy
// machine.
func TestLinear(t *testing.T) {
	for _, tt := range []struct{ name, unit string }{
		{"one paragraph", "Russia took 40 sq km near Lyman in May, and “we saw it all,” he said. "},
		{"no full stops", "Russia took 40 sq km and lost 3 to the "},
		{"numbers", "1,000 000 200 000 000 12 km2 "},
		{"quotation marks", "\" “ ” ' ’ "},
		{"one word", "Kharkivka"},
		{"brackets", "( ) ( 40 km2 ( 3 mi2 ) "},
		{"nested brackets", "((((((((40 km2"},
		{"nested quotation marks", "“He said “we took ‘it all” "},
		{"names", "Anna Bondar, a nurse, and Petro Kovalenko said "},
		{"time phrases", "in May, in June 2025, since last week, over the past month "},
		{"lists of towns", "Kamianka, Tavilzhanka and Radkivka fell, followed "},
		{"labels", "KYIV: Donetsk: 22 km²\n\n"},
		{"denials", "Kyiv denied this. Moscow took Radkivka. "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			run := func(n int) time.Duration {
				text := strings.Repeat(tt.unit, n/len(tt.unit))
				start := time.Now()
				read.Article(article.Document{Text: text, Published: control.Date(2026, 3, 3)})
				return time.Since(start)
			}
			// The shortest of up to five: others may have the processor meanwhile,
			// and no number of tries makes a quadratic reading fast.
			a, b := time.Hour, time.Hour
			for range 5 {
				a, b = min(a, run(10<<10)), min(b, run(100<<10))
				if b <= 50*a+10*time.Millisecond {
					return
				}
			}
			t.Errorf("10 kB in %v, 100 kB in %v", a, b)
		})
	}
}

func BenchmarkArticle(b *testing.B) {
	text := corpusText(b)
	words := len(strings.Fields(text))
	doc := article.Document{Text: text, Published: control.Date(2026, 3, 3)}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		read.Article(doc)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(words)*1000, "µs/1000words")
}

func FuzzArticle(f *testing.F) {
	files, _ := filepath.Glob("testdata/texts/*.txt")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), int32(20000))
	}
	f.Add("“Even so.\n\nThis ends it,” he said. 2012–13, ½ mile, 3½ km2 (a half), 31 June, Q9 2026.", int32(0))
	f.Fuzz(func(t *testing.T, text string, day int32) {
		if len(text) > 1<<14 || day < -1000000 || day > 1000000 {
			return
		}
		doc, err := article.Parse("fuzz", []byte(text), article.Options{Format: article.Text, Published: control.Day(day), PublishedSet: day != 0})
		if err != nil {
			return
		}
		got := read.Article(doc)
		runes := []rune(doc.Text)
		for _, c := range got.Claims {
			if c.Start < 0 || c.End > len(runes) || c.Start >= c.End || string(runes[c.Start:c.End]) != c.Text {
				t.Fatalf("claim %+v is not at its place", c)
			}
			if c.Rule == "" || c.Why == "" {
				t.Fatalf("claim %+v has no rule or reason", c)
			}
			if _, err := c.MarshalJSON(); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range got.Statements {
			if s.End > len(runes) || string(runes[s.Start:s.End]) != s.Quote || s.Speaker == "" {
				t.Fatalf("statement %+v is not at its place", s)
			}
		}
		again := read.Article(doc)
		if len(again.Claims) != len(got.Claims) {
			t.Fatal("two readings differ")
		}
	})
}
