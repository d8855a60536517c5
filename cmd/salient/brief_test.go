package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/salient-project/salient/brief"
)

// briefWindows are weeks and months across the archives: the war's first weeks,
// both big withdrawals, a window that only ISW and Liveuamap tell,
// days without a map, and the week of the talks in Geneva.
var briefWindows = []string{
	"--week=2022-03-28", "--week=2022-09-07", "--week=2022-11-09", "--month=2023-06", "--week=2023-08-10", "--week=2024-07-09",
	"--week=2024-08-15", "--month=2024-11", "--week=2025-05-14", "--week=2025-11-25", "--month=2026-01", "--week=2026-02-09",
}

// TestBriefNumbers runs every command that a brief names and compares each
// number with what the command prints: in both ways of spelling.
func TestBriefNumbers(t *testing.T) {
	t.Setenv("SALIENT_STORE", filepath.Join(t.TempDir(), "none"))
	printed := map[string]any{}
	ask := func(t *testing.T, command string) any {
		if v, ok := printed[command]; ok {
			return v
		}
		var out, errOut bytes.Buffer
		args := append(strings.Fields(command)[1:], "--json")
		if code := run(context.Background(), args, strings.NewReader(""), &out, &errOut); code != exitDone {
			t.Fatalf("%s: exit status %d: %s", command, code, &errOut)
		}
		var v any
		if err := json.Unmarshal(out.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		printed[command] = v
		return v
	}
	numbers := 0
	for i, w := range briefWindows {
		t.Run(w, func(t *testing.T) {
			lang := []brief.Lang{brief.AmericanEnglish, brief.BritishEnglish}[i%2]
			var b brief.Brief
			var out, errOut bytes.Buffer
			if code := run(context.Background(), []string{"brief", w, "--json", "--lang", lang.String()}, nil, &out, &errOut); code != exitDone {
				t.Fatalf("exit status %d: %s", code, &errOut)
			}
			if err := json.Unmarshal(out.Bytes(), &b); err != nil {
				t.Fatal(err)
			}
			all := []brief.Sentence{b.Standfirst}
			for _, s := range b.Sections {
				all = append(all, s.Sentences...)
			}
			for _, s := range all {
				if len(s.Commands) == 0 {
					t.Errorf("no command prints this: %s", s.Text)
				}
				for _, c := range s.Commands {
					ask(t, c)
				}
				for _, n := range s.Numbers {
					numbers++
					checkNumber(t, s, n, lang, ask(t, s.Commands[n.Command]))
				}
			}
		})
	}
	if numbers < 12*10 {
		t.Errorf("only %d numbers were compared", numbers)
	}
	t.Logf("%d numbers of %d briefs equal what %d commands print", numbers, len(briefWindows), len(printed))
}

func checkNumber(t *testing.T, s brief.Sentence, n brief.Number, lang brief.Lang, answer any) {
	t.Helper()
	var values []float64
	for _, p := range n.Pointers {
		v, err := resolve(answer, p)
		if err != nil {
			t.Errorf("%s: %s: %v\n%s", s.Commands[n.Command], p, err, s.Text)
			return
		}
		switch v := v.(type) {
		case float64:
			values = append(values, v)
		case []any:
			values = append(values, float64(len(v)))
		default:
			t.Errorf("%s: %s is a %T", s.Commands[n.Command], p, v)
		}
	}
	v := n.Op.Value(values)
	if text := brief.Print(lang, n.Unit, v); text != n.Text {
		t.Errorf("%q in the brief, %q by %s at %s", n.Text, text, s.Commands[n.Command], n.Pointers)
	}
	if math.Abs(v-n.Value) > 1e-4 {
		t.Errorf("value %v in the brief, %v by %s at %s", n.Value, v, s.Commands[n.Command], n.Pointers)
	}
	if !strings.Contains(strings.ToLower(s.Text), strings.ToLower(n.Text)) {
		t.Errorf("%q is not in %q", n.Text, s.Text)
	}
}

// resolve follows a JSON pointer (RFC 6901).
func resolve(v any, pointer string) (any, error) {
	if pointer == "" {
		return v, nil
	}
	for _, key := range strings.Split(pointer, "/")[1:] {
		switch x := v.(type) {
		case map[string]any:
			next, ok := x[key]
			if !ok {
				return nil, fmt.Errorf("no key %q", key)
			}
			v = next
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(x) {
				return nil, fmt.Errorf("no row %q of %d", key, len(x))
			}
			v = x[i]
		default:
			return nil, fmt.Errorf("%q leads into a %T", key, v)
		}
	}
	return v, nil
}

// TestBriefFolder writes a brief twice and looks at what is there.
func TestBriefFolder(t *testing.T) {
	t.Setenv("SALIENT_STORE", filepath.Join(t.TempDir(), "none"))
	dir := t.TempDir()
	write := func(into, week string) map[string][]byte {
		var out, errOut bytes.Buffer
		if code := run(context.Background(), []string{"brief", "--week=" + week, "--out", filepath.Join(dir, into)}, nil, &out, &errOut); code != exitDone {
			t.Fatalf("exit status %d: %s", code, &errOut)
		}
		files := map[string][]byte{}
		entries, err := os.ReadDir(filepath.Join(dir, into))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if files[e.Name()], err = os.ReadFile(filepath.Join(dir, into, e.Name())); err != nil {
				t.Fatal(err)
			}
		}
		return files
	}
	a, b := write("a", "2026-02-09"), write("b", "2026-02-09")
	if len(a) != len(b) {
		t.Errorf("%d files, then %d", len(a), len(b))
	}
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			t.Errorf("%s: the same record gave other bytes", name)
		}
	}
	for _, name := range []string{"brief.txt", "brief.md", "brief.html", "brief.json", "map-deepstate.svg", "map-deepstate.png", "changes.svg", "changes.png", "sources.svg", "cumulative.svg"} {
		if len(a[name]) < 500 {
			t.Errorf("%s has %d bytes", name, len(a[name]))
		}
	}
	write("c", "2026-02-02")
	feed, err := os.ReadFile(filepath.Join(dir, "feed.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(feed), "<entry>"); n != 3 {
		t.Errorf("the feed has %d entries, want 3", n)
	}
}

// TestBriefExit: wrong usage and windows without maps.
func TestBriefExit(t *testing.T) {
	t.Setenv("SALIENT_STORE", filepath.Join(t.TempDir(), "none"))
	for _, tt := range []struct {
		args string
		want int
	}{
		{"brief", exitUsage},
		{"brief --week --month", exitUsage},
		{"brief --from 2026-02-09", exitUsage},
		{"brief --from 2026-02-15 --to 2026-02-09", exitUsage},
		{"brief --from 2022-03-01 --to 2026-02-09", exitUsage},
		{"brief --month=February", exitUsage},
		{"brief --week=2026-02-09 --lang de", exitUsage},
		{"brief --week=2020-02-09", exitNoData},
		{"brief --week=2024-03-12", exitNoData}, // the only maps begin to count otherwise
		{"brief --week=2026-02-09 --source nobody", exitNoData},
		{"chart changes --week=2026-02-09 --out chart.gif", exitUsage},
		{"map --week=2020-02-09", exitNoData},
		{"brief --week", exitDone},
		{"brief --month", exitDone},
	} {
		var out, errOut bytes.Buffer
		if code := run(context.Background(), strings.Fields(tt.args), nil, &out, &errOut); code != tt.want {
			t.Errorf("salient %s: exit status %d, want %d: %s", tt.args, code, tt.want, &errOut)
		}
	}
}
