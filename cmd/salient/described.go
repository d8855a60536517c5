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

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/described"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

// describedIn returns the sources that users described to a store.
func describedIn(s store.Store) ([]*described.Source, error) {
	kept, err := s.Descriptions()
	if err != nil {
		return nil, err
	}
	var out []*described.Source
	for _, d := range kept {
		src, err := described.Stored(d.Text, d.Regions)
		if err != nil {
			return nil, fmt.Errorf("store %s: source %s: %w", s.Path(), d.Source, err)
		}
		out = append(out, src)
	}
	return out, nil
}

// placesOf returns a described source's own regions and places.
func placesOf(src *described.Source) (*gazetteer.Gazetteer, error) {
	var regions []gazetteer.Region
	for _, r := range src.Regions {
		regions = append(regions, gazetteer.Region{Name: r.Name, Polygons: r.Polygons})
	}
	var places []gazetteer.Place
	for _, p := range src.Places {
		places = append(places, gazetteer.Place{Name: p.Name, Point: geo.Pt(p.At[0], p.At[1]), Population: p.Population})
	}
	return gazetteer.Local(src.Name, regions, places)
}

// openLive returns a record over a store's maps: of the shipped sources, and of
// those described to it if asked for. Each of these has regions and places of
// its own.
func openLive(a *app, s store.Store, own bool) (*measure.Live, error) {
	defs := definitions()
	where := map[string]*gazetteer.Gazetteer{}
	a.own = nil
	if own {
		sources, err := describedIn(s)
		if err != nil {
			return nil, err
		}
		for _, src := range sources {
			if where[src.ID()], err = placesOf(src); err != nil {
				return nil, err
			}
			defs = append(defs, src.Definitions()...)
			a.own = append(a.own, src)
		}
	}
	live := measure.Open(s, defs, gazetteer.Default())
	for id, g := range where {
		live.Localize(id, g)
	}
	a.placesOf = live.WhereOf
	return live, nil
}

// readers returns the shipped sources, and those of the store opened last.
func (a *app) readers() []source.Reader {
	all := shipped.All()
	for _, src := range a.own {
		all = append(all, src)
	}
	return all
}

// describe keeps a description in the store. It is an error to take the id of a
// shipped source, or a definition's name of another one.
func describe(ctx context.Context, a *app, s store.Store, src *described.Source) error {
	others, err := describedIn(s)
	if err != nil {
		return err
	}
	if source.ByID(shipped.All(), src.ID()) != nil {
		return usageErrorf("source %s is one of salient's own; take another id", src.ID())
	}
	taken := map[string]string{}
	for _, d := range definitions() {
		taken[d.Name] = d.Source
	}
	for _, o := range others {
		for _, d := range o.Definitions() {
			taken[d.Name] = o.ID()
		}
	}
	for _, d := range src.Definitions() {
		if by := taken[d.Name]; by != "" && by != src.ID() {
			return usageErrorf("definition %s is one of source %s; take another name", d.Name, by)
		}
	}
	if _, err := placesOf(src); err != nil {
		return usageErrorf("%w", err)
	}
	return s.Describe(ctx, store.Description{Source: src.ID(), Text: src.Description(), Regions: src.RegionsJSON(), Added: a.now()})
}

// readDescription reads a description's file and the regions beside it.
func readDescription(file string) (*described.Source, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usageErrorf("%w", err)
	}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	src, err := described.Parse(filepath.Base(file), data, root.FS())
	if err != nil {
		return nil, hintError{usageErrorf("%w", err), "docs/sources.md shows a whole description"}
	}
	return src, nil
}

func newSourcesAddCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "add FILE.yaml",
		Short: "Add a source of your own, or another war's, from its description",
		Long: `Reads the description of a source and keeps it in the store: its name, layers
and definitions, how its files tell their days, whose holding it shows, regions
and places, and its terms. Maps are then imported with --source ID. Added again,
a description takes the place of the earlier one; maps taken in before stay as
they were read.

docs/sources.md explains each key; examples/veldmark is a whole example.

Exit status: 0 done, 1 failed, 2 something is wrong with the description.`,
		Example: `  salient sources add examples/veldmark/source.yaml
  salient import examples/veldmark/maps --source veldmark`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSourcesAdd(cmd.Context(), a.out, a, args[0])
		},
	}
}

func runSourcesAdd(ctx context.Context, w io.Writer, a *app, file string) error {
	src, err := readDescription(file)
	if err != nil {
		return err
	}
	path, err := a.store()
	if err != nil {
		return err
	}
	s, err := store.Open(path)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := describe(ctx, a, s, src); err != nil {
		return err
	}
	var names []string
	for _, d := range src.Definitions() {
		names = append(names, d.Name)
	}
	fmt.Fprintf(w, "%s (%s): definitions %s; %s, %s\n", src.ID(), src.Name, strings.Join(names, ", "),
		plural(len(src.Regions), "region"), plural(len(src.Places), "place"))
	fmt.Fprintf(a.err, "salient: kept in %s\n", store.Shown(path))
	return nil
}

// ownFlags say how files of a source that is not shipped are to be read.
type ownFlags struct {
	Config      string
	Layer       string
	Day         string
	DayProperty string
	DayPattern  string
}

func (o ownFlags) any() bool { return o != ownFlags{} }

// reader returns the reader of the described source that the flags name, and
// whether the store did not know it before. A bare id is a source whose every
// polygon is held; it is kept, so that later commands know it.
func (o ownFlags) reader(ctx context.Context, a *app, s store.Store, id string) (src *described.Source, isNew bool, err error) {
	known, err := describedIn(s)
	if err != nil {
		return nil, false, err
	}
	find := func(id string) *described.Source {
		for _, k := range known {
			if k.ID() == id {
				return k
			}
		}
		return nil
	}
	keep := true
	switch {
	case o.Config != "":
		if src, err = readDescription(o.Config); err != nil {
			return nil, false, err
		}
		if id != "" && id != src.ID() {
			return nil, false, usageErrorf("--source %s, but %s describes %s", id, filepath.Base(o.Config), src.ID())
		}
		isNew = find(src.ID()) == nil
	case find(id) != nil:
		src, keep = find(id), false
		if o.Layer != "" && src.Bare() {
			if src, err = src.Add(control.Layer(o.Layer)); err != nil {
				return nil, false, usageErrorf("%w", err)
			}
			keep = true
		}
	default:
		if near := misspelt(id); near != "" {
			return nil, false, hintError{usageErrorf("no source named %q", id), "did you mean " + near + "? An id less like it makes a source of your own"}
		}
		if src, err = described.Plain(id, control.Layer(o.Layer)); err != nil {
			return nil, false, hintError{usageErrorf("%w", err), "there are " + strings.Join(sourceIDs(), ", ") + "; any other id makes a source of your own"}
		}
		isNew = true
	}
	given := described.Given{DayProperty: o.DayProperty, DayPattern: o.DayPattern, Layer: control.Layer(o.Layer)}
	if o.Day != "" {
		if given.Day, err = parseDay("--day", o.Day); err != nil {
			return nil, false, err
		}
	}
	as, err := src.With(given)
	if err != nil {
		return nil, false, usageErrorf("%w", err)
	}
	if keep {
		if err := describe(ctx, a, s, src); err != nil {
			return nil, false, err
		}
	}
	return as, isNew, nil
}

// check finds flags that do not go together.
func (o ownFlags) check(source string, paths []string) error {
	switch {
	case o.Day != "" && (o.DayProperty != "" || o.DayPattern != ""):
		return usageErrorf("--day, or --day-property and --day-pattern, not both")
	case o.any() && source == "" && o.Config == "":
		return hintError{usageErrorf("--layer and --day are for sources of your own"), "name yours with --source, as in --source mymap"}
	}
	if o.Day == "" {
		return nil
	}
	if info, err := os.Stat(paths[0]); len(paths) > 1 || err == nil && info.IsDir() {
		return hintError{usageErrorf("--day is the day of one file"), "several files tell their days by name (--day-pattern) or by a property (--day-property)"}
	}
	return nil
}

// misspelt returns the shipped source that an id looks like a misspelling of.
func misspelt(id string) string {
	for _, known := range sourceIDs() {
		if distance(id, known) <= max(1, len(known)/4) {
			return known
		}
	}
	return ""
}

// distance counts the letters to insert, delete or change (Levenshtein 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// noDay reports whether every refusal is for want of a day, which the user can
// give.
func noDay(refused []source.Refusal) bool {
	for _, r := range refused {
		if !strings.HasPrefix(r.Reason, described.NoDay) {
			return false
		}
	}
	return len(refused) > 0
}

var errNoDay = errors.New("no file tells its day")

const noDayHint = "--day 2024-03-01 gives the day of one file, --day-property NAME takes it from the features, --day-pattern map-DD.MM.YYYY says how names, or the property, write it"

// countries tells which country a question of the record opened last is of.
func (a *app) countries() answer.Countries {
	return answer.Countries{Home: gazetteer.Default(), Of: a.placesOf}
}
