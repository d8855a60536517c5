package brief_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/talks"
)

var update = flag.Bool("update", false, "write golden files anew")

func day(t testing.TB, s string) control.Day {
	t.Helper()
	d, err := control.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// options are those of the command line over the embedded ledger, without
// outlines.
func options(t testing.TB, w brief.Window, l brief.Lang) brief.Options {
	t.Helper()
	record, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	o := brief.Options{Window: w, Lang: l, Record: record, Talks: rounds, Where: gazetteer.Default(), Credits: gazetteer.Default().Attribution()}
	for _, s := range shipped.All() {
		info := s.Info()
		o.Sources = append(o.Sources, brief.Source{ID: s.ID(), Name: info.Name, Credit: info.Attribution, Terms: info.Licence, TermsURL: info.TermsURL})
	}
	return o
}

// golden are weeks and months across the archives.
func golden(t testing.TB) map[string]brief.Window {
	return map[string]brief.Window{
		"2022-03-28": brief.WeekOf(day(t, "2022-03-28")), // withdrawal in the north
		"2022-09-05": brief.WeekOf(day(t, "2022-09-05")), // Kharkiv
		"2022-11-07": brief.WeekOf(day(t, "2022-11-07")), // Kherson
		"2023-06":    brief.MonthOf(day(t, "2023-06-01")),
		"2023-08-07": brief.WeekOf(day(t, "2023-08-07")), // no source draws much
		"2024-07-08": brief.WeekOf(day(t, "2024-07-08")), // DeepState's first
		"2024-08-12": brief.WeekOf(day(t, "2024-08-12")), // days without a map
		"2024-11":    brief.MonthOf(day(t, "2024-11-01")),
		"2025-05-12": brief.WeekOf(day(t, "2025-05-12")), // Istanbul
		"2025-11-24": brief.WeekOf(day(t, "2025-11-24")), // a day without a map
		"2026-01":    brief.MonthOf(day(t, "2026-01-01")),
		"2026-02-09": brief.WeekOf(day(t, "2026-02-09")), // before Geneva
	}
}

func TestGolden(t *testing.T) {
	for name, w := range golden(t) {
		t.Run(name, func(t *testing.T) {
			b, err := brief.Write(options(t, w, brief.AmericanEnglish))
			if err != nil {
				t.Fatal(err)
			}
			if b.Words < 200 || b.Words > 400 {
				t.Errorf("%d words, want 200 to 400", b.Words)
			}
			same(t, name+".txt", b.Text())
			if name == "2026-02-09" {
				data, err := b.JSON()
				if err != nil {
					t.Fatal(err)
				}
				same(t, "week.golden.json", data)
				same(t, name+".md", b.Markdown())
			}
		})
	}
}

func same(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test ./brief -update\n%s", file, talks.Diff("want", "got", string(want), string(got)))
	}
}

// TestSeed: the brief of the week before Geneva tells what a news agency's
// paragraph of that week told, in other words: ground retaken, most of it about
// 80 km east of Zaporizhzhia; about a fifth of the country held, Crimea in; talks
// in Geneva behind closed doors, after two rounds in Abu Dhabi.
func TestSeed(t *testing.T) {
	b, err := brief.Write(options(t, brief.WeekOf(day(t, "2026-02-09")), brief.AmericanEnglish))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(b.Text())), " ")
	for _, want := range []string{
		"Russia lost 28 square kilometers (11 square miles) to Ukraine", "Most of what Russia lost on Liveuamap’s maps lies east of Zaporizhzhia",
		"roughly one-fifth, Crimea included", "Geneva, Feb. 17-18, behind closed doors, after two such rounds earlier that year in Abu Dhabi",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the brief does not say %q", want)
		}
	}
}

// TestLabels asks every picture of every golden window whether labels touch or
// leave the page.
func TestLabels(t *testing.T) {
	pictures := 0
	for name, w := range golden(t) {
		b, err := brief.Write(options(t, w, brief.BritishEnglish))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range b.Pictures() {
			pictures++
			texts := s.Texts()
			for i, a := range texts {
				x0, y0, x1, y1 := a.Box()
				if x0 < 0 || y0 < 0 || x1 > s.W || y1 > s.H {
					t.Errorf("%s, %s: %q leaves the page", name, s.ID, a.S)
				}
				if a.Size < 9.5 {
					t.Errorf("%s, %s: %q has size %g", name, s.ID, a.S, a.Size)
				}
				for _, b := range texts[i+1:] {
					u0, v0, u1, v1 := b.Box()
					if x0 < u1 && u0 < x1 && y0 < v1 && v0 < y1 {
						t.Errorf("%s, %s: %q touches %q", name, s.ID, a.S, b.S)
					}
				}
			}
			if s.Alt == "" || s.Title == "" || s.Caption == "" {
				t.Errorf("%s, %s: no title, words or caption", name, s.ID)
			}
		}
	}
	t.Logf("%d pictures", pictures)
}

// TestTime: a week's brief with four pictures in under 2 s. The first one also
// reads the ledger. The bound is ten times that, since machines differ.
func TestTime(t *testing.T) {
	start := time.Now()
	b, err := brief.Write(options(t, brief.WeekOf(day(t, "2026-02-09")), brief.AmericanEnglish))
	if err != nil {
		t.Fatal(err)
	}
	b.Figures = b.Figures[:4]
	if _, err := b.Files(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	t.Logf("%v", took)
	if took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
