package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckCommands runs the commands that stand beside the figures of the demo
// and of the shared article, and holds their numbers against the figures.
func TestCheckCommands(t *testing.T) {
	t.Setenv("SALIENT_STORE", "")
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	articles := [][]string{{filepath.Join("..", "..", "examples", "dispatch.txt")}}
	if seed := sharedFile("seed/article.txt"); seed != "" {
		articles = append(articles, []string{"--published", "2026-02-17", seed})
	} else {
		t.Log("SKIPPED: the shared article: no folder shared beside the checkout, and SALIENT_SHARED is not set")
	}
	compared := map[string]int{}
	for _, article := range articles {
		var checked struct {
			Claims []struct {
				Kind     string
				Text     string
				Evidence []struct {
					Measure, Unit string
					Definition    string
					Value         *float64
					Command       *string
				}
			}
		}
		askJSON(t, append([]string{"check", "--json"}, article...), &checked, exitDone, exitContradicted)
		for _, c := range checked.Claims {
			for _, e := range c.Evidence {
				if e.Value == nil || e.Command == nil {
					continue
				}
				words, ours := strings.CutPrefix(*e.Command, "salient ")
				if !ours {
					continue // arithmetic, for awk
				}
				args := shellWords(words)
				var got struct {
					Results []map[string]any
				}
				if args[0] == "change" || args[0] == "held" || args[0] == "trend" || args[0] == "front" {
					askJSON(t, append(args, "--json"), &got, exitDone)
				} else {
					var any any
					askJSON(t, append(args, "--json"), &any, exitDone)
					continue
				}
				if len(got.Results) != 1 {
					t.Errorf("%s: %d results, want one", *e.Command, len(got.Results))
					continue
				}
				r := got.Results[0]
				key := ""
				switch {
				case args[0] == "front":
					key = "length_km"
				case args[0] == "trend":
					key = "positive_periods"
				case args[0] == "held" && e.Unit == "percent" && !strings.Contains(e.Measure, " in "):
					key = "share_percent"
				case args[0] == "held" && e.Unit == "percent":
					key = "share_percent" // by region
				case strings.Contains(e.Measure, ", net"):
					key = "net_km2"
				case strings.Contains(e.Measure, "gained") && strings.Contains(e.Measure, "gross"):
					key = "gained_km2"
				case strings.Contains(e.Measure, "lost") && strings.Contains(e.Measure, "gross"):
					key = "lost_km2"
				default:
					continue
				}
				v, ok := r[key].(float64)
				if _, region, in := strings.Cut(e.Measure, " in "); in && args[0] == "held" {
					for _, row := range r["by"].([]any) {
						if row := row.(map[string]any); row["name"] == region {
							v, ok = row["share_percent"].(float64)
						}
					}
				}
				want := *e.Value
				if key == "net_km2" && strings.HasPrefix(e.Measure, "lost") {
					want = -want
				}
				if e.Unit == "km2/day" || e.Unit == "km2/week" || e.Unit == "km2/month" {
					continue // a rate of the figure
				}
				if !ok || math.Abs(v-want) > 0.006+0.0005*math.Abs(want) {
					t.Errorf("%s: %q: %s is %v, the evidence says %v", *e.Command, c.Text, key, r[key], want)
				}
				compared[args[0]]++
			}
		}
	}
	if compared["change"] < 4 || compared["held"] == 0 {
		t.Errorf("compared %v: too few", compared)
	}
}

// askJSON runs the program and reads its JSON.
func askJSON(t *testing.T, args []string, into any, codes ...int) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(""), &out, &errs)
	ok := false
	for _, c := range codes {
		ok = ok || c == code
	}
	if !ok {
		t.Fatalf("salient %s: exit %d: %s", strings.Join(args, " "), code, errs.String())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatalf("salient %s: %v", strings.Join(args, " "), err)
	}
}

// shellWords cuts a command as a shell does, single quotes kept whole.
func shellWords(s string) []string {
	var out []string
	word, quoted := "", false
	for _, c := range s {
		switch {
		case c == '\'':
			quoted = !quoted
		case c == ' ' && !quoted:
			if word != "" {
				out = append(out, word)
			}
			word = ""
		default:
			word += string(c)
		}
	}
	if word != "" {
		out = append(out, word)
	}
	var flags []string
	for _, w := range out {
		if w != "--json" {
			flags = append(flags, w)
		}
	}
	return flags
}

// sharedFile finds a file of the shared test material, empty where there is
// none.
func sharedFile(name string) string {
	if dir := os.Getenv("SALIENT_SHARED"); dir != "" {
		return filepath.Join(dir, name)
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for range 8 {
		dir = filepath.Dir(dir)
		path := filepath.Join(dir, "shared", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}
