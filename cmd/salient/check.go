package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/talks"
	"github.com/salient-project/salient/verdict"
	"github.com/salient-project/salient/verdict/show"
)

func newCheckCommand(a *app) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use:   "check FILE|URL|-",
		Short: "Check the claims of an article against the record",
		Long: `Reads an article (text, Markdown or HTML; a file, a URL, or - for standard
input), finds its checkable claims, what it tells of talks and who is quoted,
and says what each source shows, by which definition and for which days.

A plain text of more than 1 MiB is checked while it is read: what is found is
printed as it is found, and memory does not grow with the text. --html and
--claimreview hold the whole text.

Verdicts: supported, contradicted, disputed (sources differ, and the claim names
none that decides), miscalculated (its own arithmetic is wrong), unverifiable
(no data for it, or not asserted). docs/method-verdicts.md has the rules.

Exit status: 0 nothing contradicted, 3 a claim is contradicted or
miscalculated, 1 failed, 2 wrong usage.`,
		Example: `  salient check examples/dispatch.txt
  salient check --published 2026-02-17 --html checked.html article.txt
  pandoc -t plain story.docx | salient check --json -`,
		Args: func(cmd *cobra.Command, args []string) error {
			if opts.Schema {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.Schema {
				_, err := a.out.Write(show.Schema)
				return err
			}
			opts.Article = args[0]
			return runCheck(cmd.Context(), a.out, a, opts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opts.Published, "published", "", "day of publication, as 2026-02-17, to which \"the past week\" refers (default: what the article says)")
	f.BoolVar(&opts.JSON, "json", false, "print JSON (its schema: salient check --schema)")
	f.StringVar(&opts.HTML, "html", "", "write the annotated article to this file as one page, - for standard output")
	f.StringVar(&opts.ClaimReview, "claimreview", "", "write schema.org ClaimReview JSON-LD into this folder, one page a claim")
	opts.addKnown(f)
	f.StringArrayVar(&opts.Series, "series", nil, "check tolls and displacement against the published counts of this CSV file (source,what,to,value[,who,party,place,from]); may be repeated")
	f.BoolVar(&opts.Schema, "schema", false, "print the JSON schema of --json, and check nothing")
	f.BoolVar(&opts.Explain, "explain", false, "print which rule found each claim, and why")
	return cmd
}

type checkOptions struct {
	knownFlag
	Article     string
	Published   string // day; empty: what the article says
	JSON        bool
	HTML        string   // file; empty: none
	ClaimReview string   // folder; empty: none
	Series      []string // CSV files of counts of people
	Schema      bool
	Explain     bool
}

func runCheck(ctx context.Context, w io.Writer, a *app, opts checkOptions) error {
	doc, long, err := openLong(ctx, a, opts)
	if err != nil {
		return err
	}
	if long != nil {
		defer long.Close()
	}
	record, done, err := opts.record(a)
	if err != nil {
		return err
	}
	defer done()
	sources := verdict.Sources{Record: record, Places: gazetteer.Default(), Text: doc.Text}
	if sources.Talks, err = talks.Embedded(); err != nil {
		return err
	}
	if sources.Counts, err = readCounts(opts.Series); err != nil {
		return err
	}
	sources.Flags = a.storeFlag()
	if opts.AsKnownOn != "" {
		sources.Flags = strings.TrimSpace(sources.Flags + " --as-known-on " + opts.AsKnownOn)
	}
	if long != nil {
		return checkLong(w, a, opts, doc, long, sources)
	}
	result := verdict.Check(read.Article(doc), sources)
	if err := writeChecked(w, a, opts, doc, result); err != nil {
		return err
	}
	if result.Failed() {
		return exitError{code: exitContradicted, silent: true}
	}
	return nil
}

// readCounts reads the series of counts that the user adds.
func readCounts(files []string) ([]verdict.Count, error) {
	var out []verdict.Count
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		counts, err := verdict.ReadCounts(name, f)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, counts...)
	}
	return out, nil
}

// articleOptions are what the flags say of the article.
func articleOptions(opts checkOptions) (o article.Options, err error) {
	if opts.Published != "" {
		o.Published, err = parseDay("--published", opts.Published)
		o.PublishedSet = true
	}
	return o, err
}

func openArticle(ctx context.Context, a *app, opts checkOptions) (article.Document, error) {
	o, err := articleOptions(opts)
	if err != nil {
		return article.Document{}, err
	}
	return article.Open(ctx, opts.Article, a.in, o)
}

// openLong opens the article. A plain text of more than 1 MiB comes as a reader,
// unless a page of all of it is asked for, which holds it anyway.
func openLong(ctx context.Context, a *app, opts checkOptions) (article.Document, io.ReadCloser, error) {
	if opts.HTML != "" || opts.ClaimReview != "" {
		doc, err := openArticle(ctx, a, opts)
		return doc, nil, err
	}
	o, err := articleOptions(opts)
	if err != nil {
		return article.Document{}, nil, err
	}
	return article.OpenLong(ctx, opts.Article, a.in, o)
}

// checkLong checks a text while it is read and prints what is found as it is found:
// what it holds does not grow with the text. Statements wait in a temporary file,
// since they are told behind the claims.
func checkLong(w io.Writer, a *app, opts checkOptions, doc article.Document, text io.Reader, sources verdict.Sources) (err error) {
	var out *show.Stream
	if opts.JSON {
		out = show.NewJSONStream(w, doc.Published)
	} else {
		out = show.NewTerminalStream(w, headline(doc, opts.Article), doc.Published, show.Options{
			Width: a.width, Color: a.terminal && !a.noColor, Explain: opts.Explain,
		})
	}
	defer out.Discard()
	stream := verdict.NewStream(doc.Published, sources, out.Claim)
	err = read.Stream(text, doc.Published, read.Sink{
		Block:     func(b article.Block) { stream.Block(b.Start, b.Text) },
		Claim:     stream.Claim,
		Statement: out.Statement,
		Talk: func(f claim.TalksFact) {
			stream.Close() // facts about talks come last
			out.Fact(stream.Fact(f))
		},
	})
	if err != nil {
		return fmt.Errorf("%s: %w", opts.Article, err)
	}
	stream.Close()
	if err := out.Close(); err != nil {
		return err
	}
	if out.Failed() {
		return exitError{code: exitContradicted, silent: true}
	}
	return nil
}

// writeChecked prints the result in every form asked for. A page on standard
// output takes the place of the text.
func writeChecked(w io.Writer, a *app, opts checkOptions, doc article.Document, result verdict.Result) error {
	if opts.JSON && opts.HTML == "-" {
		return usageErrorf("--json and --html -: only one can go to standard output")
	}
	title := headline(doc, opts.Article)
	if opts.ClaimReview != "" {
		if err := writeReviews(opts.ClaimReview, doc, result, title); err != nil {
			return err
		}
	}
	switch opts.HTML {
	case "":
	case "-":
		return show.HTML(w, doc, title, result)
	default:
		if err := writeFile(opts.HTML, func(f io.Writer) error { return show.HTML(f, doc, title, result) }); err != nil {
			return err
		}
	}
	if opts.JSON {
		return writeJSON(w, result)
	}
	return show.Terminal(w, title, result, show.Options{
		Width: a.width, Color: a.terminal && !a.noColor, Explain: opts.Explain,
	})
}

// headline is the article's title, else its first heading, else its name.
func headline(doc article.Document, name string) string {
	if doc.Title != "" {
		return doc.Title
	}
	for b := range doc.Blocks() {
		if b.Kind == article.Heading {
			return b.Text
		}
	}
	return name
}

func writeReviews(folder string, doc article.Document, result verdict.Result, title string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, page := range show.ClaimReview(doc, title, result) {
		err := writeFile(filepath.Join(folder, page.Name), func(f io.Writer) error {
			_, err := f.Write(page.Bytes)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a whole file or none: it is made beside its place first.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".salient-*")
	if err != nil {
		return fmt.Errorf("%s: %w", path, errors.Unwrap(err))
	}
	defer os.Remove(f.Name())
	if err = write(f); err == nil {
		err = f.Chmod(0o644)
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
