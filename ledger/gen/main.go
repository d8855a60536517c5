// Command gen measures the archives of published maps into the ledger's tables.
//
//	go run ./ledger/gen [-shared DIR] [-out DIR]
//
// It reads DIR/data/deepstate.tar.zst, nzz.tar.zst and isw.tar.zst. The same
// archives give the same tables.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// archives names the files, and how long the windows are that get exact gross
// figures. ISW's maps of 2022 are large and redrawn often: there, a week and
// the first and last days of months must do. Definitions that stand aside are
// small.
var archives = []struct {
	file    string
	source  string
	windows int
}{
	{"deepstate.tar.zst", "deepstate", 35},
	{"nzz.tar.zst", "liveuamap", 35},
	{"isw.tar.zst", "isw", 8},
}

func main() {
	shared := flag.String("shared", "../shared", "folder with data/*.tar.zst")
	out := flag.String("out", "ledger/data", "folder to write the tables into")
	flag.Parse()
	if err := run(*shared, *out); err != nil {
		fmt.Fprintln(os.Stderr, "ledger/gen:", err)
		os.Exit(1)
	}
}

func run(shared, out string) error {
	b := ledger.NewBuilder(gazetteer.Default(), os.Stderr)
	for _, a := range archives {
		path := filepath.Join(shared, "data", a.file)
		sum, err := hash(path)
		if err != nil {
			return err
		}
		reader := source.ByID(shipped.All(), a.source)
		start := time.Now()
		layers := map[control.Layer]*chronicle.Chronicle{}
		_, err = source.ReadAll(context.Background(), []string{path}, source.Options{Readers: shipped.All(), Source: a.source},
			func(r source.Result) error {
				for _, s := range r.Snapshots {
					if layers[s.Layer] == nil {
						layers[s.Layer] = chronicle.New(s.Source, string(s.Layer))
					}
					layers[s.Layer].Add(s.Day, s.Known, s.Boundary)
				}
				return nil
			})
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s: read in %.1f s\n", a.file, time.Since(start).Seconds())
		b.Used(a.source, a.file, sum, reader.Info().Attribution)
		for _, d := range reader.Definitions() {
			c := layers[d.Layers[0]]
			if len(d.Layers) > 1 {
				var parts []*chronicle.Chronicle
				for _, layer := range d.Layers {
					if layers[layer] != nil {
						parts = append(parts, layers[layer])
					}
				}
				if c, err = chronicle.Derive(d.Name, parts, chronicle.DeriveOptions{}); err != nil {
					return err
				}
			}
			windows := a.windows
			if d.Aside {
				windows = 45
			}
			b.Add(ledger.Archive{Definition: d, Chronicle: c, Windows: windows})
		}
	}
	return b.Write(out)
}

func hash(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
