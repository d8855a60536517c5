//go:build unix

package show

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/verdict"
)

var (
	benchNumber = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b|\b\d+\b`)
	benchMonth  = regexp.MustCompile(`\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)
	benchPlace  = regexp.MustCompile(`\b(?:Donetsk|Luhansk|Zaporizhzhia|Kherson|Kharkiv|Sumy|Pokrovsk|Lyman|Kupiansk|Siversk|Huliaipole|Orikhiv)\b`)
	months      = strings.Fields("January February March April May June July August September October November December")
	places      = strings.Fields("Donetsk Luhansk Zaporizhzhia Kherson Kharkiv Sumy Pokrovsk Lyman Kupiansk Siversk Huliaipole Orikhiv")
)

// varied returns articles of some 1,000 words, each of several texts of the reader's
// tests, with other numbers, days, months, years and places in each, so that nothing
// asked before answers for the next. They are dense with claims.
func varied(b *testing.B, bytes int) []string {
	files, err := filepath.Glob("../../claim/read/testdata/texts/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal("no texts", err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	var out, pieces []string
	for n, k, words := 0, 0, 0; n < bytes; k++ {
		data, err := os.ReadFile(files[k%len(files)])
		if err != nil {
			b.Fatal(err)
		}
		text := benchNumber.ReplaceAllStringFunc(string(data), func(s string) string {
			v, err := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
			switch {
			case err != nil:
				return s
			case v >= 2022 && v <= 2026:
				return strconv.Itoa(2022 + r.IntN(5))
			case v <= 31:
				return strconv.Itoa(1 + r.IntN(28))
			}
			return strconv.Itoa(int(float64(v) * (0.6 + r.Float64())))
		})
		text = benchMonth.ReplaceAllStringFunc(text, func(string) string { return months[r.IntN(len(months))] })
		text = benchPlace.ReplaceAllStringFunc(text, func(string) string { return places[r.IntN(len(places))] })
		pieces = append(pieces, strings.TrimSpace(text))
		n, words = n+len(text), words+len(strings.Fields(text))
		if words >= 1000 || n >= bytes {
			out = append(out, strings.Join(pieces, "\n\n"))
			pieces, words = nil, 0
		}
	}
	return out
}

// processorTime returns what the process has taken so far: on a machine that others
// use too, the clock on the wall measures them.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// BenchmarkCheck reads, checks and prints articles, each by itself, as the command
// and the server do. It tells the time of 1,000 words.
func BenchmarkCheck(b *testing.B) {
	sources := embeddedSources(b)
	texts := varied(b, 1<<20)
	words, k := 0, 0
	check := func() {
		doc, err := article.Parse("a.txt", []byte(texts[k%len(texts)]), article.Options{})
		if err != nil {
			b.Fatal(err)
		}
		k++
		words += len(strings.Fields(doc.Text))
		s := sources
		s.Text = doc.Text
		result := verdict.Check(read.Article(doc), s)
		out := NewJSONStream(io.Discard, result.Published)
		for _, c := range result.Claims {
			out.Claim(c)
		}
		if err := out.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for range len(texts) {
		check() // tables are read when first needed
	}
	words = 0
	b.ReportAllocs()
	start := processorTime(b)
	for b.Loop() {
		check()
	}
	b.ReportMetric(float64((processorTime(b)-start).Microseconds())/float64(words)*1000, "cpu-µs/1000words")
}

// BenchmarkStream checks a megabyte of such articles while it is read, and prints
// what is found.
func BenchmarkStream(b *testing.B) {
	sources := embeddedSources(b)
	text := strings.Join(varied(b, 1<<20), "\n\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	start := processorTime(b)
	for b.Loop() {
		doc, long, err := article.OpenLong(b.Context(), "-", strings.NewReader(text), article.Options{})
		if err != nil || long == nil {
			b.Fatal("not read as a long text", err)
		}
		out := NewJSONStream(io.Discard, doc.Published)
		stream := verdict.NewStream(doc.Published, sources, out.Claim)
		err = read.Stream(long, doc.Published, read.Sink{
			Block: func(bl article.Block) { stream.Block(bl.Start, bl.Text) },
			Claim: stream.Claim,
		})
		if err != nil {
			b.Fatal(err)
		}
		stream.Close()
		if err := out.Close(); err != nil {
			b.Fatal(err)
		}
		long.Close()
	}
	b.ReportMetric((processorTime(b)-start).Seconds()/float64(b.N)/float64(len(text))*1e6, "cpu-s/MB")
}
