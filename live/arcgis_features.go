package live

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/salient-project/salient/geojson/esripbf"
	"github.com/salient-project/salient/store"
)

// page is one answer of a query.
type page struct {
	features []json.RawMessage
	more     bool // the layer has more than this
}

// readPage reads one answer of a query as GeoJSON. The sign that there is more
// stands at the top in newer servers, among the properties in others.
func readPage(address string, body []byte) (page, error) {
	var p struct {
		Features   []json.RawMessage `json:"features"`
		More       bool              `json:"exceededTransferLimit"`
		Properties struct {
			More bool `json:"exceededTransferLimit"`
		} `json:"properties"`
	}
	err := arcgisDecode(address, body, &p)
	return page{p.Features, p.More || p.Properties.More}, err
}

// page fetches one page of a layer's features in the layer's form.
func (v *visit) page(ctx context.Context, l featureLayer, address string) (answer, page, error) {
	if l.format != FormatPBF {
		a, err := v.getFresh(ctx, address)
		if err != nil {
			return a, page{}, err
		}
		p, err := readPage(address, a.body)
		return a, p, err
	}
	a, err := v.getKnown(ctx, address, store.Fetch{}, pbfLike)
	if err != nil {
		return a, page{}, err
	}
	if a.body[0] == '{' { // an error, in JSON whatever was asked for
		if err := arcgisDecode(address, a.body, &struct{}{}); err != nil {
			return a, page{}, err
		}
	}
	p, err := esripbf.Decode(a.body)
	if err != nil {
		return a, page{}, fmt.Errorf("%s: %w", address, err)
	}
	return a, page{p.Features, p.More}, nil
}

// collection joins features to one GeoJSON document.
func collection(features []json.RawMessage) []byte {
	out := []byte(`{"type":"FeatureCollection","features":[`)
	for i, f := range features {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, f...)
	}
	return append(out, "]}"...)
}

// mostPages bounds the pages of one layer.
const mostPages = 200

// query returns the address of a page of a layer's features.
func (l featureLayer) query(offset int) (string, error) {
	pairs := []string{"where", "1=1", "outFields", "*", "outSR", "4326", "f", l.format}
	if l.idField != "" {
		pairs = append(pairs, "orderByFields", l.idField)
	}
	if offset > 0 {
		pairs = append(pairs, "resultOffset", strconv.Itoa(offset))
	}
	return withQuery(l.url+"/query", pairs...)
}

// count asks how many features a layer has.
func (v *visit) count(ctx context.Context, l featureLayer) (int, error) {
	address, err := withQuery(l.url+"/query", "where", "1=1", "returnCountOnly", "true", "f", "json")
	if err != nil {
		return 0, err
	}
	var n struct {
		Count *int `json:"count"`
	}
	if _, err := v.arcgisJSON(ctx, address, &n); err != nil {
		return 0, err
	}
	if n.Count == nil {
		return 0, fmt.Errorf("%s: no count in the answer", address)
	}
	return *n.Count, nil
}

// features fetches all pages of a layer and returns them as one GeoJSON
// collection, with the first page's answer. Fewer or more features than the
// layer counts are an error, and so is an edit while the pages were read: a
// part of a map is no map.
//
// A service that does not know the form after all is asked for the other.
func (v *visit) features(ctx context.Context, l featureLayer) (answer, error) {
	a, err := v.featuresIn(ctx, l)
	var refused *arcgisError
	if l.format == FormatPBF && (errors.As(err, &refused) && refused.Code == http.StatusBadRequest || hasStatus(err, http.StatusBadRequest)) {
		l.format = FormatGeoJSON
		v.note(ctx, "%s does not send PBF; asked for GeoJSON instead", l.url)
		return v.featuresIn(ctx, l)
	}
	return a, err
}

// featuresIn is features in the layer's form.
func (v *visit) featuresIn(ctx context.Context, l featureLayer) (answer, error) {
	want, err := v.count(ctx, l)
	if err != nil {
		return answer{}, err
	}
	var first answer
	var all []json.RawMessage
	for range mostPages {
		address, err := l.query(len(all))
		if err != nil {
			return answer{}, err
		}
		a, p, err := v.page(ctx, l, address)
		if err != nil {
			return a, err
		}
		if first.url == "" {
			first = a
		}
		all = append(all, p.features...)
		if !p.more {
			break
		}
		if len(p.features) == 0 {
			return a, fmt.Errorf("%s: the service says that there is more, and sends nothing", address)
		}
		v.expect(1)
	}
	if len(all) != want {
		return first, fmt.Errorf("%s: %d features came, the layer counts %d", l.url, len(all), want)
	}
	again := l
	if err := v.describe(ctx, &again); err != nil {
		return first, err
	}
	if !again.edited.Equal(l.edited) {
		return first, fmt.Errorf("%s: the layer was edited while it was read", l.url)
	}
	first.body = collection(all)
	first.sha256 = sha256.Sum256(first.body)
	return first, nil
}
