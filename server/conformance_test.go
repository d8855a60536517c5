package server

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
)

type linked struct{ Links []link }

// rel returns the addresses, within this server, of the links of a relation.
func (l linked) rel(t *testing.T, name string) []link {
	t.Helper()
	var out []link
	for _, x := range l.Links {
		if x.Rel == name {
			out = append(out, x)
		}
	}
	if len(out) == 0 {
		t.Errorf("no link of relation %s in %+v", name, l.Links)
	}
	return out
}

// follow asks for what a link leads to: it is there, in the form that it says.
func follow(t *testing.T, s *Server, l link) string {
	t.Helper()
	u, err := url.Parse(l.Href)
	if err != nil || u.Host != "example.com" { // as httptest's requests have it
		t.Fatalf("link %+v: %v", l, err)
	}
	r := ask(t, s, "GET", u.RequestURI(), "")
	if got := r.Header.Get("Content-Type"); r.StatusCode != 200 || got != l.Type {
		t.Errorf("%s: %d, %s; its link says %s", l.Href, r.StatusCode, got, l.Type)
	}
	return text(t, r)
}

func decode[T any](t *testing.T, body string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v: %.200s", err, body)
	}
	return v
}

// TestConformance goes through the requirements of OGC API – Features, Part 1
// (17-069r4), of the classes that /conformance claims: Core, GeoJSON and HTML.
func TestConformance(t *testing.T) {
	s := imported()
	landing := decode[linked](t, text(t, ask(t, s, "GET", "/", "")))
	for _, name := range []string{"self", "alternate", "service-desc", "service-doc", "conformance", "data"} { // 7.2, 7.3
		for _, l := range landing.rel(t, name) {
			follow(t, s, l)
		}
	}
	claimed := decode[struct{ ConformsTo []string }](t, follow(t, s, landing.rel(t, "conformance")[0])) // 7.4
	for _, class := range []string{"core", "geojson", "html"} {
		if !slices.Contains(claimed.ConformsTo, "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"+class) {
			t.Errorf("%s is not claimed", class)
		}
	}
	type collections struct {
		linked
		Collections []json.RawMessage
	}
	all := decode[collections](t, follow(t, s, landing.rel(t, "data")[0])) // 7.13
	follow(t, s, all.rel(t, "self")[0])
	follow(t, s, all.rel(t, "alternate")[0])
	if len(all.Collections) != len(s.collections) {
		t.Errorf("%d collections, there are %d", len(all.Collections), len(s.collections))
	}
	for _, raw := range all.Collections {
		c := decode[collectionDoc](t, string(raw))
		t.Run(c.ID, func(t *testing.T) { conforms(t, s, c, raw) })
	}
}

func conforms(t *testing.T, s *Server, c collectionDoc, listed json.RawMessage) {
	alone := text(t, ask(t, s, "GET", "/collections/"+c.ID, "")) // 7.14: the same as in the list
	if !reflect.DeepEqual(decode[map[string]any](t, alone), decode[map[string]any](t, string(listed))) {
		t.Errorf("described in two ways:\n%s\n%s", alone, listed)
	}
	if b := c.Extent.Spatial.Box; len(b) != 1 || b[0][0] > b[0][2] || b[0][1] > b[0][3] || c.Extent.Spatial.CRS != crs84 {
		t.Errorf("extent %+v", c.Extent.Spatial)
	}
	if c.ID == "cells" {
		return // tens of thousands of features, by the same code
	}
	items := linked{c.Links}.rel(t, "items")
	if items[0].Type != mediaGeo {
		t.Errorf("items as %s", items[0].Type)
	}
	type features struct {
		linked
		Type                          string
		NumberMatched, NumberReturned int
		Features                      []struct {
			Type, ID string
			Geometry any
		}
	}
	target := "/collections/" + c.ID + "/items"
	page := decode[features](t, text(t, ask(t, s, "GET", target+"?limit=2", ""))) // 7.15
	if page.Type != "FeatureCollection" || page.NumberReturned != len(page.Features) || len(page.Features) > 2 || page.NumberMatched < page.NumberReturned {
		t.Errorf("page of %d, %d said, %d matched", len(page.Features), page.NumberReturned, page.NumberMatched)
	}
	follow(t, s, page.rel(t, "self")[0])
	follow(t, s, page.rel(t, "alternate")[0])
	if page.NumberMatched > 2 {
		next := decode[features](t, follow(t, s, page.rel(t, "next")[0]))
		if len(next.Features) == 0 || next.Features[0].ID == page.Features[0].ID {
			t.Error("the next page is this one again")
		}
		follow(t, s, next.rel(t, "prev")[0])
	}
	for _, wrong := range []string{"limit=0", "limit=x", "bbox=1,2,3", "bbox=a,b,c,d", "datetime=never", "nosuch=1"} { // 7.6: requirements 8 and 9
		if r := ask(t, s, "GET", target+"?"+wrong, ""); r.StatusCode != 400 {
			t.Errorf("%s: %d, want 400", wrong, r.StatusCode)
		}
	}
	for _, q := range []string{"limit=100000&bbox=-180,-90,180,90", "bbox=-180,-90,0,180,90,100", "datetime=../..", "datetime=1900-01-01T00:00:00Z/..", "datetime=../2100-01-01", "bbox=177,-80,-177,80"} {
		if r := ask(t, s, "GET", target+"?"+q, ""); r.StatusCode != 200 {
			t.Errorf("%s: %d", q, r.StatusCode)
		}
	}
	if len(page.Features) == 0 {
		t.Fatal("nothing in it")
	}
	one := decode[struct {
		linked
		Type, ID string
	}](t, text(t, ask(t, s, "GET", target+"/"+url.PathEscape(page.Features[0].ID), ""))) // 7.16
	if one.Type != "Feature" || one.ID != page.Features[0].ID {
		t.Errorf("asked for %s, got %s %s", page.Features[0].ID, one.Type, one.ID)
	}
	for _, name := range []string{"self", "alternate", "collection"} {
		for _, l := range one.rel(t, name) {
			if body := follow(t, s, l); l.Type == mediaHTML && !strings.HasPrefix(body, "<!doctype html>") { // 8.2
				t.Errorf("%s is no page: %.60s", l.Href, body)
			}
		}
	}
}
