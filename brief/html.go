package brief

import (
	"bytes"
	_ "embed"
	"html/template"

	"github.com/salient-project/salient/brief/picture"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var page = template.Must(template.New("page").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }}).Parse(pageHTML))

type pageSentence struct {
	Text string
	Refs []int
}

type pageFigure struct {
	Figure
	Inline template.HTML
}

type pageSection struct {
	ID, Heading string
	Sentences   []pageSentence
	Figures     []pageFigure
}

// HTML prints the brief as one page that needs nothing beside it.
func (b *Brief) HTML() ([]byte, error) {
	list, number := b.commands()
	sentence := func(s Sentence) pageSentence {
		p := pageSentence{Text: s.Text}
		for _, c := range s.Commands {
			p.Refs = append(p.Refs, number[c])
		}
		return p
	}
	data := struct {
		Lang, Headline, Span, Day, DayText string
		Standfirst                         pageSentence
		Minutes                            int
		Tags, Credits, Method, Commands    []string
		Style                              template.CSS
		Article                            any
		Datasets                           []any
		Sections                           []pageSection
	}{
		Lang: b.Lang, Headline: b.Headline, Span: b.lang.Span(b.Window.First, b.Window.Last),
		Day: b.Published.String(), DayText: b.lang.DayYear(b.Published), Standfirst: sentence(b.Standfirst),
		Minutes: b.minutes(), Tags: b.Tags, Credits: b.Credits, Method: b.method(), Commands: list,
		Style: template.CSS(pageCSS + picture.FontFace() + picture.Style(".pic")), Article: b.article(), Datasets: b.datasets(), // #nosec G203 both are ours
	}
	for _, s := range b.Sections {
		p := pageSection{ID: s.ID, Heading: s.Heading}
		for _, x := range s.Sentences {
			p.Sentences = append(p.Sentences, sentence(x))
		}
		for _, f := range b.Figures {
			if f.section() == s.ID {
				p.Figures = append(p.Figures, pageFigure{f, template.HTML(f.scene.Inline())}) // #nosec G203 escaped where it is drawn
			}
		}
		data.Sections = append(data.Sections, p)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// minutes is the reading time at 230 words a minute.
func (b *Brief) minutes() int { return max(1, (b.Words+115)/230) }
