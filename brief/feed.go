package brief

import (
	"bytes"
	"cmp"
	"crypto/sha1" // #nosec G505 for names, as RFC 9562 has them
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

// ErrNoFeed says that a folder has no briefs.
var ErrNoFeed = errors.New("no briefs")

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary"`
	Tags    []atomTag  `xml:"category"`
	key     string
}

type atomTag struct {
	Term string `xml:"term,attr"`
}

// Feed prints an Atom feed (RFC 4287) of the briefs in the folders of a folder,
// newest first. Home is the address under which the folder stands; links are
// relative without it. The error is [ErrNoFeed] where there are none.
func Feed(dir fs.FS, home string) ([]byte, error) {
	files, err := fs.Glob(dir, "*/brief.json")
	if err != nil {
		return nil, err
	}
	if home != "" && !strings.HasSuffix(home, "/") {
		home += "/"
	}
	feed := atomFeed{Title: "Salient briefs", ID: name("feed " + home), Author: "Salient"}
	if home != "" {
		feed.Links = []atomLink{{"self", "application/atom+xml", home + "feed.xml"}}
	}
	for _, file := range files {
		data, err := fs.ReadFile(dir, file)
		if err != nil {
			return nil, err
		}
		var b struct {
			Window     Window      `json:"window"`
			Lang       string      `json:"lang"`
			Published  control.Day `json:"published"`
			Headline   string      `json:"headline"`
			Standfirst struct {
				Text string `json:"text"`
			} `json:"standfirst"`
			Tags        []string `json:"tags"`
			Definitions []struct {
				Definition string `json:"definition"`
			} `json:"definitions"`
		}
		if err := json.Unmarshal(data, &b); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		folder := strings.TrimSuffix(file, "brief.json")
		e := atomEntry{Title: b.Headline, Summary: b.Standfirst.Text, Updated: stamp(b.Published),
			ID:    name(fmt.Sprint("brief ", home, folder, b.Window.ID(), b.Lang, b.Definitions)),
			Links: []atomLink{{"alternate", "text/html", home + folder + "brief.html"}}, key: b.Window.ID()}
		for _, t := range b.Tags {
			e.Tags = append(e.Tags, atomTag{t})
		}
		feed.Entries = append(feed.Entries, e)
		feed.Updated = max(feed.Updated, e.Updated)
	}
	if len(feed.Entries) == 0 {
		return nil, ErrNoFeed
	}
	return feed.print()
}

// Issue is a brief and the address of its page.
type Issue struct {
	Brief   *Brief
	Address string
}

// FeedOf prints an Atom feed of briefs, newest first; self is its own address,
// and since the day from which it is as it is, where it has no briefs.
func FeedOf(self string, since control.Day, issues []Issue) ([]byte, error) {
	feed := atomFeed{Title: "Salient briefs", ID: name("feed " + self), Author: "Salient", Updated: stamp(since), Links: []atomLink{{"self", "application/atom+xml", self}}}
	if len(issues) > 0 {
		feed.Updated = ""
	}
	for _, x := range issues {
		e := atomEntry{Title: x.Brief.Headline, Summary: x.Brief.Standfirst.Text, Updated: stamp(x.Brief.Published),
			ID: name("brief " + x.Address), Links: []atomLink{{"alternate", "text/html", x.Address}}, key: x.Brief.Window.ID()}
		for _, t := range x.Brief.Tags {
			e.Tags = append(e.Tags, atomTag{t})
		}
		feed.Entries = append(feed.Entries, e)
		feed.Updated = max(feed.Updated, e.Updated)
	}
	return feed.print()
}

// print sorts the entries, the newest first, and prints the feed.
func (feed atomFeed) print() ([]byte, error) {
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int {
		return cmp.Or(cmp.Compare(b.Updated, a.Updated), cmp.Compare(b.key, a.key))
	})
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(feed); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func stamp(d control.Day) string { return d.Time().Format(time.RFC3339) }

// name gives a name-based UUID (RFC 9562, version 5) for what stays the same.
func name(of string) string {
	h := sha1.Sum([]byte("https://github.com/salient-project/salient#" + of)) // #nosec G401 not for security
	u := h[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
