package live

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
)

// washington is the time that ISW's days are told by. ISW draws its map by the
// evening there, which is the next day in UTC already; summer time is left out,
// since nobody draws at midnight.
var washington = time.FixedZone("UTC-5", -5*3600)

// settled is how long a map must have stood still before it is taken: layers
// are edited one after the other, and half an evening's edits are no map.
const settled = 20 * time.Minute

// visitISW finds each layer's service by its name in the services directory,
// and takes all layers as the map of the day, in Washington, on which the
// newest of them was last edited. A layer that a definition counts must be
// there, or nothing is taken in: without it the day would show ground lost that
// was not.
func visitISW(ctx context.Context, v *visit) error {
	base := v.endpoints[ISWServices]
	v.expect(1 + 5*len(iswLayers))
	services, err := v.featureServices(ctx, base)
	if err != nil {
		return err
	}
	found := map[control.Layer]featureLayer{}
	for _, l := range iswLayers {
		layer, ok, err := v.findLayer(ctx, base, l, services)
		if err != nil {
			return err
		}
		if ok {
			found[l.layer] = layer
		}
	}
	day, newest := control.NoDay, time.Time{}
	for _, layer := range found {
		if layer.edited.After(newest) {
			newest = layer.edited
			day = control.DayOf(time.Date(newest.In(washington).Year(), newest.In(washington).Month(), newest.In(washington).Day(), 0, 0, 0, 0, time.UTC))
		}
	}
	if age := v.now.Sub(newest); age >= 0 && age < settled {
		v.note(ctx, "ISW's map was edited %s ago and may still be drawn: it is taken in when it has stood still for %s",
			age.Round(time.Minute), settled)
		return nil
	}
	if v.unchanged(found) {
		v.send(ctx, message{same: len(found)})
		return nil
	}
	return v.takeLayers(ctx, day, found)
}

// findLayer finds the service of a layer: of several that are named so, the one
// that was edited last. It is an error if a required one is gone.
func (v *visit) findLayer(ctx context.Context, base string, l iswLayer, services []string) (best featureLayer, ok bool, err error) {
	var failed error
	for _, name := range l.candidates(services) {
		layer, err := v.polygonLayer(ctx, base, name)
		if err != nil {
			if ctx.Err() != nil {
				return best, false, ctx.Err()
			}
			failed = err
			continue
		}
		if !ok || layer.edited.After(best.edited) {
			best, ok = layer, true
		}
	}
	if ok {
		return best, true, nil
	}
	_, had := v.had[l.layer]
	switch {
	case l.required && failed != nil:
		return best, false, fmt.Errorf("layer %s cannot be read, and without it nothing is taken in: %w", l.layer, failed)
	case l.required:
		return best, false, fmt.Errorf("layer %s is gone: none of %d services is named like it (near: %s), and without it nothing is taken in",
			l.layer, len(services), orNone(near(services)))
	case failed != nil:
		v.note(ctx, "layer %s cannot be read and is left out: %v", l.layer, failed)
	case had:
		v.note(ctx, "layer %s, which earlier maps have, is gone and is left out", l.layer)
	}
	return best, false, nil
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// unchanged reports whether every layer was taken in as it was last edited.
func (v *visit) unchanged(found map[control.Layer]featureLayer) bool {
	for _, layer := range found {
		if !v.taken(layer) {
			return false
		}
	}
	return v.since == control.NoDay
}

// taken reports whether a layer was taken in, in either form, as it was last edited.
func (v *visit) taken(layer featureLayer) bool {
	for _, layer.format = range []string{FormatGeoJSON, FormatPBF} {
		address, err := layer.query(0)
		if known, ok := v.answers[address]; err == nil && ok && known.Edited.Equal(layer.edited) {
			return true
		}
	}
	return false
}

// takeLayers fetches every layer whole and hands all of them on, or none.
func (v *visit) takeLayers(ctx context.Context, day control.Day, found map[control.Layer]featureLayer) error {
	var layers []fetched
	for _, l := range iswLayers {
		layer, ok := found[l.layer]
		if !ok {
			continue
		}
		a, err := v.features(ctx, layer)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s_%s.geojson", day.Time().Format("20060102"), l.file)
		r := v.reader.Read(name, a.body, origin(a, name))
		if len(r.Refused) > 0 { // a day without one of its layers would mislead
			v.take(ctx, fetched{result: source.Result{File: name, Source: v.id, SHA256: r.SHA256, Refused: r.Refused}})
			return nil
		}
		layers = append(layers, fetched{r, v.answered(a, layer.edited)})
	}
	v.take(ctx, layers...)
	return nil
}
