package server

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"testing/fstest"
)

// atom is what the tests look at in a feed.
type atom struct {
	Links   []string `xml:"link"`
	Entries []struct {
		Title string `xml:"title"`
		Link  struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// TestFeed checks that the feed names whole weeks and months that are over, and
// that each brief can be had by the address it gives.
func TestFeed(t *testing.T) {
	s := embedded()
	var feed atom
	if err := xml.Unmarshal([]byte(text(t, ask(t, s, "GET", "/feed.atom", ""))), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != feedWeeks+feedMonths {
		t.Fatalf("%d entries", len(feed.Entries))
	}
	for _, e := range feed.Entries {
		_, asked, _ := strings.Cut(e.Link.Href, "/app/brief?")
		var b struct {
			Headline string `json:"headline"`
		}
		if err := json.Unmarshal([]byte(text(t, ask(t, s, "GET", "/v1/brief?"+asked, ""))), &b); err != nil || b.Headline != e.Title {
			t.Errorf("%s: %q, the feed says %q (%v)", asked, b.Headline, e.Title, err)
		}
	}
}

// TestPublishedFeed checks that a publication has the feed, under the address that
// it will have or none, and every brief that the feed names.
func TestPublishedFeed(t *testing.T) {
	for _, home := range []string{"", "https://maps.example/"} {
		files := map[string][]byte{}
		app := fstest.MapFS{"index.html": {Data: []byte("<html><head></head></html>")}}
		err := embedded().Publish(context.Background(), Published{MaxZoom: 1, App: app, Home: home}, func(name string, data []byte) error {
			files[name] = data
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var feed atom
		if err := xml.Unmarshal(files["feed.atom"], &feed); err != nil || len(feed.Entries) != feedWeeks+feedMonths {
			t.Fatalf("home %q: %d entries, %v", home, len(feed.Entries), err)
		}
		for _, e := range feed.Entries {
			asked, ok := strings.CutPrefix(e.Link.Href, home+"app/brief/?")
			if !ok {
				t.Errorf("home %q: the feed links to %s", home, e.Link.Href)
			}
			var b struct {
				Headline string
				Pictures []struct{ ID string }
			}
			if err := json.Unmarshal(files[publishedName("/v1/brief?lang=en-US&"+asked)], &b); err != nil || b.Headline != e.Title {
				t.Errorf("%s: %q, the feed says %q (%v)", asked, b.Headline, e.Title, err)
			}
			for _, p := range b.Pictures {
				if files[publishedName("/v1/brief/"+p.ID+".svg?"+asked)] == nil {
					t.Errorf("%s: no picture %s", asked, p.ID)
				}
			}
		}
	}
}

// TestBriefOfAMonth checks that a month is told as publishers tell it: held on
// the next month's first day less held on its own.
func TestBriefOfAMonth(t *testing.T) {
	s := embedded()
	var b struct {
		Window struct{ From, To string } `json:"window"`
	}
	if err := json.Unmarshal([]byte(text(t, ask(t, s, "GET", "/v1/brief?month=2026-01", ""))), &b); err != nil || b.Window.From != "2026-01-01" || b.Window.To != "2026-02-01" {
		t.Errorf("January is %+v (%v)", b.Window, err)
	}
	for target, want := range map[string]int{
		"/v1/brief?month=2026-13": 400, "/v1/brief?week=2026-01-05&month=2026-01": 400, "/v1/brief?week=1999-01-04": 404,
		"/v1/brief/none.svg?week=2026-02-09": 404, "/docs/none.md": 404, "/docs/..%2fdocs.go.md": 404,
	} {
		if r := ask(t, s, "GET", target, ""); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", target, r.StatusCode, want)
		}
	}
}

// TestCheckedDocument checks that the text in which claims are counted can be
// asked for, and that their offsets are of it.
func TestCheckedDocument(t *testing.T) {
	s := embedded()
	var got struct {
		Document struct{ Text string } `json:"document"`
		Claims   []struct {
			Text       string `json:"text"`
			Start, End int
		} `json:"claims"`
	}
	body := "Kyiv — «Überblick».\r\n\r\nRussia gained 245 square kilometres in January 2026, DeepState said."
	if err := json.Unmarshal([]byte(text(t, ask(t, s, "POST", "/v1/check?document=1&published=2026-02-17", body, "Content-Type", "text/plain"))), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Claims) == 0 {
		t.Fatal("no claims")
	}
	points := []rune(got.Document.Text)
	for _, c := range got.Claims {
		if string(points[c.Start:c.End]) != c.Text {
			t.Errorf("%q is not at %d–%d of %q", c.Text, c.Start, c.End, got.Document.Text)
		}
	}
}
