package server

import "net/http"

// Parameters that several routes take.
var (
	pF   = param{name: "f", in: "query", doc: "Form of the answer; without it, the Accept header decides.", schema: schema{"type": "string", "enum": []string{"json", "html"}}, example: "json"}
	pV   = param{name: "v", in: "query", doc: "Version of the data, as the landing page gives it: with it, an answer that names its days may be kept for good.", schema: schema{"type": "string"}}
	pSrc = param{name: "source", in: "query", doc: "Only this source.", schema: schema{"type": "string"}, example: "deepstate"}
	pDef = param{name: "definition", in: "query", doc: "Only by this definition.", schema: schema{"type": "string"}, example: "deepstate"}

	pBox  = param{name: "bbox", in: "query", doc: "West, south, east, north in degrees (CRS84); six numbers with heights, which are not looked at.", schema: schema{"type": "array", "oneOf": []schema{{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}}, "items": schema{"type": "number"}}, example: []float64{36, 47, 38, 49}}
	pInts = param{name: "intervals", in: "query", doc: "With true, the ends of each area's 95 % interval too: low_km2 and high_km2.", schema: schema{"type": "boolean"}, example: true}
	pTime = param{name: "datetime", in: "query", doc: "A day, a time, or an interval, whose ends may be open (..). However wide, it is answered.", schema: schema{"type": "string"}, example: "2026-02-11/.."}
	pLim  = param{name: "limit", in: "query", doc: "Features a page. More than a collection gives at most counts as that.", schema: schema{"type": "integer", "minimum": 1}, example: 5}
	pOff  = param{name: "offset", in: "query", doc: "Features to skip; the links of a page set it.", schema: schema{"type": "integer", "minimum": 0}, example: 0}

	pOn     = param{name: "on", in: "query", doc: "Valid day. Without it, each definition's newest map.", schema: daySchema, example: "2026-02-17"}
	pFrom   = param{name: "from", in: "query", doc: "Valid day to measure from.", schema: daySchema, example: "2026-02-11", required: true}
	pTo     = param{name: "to", in: "query", doc: "Valid day to measure to.", schema: daySchema, example: "2026-02-17", required: true}
	pWeek   = param{name: "week", in: "query", doc: "A day of the week to write about, instead of from and to.", schema: daySchema}
	pMonth  = param{name: "month", in: "query", doc: "The month to write about, instead of from and to: from the map of its first day to that of the next month's first.", schema: schema{"type": "string", "pattern": `^\d{4}-\d{2}$`}}
	pBy     = param{name: "by", in: "query", doc: "Split by oblast.", schema: schema{"type": "string", "enum": []string{"oblast"}}, example: "oblast"}
	pKnown  = param{name: "as_known_on", in: "query", doc: "Use only maps that were known by this day (needs imported maps).", schema: daySchema}
	pSliver = param{name: "slivers", in: "query", doc: "What becomes of ground that only a redrawn boundary changed.", schema: schema{"type": "string", "enum": []string{"separate", "include", "drop"}}, example: "separate"}
)

var daySchema = schema{"type": "string", "format": "date"}

func inPath(name, doc string, example any) param {
	return param{name: name, in: "path", doc: doc, schema: schema{"type": "string"}, example: example, required: true}
}

func number(p param, most int) param {
	p.schema = schema{"type": "integer", "minimum": 0, "maximum": most}
	return p
}

func optional(p param) param {
	p.required = false
	return p
}

// listRoutes returns the table of routes.
func (s *Server) listRoutes() []route {
	get := http.MethodGet
	web := []string{mediaJSON, mediaHTML}
	features := []string{mediaGeo, mediaHTML}
	pID := inPath("id", "A collection, as /collections lists them.", "held")
	pLayer := inPath("layer", "held, changes, patches, cells, oblasts, settlements; fronts with imported maps.", "held")
	tileParams := []param{pDef, pSrc, pOn, optional(pFrom), optional(pTo), pV}
	routes := []route{
		{get, "/", "OGC API", "landing", "What there is", "The landing page.", []param{pF}, nil, web, s.landing},
		{get, "/conformance", "OGC API", "conformance", "Conformance classes", "The parts of OGC API – Features that are met.", []param{pF}, nil, web, s.conformance},
		{get, "/api", "OGC API", "api", "This document", "OpenAPI 3.1.", nil, nil, []string{mediaAPI}, s.api},
		{get, "/collections", "OGC API", "collections", "The collections", "Every collection, with its extent.", []param{pF}, nil, web, s.collectionsPage},
		{get, "/collections/{id}", "OGC API", "collection", "One collection", "What a collection holds, and its extent.", []param{pID, pF}, nil, web, s.collectionPage},
		{get, "/collections/{id}/items", "OGC API", "items", "Features of a collection",
			"One page of features. Collections of maps also take source and definition; others take the names of the properties that their description lists. A parameter that is not taken is refused.",
			[]param{pID, pBox, pTime, pLim, pOff, pDef, pSrc, pF, pV}, nil, features, s.items},
		{get, "/collections/{id}/items/{feature}", "OGC API", "item", "One feature", "A feature by its id.",
			[]param{pID, inPath("feature", "The feature's id.", "deepstate_2026-02-17"), pF}, nil, features, s.item},

		{get, "/v1/sources", "Figures", "sources", "Sources", "Every source with its definitions, the days that have maps, its terms, and how it counts.", nil, nil, []string{mediaJSON}, s.sources},
		{get, "/v1/held", "Figures", "held", "Ground held on a day", "The area held, by source and definition. A day without a map is answered by the nearest earlier one, which map_day names. Areas and shares, of the country and of parts, have 95 % intervals for how exactly the line is drawn.",
			[]param{pOn, pSrc, pDef, pBy, pKnown, pV}, nil, []string{mediaJSON}, s.held},
		{get, "/v1/change", "Figures", "change", "Ground gained and lost", "Gained, lost and net between two valid days, by source and definition, with patches. Gross and net areas and rates, of the country and of parts, have 95 % intervals; inside_interval says whether the net lies inside its own.",
			[]param{pFrom, pTo, pSrc, pDef, pBy, pSliver, pKnown, pV}, nil, []string{mediaJSON}, s.change},
		{get, "/v1/series", "Figures", "series", "Held area by day", "The held area of every valid day with a map, from one day to another.",
			[]param{optional(pFrom), optional(pTo), pSrc, pDef, pInts, pKnown, pV}, nil, []string{mediaJSON}, s.series},
		{get, "/v1/periods", "Figures", "periods", "Every week or month", "The change of every whole week or month, with 95 % intervals; those left out and why, and which stand out.",
			[]param{{name: "period", in: "query", doc: "week or month.", schema: schema{"type": "string", "enum": []string{"week", "month"}}, example: "week"}, pSrc, pDef, pSliver, pKnown, pV}, nil, []string{mediaJSON}, s.periods},
		{get, "/v1/patches", "Figures", "patches", "Ground gained and lost, as GeoJSON", "Each connected piece of ground gained or lost between two valid days: its outline where maps were imported, else its center.",
			[]param{pFrom, pTo, pSrc, pDef, pSliver, pKnown, pV}, nil, []string{mediaGeo}, s.patches},
		{get, "/v1/place", "Figures", "place", "Who held a place, and when", "The runs of days in which a place was held or was not, by source and definition; and how near held ground comes to it on a day.",
			[]param{{name: "q", in: "query", doc: "A name, or longitude and latitude.", schema: schema{"type": "string"}, example: "Pokrovsk, Donetsk", required: true}, optional(pOn), pSrc, pDef, pKnown, pV}, nil, []string{mediaJSON}, s.place},
		{get, "/v1/brief", "Figures", "brief", "A brief of some days", "What a newsroom can run about a window of days, every number with its evidence: from and to, or a week, or a month; without any of them the newest whole week.",
			[]param{optional(pFrom), optional(pTo), pWeek, pMonth, pSrc, {name: "lang", in: "query", doc: "English.", schema: schema{"type": "string", "enum": []string{"en-US", "en-GB"}}, example: "en-GB"},
				{name: "form", in: "query", doc: "Form of the brief.", schema: schema{"type": "string", "enum": []string{"json", "text", "markdown"}}, example: "text"}, pSliver, pKnown, pV}, nil,
			[]string{mediaJSON, briefForms["text"], briefForms["markdown"]}, s.brief},
		{get, "/v1/brief/{picture}.svg", "Figures", "briefPicture", "A picture of a brief", "A picture that the brief of the same days names, as SVG.",
			[]param{inPath("picture", "Its id.", "sources"), optional(pFrom), optional(pTo), pWeek, pMonth, pSrc, pSliver, pKnown, pV}, nil, []string{mediaSVG}, s.briefPicture},
		{get, "/feed.atom", "Figures", "feed", "The newest briefs", "An Atom feed of the briefs of the newest whole weeks and months.", nil, nil, []string{mediaAtom}, s.feed},
		{get, "/docs/{name}.md", "Service", "document", "A page of the documentation", "How figures come about, how good they are, and who draws the maps, as Markdown.",
			[]param{inPath("name", "method, accuracy, sources, reference-data or talks.", "accuracy")}, nil, []string{mediaText}, s.document},
		{get, "/v1/search", "Figures", "search", "Places by the beginning of a name", "For completion as one types.",
			[]param{{name: "q", in: "query", doc: "The beginning of a name, in any usual spelling.", schema: schema{"type": "string"}, example: "Zapor", required: true}, pLim}, nil, []string{mediaJSON}, s.search},
		{get, "/chronicle/{source}.bin", "Figures", "chronicle", "A chronicle in its binary form",
			"Every map of a source or definition in one file, as docs/chronicle-format.md draws it, for clients that scrub through days. Byte ranges are served. Needs imported maps.",
			[]param{inPath("source", "A source or definition.", "deepstate"), pV}, nil, []string{mediaBinary}, s.chronicle},

		{get, "/tiles/{layer}/{z}/{x}/{y}.mvt", "Tiles", "tile", "A vector tile",
			"Mapbox Vector Tile 2.1. held, fronts, cells and oblasts take on; changes and patches take from and to. 204 where the tile is empty. The header Salient-Map-Day names the maps that answer.",
			append([]param{pLayer, number(inPath("z", "Zoom.", 6), 14), number(inPath("x", "Column from the west.", 37), 1<<14-1), number(inPath("y", "Row from the north.", 22), 1<<14-1)}, tileParams...), nil, []string{mediaTile}, s.tile},
		{get, "/tiles/{layer}.json", "Tiles", "tilejson", "TileJSON of a layer", "TileJSON 3.0.0, with the days asked for in the address of the tiles.",
			append([]param{pLayer}, tileParams...), nil, []string{mediaJSON}, s.tileJSON},
		{get, "/tiles/{layer}.pmtiles", "Tiles", "pmtiles", "A layer as PMTiles", "Every tile of a layer up to a zoom in one PMTiles 3 archive. Byte ranges are served.",
			append([]param{pLayer, {name: "maxzoom", in: "query", doc: "Greatest zoom.", schema: schema{"type": "integer", "minimum": 0, "maximum": maxArchiveZoom}, example: 6}}, tileParams...), nil, []string{mediaPM}, s.pmtiles},

		{http.MethodPost, "/v1/check", "Check", "check", "Check an article",
			"Finds the checkable claims of an article and says what each source shows. The text is not kept and not logged.",
			[]param{{name: "published", in: "query", doc: "Day of publication.", schema: daySchema, example: "2026-02-17"},
				pKnown, {name: "document", in: "query", doc: "1 adds document: the text in which start and end count code points, its title and its address.", schema: schema{"type": "string", "enum": []string{"1"}}}},
			&bodyDoc{[]string{"text/plain", mediaJSON}, "The article's text (also Markdown or HTML), or JSON with its text or its URL.", checkExamples}, []string{mediaJSON}, s.check},

		{get, "/healthz", "Service", "healthz", "Alive", "The process answers.", nil, nil, []string{mediaJSON}, s.healthz},
		{get, "/readyz", "Service", "readyz", "Ready", "The data can be read, and the server is not about to stop.", nil, nil, []string{mediaJSON}, s.readyz},
		{get, "/metrics", "Service", "metrics", "Metrics", "Prometheus' text format.", nil, nil, []string{"text/plain; version=0.0.4; charset=utf-8"}, s.metricsPage},
		{get, "/style.css", "Service", "style", "The style of the pages", "CSS.", nil, nil, []string{"text/css; charset=utf-8"}, s.style},
	}
	if s.Figures != nil {
		routes = append(routes, route{get, "/v1/figures", "Figures", "figures", "Published figures, recomputed",
			"Every figure of the table that the server was started with, beside what the maps give by its publisher's convention.", nil, nil, []string{mediaJSON}, s.figures})
	}
	routes = append(routes, s.questionRoutes()...)
	return append(append(routes, s.talksRoutes()...), s.writeRoutes()...)
}
