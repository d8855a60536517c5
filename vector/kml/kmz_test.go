package kml_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/salient-project/salient/vector/kml"
)

// TestZip: which documents of a KMZ are read.
func TestZip(t *testing.T) {
	mark := func(name string) string {
		return `<Placemark><name>` + name + `</name><Polygon><outerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`
	}
	link := func(address string) string {
		return `<NetworkLink><name>x</name><Link><href> ` + address + ` </href></Link></NetworkLink>`
	}
	doc := func(inside ...string) string {
		return `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>` + strings.Join(inside, "") + `</Document></kml>`
	}
	for _, tt := range []struct {
		name  string
		files [][2]string
		want  string // names of placemarks, or what is wrong
	}{
		{"doc.kml alone", [][2]string{{"doc.kml", doc(mark("a"))}}, "a"},
		{"elsewhere", [][2]string{{"images/x.png", "x"}, {"files/map.kml", doc(mark("a"))}}, "a"},
		{"links to layers", [][2]string{{"doc.kml", doc(link("layers/a.kml"), link("layers/b.kml"))}, {"layers/a.kml", doc(mark("a"))}, {"layers/b.kml", doc(mark("b"), link("../more/c.kml"))}, {"more/c.kml", doc(mark("c"))}}, "a b c"},
		{"links in a circle, and out", [][2]string{{"doc.kml", doc(mark("a"), link("b.kml"), link("https://example.org/c.kml"), link("../../etc/c.kml"))}, {"b.kml", doc(mark("b"), link("doc.kml"), link("b.kml"))}, {"c.kml", doc(mark("c"))}}, "a b"},
		{"not linked to", [][2]string{{"a.kml", doc(mark("a"))}, {"doc.kml", doc(mark("d"))}}, "d"},
		{"several, none the first", [][2]string{{"a.kml", doc(mark("a"))}, {"b.kml", doc(mark("b"))}}, "a b"},
		{"in KML 2.0", [][2]string{{"doc.kml", doc(`<NetworkLink><Url><href>a.kml</href></Url></NetworkLink>`)}, {"a.kml", doc(mark("a"))}}, "a"},
		{"nothing in it", [][2]string{{"doc.kml", doc()}}, ""},
		{"none", [][2]string{{"map.txt", "x"}}, "no .kml in the zip"},
		{"a damaged layer", [][2]string{{"doc.kml", doc(link("a.kml"))}, {"a.kml", doc(mark("a"))[:80]}}, "a.kml: "},
		{"a link cut off", [][2]string{{"doc.kml", doc(link("a.kml"))[:90]}}, "doc.kml: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for _, f := range tt.files {
				w, err := z.Create(f[0])
				if err != nil {
					t.Fatal(err)
				}
				w.Write([]byte(f[1]))
			}
			z.Close()
			tables, err := kml.ReadZip(bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				if tt.want == "" || !strings.HasPrefix(err.Error(), tt.want) {
					t.Error(err)
				}
				return
			}
			var got []string
			for _, table := range tables {
				for _, f := range table.Doc.Features {
					name, _ := f.Properties.String("name")
					got = append(got, name)
				}
			}
			if len(tables) == 0 || strings.Join(got, " ") != tt.want {
				t.Errorf("%d tables, %v, want %s", len(tables), got, tt.want)
			}
		})
	}
}
