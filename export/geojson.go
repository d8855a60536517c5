package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/salient-project/salient/geojson"
)

// writeGeoJSON writes a FeatureCollection (RFC 7946), a feature a line.
func writeGeoJSON(w io.Writer, t *Table) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `{"type":"FeatureCollection","features":[`)
	for i, r := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n{\"type\":\"Feature\",\"properties\":{")
		for k, c := range t.Columns {
			if k > 0 {
				out.WriteByte(',')
			}
			value, err := json.Marshal(r.Values[k])
			if err != nil {
				return fmt.Errorf("%s, row %d: %w", c.Name, i+1, err)
			}
			fmt.Fprintf(out, "%q:%s", c.Name, value)
		}
		out.WriteString(`},"geometry":`)
		if t.Shape == Points {
			fmt.Fprintf(out, `{"type":"Point","coordinates":[%s,%s]}`, text(r.Point.Lon()), text(r.Point.Lat()))
		} else {
			out.Write(geojson.AppendGeometry(nil, r.Polygon))
		}
		out.WriteByte('}')
	}
	fmt.Fprintln(out, "\n]}")
	return out.Flush()
}
