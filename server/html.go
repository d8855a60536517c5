package server

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"sync"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

//go:embed pages.html
var pagesHTML string

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"title":    func(c *collection) string { return c.title },
		"id":       func(c *collection) string { return c.id },
		"doc":      func(c *collection) string { return c.doc },
		"measured": func(b *measure.Basis) bool { return b != nil && *b == measure.FromLedger },
		"day":      func(text string) bool { _, err := control.ParseDay(text); return err == nil },
		"join":     func(list []string) string { return strings.Join(list, ", ") },
	}).Parse(pagesHTML))
})

// render prints a page. The policy of every answer keeps scripts out of it.
func render(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	err := templates().ExecuteTemplate(&out, name, data)
	return out.Bytes(), err
}

type itemsPage struct {
	ID, Title, Doc        string
	Notes                 []string
	Matched, First, Last  int
	Columns               []string
	Rows                  []itemsRow
	Next, Previous, AsOne string
}

type itemsRow struct {
	ID    string
	Cells []string
}

func (s *Server) itemsHTML(r *request, c *collection, q query, p page) ([]byte, error) {
	view := itemsPage{ID: c.id, Title: c.title, Doc: c.doc, Notes: p.notes, Matched: p.matched, Columns: c.columns,
		First: p.offset + 1, Last: p.offset + len(p.rows)}
	for _, x := range p.rows {
		row := itemsRow{ID: x.id}
		for _, key := range c.columns {
			row.Cells = append(row.Cells, show(x.property(key)).String())
		}
		view.Rows = append(view.Rows, row)
	}
	for _, l := range s.pageLinks(r, c, q, p) {
		switch {
		case l.Rel == "next":
			view.Next = here(l.Href, "html")
		case l.Rel == "prev":
			view.Previous = here(l.Href, "html")
		case l.Type == mediaGeo && (l.Rel == "self" || l.Rel == "alternate"):
			view.AsOne = here(l.Href, "json")
		}
	}
	return render("items", view)
}

// here turns a link into one inside this server, in a form.
func here(address, form string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "/"
	}
	v := u.Query()
	v.Set("f", form)
	return (&url.URL{Path: u.Path, RawQuery: v.Encode()}).String()
}

func (s *Server) itemHTML(_ *request, c *collection, x *row) ([]byte, error) {
	var parts []shownPart
	for _, p := range x.properties {
		parts = append(parts, shownPart{p.key, show(p.value)})
	}
	return render("item", map[string]any{"Collection": c, "ID": x.id, "Properties": parts, "Geometry": x.geometry != nil})
}

// exampleAddress returns the address that a route's examples make, or nothing
// for one that takes a body.
func (r *route) exampleAddress() string {
	if r.body != nil {
		return ""
	}
	path := r.path
	v := url.Values{}
	for _, p := range r.params {
		if p.example == nil {
			continue
		}
		text := fmt.Sprint(p.example)
		if list, ok := p.example.([]float64); ok {
			text = strings.ReplaceAll(strings.Trim(fmt.Sprint(list), "[]"), " ", ",")
		}
		if p.in == "path" {
			path = strings.Replace(path, "{"+p.name+"}", url.PathEscape(text), 1)
		} else if p.required {
			v.Set(p.name, text)
		}
	}
	if len(v) > 0 {
		path += "?" + v.Encode()
	}
	return path
}
