package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// writeCSV writes RFC 4180 with a header. Points give lon and lat columns;
// polygons have no place in it, and their tables hold a center.
func writeCSV(w io.Writer, t *Table) error {
	out := csv.NewWriter(w)
	var head []string
	for _, c := range t.Columns {
		head = append(head, c.Name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, r := range t.Rows {
		line := make([]string, len(r.Values))
		for i, v := range r.Values {
			line[i] = text(v)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// text prints a value: dates as ISO 8601, numbers without a sign of thousands,
// nothing for a missing one.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case control.Day:
		return v.String()
	}
	return fmt.Sprint(v)
}

// writePackage writes the description of a CSV file as a Frictionless Data
// Package (version 1).
func writePackage(w io.Writer, t *Table, file string) error {
	type field struct {
		Name  string `json:"name"`
		Type  Type   `json:"type"`
		Title string `json:"title"`
	}
	type contributor struct {
		Title string `json:"title"`
	}
	var fields []field
	for _, c := range t.Columns {
		fields = append(fields, field(c))
	}
	sources := []contributor{}
	for _, s := range t.Credit {
		sources = append(sources, contributor{s})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(map[string]any{
		"profile": "tabular-data-package", "name": "salient-" + dashed(t.Name), "title": t.Title, "description": t.Description,
		"version": measure.MethodVersion, "sources": sources,
		"resources": []any{map[string]any{
			"profile": "tabular-data-resource", "name": dashed(t.Name), "path": file, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
			"dialect": map[string]any{"delimiter": ",", "lineTerminator": "\n", "header": true},
			"schema":  map[string]any{"fields": fields, "missingValues": []string{""}},
		}},
	})
}

func dashed(name string) string {
	out := []byte(name)
	for i, b := range out {
		if b == '_' {
			out[i] = '-'
		}
	}
	return string(out)
}
