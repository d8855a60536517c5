package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/store"
)

// visit is one source being asked: what is known of it, and where to report.
type visit struct {
	id        string
	reader    source.Reader
	endpoints map[string]string
	client    *client
	now       time.Time
	since     control.Day // asked for; control.NoDay: what is new
	format    string      // of ISW's features

	had     map[control.Layer]control.Day // newest valid day in the store, by layer or definition
	answers map[string]store.Fetch        // last answers taken in, by address
	origins map[control.Day][]string      // addresses that the newest days came from; "" for files
	mail    chan<- message

	mu          sync.Mutex
	done, total int // requests
}

// rechecked is how many of the newest days are asked for again: a source that
// corrects a map does so soon.
const rechecked = 2

func newVisit(id string, o Options, endpoints map[string]string, c *client, mail chan<- message) (*visit, error) {
	v := &visit{
		id: id, reader: source.ByID(o.Readers, id), endpoints: endpoints, client: c, now: o.Now(), since: o.Since, format: o.ISWFormat,
		had: map[control.Layer]control.Day{}, origins: map[control.Day][]string{}, mail: mail,
	}
	if v.since == 0 {
		v.since = control.NoDay
	}
	var err error
	if v.answers, err = o.Store.Fetched(id); err != nil {
		return nil, err
	}
	keys, err := o.Store.Keys()
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if k.Source != id {
			continue
		}
		if err := v.look(o.Store, control.Layer(k.Name)); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// look notes what the store has of a layer.
func (v *visit) look(s store.Store, layer control.Layer) error {
	c, err := s.Chronicle(store.Key{Source: v.id, Name: string(layer)})
	if errors.Is(err, chronicle.ErrNoMap) {
		return nil
	}
	if err != nil {
		return err
	}
	days := c.Days()
	if len(days) == 0 {
		return nil
	}
	v.had[layer] = days[len(days)-1]
	if layer != control.Control {
		return nil
	}
	for _, day := range days[max(0, len(days)-rechecked):] {
		files, err := s.Provenance(v.id, day)
		if err != nil {
			return err
		}
		for _, f := range files {
			v.origins[day] = append(v.origins[day], f.Origin.URL)
		}
	}
	return nil
}

// from returns the first valid day to fetch.
func (v *visit) from() control.Day {
	if v.since != control.NoDay {
		return v.since
	}
	if newest, ok := v.had[control.Control]; ok {
		return newest + 1
	}
	return control.DayOf(v.now) - FirstDays
}

// get fetches one address, conditionally if it was taken in before. Its answer
// counts as one request of those expected.
func (v *visit) get(ctx context.Context, address string) (answer, error) {
	known := v.answers[address]
	if v.since != control.NoDay {
		known = store.Fetch{} // asked for expressly
	}
	return v.getKnown(ctx, address, known, mapLike)
}

// getFresh fetches one address, whatever is known of it.
func (v *visit) getFresh(ctx context.Context, address string) (answer, error) {
	return v.getKnown(ctx, address, store.Fetch{}, mapLike)
}

// getKnown fetches one address with the validators of an earlier answer.
func (v *visit) getKnown(ctx context.Context, address string, known store.Fetch, fits judge) (answer, error) {
	a, err := v.client.get(ctx, address, known, fits)
	v.mu.Lock()
	v.done++
	v.total = max(v.total, v.done)
	m := message{done: v.done, total: v.total, requests: a.tries, bytes: int64(len(a.body))}
	v.mu.Unlock()
	v.send(ctx, m)
	if skew := a.skew(); skew != "" {
		v.note(ctx, "%s", skew)
	}
	return a, err
}

// expect announces n more requests.
func (v *visit) expect(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.total = max(v.total, v.done+n)
}

// answered is what the store is to remember of an answer.
func (v *visit) answered(a answer, edited time.Time) store.Fetch {
	return store.Fetch{
		Source: v.id, URL: a.url, SHA256: a.sha256, Size: int64(len(a.body)), Fetched: a.at,
		ETag: a.header.Get("ETag"), LastModified: a.header.Get("Last-Modified"), Edited: edited,
		Licence: v.reader.Info().Licence,
	}
}

// origin names where an answer's maps came from.
func origin(a answer, file string) control.Origin {
	return control.Origin{File: file, SHA256: a.sha256, URL: a.url, Fetched: a.at}
}
