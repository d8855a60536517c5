package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

const geometryColumn = "geometry"

// writeParquet writes Parquet, and GeoParquet 1.1 where the table has a shape:
// geometries as WKB in longitude and latitude (OGC:CRS84). Columns are in the
// order of their names, as the library has it.
func writeParquet(w io.Writer, t *Table) error {
	group := parquet.Group{}
	names := []string{}
	for _, c := range t.Columns {
		group[c.Name] = parquet.Optional(parquetNode(c.Type))
		names = append(names, c.Name)
	}
	if t.Shape != NoShape {
		group[geometryColumn] = parquet.Optional(parquet.Leaf(parquet.ByteArrayType))
		names = append(names, geometryColumn)
	}
	slices.Sort(names)
	place := map[string]int{}
	for i, n := range names {
		place[n] = i
	}
	options := []parquet.WriterOption{
		parquet.NewSchema(t.Name, group), parquet.Compression(&parquet.Zstd), parquet.CreatedBy("salient", measure.MethodVersion, ""),
		parquet.KeyValueMetadata("title", t.Title), parquet.KeyValueMetadata("description", description(t)),
	}
	if t.Shape != NoShape {
		meta, err := geoMetadata(t)
		if err != nil {
			return err
		}
		options = append(options, parquet.KeyValueMetadata("geo", meta))
	}
	out := parquet.NewGenericWriter[any](w, options...)
	rows := make([]parquet.Row, len(t.Rows))
	for i, r := range t.Rows {
		row := make(parquet.Row, len(names))
		for k, c := range t.Columns {
			at := place[c.Name]
			row[at] = parquetValue(r.Values[k], at)
		}
		if t.Shape != NoShape {
			at := place[geometryColumn]
			row[at] = parquet.ByteArrayValue(t.wkb(r)).Level(0, 1, at)
		}
		rows[i] = row
	}
	if _, err := out.WriteRows(rows); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	return out.Close()
}

func parquetNode(t Type) parquet.Node {
	switch t {
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Integer:
		return parquet.Int(64)
	case Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case Date:
		return parquet.Date()
	}
	return parquet.String()
}

func parquetValue(v any, column int) parquet.Value {
	var p parquet.Value
	switch v := v.(type) {
	case nil:
		return parquet.NullValue().Level(0, 0, column)
	case float64:
		p = parquet.DoubleValue(v)
	case int:
		p = parquet.Int64Value(int64(v))
	case bool:
		p = parquet.BooleanValue(v)
	case control.Day:
		p = parquet.Int32Value(int32(v)) // days since 1970-01-01, as DATE has it
	default:
		p = parquet.ByteArrayValue([]byte(fmt.Sprint(v)))
	}
	return p.Level(0, 1, column)
}

// geoMetadata returns the file metadata that makes a Parquet file a GeoParquet.
func geoMetadata(t *Table) (string, error) {
	column := map[string]any{"encoding": "WKB", "geometry_types": []string{string(t.Shape)}}
	if t.Shape == Polygons {
		column["orientation"] = "counterclockwise"
	}
	if b, ok := t.bounds(); ok {
		column["bbox"] = b
	}
	var out strings.Builder
	err := json.NewEncoder(&out).Encode(map[string]any{
		"version": "1.1.0", "primary_column": geometryColumn, "columns": map[string]any{geometryColumn: column},
	})
	return strings.TrimSpace(out.String()), err
}
