package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var updateChecks = flag.Bool("update-check", false, "write the golden files of check anew")

// checkDemo runs check as a user would, without a store of their own.
func checkDemo(t *testing.T, opts checkOptions, in string) (string, error) {
	t.Helper()
	t.Setenv("SALIENT_STORE", "")
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	var out bytes.Buffer
	a := &app{in: strings.NewReader(in), out: &out, err: &out, now: time.Now, width: 80}
	err := runCheck(context.Background(), &out, a, opts)
	return out.String(), err
}

// TestCheckDemo compares the demo's outputs with golden files; go test
// ./cmd/salient -update-check writes them anew.
func TestCheckDemo(t *testing.T) {
	demo := filepath.Join("..", "..", "examples", "dispatch.txt")
	for name, opts := range map[string]checkOptions{
		"check-dispatch.txt":  {Article: demo},
		"check-dispatch.json": {Article: demo, JSON: true},
		"check-dispatch.html": {Article: demo, HTML: "-"},
		"check-explain.txt":   {Article: demo, Explain: true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := checkDemo(t, opts, "")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name)
			if *updateChecks {
				if err := os.MkdirAll("testdata", 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs from what is printed:\n%s", path, got)
			}
		})
	}
}

func TestCheckExit(t *testing.T) {
	tests := []struct {
		name, text string
		opts       checkOptions
		code       int
	}{
		{"wrong conversion", "The army took 100 square kilometres (62 square miles).", checkOptions{Article: "-"}, exitContradicted},
		{"nothing to check", "It rained all day.", checkOptions{Article: "-"}, exitDone},
		{"a bad day", "It rained all day.", checkOptions{Article: "-", Published: "yesterday"}, exitUsage},
		{"two pages on one output", "It rained all day.", checkOptions{Article: "-", JSON: true, HTML: "-"}, exitUsage},
		{"no such file", "", checkOptions{Article: "no-such-file.txt"}, exitFailed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := checkDemo(t, tt.opts, tt.text)
			code := exitDone
			if exit, ok := err.(exitError); ok {
				code = exit.code
			} else if err != nil {
				code = exitFailed
			}
			if code != tt.code {
				t.Errorf("exit status %d, want %d (%v)", code, tt.code, err)
			}
		})
	}
}

// TestCheckLong: a text of more than 1 MiB, which is checked while it is read, is
// found to say what its beginning says. Claims about rounds are left out: in a long
// text they are checked without its facts about talks.
func TestCheckLong(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "examples", "dispatch.txt"))
	if err != nil {
		t.Fatal(err)
	}
	filler := strings.Repeat("\n\nThe tide came in and went out again, and nobody on the quay said a word about it.", 14000)
	short, err := checkDemo(t, checkOptions{Article: "-", JSON: true}, string(data))
	if err != nil {
		t.Fatal(err)
	}
	long, err := checkDemo(t, checkOptions{Article: "-", JSON: true}, string(data)+filler)
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		Published  *string
		Claims     []map[string]any
		Statements []map[string]any
		Talks      []map[string]any
	}
	var want, got result
	if err := json.Unmarshal([]byte(short), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(long), &got); err != nil {
		t.Fatal(err)
	}
	if len(want.Claims) < 10 || len(got.Claims) != len(want.Claims) {
		t.Fatalf("%d claims, want %d", len(got.Claims), len(want.Claims))
	}
	for i := range want.Claims {
		if want.Claims[i]["kind"] != "round_count" && !reflect.DeepEqual(got.Claims[i], want.Claims[i]) {
			t.Errorf("claim %d:\ngot  %v\nwant %v", i, got.Claims[i], want.Claims[i])
		}
	}
	if !reflect.DeepEqual(got.Published, want.Published) || !reflect.DeepEqual(got.Statements, want.Statements) || !reflect.DeepEqual(got.Talks, want.Talks) {
		t.Error("the day, the statements or the facts about talks differ")
	}
	text, err := checkDemo(t, checkOptions{Article: "-"}, string(data)+filler)
	if err != nil || !strings.Contains(text, "Statements") {
		t.Errorf("for a terminal: %v", err)
	}
}

func TestCheckFiles(t *testing.T) {
	dir := t.TempDir()
	page, reviews := filepath.Join(dir, "page.html"), filepath.Join(dir, "reviews")
	_, err := checkDemo(t, checkOptions{Article: "-", HTML: page, ClaimReview: reviews}, "The lake covers 100 square kilometres (39 square miles).")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(page); err != nil || !strings.HasPrefix(string(b), "<!doctype html>") {
		t.Errorf("no page: %v", err)
	}
	if files, _ := filepath.Glob(filepath.Join(reviews, "claim-*.jsonld")); len(files) == 0 {
		t.Error("no ClaimReview pages")
	}
}
