package kml

import (
	"testing"

	"github.com/salient-project/salient/geojson"
)

// FuzzRead wants an answer for any bytes, and no more points than they can hold.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`<kml><Document><Folder><name>a</name><TimeStamp><when>2024</when></TimeStamp><Placemark><ExtendedData><Data name="n"><value>3</value></Data></ExtendedData>` +
		`<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>1,2,0 3,2 3,4 1,2</coordinates></LinearRing></outerBoundaryIs>` +
		`<innerBoundaryIs><LinearRing><coordinates>1,2 3,2 3,4</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder></Document></kml>`))
	f.Add([]byte(`<?xml version="1.0" encoding="ISO-8859-1"?><kml xmlns:gx="x"><Placemark><gx:Track/><Point><coordinates>1,2</coordinates></Point></Placemark></kml>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(data)
		if err != nil {
			return
		}
		d := table.Doc
		if len(d.Points) > len(data) {
			t.Fatalf("%d points of %d bytes", len(d.Points), len(data))
		}
		for i := range d.Features {
			for k := range d.RingsOf(&d.Features[i]) {
				if r := &d.RingsOf(&d.Features[i])[k]; r.Kind != geojson.Polygon {
					t.Fatalf("ring %d is of a %s", k, r.Kind)
				}
			}
		}
	})
}
