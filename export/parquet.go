package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

const geometryColumn = "geometry"

// writeParquet writes Parquet, and GeoParquet 1.1 where the table has a shape:
// geometries as WKB in longitude and latitude (OGC:CRS84). Columns are in the
// table's order, the geometry last.
func writeParquet(w io.Writer, t *Table) error {
	ordered := inOrder{Group: parquet.Group{}}
	for _, c := range t.Columns {
		ordered.add(c.Name, parquet.Optional(parquetNode(c.Type)))
	}
	if t.Shape != NoShape {
		ordered.add(geometryColumn, parquet.Optional(parquet.Leaf(parquet.ByteArrayType)))
	}
	options := []parquet.WriterOption{
		parquet.NewSchema(t.Name, ordered), parquet.Compression(&parquet.Zstd), parquet.CreatedBy("salient", measure.MethodVersion, ""),
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
		row := make(parquet.Row, 0, len(ordered.order))
		for k := range t.Columns {
			row = append(row, parquetValue(r.Values[k], k))
		}
		if t.Shape != NoShape {
			row = append(row, parquet.ByteArrayValue(t.wkb(r)).Level(0, 1, len(row)))
		}
		rows[i] = row
	}
	if _, err := out.WriteRows(rows); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	return out.Close()
}

// inOrder is a group of columns in an order of its own: the library's groups go
// by name.
type inOrder struct {
	parquet.Group
	order []string
}

func (c *inOrder) add(name string, node parquet.Node) {
	c.Group[name] = node
	c.order = append(c.order, name)
}

// Fields implements [parquet.Node].
func (c inOrder) Fields() []parquet.Field {
	out := make([]parquet.Field, 0, len(c.order))
	for _, name := range c.order {
		for _, f := range c.Group.Fields() {
			if f.Name() == name {
				out = append(out, f)
			}
		}
	}
	return out
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
