package article

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/salient-project/salient/control"
)

// maxNodes limits a page: the readability library walks the tree recursively.
const maxNodes = 400_000

// parseHTML finds a page's main content, and its title, byline, site and day in
// JSON-LD, OpenGraph and meta elements.
func parseHTML(name string, data []byte, page string) (Document, error) {
	r, err := charset.NewReader(bytes.NewReader(data), "")
	if err != nil {
		r = bytes.NewReader(data)
	}
	utf8, err := io.ReadAll(r)
	if err != nil {
		return Document{}, fmt.Errorf("%s: read page: %w", name, err)
	}
	root, err := html.Parse(bytes.NewReader(utf8))
	if err != nil {
		return Document{}, fmt.Errorf("%s: parse page: %w", name, err)
	}
	if n := countNodes(root, maxNodes+1); n > maxNodes {
		return Document{}, fmt.Errorf("%s: page has more than %d elements", name, maxNodes)
	}
	d := Document{Published: control.NoDay}
	meta := readMeta(root)
	base, err := url.Parse(page)
	if err != nil || page == "" {
		base = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	main, err := readability.FromDocument(root, base)
	if err == nil && main.Node != nil {
		d.Text = shown(main.Node)
		d.Title, d.Byline, d.Site = main.Title(), main.Byline(), main.SiteName()
	}
	if len(strings.Fields(d.Text)) < 20 {
		// A page too short for the library: all of its body is the content.
		fresh, err := html.Parse(bytes.NewReader(utf8))
		if err == nil {
			if all := shown(fresh); len(all) > len(d.Text) {
				d.Text = all
			}
		}
	}
	d.Title, d.Byline, d.Site = first(d.Title, meta.title), first(meta.author, d.Byline), first(meta.site, d.Site)
	if day, ok := metaDay(meta.published); ok {
		d.Published, d.PublishedFrom = day, "metadata"
	} else if t, err := main.PublishedTime(); err == nil && main.Node != nil {
		d.Published, d.PublishedFrom = control.DayOf(t), "metadata"
	}
	return d, nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func countNodes(root *html.Node, limit int) int {
	n := 0
	for range root.Descendants() {
		if n++; n >= limit {
			break
		}
	}
	return n
}

// metaDay reads a timestamp of a page's metadata as the day in its own zone:
// the day that the newsroom wrote.
func metaDay(s string) (control.Day, bool) {
	s = strings.TrimSpace(s)
	if len(s) >= 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			return control.DayOf(t), true
		}
	}
	return findDay(s)
}

type pageMeta struct{ title, author, site, published string }

// readMeta reads JSON-LD first, then OpenGraph and other meta elements, then
// the first time element.
func readMeta(root *html.Node) pageMeta {
	var ld, og, named pageMeta
	var clock string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					ld.fromLD(v, 0)
				}
			}
		case atom.Meta:
			value := strings.TrimSpace(attr(n, "content"))
			switch strings.ToLower(first(attr(n, "property"), first(attr(n, "name"), attr(n, "itemprop")))) {
			case "article:published_time", "og:published_time":
				og.published = first(og.published, value)
			case "article:author", "og:author":
				if !strings.Contains(value, "://") {
					og.author = first(og.author, value)
				}
			case "og:title":
				og.title = first(og.title, value)
			case "og:site_name":
				og.site = first(og.site, value)
			case "author", "byl", "parsely-author", "dc.creator", "sailthru.author":
				named.author = first(named.author, value)
			case "date", "pubdate", "publish-date", "publishdate", "dc.date", "dc.date.issued", "dcterms.created",
				"datepublished", "parsely-pub-date", "sailthru.date", "article.published", "originalpublicationdate":
				named.published = first(named.published, value)
			}
		case atom.Time:
			clock = first(clock, attr(n, "datetime"))
		}
	}
	return pageMeta{
		title:     first(ld.title, og.title),
		author:    first(ld.author, first(og.author, named.author)),
		site:      first(og.site, ld.site),
		published: first(ld.published, first(og.published, first(named.published, clock))),
	}
}

// fromLD walks a JSON-LD value for an article.
func (m *pageMeta) fromLD(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.fromLD(e, depth+1)
		}
	case map[string]any:
		m.fromLD(v["@graph"], depth+1)
		m.fromLD(v["mainEntity"], depth+1)
		if !isArticle(v["@type"]) {
			return
		}
		m.title = first(m.title, text(v["headline"]))
		m.published = first(m.published, text(v["datePublished"]))
		m.author = first(m.author, text(v["author"]))
		m.site = first(m.site, text(v["publisher"]))
	}
}

func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	case []any:
		for _, e := range t {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

// text reads a JSON-LD text, or the names of a thing or of a list of things.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		return text(v["name"])
	case []any:
		var names []string
		for _, e := range v {
			if s := text(e); s != "" {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}

// shown renders a tree as text: one line a block, an empty line between
// blocks, entries of lists marked "- ".
func shown(root *html.Node) string {
	var out strings.Builder
	var line strings.Builder
	bullet := false
	end := func() {
		s := strings.Join(strings.Fields(line.String()), " ")
		line.Reset()
		if s == "" {
			return
		}
		if bullet {
			s = "- " + s
			bullet = false
		}
		out.WriteString(s)
		out.WriteString("\n\n")
	}
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if depth > 2000 {
			return
		}
		switch n.Type {
		case html.TextNode:
			line.WriteString(n.Data)
			return
		case html.ElementNode:
			switch n.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Nav, atom.Footer, atom.Form,
				atom.Button, atom.Svg, atom.Iframe, atom.Figure, atom.Aside:
				return
			case atom.Br:
				if strings.TrimSpace(line.String()) != "" {
					end()
				}
				return
			case atom.Sup:
				if s := plainText(n); s == "2" {
					line.WriteString("²")
					return
				}
			}
			if blocks[n.DataAtom] {
				end()
				bullet = n.DataAtom == atom.Li
				for c := range n.ChildNodes() {
					walk(c, depth+1)
				}
				end()
				bullet = false
				return
			}
		}
		for c := range n.ChildNodes() {
			walk(c, depth+1)
		}
		if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
			line.WriteByte(' ')
		}
	}
	walk(root, 0)
	end()
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func plainText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Blockquote: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Article: true, atom.Section: true, atom.Main: true, atom.Header: true, atom.Tr: true, atom.Table: true,
	atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Pre: true, atom.Address: true, atom.Figcaption: true,
	atom.Details: true, atom.Summary: true, atom.Hr: true, atom.Body: true,
}
