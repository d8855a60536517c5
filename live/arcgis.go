package live

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/geojson/esripbf"
	"github.com/salient-project/salient/store"
)

// arcgisError is an error that ArcGIS sends with status 200.
type arcgisError struct {
	URL     string
	Code    int
	Message string
}

func (e *arcgisError) Error() string {
	return fmt.Sprintf("%s: the service answered error %d: %s", e.URL, e.Code, e.Message)
}

// arcgisJSON fetches one JSON document of an ArcGIS server.
func (v *visit) arcgisJSON(ctx context.Context, address string, into any) (answer, error) {
	a, err := v.getFresh(ctx, address)
	if err != nil {
		return a, err
	}
	return a, arcgisDecode(address, a.body, into)
}

// arcgisDecode decodes an ArcGIS document, or the error that it is.
func arcgisDecode(address string, body []byte, into any) error {
	var failed struct {
		Error *struct {
			Code    int      `json:"code"`
			Message string   `json:"message"`
			Details []string `json:"details"`
		} `json:"error"`
	}
	if err := json.Unmarshal(body, &failed); err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if e := failed.Error; e != nil {
		return &arcgisError{address, e.Code, strings.TrimSpace(e.Message + " " + strings.Join(e.Details, " "))}
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	return nil
}

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

// featureServices lists the feature services of a services directory.
func (v *visit) featureServices(ctx context.Context, base string) ([]string, error) {
	var directory struct {
		Services []struct {
			Name string `json:"name"`
			Type string `json:"type"`
		} `json:"services"`
	}
	address, err := withQuery(base, "f", "json")
	if err != nil {
		return nil, err
	}
	if _, err := v.arcgisJSON(ctx, address, &directory); err != nil {
		return nil, err
	}
	var names []string
	for _, s := range directory.Services {
		if s.Type == "FeatureServer" {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: the directory lists no feature service", address)
	}
	return names, nil
}

// featureLayer is one polygon layer of a feature service.
type featureLayer struct {
	service string
	url     string    // of the layer
	edited  time.Time // the layer's lastEditDate; no feature's time
	idField string
	page    int    // most features in one answer
	format  string // FormatGeoJSON or FormatPBF
}

// polygonLayer finds the first polygon layer of a service, and what is said of it.
func (v *visit) polygonLayer(ctx context.Context, base, service string) (featureLayer, error) {
	l := featureLayer{service: service}
	root := strings.TrimSuffix(base, "/") + "/" + url.PathEscape(service) + "/FeatureServer"
	var server struct {
		Layers []struct {
			ID           int    `json:"id"`
			GeometryType string `json:"geometryType"`
		} `json:"layers"`
	}
	if _, err := v.arcgisJSON(ctx, root+"?f=json", &server); err != nil {
		return l, err
	}
	for _, layer := range server.Layers {
		if layer.GeometryType == "esriGeometryPolygon" || layer.GeometryType == "" {
			l.url = root + "/" + strconv.Itoa(layer.ID)
			break
		}
	}
	if l.url == "" {
		return l, fmt.Errorf("%s: the service has no polygon layer", root)
	}
	return l, v.describe(ctx, &l)
}

// describe reads what a layer says of itself.
func (v *visit) describe(ctx context.Context, l *featureLayer) error {
	var meta struct {
		ObjectIDField  string `json:"objectIdField"`
		MaxRecordCount int    `json:"maxRecordCount"`
		Formats        string `json:"supportedQueryFormats"` // as "JSON, geoJSON, PBF"
		EditingInfo    struct {
			LastEditDate     int64 `json:"lastEditDate"`
			DataLastEditDate int64 `json:"dataLastEditDate"`
		} `json:"editingInfo"`
	}
	if _, err := v.arcgisJSON(ctx, l.url+"?f=json", &meta); err != nil {
		return err
	}
	edited := meta.EditingInfo.DataLastEditDate // lastEditDate also counts changes of style
	if edited <= 0 {
		edited = meta.EditingInfo.LastEditDate
	}
	if edited <= 0 {
		return fmt.Errorf("%s: the layer does not say when it was last edited, so its day is not known", l.url)
	}
	l.edited = time.UnixMilli(edited).UTC()
	l.idField = meta.ObjectIDField
	l.page = meta.MaxRecordCount
	if l.page <= 0 {
		l.page = 1000
	}
	l.format = formatOf(v.format, meta.Formats)
	return nil
}

// formatOf returns the form to ask for: the one wanted, or the other where the
// service lists its forms and has only that.
func formatOf(wanted, listed string) string {
	has := map[string]bool{}
	for name := range strings.SplitSeq(strings.ToLower(listed), ",") {
		has[strings.TrimSpace(name)] = true
	}
	for _, other := range []string{FormatGeoJSON, FormatPBF} {
		if listed != "" && !has[wanted] && has[other] {
			return other
		}
	}
	return wanted
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
