package isw

import (
	"bytes"
	"fmt"
	"path"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/vector/shapefile"
)

// isZip reports whether bytes begin like a zip.
func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// readShapefiles reads a zip of shapefiles, a layer each. The layer is told by
// the shapefile's name, else by its features' layer property, else by the zip's
// name. The day is told by the shapefile's name, else by the zip's, else by the
// features' datetime or date property, if all of them agree.
func readShapefiles(name string, data []byte, origin control.Origin) source.Result {
	tables, err := shapefile.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return source.Refuse(ID, name, origin, "", err.Error())
	}
	s := source.Borrow()
	defer s.Return()
	result := source.Result{File: name, Source: ID, SHA256: origin.SHA256}
	for _, t := range tables {
		refuse := func(place, reason string) {
			if place != "" {
				place = ", " + place
			}
			result.Refused = append(result.Refused, source.Refusal{File: name, Place: t.Name + ".shp" + place, Reason: reason})
		}
		doc, refusal := s.Check(name, t.Doc, Extent)
		if refusal != nil {
			refuse(refusal.Place, refusal.Reason)
			continue
		}
		day, err := dayOf(t.Name, name, doc)
		if err != nil {
			refuse("", err.Error())
			continue
		}
		groups, err := groupTable(t.Name, name, doc)
		if err != nil {
			refuse("", err.Error())
			continue
		}
		for _, g := range groups {
			key := fmt.Sprintf("layer %s of %s", g.layer, day)
			for _, had := range result.Snapshots {
				if had.Layer == g.layer && had.Day == day {
					return source.Refuse(ID, name, origin, t.Name+".shp", key+" is there twice")
				}
			}
		}
		take(&result, s, doc, groups, day, origin)
	}
	return result
}

// dayOf tells the day of a shapefile's map.
func dayOf(table, zip string, doc *geojson.Document) (control.Day, error) {
	for _, text := range []string{path.Base(table), table, path.Base(zip)} {
		if day, ok := source.DayInName(text); ok {
			return day, nil
		}
	}
	day := control.NoDay
	for i := range doc.Features {
		d, ok, err := dayProperty(&doc.Features[i])
		if err != nil {
			return day, fmt.Errorf("feature %d: %w", i, err)
		}
		if !ok {
			continue
		}
		if day != control.NoDay && d != day {
			return day, fmt.Errorf("feature %d is dated %s, others %s: name the day in the file's name", i, d, day)
		}
		day = d
	}
	if day == control.NoDay {
		return day, fmt.Errorf("no day in the shapefile's or the zip's name, as in 20260211_VIEW_RussiaCoTinUkraine_V3.shp, and none in a datetime or date property")
	}
	return day, nil
}

// dayProperty reads the day in a feature's datetime or date property: a day, or
// milliseconds since 1970 as ArcGIS has them.
func dayProperty(f *geojson.Feature) (control.Day, bool, error) {
	for _, name := range [...]string{"datetime", "date", "Date", "DATE"} {
		if text, ok := f.Properties.String(name); ok && text != "" {
			day, err := control.ParseDay(text[:min(len(text), len(time.DateOnly))])
			if err != nil {
				return day, false, fmt.Errorf("properties.%s: %w", name, err)
			}
			return day, true, nil
		}
		if ms, ok := f.Properties.Number(name); ok && ms > 1e11 && ms < 1e14 {
			return control.DayOf(time.UnixMilli(int64(ms))), true, nil
		}
	}
	return control.NoDay, false, nil
}

// groupTable sorts a shapefile's features by layer.
func groupTable(table, zip string, doc *geojson.Document) ([]layerGroup, error) {
	all := func(layer control.Layer) []layerGroup {
		g := layerGroup{layer: layer}
		for i := range doc.Features {
			g.features = append(g.features, i)
		}
		return []layerGroup{g}
	}
	if layer, ok := layerOf(path.Base(table)); ok {
		return all(layer), nil
	}
	if len(doc.Features) > 0 && doc.Features[0].Properties.Raw("layer") != nil {
		groups, refusal := group("", doc)
		if refusal != nil {
			return nil, fmt.Errorf("%s: %s", refusal.Place, refusal.Reason)
		}
		return groups, nil
	}
	if layer, ok := layerOf(path.Base(zip)); ok {
		return all(layer), nil
	}
	return nil, fmt.Errorf("which layer it is is not told: neither the shapefile's name nor the zip's is that of one of ISW's services, and the features have no layer property")
}
