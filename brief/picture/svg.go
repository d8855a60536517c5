package picture

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// SVG prints the scene with its text as text in the typeface that it carries,
// light or dark as the reader's screen is. Its first bytes are those of an XML file; [Scene.Inline] is for
// pages.
func (s *Scene) SVG() []byte {
	return append([]byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), s.svg(true)...)
}

// Inline prints the scene for a page that has [FontFace] and [Style] in its head.
func (s *Scene) Inline() []byte { return s.svg(false) }

// Style returns the rules that an inline scene needs. Scope is a selector that
// they are for.
func Style(scope string) string {
	var b strings.Builder
	rules := func(p *[colors]uint32) {
		for c := Paper; c < colors; c++ {
			fmt.Fprintf(&b, "%s .%s{fill:%s}%s .s%s{stroke:%s}", scope, c.class(), hex(p[c]), scope, c.class(), hex(p[c]))
		}
	}
	fmt.Fprintf(&b, "%s path{fill:none}%s .k{paint-order:stroke;stroke-width:2.5px;stroke-linejoin:round}", scope, scope)
	rules(&light)
	b.WriteString("@media screen and (prefers-color-scheme:dark){")
	rules(&dark)
	b.WriteString("}")
	return b.String()
}

func (s *Scene) svg(alone bool) []byte {
	var b bytes.Buffer
	id := "pic-" + s.ID
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="pic" viewBox="0 0 %g %g" role="img" aria-labelledby="%s-t %s-d" font-family="'%s', 'Liberation Sans', Arial, Helvetica, sans-serif"`, s.W, s.H, id, id, Family)
	if alone {
		fmt.Fprintf(&b, ` width="%g" height="%g"`, s.W*1.5, s.H*1.5)
	}
	fmt.Fprintf(&b, ">\n<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n", id, escape.Replace(s.Title), id, escape.Replace(s.Alt))
	if alone {
		fmt.Fprintf(&b, "<style>%s%s</style>\n", FontFace(), Style(".pic"))
	}
	fmt.Fprintf(&b, "<rect class=\"p\" width=\"%g\" height=\"%g\"/>\n", s.W, s.H)
	for _, sh := range s.shapes {
		sh.svg(&b)
	}
	for _, t := range s.texts {
		class := t.Color.class()
		if t.halo {
			class += " k sp"
		}
		weight := ""
		if t.Bold {
			weight = ` font-weight="700"`
		}
		fmt.Fprintf(&b, "<text x=\"%s\" y=\"%s\" font-size=\"%g\" class=\"%s\"%s>%s</text>\n", num(t.X), num(t.Y), t.Size, class, weight, escape.Replace(t.S))
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func (sh shape) svg(b *bytes.Buffer) {
	var class []string
	if sh.fill != None {
		class = append(class, sh.fill.class())
	}
	attrs := ""
	if sh.stroke != None {
		class = append(class, "s"+sh.stroke.class())
		if sh.width != 1 {
			attrs += ` stroke-width="` + num(sh.width) + `"`
		}
		if !sh.closed {
			attrs += ` stroke-linejoin="round"`
		}
		if sh.dash > 0 {
			attrs += ` stroke-dasharray="` + num(sh.dash) + `"`
		}
	}
	if sh.fade > 0 {
		attrs += ` opacity="` + num(sh.fade) + `"`
	}
	fmt.Fprintf(b, `<path class="%s"%s d="`, strings.Join(class, " "), attrs)
	for _, l := range sh.lines {
		px, py := 0.0, 0.0
		for i, p := range l {
			x, y := round2(p.x), round2(p.y)
			if i == 0 {
				fmt.Fprintf(b, "M%s %s", num(x), num(y))
			} else {
				b.WriteString("l" + num(x-px) + " " + num(y-py))
			}
			px, py = x, y
		}
		if sh.closed {
			b.WriteByte('z')
		}
	}
	if sh.hint != "" {
		fmt.Fprintf(b, "\"><title>%s</title></path>\n", escape.Replace(sh.hint))
		return
	}
	b.WriteString("\"/>\n")
}

func round2(v float64) float64 { return math.Round(v*100) / 100 }

// num prints a coordinate to a hundredth.
func num(v float64) string {
	v = round2(v)
	if v == 0 {
		return "0" // also -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
