package server

import (
	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// conformsTo are the conformance classes of OGC API – Features that are met. The
// one for OpenAPI is for version 3.0; the document here is 3.1, so it is not
// claimed.
var conformsTo = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
}

// landing answers /.
func (s *Server) landing(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	form := r.form(mediaJSON, mediaHTML)
	doc := map[string]any{
		"title": "Salient", "description": "The record of who held what ground, day by day, source by source, and of the talks beside it. For verification after the fact.",
		"attribution": s.attribution(), "data_version": s.version,
		"links": []link{
			{r.base + "/?f=json", "self", mediaJSON, "this document"},
			{r.base + "/?f=html", "alternate", mediaHTML, "this document, as a page"},
			{r.base + "/api", "service-desc", mediaAPI, "OpenAPI 3.1"},
			{r.base + "/?f=html", "service-doc", mediaHTML, "what there is"},
			{r.base + "/conformance", "conformance", mediaJSON, "conformance classes"},
			{r.base + "/collections", "data", mediaJSON, "collections"},
			{r.base + "/v1/sources", "related", mediaJSON, "sources, their terms and days"},
		},
	}
	if form != mediaHTML {
		return jsonReply(doc, current)
	}
	b, err := render("landing", map[string]any{
		"Sources": answer.Sources(s.Record, s.Sources), "Collections": s.collections, "Routes": s.plainRoutes(), "Version": s.version,
		"Live": s.maps.live(), "App": s.Web != nil, "Attribution": s.Places.Attribution(),
	})
	return reply{media: form, body: newBlob(b)}, err
}

// plainRoutes are those that the landing page lists one by one.
func (s *Server) plainRoutes() []shownRoute {
	var out []shownRoute
	for i := range s.routes {
		r := &s.routes[i]
		if r.tag != "OGC API" && r.id != "style" && (r.id != "chronicle" || s.maps.live()) {
			out = append(out, shownRoute{r.method, r.path, r.title, r.exampleAddress()})
		}
	}
	return out
}

type shownRoute struct{ Method, Path, Title, Example string }

func (s *Server) conformance(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	form := r.form(mediaJSON, mediaHTML)
	if form != mediaHTML {
		return jsonReply(map[string]any{"conformsTo": conformsTo}, current)
	}
	b, err := render("conformance", conformsTo)
	return reply{media: form, body: newBlob(b)}, err
}

// collectionDoc describes a collection.
type collectionDoc struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Links       []link   `json:"links"`
	Extent      extent   `json:"extent"`
	ItemType    string   `json:"itemType"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Parameters  []string `json:"parameters"` // properties that may be asked for by name
	Attribution string   `json:"attribution"`
}

type extent struct {
	Spatial struct {
		Box [][4]float64 `json:"bbox"`
		CRS string       `json:"crs"`
	} `json:"spatial"`
	Temporal *temporal `json:"temporal,omitempty"`
}

type temporal struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

func extentOf(box geo.Box, first, last control.Day) extent {
	var e extent
	e.Spatial.Box = [][4]float64{{box.Min.Lon(), box.Min.Lat(), box.Max.Lon(), box.Max.Lat()}}
	e.Spatial.CRS = crs84
	if first != control.NoDay {
		e.Temporal = &temporal{[][2]*string{{instant(first, "T00:00:00Z"), instant(last, "T23:59:59Z")}}, gregorian}
	}
	return e
}

func instant(d control.Day, clock string) *string {
	if d == control.NoDay {
		return nil
	}
	text := d.String() + clock
	return &text
}

func (s *Server) describeCollection(r *request, c *collection) collectionDoc {
	here := r.base + "/collections/" + c.id
	return collectionDoc{
		ID: c.id, Title: c.title, Description: c.doc, ItemType: "feature", CRS: []string{crs84}, StorageCRS: crs84,
		Extent: extentOf(c.box(), c.first(), c.last()), Parameters: c.filters, Attribution: s.attribution(),
		Links: []link{
			{here, "self", mediaJSON, c.title}, {here + "?f=html", "alternate", mediaHTML, c.title + ", as a page"},
			{here + "/items", "items", mediaGeo, c.title + ", as GeoJSON"}, {here + "/items?f=html", "items", mediaHTML, c.title + ", as a page"},
		},
	}
}

func (s *Server) collectionsPage(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	form := r.form(mediaJSON, mediaHTML)
	if form == mediaHTML {
		b, err := render("collections", s.collections)
		return reply{media: form, body: newBlob(b)}, err
	}
	docs := []collectionDoc{}
	for _, c := range s.collections {
		docs = append(docs, s.describeCollection(r, c))
	}
	return jsonReply(map[string]any{
		"links": []link{
			{r.base + "/collections", "self", mediaJSON, "collections"}, {r.base + "/collections?f=html", "alternate", mediaHTML, "collections, as a page"},
		},
		"collections": docs,
	}, current)
}

func (s *Server) collectionPage(r *request) (reply, error) {
	c, err := s.collection(r.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	// GDAL sends what it will ask of the features here too.
	if err := r.onlyKnown(c.parameters()...); err != nil {
		return reply{}, err
	}
	doc := s.describeCollection(r, c)
	form := r.form(mediaJSON, mediaHTML)
	if form != mediaHTML {
		return jsonReply(doc, current)
	}
	b, err := render("collection", doc)
	return reply{media: form, body: newBlob(b)}, err
}
