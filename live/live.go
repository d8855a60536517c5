// Package live speaks to the sources' own endpoints and takes in what is new.
//
// Start with [Run]. Each source is asked in its own way (deepstate.go, isw.go,
// nzz.go) through one polite client: a few requests a second to a host, known
// answers asked for conditionally, failures repeated with growing pauses. What
// comes back goes through package intake, so that what is refused, put aside or
// kept as a correction is the same as for imported files. A map is taken in
// whole or not at all.
package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/deepstate"
	"github.com/salient-project/salient/source/isw"
	"github.com/salient-project/salient/source/nzz"
	"github.com/salient-project/salient/store"
)

// Options of Run. Store and Readers are required.
type Options struct {
	Store   store.Store
	Readers []source.Reader
	Sources []string         // ids to fetch; empty: all of IDs()
	Now     func() time.Time // nil: time.Now
	Accept  bool             // take in maps that would be put aside for a sudden loss

	// Since is the first valid day to fetch; 0 or control.NoDay: the day after
	// the newest map in the store or, for a source that has none, FirstDays ago.
	Since control.Day

	// Endpoints replaces the addresses of Endpoints(), by name.
	Endpoints map[string]string
	// AllowLoopback permits addresses of this machine: for tests.
	AllowLoopback bool
	// KeepRaw is a folder for the bytes as fetched, by SHA-256; empty: none.
	KeepRaw string

	// ISWFormat is the form that ISW's features are asked for in: FormatPBF, or
	// FormatGeoJSON, also if empty. A service that has not the one is asked for
	// the other.
	ISWFormat string

	Client   ClientOptions
	Progress func(source string, done, total int) // requests; may be nil; from one goroutine
}

// FirstDays is how many days back the first fetch of a source reaches.
const FirstDays = 30

// The forms of ArcGIS answers: the same map, in PBF in a sixth of the bytes.
const (
	FormatGeoJSON = "geojson"
	FormatPBF     = "pbf"
)

// The names of endpoints, as Options.Endpoints takes them.
const (
	DeepStateSite    = "deepstate"         // the site; its API is below /api/history
	DeepStateArchive = "deepstate-archive" // the folder of the daily files
	ISWServices      = "isw"               // the ArcGIS services directory
	NZZAreas         = "liveuamap"         // the endpoint that answers for a day in to=
)

// Endpoints returns the address of every endpoint, by name.
func Endpoints() map[string]string {
	return map[string]string{
		DeepStateSite:    "https://deepstatemap.live",
		DeepStateArchive: "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data",
		ISWServices:      "https://services5.arcgis.com/SaBe5HMtmnbqSWlu/arcgis/rest/services",
		NZZAreas: "https://q-server.st-cdn.nzz.ch/tools/custom_code/endpoints/2484ed2804c37655aa53312284ef8f7f/getAreas" +
			"?appendItemToPayload=c43940da317fdc578cf589dd9357512c" +
			"&toolRuntimeConfig=%7B%22fileRequestBaseUrl%22%3A%22https%3A%2F%2Fq-server.st-cdn.nzz.ch%2Ffile%22%7D",
	}
}

var adapters = map[string]func(context.Context, *visit) error{
	deepstate.ID: visitDeepState,
	isw.ID:       visitISW,
	nzz.ID:       visitNZZ,
}

// IDs returns the sources that can be fetched, sorted.
func IDs() []string { return slices.Sorted(maps.Keys(adapters)) }

// Report is what came of one source.
type Report struct {
	Source    string           `json:"source"`
	Added     []control.Day    `json:"added_days"`     // valid days that got a map or another one
	Corrected []control.Day    `json:"corrected_days"` // of them, days that had another map before
	Unchanged int              `json:"unchanged"`      // answers that brought nothing new
	Missing   []control.Day    `json:"missing_days"`   // valid days asked for that the source has no map of
	Refused   []source.Refusal `json:"refused"`
	Notes     []string         `json:"notes"` // what users should know of how it went
	Requests  int              `json:"requests"`
	Bytes     int64            `json:"bytes"` // of bodies, unpacked
	Last      *control.Day     `json:"last"`  // newest valid day in the store now
	Licence   string           `json:"licence"`
	Error     string           `json:"error,omitempty"` // why it could not be fetched to the end
}

// Run fetches what is new of each source, all sources at once, and returns a
// report for each, in order of id. A source that fails says so in its report
// and does not keep the others from being taken in; the error is of the store,
// of the options, or of ctx. What was taken in before either stays.
func Run(ctx context.Context, o Options) ([]Report, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	ids, err := o.ids()
	if err != nil {
		return nil, err
	}
	switch o.ISWFormat {
	case "":
		o.ISWFormat = FormatGeoJSON
	case FormatGeoJSON, FormatPBF:
	default:
		return nil, fmt.Errorf("no form of answers named %q: there are %s and %s", o.ISWFormat, FormatGeoJSON, FormatPBF)
	}
	endpoints := Endpoints()
	for name, address := range o.Endpoints {
		if _, ok := endpoints[name]; !ok {
			return nil, fmt.Errorf("no endpoint named %q: there are %v", name, slices.Sorted(maps.Keys(endpoints)))
		}
		endpoints[name] = address
	}
	raw, err := openRaw(o.KeepRaw)
	if err != nil {
		return nil, err
	}
	defer raw.close()
	whole := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := newClient(o.Client, o.AllowLoopback, o.Now, raw)
	mail := make(chan message)
	reports := map[string]*Report{}
	var visits []*visit
	for _, id := range ids {
		v, err := newVisit(id, o, endpoints, client, mail)
		if err != nil {
			return nil, err
		}
		visits = append(visits, v)
		reports[id] = &Report{
			Source: id, Licence: v.reader.Info().Licence, Added: []control.Day{}, Corrected: []control.Day{},
			Missing: []control.Day{}, Refused: []source.Refusal{}, Notes: []string{},
		}
	}
	var wg sync.WaitGroup
	for _, v := range visits {
		wg.Go(func() {
			if err := adapters[v.id](ctx, v); err != nil {
				v.send(ctx, message{failed: err})
			}
		})
	}
	go func() { wg.Wait(); close(mail) }()

	session := intake.Begin(intake.Options{Store: o.Store, Read: source.Options{Readers: o.Readers, Now: o.Now()}, Accept: o.Accept})
	var broken error
	for m := range mail {
		if broken == nil {
			if broken = m.deliver(session, reports[m.source], o.Progress); broken != nil {
				cancel()
			}
		}
		if m.taken != nil {
			close(m.taken)
		}
	}
	totals, err := session.End(context.WithoutCancel(ctx))
	broken = errors.Join(broken, err, whole.Err())
	for _, t := range totals {
		if t.Days > 0 {
			reports[t.Source].Last = &t.Last
		}
	}
	var out []Report
	for _, v := range visits {
		r := reports[v.id]
		if newest, ok := v.had[control.Control]; ok && r.Last == nil {
			r.Last = &newest
		}
		out = append(out, *r)
	}
	return out, broken
}

func (o Options) ids() ([]string, error) {
	ids := slices.Clone(o.Sources)
	if len(ids) == 0 {
		ids = IDs()
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for _, id := range ids {
		if adapters[id] == nil || source.ByID(o.Readers, id) == nil {
			return nil, fmt.Errorf("no source named %q can be fetched: there are %v", id, IDs())
		}
	}
	return ids, nil
}
