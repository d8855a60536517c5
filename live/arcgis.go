package live

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
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
