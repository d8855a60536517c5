package server

import (
	"encoding/json"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// collection is one collection of OGC API – Features.
type collection struct {
	id, title, doc string
	limit          int      // features a page, unless asked otherwise
	most           int      // features a page at most
	filters        []string // properties that may be asked for by name
	byMap          bool     // from control maps: source and definition may be asked for
	columns        []string // properties that the HTML table shows
	box            func() geo.Box
	first, last    func() control.Day // NoDay: open
	// rows returns the features that a query may want, in a fixed order. It may
	// leave out, of maps, what the query's days and definition do not want.
	rows func(q query) ([]*row, error)
}

// row is one feature.
type row struct {
	id         string
	from, to   control.Day // always and forever where open
	geometry   geometry    // nil: none
	properties []property
	definition string
	mapDay     control.Day // of maps: the day whose map it is of
}

// parameters are those that ask for some of the features.
func (c *collection) parameters() []string {
	return append([]string{"bbox", "bbox-crs", "crs", "datetime", "limit", "offset"}, c.filters...)
}

type property struct {
	key   string
	value any
}

func (r *row) property(key string) any {
	for _, p := range r.properties {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// appendJSON appends the feature. Links may be nil.
func (r *row) appendJSON(b []byte, links []link) ([]byte, error) {
	b = append(b, `{"type":"Feature","id":`...)
	b = appendString(b, r.id)
	b = append(b, `,"geometry":`...)
	if r.geometry == nil {
		b = append(b, "null"...)
	} else {
		b = r.geometry.appendJSON(b)
	}
	b = append(b, `,"properties":{`...)
	for i, p := range r.properties {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, p.key), ':')
		v, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b = append(b, v...)
	}
	b = append(b, '}')
	if links != nil {
		v, err := json.Marshal(links)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"links":`...), v...)
	}
	return append(b, '}'), nil
}

func appendString(b []byte, s string) []byte {
	v, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always encodes
	}
	return append(b, v...)
}

// listCollections returns the collections, in the order that they are shown.
func (s *Server) listCollections() []*collection {
	all := []*collection{
		s.heldCollection(), s.changesCollection(), s.patchesCollection(), s.cellsCollection(),
	}
	if s.maps.live() {
		all = append(all, s.frontsCollection())
	}
	return append(all, s.settlementsCollection(), s.oblastsCollection(), s.roundsCollection(), s.statementsCollection())
}

func (s *Server) collection(id string) (*collection, error) {
	for _, c := range s.collections {
		if c.id == id {
			return c, nil
		}
	}
	p := problemf(404, "no collection %q", id).hint("/collections lists them")
	if id == "fronts" {
		p = p.hint("front lines are drawn from imported maps, and none were imported")
	}
	return nil, p
}

// firstMap returns the first day that any definition has a map of.
func (s *Server) firstMap() control.Day {
	day := control.NoDay
	for _, d := range s.maps.list {
		if day == control.NoDay || d.First < day {
			day = d.First
		}
	}
	return day
}

func openDay() control.Day { return control.NoDay }

// country is the box around all regions, with room for ground held beyond.
func (s *Server) country() geo.Box {
	b := geo.EmptyBox()
	for _, r := range s.Places.Regions() {
		b = b.Union(r.Box())
	}
	const room = geo.E7 / 2
	return geo.Box{Min: geo.Point{X: b.Min.X - room, Y: b.Min.Y - room}, Max: geo.Point{X: b.Max.X + room, Y: b.Max.Y + room}}
}

// dayOrNil turns open ends into null.
func dayOrNil(d control.Day) any {
	if d == always || d == forever || d == control.NoDay {
		return nil
	}
	return d
}
