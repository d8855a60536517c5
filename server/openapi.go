package server

import (
	"net/http"
	"strings"
)

func (s *Server) api(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	return reply{media: mediaAPI, body: s.openapi(), lasting: current}, nil
}

// describe writes the OpenAPI document from the table of routes.
func (s *Server) describe() *blob {
	paths := map[string]map[string]any{}
	for i := range s.routes {
		r := &s.routes[i]
		if paths[r.path] == nil {
			paths[r.path] = map[string]any{}
		}
		paths[r.path][strings.ToLower(r.method)] = r.operation()
	}
	doc := map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "Salient", "version": "1.0.0", "summary": "The record of who held what ground, day by day, and of the talks beside it.",
			"description": "Figures come with source, definition and valid days. Areas are in km², geodesic on WGS 84; longitude comes before latitude. " +
				"A day without a map is answered by the nearest earlier map, and the answer says so. Only what writes needs a token, and is here only if the server was started with tokens.",
			"license": map[string]any{"name": "See the sources' own terms for their data", "url": "https://github.com/salient-project/salient/blob/main/docs/sources.md"},
			"contact": map[string]any{"name": "Salient", "url": "https://github.com/salient-project/salient"},
		},
		"servers":  []map[string]any{{"url": "/", "description": "this server"}},
		"security": []any{map[string]any{}},
		"tags": []map[string]any{
			{"name": "OGC API", "description": "OGC API – Features, Part 1: Core"},
			{"name": "Figures", "description": "Plain JSON, as the command line prints it"},
			{"name": "Tiles", "description": "Vector tiles"},
			{"name": "Talks", "description": "The record of the talks"},
			{"name": "Check", "description": "Checking an article"},
			{"name": tagWriting, "description": "Needs a token"},
			{"name": "Service", "description": "The server itself"},
		},
		"paths": paths,
		"components": map[string]any{
			"schemas": map[string]any{"problem": problemSchema},
			"responses": map[string]any{"problem": map[string]any{
				"description": "What is wrong (RFC 9457).",
				"content":     map[string]any{mediaIssue: map[string]any{"schema": schema{"$ref": "#/components/schemas/problem"}}},
			}},
		},
	}
	if len(s.Tokens) > 0 {
		doc["components"].(map[string]any)["securitySchemes"] = map[string]any{
			"token": map[string]any{"type": "http", "scheme": "bearer", "description": "A token that salient token made."}}
	}
	b, err := marshal(doc)
	if err != nil {
		panic(err) // the document is made of strings and numbers
	}
	return newBlob(b)
}

var problemSchema = schema{
	"type": "object", "required": []string{"type", "title", "status"},
	"properties": schema{
		"type": schema{"type": "string"}, "title": schema{"type": "string"}, "status": schema{"type": "integer"},
		"detail": schema{"type": "string"}, "hint": schema{"type": "string"}, "parameter": schema{"type": "string"}, "request_id": schema{"type": "string"},
	},
}

// operation is a route as OpenAPI writes it.
func (r *route) operation() map[string]any {
	content := map[string]any{}
	for _, media := range r.media {
		kind := schema{"type": "object"}
		switch {
		case media == mediaJSON:
			kind = schema{"type": []string{"object", "array"}}
		case media != mediaGeo && media != mediaAPI:
			kind = schema{"type": "string"}
		}
		content[media] = map[string]any{"schema": kind}
	}
	responses := map[string]any{
		"200": map[string]any{"description": "The answer.", "content": content},
		"4XX": map[string]any{"$ref": "#/components/responses/problem"},
		"5XX": map[string]any{"$ref": "#/components/responses/problem"},
	}
	if r.method == http.MethodGet && r.tag != "Service" {
		responses["304"] = map[string]any{"description": "As the caller has it."}
	}
	if r.id == "tile" {
		responses["204"] = map[string]any{"description": "The tile is empty."}
	}
	op := map[string]any{"operationId": r.id, "summary": r.title, "description": r.doc, "tags": []string{r.tag}, "responses": responses}
	if r.tag == tagWriting {
		op["security"] = []any{map[string]any{"token": []string{}}}
	}
	var params []map[string]any
	for _, p := range r.params {
		one := map[string]any{"name": p.name, "in": p.in, "description": p.doc, "schema": p.schema}
		if p.required {
			one["required"] = true
		}
		if p.example != nil {
			one["example"] = p.example
		}
		if p.schema["type"] == "array" {
			one["style"], one["explode"] = "form", false
		}
		params = append(params, one)
	}
	if params != nil {
		op["parameters"] = params
	}
	if r.body != nil {
		content := map[string]any{}
		for _, media := range r.body.media {
			kind := schema{"type": "string"}
			if media == mediaJSON {
				kind = schema{"type": "object", "properties": schema{
					"text": schema{"type": "string"}, "url": schema{"type": "string"}, "published": schema{"type": "string"}}}
			}
			content[media] = map[string]any{"schema": kind}
			if example := r.body.examples[media]; example != nil {
				content[media] = map[string]any{"schema": kind, "example": example}
			}
		}
		op["requestBody"] = map[string]any{"required": true, "description": r.body.doc, "content": content}
	}
	return op
}
