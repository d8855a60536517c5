package server

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"io/fs"
	"mime"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/docs"
	"github.com/salient-project/salient/measure"
)

// adapter stands between the app and the files in its server's stead.
//
//go:embed published.js
var adapter []byte

// publishedName names the file that answers an address: its parameters in order,
// but for those that say how to answer. published.js finds it by the same rule.
func publishedName(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		panic(err) // targets are made here
	}
	q := u.Query()
	ending := path.Ext(u.Path)
	name := strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), ending)
	if ending == "" {
		ending = map[string]string{"text": ".txt", "markdown": ".md"}[q.Get("form")]
	}
	if ending == "" {
		ending = ".json"
	}
	var asked []string
	for key := range q {
		if !slices.Contains([]string{"f", "v", "limit", "form"}, key) && q.Get(key) != "" {
			asked = append(asked, "~"+key+"="+q.Get(key))
		}
	}
	slices.Sort(asked)
	return name + strings.Join(asked, "") + ending
}

// asked puts what the app asks for.
func (w *publisher) asked(target string) { w.answer(publishedName(target), "", target) }

// app puts the web app and every answer that its pages ask for by themselves.
func (w *publisher) app() {
	if w.options.App == nil || w.err != nil {
		return
	}
	err := fs.WalkDir(w.options.App, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "sw.js" { // the service worker is for a server
			return err
		}
		data, err := fs.ReadFile(w.options.App, name)
		if err != nil {
			return err
		}
		if name == "index.html" {
			w.pages(data)
			return nil
		}
		w.file("app/"+name, "", mime.TypeByExtension(path.Ext(name)), data, "")
		return nil
	})
	if err != nil && w.err == nil {
		w.err = err
	}
	documents, err := fs.Glob(docs.Files, "*.md")
	if err != nil && w.err == nil {
		w.err = err
	}
	for _, name := range documents {
		w.asked("/docs/" + name)
	}
	w.talks()
	for _, c := range measure.AllCoverage(w.s.Record) {
		w.figures(c)
	}
	for _, d := range w.s.maps.list {
		if on := d.Last.String(); d.chronicle == nil {
			w.named("/tiles/cells.pmtiles?definition="+d.Definition.Name+"&on="+on, "maxzoom", strconv.Itoa(w.options.MaxZoom))
		} else {
			w.asked("/collections/fronts/items?definition=" + d.Definition.Name + "&datetime=" + on)
		}
	}
	w.briefs()
	w.adapter()
}

// named puts an answer under the name of its address without a parameter that
// only says how to answer.
func (w *publisher) named(target, key, value string) {
	w.answer(publishedName(target), "", target+"&"+key+"="+value)
}

// adapter puts the adapter with the names of all that the app may ask for, so
// that it asks for nothing that is not there.
func (w *publisher) adapter() {
	if w.err != nil {
		return
	}
	var names []string
	for _, f := range w.files {
		for _, folder := range []string{"v1/", "collections/", "chronicle/", "docs/", "tiles/"} {
			if strings.HasPrefix(f.Name, folder) {
				names = append(names, "/"+f.Name)
			}
		}
	}
	list, err := json.Marshal(names)
	if err != nil {
		w.err = err
		return
	}
	script := bytes.Replace(adapter, []byte("new Set([])"), slices.Concat([]byte("new Set("), list, []byte(")")), 1)
	script = bytes.Replace(script, []byte(`deepest = "0"`), []byte(`deepest = "`+strconv.Itoa(w.options.MaxZoom)+`"`), 1)
	w.file("app/published.js", "", "text/javascript; charset=utf-8", script, "")
}

// pages puts the app's first page where each of its pages is looked for.
func (w *publisher) pages(index []byte) {
	head := []byte("<head>\n    <meta http-equiv=\"Content-Security-Policy\" content=\"" + strings.Replace(policy, "; frame-ancestors 'none'", "", 1) + "\" />\n" +
		"    <script src=\"/app/published.js\"></script>")
	index = bytes.Replace(index, []byte("<head>"), head, 1)
	index = bytes.Replace(index, []byte(`<a href="/">`), []byte(`<a href="/index.html">`), 1)
	w.file("app/index.html", "The web app", mediaHTML, index, "")
	for _, name := range w.options.Pages {
		w.file("app/"+name+"/index.html", "", mediaHTML, index, "")
	}
	w.file("embed/index.html", "", mediaHTML, index, "")
}

// talks puts what is asked of the rounds one by one: the ground since the round
// before of the same process, and since the last that was no telephone call.
func (w *publisher) talks() {
	rounds := w.s.Talks.AllRounds
	for i, r := range rounds {
		w.asked("/v1/talks/rounds/" + r.ID + "/count")
		if w.s.Ground == nil {
			continue
		}
		calls := false // whether the last one, a call, was put
		for _, before := range slices.Backward(rounds[:i]) {
			phone := before.Mode == "phone"
			if before.Process != r.Process || !before.Held() || before.Last() >= r.Start || phone && calls {
				continue
			}
			w.optional("/v1/talks/between/" + before.ID + "/" + r.ID)
			if !phone {
				break
			}
			calls = true
		}
	}
}

// figures puts the held areas of a definition, its weeks and months, and what
// changed in each of them and in the newest seven days.
func (w *publisher) figures(d measure.Coverage) {
	name := d.Definition.Name
	w.asked("/v1/series?definition=" + name)
	newest := "from=" + max(d.Last-7, d.First).String() + "&to=" + d.Last.String()
	windows := []string{newest}
	for _, p := range []measure.Period{measure.Weekly, measure.Monthly} {
		w.optional("/v1/periods?definition=" + name + "&period=" + string(p))
		rows, _, err := measure.Periods(w.s.Record, d, p, measure.Within{}, d.First, d.Last)
		if errors.Is(err, chronicle.ErrNoMap) {
			continue // its maps span no whole week or month
		}
		if err != nil {
			w.err = err
			return
		}
		for _, r := range rows {
			windows = append(windows, "from="+r.From.String()+"&to="+r.To.String())
		}
	}
	slices.Sort(windows)
	for _, days := range slices.Compact(windows) { // a month may be four weeks
		w.asked("/v1/change?definition=" + name + "&" + days)
	}
	w.asked("/v1/patches?definition=" + name + "&" + newest)
}

// briefs puts the feed and the briefs that it names, with their pictures, and the
// newest week's as what is asked for without naming one.
func (w *publisher) briefs() {
	if w.err != nil {
		return
	}
	feed, err := w.s.writeFeed(w.options.Home+"feed.atom", w.options.Home+"app/brief/?")
	if err != nil {
		w.err = err
		return
	}
	w.file("feed.atom", "A feed of the newest briefs", mediaAtom, feed, "")
	languages := []brief.Lang{brief.AmericanEnglish, brief.BritishEnglish}
	for _, days := range w.s.feedWindows() {
		for _, lang := range languages {
			o := w.s.briefOptions(days)
			o.Lang = lang
			b, err := brief.Write(o)
			if errors.Is(err, chronicle.ErrNoMap) {
				continue
			}
			if err != nil || w.err != nil {
				w.err = errors.Join(w.err, err)
				return
			}
			w.brief(b, askedAs(days), lang)
		}
	}
	for _, lang := range languages {
		w.optional("/v1/brief?lang=" + lang.String())
	}
}

func (w *publisher) brief(b *brief.Brief, days string, lang brief.Lang) {
	target := "/v1/brief?" + days + "&lang=" + lang.String()
	data, err := b.JSON()
	if err != nil {
		w.err = err
		return
	}
	w.file(publishedName(target), "", mediaJSON, data, "")
	w.file(publishedName(target+"&form=text"), "", briefForms["text"], b.Text(), "")
	w.file(publishedName(target+"&form=markdown"), "", briefForms["markdown"], b.Markdown(), "")
	if lang != brief.AmericanEnglish {
		return // pictures are in one language
	}
	for _, scene := range b.Pictures() {
		w.file(publishedName("/v1/brief/"+scene.ID+".svg?"+days), "", "image/svg+xml", scene.SVG(), "")
	}
}
