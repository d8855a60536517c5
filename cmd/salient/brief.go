package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/talks"
)

func newBriefCommand(a *app) *cobra.Command {
	var opts briefOptions
	cmd := &cobra.Command{
		Use:   "brief --from DAY --to DAY | --week[=DAY] | --month[=YYYY-MM]",
		Short: "Write a brief about a week, a month or any days, with pictures",
		Long: `Writes what a newsroom can run about the days from --from to --to, both
included: who gained and lost what by each source, where, against earlier
periods, where the sources differ, the talks, and what is not known.

With --out DIR it writes brief.txt, brief.md, brief.html, brief.json and every
picture as SVG and PNG, and keeps an Atom feed (feed.xml) of the briefs in the
folders beside DIR. Without --out it prints the text. Every sentence carries the
commands that print its numbers.

Days are compared by the map of the day before --from and that of --to; a month
by the maps of its 1st and of the next month's 1st, as publishers tell months.

Exit status: 0 written, 1 failed, 2 wrong usage, 4 no source has the maps.`,
		Example: `  salient brief --from 2026-02-09 --to 2026-02-15 --out briefs/2026-02-09
  salient brief --month=2026-01 --lang en-GB
  salient brief --week --source deepstate`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runBrief(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addWindow(cmd.Flags())
	f := cmd.Flags()
	f.StringVar(&opts.Out, "out", "", "folder to write to; it is made if it is not there")
	f.StringVar(&opts.Home, "home", "", "address under which the folder beside DIR will stand, for the feed, as https://desk.example/briefs/")
	f.BoolVar(&opts.JSON, "json", false, "print brief.json instead of the text")
	return cmd
}

// windowOptions are the flags of commands about a window of days.
type windowOptions struct {
	knownFlag
	From, To    string
	Week, Month string
	Source      string
	Definition  string
	Lang        string
	JSON        bool
}

type briefOptions struct {
	windowOptions
	Out, Home string
}

// newest stands for the last whole week or month that has maps.
const newest = "newest"

func (o *windowOptions) addWindow(f *pflag.FlagSet) {
	f.StringVar(&o.From, "from", "", "first day, as 2026-02-09")
	f.StringVar(&o.To, "to", "", "last day, as 2026-02-15")
	f.StringVar(&o.Week, "week", "", "the week, Monday to Sunday, of this day; without a day, the last whole one that has maps")
	f.StringVar(&o.Month, "month", "", "the month, as 2026-01; without one, the last whole one that has maps")
	f.Lookup("week").NoOptDefVal = newest
	f.Lookup("month").NoOptDefVal = newest
	f.StringVar(&o.Source, "source", "", "only this source, as deepstate")
	f.StringVar(&o.Definition, "definition", "", "only this definition, as isw-afp; salient sources lists them")
	f.StringVar(&o.Lang, "lang", "en-US", "en-US or en-GB")
	o.addKnown(f)
	o.addSlivers(f)
}

// window reads the flags.
func (o *windowOptions) window(r measure.Record) (brief.Window, error) {
	var w brief.Window
	given := 0
	for _, s := range []string{o.From + o.To, o.Week, o.Month} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		return w, hintError{usageErrorf("give --from and --to, --week or --month, and one of them only"), "salient brief --from 2026-02-09 --to 2026-02-15"}
	}
	switch {
	case o.Week == newest:
		w = brief.WeekOf(lastDay(r))
		if w.Last > lastDay(r) {
			w = brief.WeekOf(w.First - 1)
		}
		return w, nil
	case o.Week != "":
		d, err := parseDay("--week", o.Week)
		return brief.WeekOf(d), err
	case o.Month == newest:
		w = brief.MonthOf(lastDay(r))
		if w.To > lastDay(r) {
			w = brief.MonthOf(w.First - 1)
		}
		return w, nil
	case o.Month != "":
		t, err := time.Parse("2006-01", o.Month)
		if err != nil {
			return w, usageErrorf("--month %s: want YYYY-MM, as 2026-01", o.Month)
		}
		return brief.MonthOf(control.DayOf(t)), nil
	}
	from, err := parseDay("--from", o.From)
	if err != nil {
		return w, err
	}
	to, err := parseDay("--to", o.To)
	if err != nil {
		return w, err
	}
	if to < from {
		return w, usageErrorf("--from %s --to %s: the first day comes first", from, to)
	}
	return brief.DaysOf(from, to), nil
}

// lastDay returns the last valid day that any source has a map of.
func lastDay(r measure.Record) control.Day {
	last := control.NoDay
	for _, c := range r.Coverage() {
		last = max(last, c.Last)
	}
	return last
}

// options opens the record and reads the flags into what package brief takes.
func (o *windowOptions) options(a *app) (brief.Options, func(), error) {
	var b brief.Options
	lang, err := brief.ParseLang(o.Lang)
	if err != nil {
		return b, nil, usageErrorf("--lang: %w", err)
	}
	record, done, err := o.record(a)
	if err != nil {
		return b, nil, err
	}
	fail := func(err error) (brief.Options, func(), error) {
		done()
		return b, nil, err
	}
	w, err := o.window(record)
	if err != nil {
		return fail(err)
	}
	q := asking{Source: o.Source, Definition: o.Definition}
	if _, err := q.selected(record); err != nil {
		return fail(err)
	}
	rounds, err := talks.Embedded()
	if err != nil {
		return fail(err)
	}
	known, err := o.known()
	if err != nil {
		return fail(err)
	}
	outline, closeStore, err := a.outlines(known)
	if err != nil {
		return fail(err)
	}
	closeRecord := done
	done = func() { closeStore(); closeRecord() }
	places := gazetteer.Default()
	b = brief.Options{Window: w, Lang: lang, Source: o.Source, Record: record, Talks: rounds, Where: places,
		Outline: outline, Credits: places.Attribution()}
	if o.Definition != "" {
		b.Source = o.Definition
	}
	if s, _ := o.slivers(); s != measure.Separate {
		b.Slivers = string(s)
	}
	b.Flags = a.storeFlag()
	if known != control.NoDay {
		b.Flags = strings.TrimSpace(b.Flags + " --as-known-on " + known.String())
		b.Credits = append([]string{"Maps as they were known on " + known.String() + "; newer drawings are left out"}, b.Credits...)
	}
	for _, s := range shipped.All() {
		info := s.Info()
		b.Sources = append(b.Sources, brief.Source{ID: s.ID(), Name: info.Name, Credit: info.Attribution, Terms: info.Licence, TermsURL: info.TermsURL})
	}
	return b, done, nil
}

func runBrief(_ context.Context, w io.Writer, a *app, opts briefOptions) error {
	o, done, err := opts.options(a)
	if err != nil {
		return err
	}
	defer done()
	o.Home = opts.Home
	if n := o.Window.Last - o.Window.First + 1; n > brief.Longest {
		return usageErrorf("the window has %d days: a brief is of at most %d", n, brief.Longest)
	}
	b, err := brief.Write(o)
	if err != nil {
		return err
	}
	if opts.Out == "" {
		if opts.JSON {
			data, err := b.JSON()
			if err != nil {
				return err
			}
			_, err = w.Write(data)
			return err
		}
		_, err = w.Write(b.Text())
		return err
	}
	files, err := b.Files()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(opts.Out, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := replaceFile(filepath.Join(opts.Out, f.Name), f.Data); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%s\n%s: %d words, %s\n", b.Headline, opts.Out, b.Words, plural(len(b.Figures), "picture"))
	beside := filepath.Dir(filepath.Clean(opts.Out))
	feed, err := brief.Feed(os.DirFS(beside), opts.Home)
	if errors.Is(err, brief.ErrNoFeed) {
		return nil
	} else if err != nil {
		return err
	}
	return replaceFile(filepath.Join(beside, "feed.xml"), feed)
}

// replaceFile writes a file whole or not at all.
func replaceFile(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".brief-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// writeScene writes a picture as the file's name asks: .svg, or .png at 1,200
// pixels width. Without a file it prints the SVG.
func writeScene(w io.Writer, s *picture.Scene, file string, theme picture.Theme) error {
	switch ext := filepath.Ext(file); ext {
	case "":
		if file != "" && file != "-" {
			return usageErrorf("--out %s: want a name that ends in .svg or .png", file)
		}
		_, err := w.Write(s.SVG())
		return err
	case ".svg":
		return replaceFile(file, s.SVG())
	case ".png":
		data, err := s.PNG(theme)
		if err != nil {
			return err
		}
		return replaceFile(file, data)
	default:
		return usageErrorf("--out %s: want .svg or .png", file)
	}
}
