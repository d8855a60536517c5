package described_test

import (
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
)

// TestNoGeometryNeedsNoDay: a feature without geometry is of no map, so nothing
// is asked of its properties.
func TestNoGeometryNeedsNoDay(t *testing.T) {
	const empty = `{"type":"Feature","properties":{"seen":null,"status":"?"},"geometry":null}`
	in := `{"type":"FeatureCollection","features":[` + empty + "," + feature(`{"seen":"2024-03-01","status":"held"}`) + "," + empty + `]}`
	for _, yaml := range []string{
		"source: mymap\ndays: {property: seen}",
		"source: mymap\ndays: {property: seen}\nlayers: [{layer: held, where: {status: held}}]",
	} {
		r := parse(t, yaml).Read("map.geojson", []byte(in), control.Origin{})
		if len(r.Refused) > 0 || len(r.Snapshots) != 1 || r.Repairs[source.RepairNull] != 2 {
			t.Errorf("%s: %+v", yaml, r)
		}
	}
}
