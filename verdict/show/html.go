package show

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/verdict"
)

//go:embed page.html.tmpl
var pageSource string

//go:embed page.css
var pageStyle string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"symbol": Symbol, "figure": figure, "aside": aside, "kind": kindTitle,
	"mark": mark,
	"rows": rows,
	"days": verdict.Days,
	"day":  verdict.Day,
	"inc":  func(i int) int { return i + 1 },
	"same": strings.EqualFold,
}).Parse(pageSource))

// piece is a run of an article's text that lies in the same claims, or in none.
type piece struct {
	Text    string
	Claims  []int // indices of the claims it lies in, by their start
	Opens   []int // claims that start here
	Closes  []int // claims that end here: where their numbers stand
	Verdict verdict.Verdict
}

// paragraph is a block of the article with the notes of the claims that start
// in it.
type paragraph struct {
	Heading bool
	Pieces  []piece
	Notes   []note
}

type note struct {
	Number int
	verdict.Checked
}

// HTML writes the article as one self-contained page: every claim underlined by
// its verdict, with a side note that gives the figures. It prints, and reads
// without color: each verdict has its own line and sign.
func HTML(w io.Writer, doc article.Document, title string, r verdict.Result) error {
	return page.Execute(w, map[string]any{
		"Title": title, "Doc": doc, "Result": r, "Style": template.CSS(pageStyle),
		"Paragraphs": paragraphs(doc, r), "Summary": Summary(r), "Verdicts": verdictOrder, "Count": r.Count(),
	})
}

// paragraphs cuts the article's blocks at the ends of claims.
func paragraphs(doc article.Document, r verdict.Result) []paragraph {
	order := make([]int, len(r.Claims))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.Claims[a].Claim.Start, r.Claims[b].Claim.Start) })
	var out []paragraph
	noted := map[int]bool{}
	for b := range doc.Blocks() {
		text := []rune(b.Text)
		p := paragraph{Heading: b.Kind == article.Heading}
		cuts := []int{0, len(text)}
		for _, i := range order {
			c := r.Claims[i].Claim
			if c.Start < b.Start+len(text) && c.End > b.Start {
				cuts = append(cuts, max(0, c.Start-b.Start), min(len(text), c.End-b.Start))
				if !noted[i] {
					noted[i] = true
					p.Notes = append(p.Notes, note{i + 1, r.Claims[i]})
				}
			}
		}
		slices.Sort(cuts)
		cuts = slices.Compact(cuts)
		for k := 0; k+1 < len(cuts); k++ {
			p.Pieces = append(p.Pieces, pieceOf(r, order, b.Start+cuts[k], b.Start+cuts[k+1], string(text[cuts[k]:cuts[k+1]])))
		}
		out = append(out, p)
	}
	var rest paragraph
	for i := range r.Claims {
		if !noted[i] {
			rest.Notes = append(rest.Notes, note{i + 1, r.Claims[i]})
		}
	}
	if len(rest.Notes) > 0 {
		out = append(out, rest)
	}
	return out
}

func pieceOf(r verdict.Result, order []int, start, end int, text string) piece {
	p := piece{Text: text}
	for _, i := range order {
		c := r.Claims[i]
		if c.Claim.Start < end && c.Claim.End > start {
			p.Claims = append(p.Claims, i)
			// Of several claims, the gravest verdict draws the line.
			if p.Verdict == "" || gravity(c.Verdict) > gravity(p.Verdict) {
				p.Verdict = c.Verdict
			}
			if c.Claim.End == end {
				p.Closes = append(p.Closes, i)
			}
		}
	}
	return p
}

func gravity(v verdict.Verdict) int {
	return slices.Index([]verdict.Verdict{
		verdict.Unverifiable, verdict.Supported, verdict.Disputed, verdict.Miscalculated, verdict.Contradicted,
	}, v)
}
