// Command readarticle prints what the reader finds in an article, as JSON, for
// scoring against labels:
//
//	go build -o /tmp/readarticle ./internal/readarticle
//	python3 ../shared/tools/score_claims.py --misses ../shared/corpus/dev -- /tmp/readarticle
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
)

func main() {
	published := flag.String("published", "", "publication day, as 2026-02-17")
	flag.Parse()
	if err := run(*published, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "readarticle: error:", err)
		os.Exit(1)
	}
}

func run(published, path string) error {
	opts := article.Options{}
	if published != "" {
		day, err := control.ParseDay(published)
		if err != nil {
			return err
		}
		opts.Published, opts.PublishedSet = day, true
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	doc, err := article.Parse(path, data, opts)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	return out.Encode(read.Article(doc))
}
