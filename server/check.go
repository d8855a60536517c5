package server

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/verdict"
)

// maxArticle is how long an article may be, in bytes.
const maxArticle = 1 << 20

// checkWait is how long a check waits for its turn.
const checkWait = 20 * time.Second

// checkAsked is the JSON form of a request.
type checkAsked struct {
	Text      string `json:"text"`
	URL       string `json:"url"`
	Published string `json:"published"`
}

var checkExamples = map[string]any{
	"text/plain": "Russia gained 250 square kilometres (97 square miles) in January 2026.",
	mediaJSON:    checkAsked{Text: "Russia held 20 percent of Ukraine on 1 January 2026.", Published: "2026-01-05"},
}

// check answers POST /v1/check. Nothing of the article is kept or logged.
func (s *Server) check(r *request) (reply, error) {
	if err := r.onlyKnown("published", "document"); err != nil {
		return reply{}, err
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return reply{}, problemf(http.StatusUnsupportedMediaType, "%s: send the article as it is, not packed", encoding)
	}
	body, err := io.ReadAll(http.MaxBytesReader(r.w, r.Body, maxArticle))
	if err != nil {
		return reply{}, err
	}
	asked := checkAsked{Published: r.values.Get("published")}
	o := article.Options{MaxBytes: maxArticle, Published: control.NoDay}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		media = "text/plain"
	}
	switch media {
	case mediaJSON:
		if err := json.Unmarshal(body, &asked); err != nil {
			return reply{}, problemf(http.StatusBadRequest, "the body is not the JSON that is wanted: %v", err)
		}
	case "text/html", "application/xhtml+xml":
		o.Format, asked.Text = article.HTML, string(body)
	case "text/markdown":
		o.Format, asked.Text = article.Markdown, string(body)
	case "text/plain", "application/x-www-form-urlencoded": // what curl says of any text
		asked.Text = string(body)
	default:
		return reply{}, problemf(http.StatusUnsupportedMediaType, "%s: want text/plain, text/markdown, text/html or application/json", media)
	}
	if asked.Published != "" {
		if o.Published, err = parseDay("published", asked.Published); err != nil {
			return reply{}, err
		}
		o.PublishedSet = true
	}
	if (asked.Text == "") == (asked.URL == "") {
		return reply{}, problemf(http.StatusBadRequest, "want the text of an article, or its URL")
	}
	if err := pageAddress(asked.URL); err != nil {
		return reply{}, err
	}
	if err := s.turn(r); err != nil {
		return reply{}, err
	}
	defer func() { <-s.checking }()
	var doc article.Document
	if asked.URL != "" {
		if doc, err = article.Fetch(r.Context(), asked.URL, o); err != nil {
			return reply{}, fetchProblem(err)
		}
	} else if doc, err = article.Parse("the article", []byte(asked.Text), o); err != nil {
		p, _ := problemOf(err)
		if p.Status == http.StatusInternalServerError {
			p = problemf(http.StatusUnprocessableEntity, "%v", err)
		}
		return reply{}, p
	}
	result := verdict.Check(read.Article(doc), verdict.Sources{
		Record: s.Claims, Places: s.Places, Talks: s.Talks, Text: doc.Text, Flags: s.Store,
	})
	if r.values.Get("document") == "" {
		return jsonReply(result, fleeting)
	}
	return withDocument(result, doc)
}

// withDocument answers with the text that was read before what was found in it,
// for a reader who sent a link and has to show it.
func withDocument(result verdict.Result, doc article.Document) (reply, error) {
	found, err := marshal(result)
	if err != nil {
		return reply{}, err
	}
	head, err := marshal(map[string]any{"document": map[string]string{"text": doc.Text, "title": doc.Title, "site": doc.Site, "url": doc.URL, "published_from": doc.PublishedFrom}})
	if err != nil {
		return reply{}, err
	}
	// Both are objects that are not empty: one goes on where the other ends.
	joined := append(bytes.TrimSuffix(bytes.TrimSpace(head), []byte("\n}")), ","...)
	return reply{media: mediaJSON, body: newBlob(append(joined, bytes.TrimLeft(found, "{")...)), lasting: fleeting}, nil
}

// pageAddress refuses what is no address of a page; that it leads to a public
// machine is seen to when it is fetched.
func pageAddress(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return problemf(http.StatusBadRequest, "the URL is not that of a page: want http:// or https://")
	case u.User != nil:
		return problemf(http.StatusBadRequest, "the URL has a name or password in it, which would be sent on")
	}
	return nil
}

// fetchProblem blames the page, not the server, for a page that cannot be had.
func fetchProblem(err error) error {
	if p, ok := problemOf(err); ok {
		return p
	}
	return problemf(http.StatusBadGateway, "the page could not be fetched")
}

// turn waits until few enough checks run.
func (s *Server) turn(r *request) error {
	select {
	case s.checking <- struct{}{}:
		return nil
	default:
	}
	wait := time.NewTimer(checkWait)
	defer wait.Stop()
	select {
	case s.checking <- struct{}{}:
		return nil
	case <-r.Context().Done():
		return r.Context().Err()
	case <-wait.C:
		r.w.Header().Set("Retry-After", "10")
		return problemf(http.StatusServiceUnavailable, "too many articles are being checked")
	}
}
