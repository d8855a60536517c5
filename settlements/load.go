// Package settlements makes maps of tables that say who controls each
// settlement: an estimate of areas, and a list of the settlements that changed
// hands. Start with [Load].
//
// The estimate divides each region among its settlements: to each belongs what
// lies nearer to it than to any other of the region (see package voronoi). Held
// is the ground of the settlements that are held. It says nothing of what lies
// between two settlements but which of them is nearer; where settlements are
// ten kilometers apart, so are the places where the line may run.
package settlements

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/source/viina"
)

// Options of Load. Paths and Where are required.
type Options struct {
	Paths    []string
	Where    *gazetteer.Gazetteer // its regions; and its places for settlements that no file places
	Progress func(read int64)
}

// Data is what was loaded.
type Data struct {
	Tables  []Table   // by first day
	Located []Located // settlements in a region, by id
	Where   *gazetteer.Gazetteer

	// Unplaced settlements have no place in any file nor in the gazetteer;
	// those outside lie in no region, mostly by the water; twins lie where
	// another does, which has their ground.
	Unplaced, Outside, Twins int
	// Guessed says that no file of places was given: only the settlements that
	// the gazetteer knows have ground.
	Guessed bool

	regions []divided
}

// Table is one table and the file it came from.
type Table struct {
	*viina.Table
	Origin control.Origin
}

// Located is a settlement with its place.
type Located struct {
	viina.Place
	Region *gazetteer.Region
	rows   []*viina.Settlement // its histories, a table each; nil: not in it
}

// On returns the status on a day that the tables have.
func (l *Located) On(c viina.Column, day control.Day, tables []Table) viina.Status {
	for i, t := range tables {
		if l.rows[i] != nil && day >= t.Days[0] && day <= t.Days[len(t.Days)-1] {
			return l.rows[i].On(c, day)
		}
	}
	return viina.Unknown
}

// called names a file for messages: within its archive, if it lies in one.
func called(e archive.Entry) string {
	if strings.HasSuffix(e.Archive, e.Name) {
		return e.Archive
	}
	return e.Archive + ": " + e.Name
}

// ErrNone says that no table was found.
var ErrNone = errors.New("no control table: want a file with the columns geonameid, date and status")

// Load reads the tables and the places of settlements at the paths: files,
// folders and archives. Tables must not have days in common.
func Load(ctx context.Context, o Options) (*Data, error) {
	d := &Data{Where: o.Where}
	places := map[int]viina.Place{}
	opts := archive.Options{
		Progress: o.Progress,
		Streams:  func(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") },
		Stream: func(e archive.Entry, r io.Reader) error {
			sum := sha256.New()
			t, err := viina.ReadTable(io.TeeReader(r, sum))
			if err != nil {
				return fmt.Errorf("%s: %w", called(e), err)
			}
			d.Tables = append(d.Tables, Table{t, control.Origin{File: e.Name, SHA256: [32]byte(sum.Sum(nil))}})
			return nil
		},
		Wanted: func(name string) bool {
			switch strings.ToLower(path.Ext(name)) {
			case ".csv", ".gz", ".geojson", ".json", ".zip":
				return true
			}
			return false
		},
	}
	for _, p := range o.Paths {
		_, err := archive.Walk(ctx, p, opts, func(e archive.Entry) error {
			found, err := viina.ReadPlaces(e.Data)
			if err != nil {
				return fmt.Errorf("%s: not a file of places: %w", called(e), err)
			}
			for _, f := range found {
				places[f.ID] = f
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(d.Tables) == 0 {
		return nil, ErrNone
	}
	slices.SortFunc(d.Tables, func(a, b Table) int { return int(a.Days[0]) - int(b.Days[0]) })
	for i := 1; i < len(d.Tables); i++ {
		a, b := d.Tables[i-1], d.Tables[i]
		if a.Days[len(a.Days)-1] >= b.Days[0] {
			return nil, fmt.Errorf("%s and %s both have lines of %s: give one of them", a.Origin.File, b.Origin.File, b.Days[0])
		}
	}
	d.Guessed = len(places) == 0
	d.locate(places)
	d.divide()
	return d, nil
}

// locate finds each settlement's place and region.
func (d *Data) locate(places map[int]viina.Place) {
	rows := map[int][]*viina.Settlement{}
	for i, t := range d.Tables {
		for k := range t.Settlements {
			s := &t.Settlements[k]
			if rows[s.ID] == nil {
				rows[s.ID] = make([]*viina.Settlement, len(d.Tables))
			}
			rows[s.ID][i] = s
		}
	}
	for id, r := range rows {
		place, ok := places[id]
		if !ok {
			p, known := d.Where.PlaceByID(id)
			if !known {
				d.Unplaced++
				continue
			}
			place = viina.Place{ID: id, Name: p.Name, Point: p.Point}
		}
		region := d.Where.RegionAt(place.Point)
		if region == nil {
			d.Outside++
			continue
		}
		d.Located = append(d.Located, Located{place, region, r})
	}
	slices.SortFunc(d.Located, func(a, b Located) int { return a.ID - b.ID })
}
