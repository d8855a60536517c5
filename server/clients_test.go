package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/salient-project/salient/internal/nodetools"
	"github.com/salient-project/salient/tile"
)

// listen serves on a free port until the test ends.
func listen(t *testing.T, s *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Run(ctx, s, l) }()
	t.Cleanup(func() { stop(); <-done })
	return "http://" + l.Addr().String()
}

var featureCount = regexp.MustCompile(`Feature Count: (\d+)`)

// TestGDALReadsFeatures lists and reads every collection with GDAL's OAPIF
// driver, whole, by box and by time, and compares counts.
func TestGDALReadsFeatures(t *testing.T) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		t.Skip("SKIPPED: collections are NOT read with GDAL: no ogrinfo")
	}
	s := newImported() // its own: stopping it leaves it draining
	base := listen(t, s)
	run := func(args ...string) string {
		out, err := exec.Command("ogrinfo", append([]string{"-ro", "--config", "GDAL_HTTP_TIMEOUT", "60"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("ogrinfo %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	list := run("OAPIF:" + base)
	const box = "36,47.5,38,49"
	for _, c := range s.collections {
		t.Run(c.id, func(t *testing.T) {
			if !strings.Contains(list, ": "+c.id+" ") {
				t.Errorf("not listed in\n%s", list)
			}
			read := 0 // features, over all questions
			for _, q := range []string{"", "bbox=" + box, "datetime=2026-01-10/2026-01-20", "datetime=2026-02-11", "datetime=2030-01-01/.."} {
				if c.id == "cells" && q == "" {
					q = "definition=deepstate&datetime=2026-02-11&bbox=37,47.5,37.8,48.2" // all of them take GDAL a while
				}
				_, v := get(t, s, "/collections/"+c.id+"/items?limit=1&"+q)
				want := v["numberMatched"].(float64)
				if want > 1500 {
					continue // counted below; reading takes GDAL a while
				}
				read += int(want)
				// Every feature is fetched and counted by GDAL itself.
				file := filepath.Join(t.TempDir(), "out.geojson")
				args := []string{"-f", "GeoJSON", file}
				if strings.HasPrefix(q, "bbox") {
					args = append(args, "-spat", "36", "47.5", "38", "49")
					args = append(args, "OAPIF:"+base, c.id)
				} else {
					args = append(args, fmt.Sprintf("OAPIF:%s/collections/%s?%s", base, c.id, q))
				}
				if out, err := exec.Command("ogr2ogr", args...).CombinedOutput(); err != nil {
					t.Fatalf("ogr2ogr %v: %v\n%s", args, err, out)
				}
				b, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				var got struct{ Features []json.RawMessage }
				if err := json.Unmarshal(b, &got); err != nil {
					t.Fatal(err)
				}
				if float64(len(got.Features)) != want {
					t.Errorf("%q: GDAL reads %d features, the server counts %g", q, len(got.Features), want)
				}
			}
			if read == 0 {
				t.Error("GDAL was asked for nothing that is there")
			}
			m := featureCount.FindStringSubmatch(run("-so", "OAPIF:"+base, c.id))
			_, v := get(t, s, "/collections/"+c.id+"/items?limit=1")
			if m == nil || m[1] != strconv.Itoa(int(v["numberMatched"].(float64))) {
				t.Errorf("GDAL counts %v, the server %v", m, v["numberMatched"])
			}
		})
	}
}

// TestLint lints the OpenAPI document with Redocly's linter.
func TestLint(t *testing.T) {
	redocly := nodetools.Bin(t, "redocly")
	o := imported().Options
	o.Figures = func(context.Context) (any, error) { return nil, nil }
	o.Tokens = []Token{{Scopes: []string{ScopeImport}}}
	o.Import = func(context.Context, string, string, []byte) (any, error) { return nil, nil }
	o.Reopen = func() (Options, func(), error) { return o, nil, nil }
	file := filepath.Join(t.TempDir(), "openapi.json")
	for _, s := range []*Server{embedded(), New(o)} { // without what is optional, and with all of it
		if err := os.WriteFile(file, s.openapi().raw, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(redocly, "lint", "--format", "json", file).Output()
		var found struct {
			Totals   struct{ Errors, Warnings, Ignored int }
			Problems []struct{ Message, RuleID string }
		}
		if jerr := json.Unmarshal(out, &found); err != nil || jerr != nil || found.Totals.Errors+found.Totals.Warnings+found.Totals.Ignored > 0 {
			t.Errorf("%v, %v\n%s", err, jerr, out)
		}
	}
}

// TestPublish writes everything into memory, and reads it back.
func TestPublish(t *testing.T) {
	files := map[string][]byte{}
	err := imported().Publish(context.Background(), Published{MaxZoom: 4}, func(name string, data []byte) error {
		if files[name] != nil {
			t.Errorf("%s twice", name)
		}
		files[name] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Files []struct {
			Name  string
			Bytes int
		}
	}
	if err := json.Unmarshal(files["data.json"], &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Files) != len(files)-1 {
		t.Errorf("%d files in the manifest of %d", len(manifest.Files), len(files)-1)
	}
	for _, f := range manifest.Files {
		data := files[f.Name]
		if len(data) != f.Bytes {
			t.Errorf("%s: %d bytes, the manifest says %d", f.Name, len(data), f.Bytes)
		}
		switch filepath.Ext(f.Name) {
		case ".pmtiles":
			if _, err := tile.OpenPMTiles(data); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		case ".json", ".geojson":
			if !json.Valid(data) || strings.Contains(string(data), "localhost") {
				t.Errorf("%s is not whole, or names a server", f.Name)
			}
		case ".html":
			for _, m := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(string(data), -1) {
				if strings.HasPrefix(m[1], "http") || strings.HasPrefix(m[1], "data:") {
					continue // terms of the sources
				}
				if target := filepath.Join(filepath.Dir(f.Name), m[1]); files[target] == nil {
					t.Errorf("%s links to %s, which is not there", f.Name, target)
				}
			}
		}
	}
	for _, name := range []string{"index.html", "chronicle/deepstate.bin", "tiles/fronts-deepstate.pmtiles", "collections/held.geojson"} {
		if files[name] == nil {
			t.Errorf("no %s", name)
		}
	}
}
