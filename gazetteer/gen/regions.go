package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"sort"

	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

// regionRow is one row of regions.yaml.
type regionRow struct {
	Source      string   `yaml:"source"`
	ID          string   `yaml:"id"`
	GeoNames    string   `yaml:"geonames"`
	Name        string   `yaml:"name"`
	Full        string   `yaml:"full"`
	Kind        string   `yaml:"kind"`
	OfficialKm2 float64  `yaml:"official_km2"`
	Aliases     []string `yaml:"aliases"`
}

// makeRegions joins borders and table. Every feature must have its row and
// every row its feature, and the result must be a clean partition.
func makeRegions(js []byte, table []regionRow) ([]gazetteer.Region, error) {
	borders, err := decodeBorders(js)
	if err != nil {
		return nil, err
	}
	if len(borders) != len(table) {
		return nil, fmt.Errorf("%d features, but %d rows in regions.yaml", len(borders), len(table))
	}
	var out []gazetteer.Region
	for _, row := range table {
		m, ok := borders[row.Source]
		if !ok {
			return nil, fmt.Errorf("no feature %q", row.Source)
		}
		full := row.Full
		if full == "" {
			full = row.Name + " Oblast"
		}
		out = append(out, gazetteer.Region{
			ID: row.ID, Name: row.Name, FullName: full, Kind: row.Kind,
			Aliases: row.Aliases, OfficialKm2: row.OfficialKm2, Polygons: m,
		})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	if err := gazetteer.CheckPartition(out); err != nil {
		return nil, err
	}
	return out, nil
}

// encodeRegions writes the regions as gzipped GeoJSON (RFC 7946), one feature
// a line, in the order given.
func encodeRegions(regions []gazetteer.Region) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, r := range regions {
		if i > 0 {
			b.WriteByte(',')
		}
		props, err := json.Marshal(struct {
			ID       string   `json:"id"`
			Name     string   `json:"name"`
			FullName string   `json:"full_name"`
			Kind     string   `json:"kind"`
			Official float64  `json:"official_km2"`
			Aliases  []string `json:"aliases"`
		}{r.ID, r.Name, r.FullName, r.Kind, r.OfficialKm2, r.Aliases})
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n{\"type\":\"Feature\",\"id\":%q,\"properties\":%s,\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[", r.ID, props)
		for j, poly := range r.Polygons {
			if j > 0 {
				b.WriteByte(',')
			}
			writePolygon(&b, poly)
		}
		b.WriteString(`]}}`)
	}
	b.WriteString("\n]}\n")
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return z.Bytes(), nil
}

func writePolygon(b *bytes.Buffer, poly geo.Polygon) {
	b.WriteByte('[')
	for i, ring := range poly {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('[')
		for j := 0; j <= len(ring); j++ { // GeoJSON repeats the first point
			p := ring[j%len(ring)]
			if j > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(b, "[%s,%s]", degrees(p.X), degrees(p.Y))
		}
		b.WriteByte(']')
	}
	b.WriteByte(']')
}

// degrees prints units of 1e-7 degree exactly, without trailing zeros.
func degrees(v int32) string {
	s := fmt.Sprintf("%.7f", float64(v)/geo.E7)
	return string(bytes.TrimRight(bytes.TrimRight([]byte(s), "0"), "."))
}
