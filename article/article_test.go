package article

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/salient-project/salient/control"
)

func blocksOf(text string) (out []Block) {
	for b := range (Document{Text: text}).Blocks() {
		out = append(out, b)
	}
	return out
}

// TestBlocks: kinds by what a line is, offsets in code points.
func TestBlocks(t *testing.T) {
	text := "Überschrift ohne Punkt\n4 Min Read\n\nKYIV, March 3, 2026 (Wire) — Troops moved.\n\n- one thing happened\n\nTAGGED:\nShare This Article"
	want := []struct {
		kind Kind
		text string
	}{
		{Heading, "Überschrift ohne Punkt"}, {Furniture, "4 Min Read"}, {Dateline, "KYIV, March 3, 2026 (Wire)"},
		{Paragraph, "Troops moved."}, {Bullet, "- one thing happened"}, {Furniture, "TAGGED:"}, {Furniture, "Share This Article"},
	}
	got := blocksOf(text)
	if len(got) != len(want) {
		t.Fatalf("%d blocks %v, want %d", len(got), got, len(want))
	}
	runes := []rune(text)
	for i, b := range got {
		if b.Kind != want[i].kind || b.Text != want[i].text {
			t.Errorf("block %d = %v %q, want %v %q", i, b.Kind, b.Text, want[i].kind, want[i].text)
		}
		if s := string(runes[b.Start : b.Start+utf8.RuneCountInString(b.Text)]); s != b.Text {
			t.Errorf("block %d: the text at its place is %q, not %q", i, s, b.Text)
		}
	}
}

// TestWrapped: text wrapped at a column is one paragraph, and its offsets hold.
func TestWrapped(t *testing.T) {
	text := "The Russian army captured one hundred and thirty-two square kilometres of\n   land in February, and its advance then slowed further in the month of\nMarch.\n\nNext."
	got := blocksOf(text)
	if len(got) != 2 {
		t.Fatalf("%d blocks, want 2: %v", len(got), got)
	}
	if got[0].Text != text[:strings.Index(text, "\n\n")] {
		t.Errorf("paragraph is %q", got[0].Text)
	}
}

func TestPublished(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"agency dateline", "PARIS, March 3, 2026\n\nText.", "2026-03-03"},
		{"date and hour before the first sentence", "March 3, 2026, 0600 GMT - Two years on, these are the numbers:\n\nText.", "2026-03-03"},
		{"date in brackets before the first sentence", "(3 March 2026) Two years on, these are the numbers.\n\nText.", "2026-03-03"},
		{"date and agency before the first sentence", "May 19, 2026 (Steppe News) - Key figures of the war:\n\nText.", "2026-05-19"},
		{"a chronology's first entry", "3 March 2026 - The first round is held.\n\n5 March 2026 - The second is held.", ""},
		{"a date and a dash before the first sentence", "MARCH 3, 2026 — Two years on, these are the numbers.\n\nText.", "2026-03-03"},
		{"a story that opens with a day", "24 February 2022. The first shells fall.\n\nText.", ""},
		{"published and updated", "Published 3 March 2026. Updated 5 March 2026.\n\nText.", "2026-03-03"},
		{"updated, then published", "Updated: 5 March 2026 | Published: 3 March 2026\n\nText.", "2026-03-03"},
		{"date and agency before the first sentence", "March 3, 2026 (Plain Wire) - Two years on, these are the numbers.\n\nText.", "2026-03-03"},
		{"day, month, year with strokes", "13/03/2026\n\nText.", "2026-03-13"},
		{"month, day, year with strokes", "03/13/2026\n\nText.", "2026-03-13"},
		{"strokes that may be either", "03/04/2026\n\nText.", ""},
		{"ISO with a clock", "2026-03-03T08:00:00Z\n\nText.", "2026-03-03"},
		{"published line", "Published: February 2, 2026, 11:20 a.m.\n3 min read\n\nText.", "2026-02-02"},
		{"published on, after a title", "A war: day 1,385\nPublished On 9 Dec 2025\n\nText.", "2025-12-09"},
		{"dispatch head", "LONDON, Dec 5, 2025 (0900 GMT) - Who holds what.", "2025-12-05"},
		{"British with a clock", "14 November 2025, 06:12 GMT\n\nText.", "2025-11-14"},
		{"updated never overrides", "Updated: March 5, 2026\nPublished: March 3, 2026\n\nText.", "2026-03-03"},
		{"both, each with its stop", "What is the belt?\nPublished 11 December 2025. Updated 14 December 2025.\n\nText.", "2025-12-11"},
		{"both on one line", "Updated 5 March 2026, published 3 March 2026\n\nText.", "2026-03-03"},
		{"ISO", "2026-03-03\n\nText.", "2026-03-03"},
		{"no year", "PARIS, March 3 (Wire) - Text.", ""},
		{"a date in a sentence is none", "On March 3, 2026 the army took a town.", ""},
		{"no such day", "31 June 2025\n\nText.", ""},
		{"day, month, year with points", "A tactical group reports\n\n07.10.2025 14:15\n\nText.", "2025-10-07"},
		{"place not in capitals", "New Delhi, November 22, 2025 (Wire): Ukraine on Saturday rejected it.", "2025-11-22"},
		{"title with a date", "Campaign Assessment, February 3, 2026\n\nText.", "2026-02-03"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Parse("a.txt", []byte(tt.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Published.String(); got != tt.want {
				t.Errorf("published %q, want %q (%s)", got, tt.want, d.Dateline)
			}
		})
	}
}

func TestPublishedOptionWins(t *testing.T) {
	day := control.Date(2026, 2, 17)
	d, err := Parse("a.txt", []byte("PARIS, March 3, 2026\n\nText."), Options{Published: day, PublishedSet: true})
	if err != nil {
		t.Fatal(err)
	}
	if d.Published != day || d.PublishedFrom != "option" {
		t.Errorf("published %v from %q", d.Published, d.PublishedFrom)
	}
}

func TestMarkdown(t *testing.T) {
	md := "---\ntitle: Front matter\nauthor: Ann Ode\ndate: 2026-03-03\n---\n# The *front*\n\nRussia **took** [12 km²](https://example.org/a_b) \\*of\\* land.\n\n> “Quoted,” he said.\n\n```\ncode\n```\n- item _one_\n"
	d, err := Parse("a.md", []byte(md), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != "Front matter" || d.Byline != "Ann Ode" || d.Published.String() != "2026-03-03" || d.PublishedFrom != "metadata" {
		t.Errorf("metadata: %+v", d)
	}
	for _, want := range []string{"The front", "Russia took 12 km² *of* land.", "“Quoted,” he said.", "- item one"} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("text lacks %q:\n%s", want, d.Text)
		}
	}
	for _, bad := range []string{"**", "](", "code", "title:"} {
		if strings.Contains(d.Text, bad) {
			t.Errorf("text keeps %q:\n%s", bad, d.Text)
		}
	}
}

const page = `<!doctype html><html><head><title>Site | Story</title>
<meta property="og:site_name" content="The Wire"><meta property="article:published_time" content="2026-03-04T01:00:00+02:00">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Line moves","datePublished":"2026-03-03T23:30:00-05:00","author":[{"@type":"Person","name":"Ann Ode"},{"name":"Bo Lin"}]}]}</script>
</head><body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article><h1>Line moves</h1>
<p>Russia&rsquo;s army captured 132 square kilometres (51 square miles) of Ukrainian land in February, its smallest monthly haul since April 2024, according to a tally built on daily data.</p>
<p>Over the same 28 days Ukrainian troops retook 165 km<sup>2</sup>, leaving Kyiv with a net gain, and the front hardly moved at all in the weeks that followed, officials said.</p>
<ul><li>First point of the list, long enough to be kept by the reader as text.</li></ul>
<p>The bulk of the push came in a sector roughly 75 kilometres east of Zaporizhzhia, between two small towns, where fighting has gone on since the autumn of last year.</p>
</article><footer>© 2026 The Wire. Cookies.</footer><script>var x = "tracked";</script></body></html>`

func TestHTML(t *testing.T) {
	d, err := Parse("a.html", []byte(page), Options{URL: "https://wire.example/a"})
	if err != nil {
		t.Fatal(err)
	}
	if d.Title == "" || d.Byline != "Ann Ode, Bo Lin" || d.Site != "The Wire" || d.Published.String() != "2026-03-03" {
		t.Errorf("metadata: title %q byline %q site %q published %s", d.Title, d.Byline, d.Site, d.Published)
	}
	for _, want := range []string{"Russia’s army captured 132 square kilometres (51 square miles)", "retook 165 km², leaving", "- First point"} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("text lacks %q:\n%s", want, d.Text)
		}
	}
	for _, bad := range []string{"tracked", "Home", "Cookies", "<p"} {
		if strings.Contains(d.Text, bad) {
			t.Errorf("text keeps %q:\n%s", bad, d.Text)
		}
	}
}

func TestHTMLCharset(t *testing.T) {
	body := "<html><head><meta charset=\"windows-1251\"></head><body><p>" + strings.Repeat("\xcf\xf0\xe8\xe2\xe5\xf2 one two three. ", 8) + "</p></body></html>"
	d, err := Parse("a.html", []byte(body), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.Text, "Привет") {
		t.Errorf("text is %q", d.Text)
	}
}

func TestOpen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(file, []byte("\ufeffOne.\r\n\r\nTwo.\r"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Open(context.Background(), file, nil, Options{})
	if err != nil || d.Text != "\ufeffOne.\n\nTwo.\n" {
		t.Errorf("Open() = %q, %v", d.Text, err)
	}
	d, err = Open(context.Background(), "-", strings.NewReader("From standard input."), Options{})
	if err != nil || d.Text != "From standard input." {
		t.Errorf("Open(-) = %q, %v", d.Text, err)
	}
	if _, err = Open(context.Background(), file+".none", nil, Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if _, err = Open(context.Background(), file, nil, Options{MaxBytes: 3}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if _, err = Open(context.Background(), "-", strings.NewReader(" \n"), Options{}); !errors.Is(err, ErrNoText) {
		t.Errorf("empty: %v", err)
	}
	if _, err = Open(context.Background(), "-", strings.NewReader("PK\x03\x04\x00\x00"), Options{}); !errors.Is(err, ErrNoText) {
		t.Errorf("binary: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(page), uint8(HTML))
	f.Add([]byte("# T\n\n**a** [b](c)\n\n- x\r\n"), uint8(Markdown))
	f.Add([]byte("PARIS, March 3, 2026\n\nText."), uint8(Text))
	f.Add([]byte("<ul><li><table><p></ul>"), uint8(Auto))
	f.Fuzz(func(t *testing.T, data []byte, format uint8) {
		if len(data) > 1<<16 {
			return
		}
		d, err := Parse("fuzz", data, Options{Format: Format(format % 4)})
		if err != nil {
			return
		}
		if !utf8.ValidString(d.Text) {
			t.Fatalf("text is not UTF-8: %q", d.Text)
		}
		runes := []rune(d.Text)
		end := 0
		for b := range d.Blocks() {
			n := utf8.RuneCountInString(b.Text)
			if b.Start < end || b.Start+n > len(runes) || string(runes[b.Start:b.Start+n]) != b.Text {
				t.Fatalf("block %+v is not at its place in %q", b, d.Text)
			}
			end = b.Start + n
		}
	})
}
