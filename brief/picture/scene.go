// Package picture draws charts and maps of ground gained, lost and held.
//
// Start with a drawing such as [Changes] or [Map]; each gives a [Scene], which
// [Scene.SVG] and [Scene.PNG] print. A scene is drawn once and printed twice: so
// both have the same lines and labels, and a test can ask it whether labels
// overlap. Areas are in km², days are valid days. Every scene tells its source,
// definition and days.
package picture

import (
	"math"
	"slices"
	"strings"
)

// Width is how wide scenes are, in units of which a phone of 360 pixels shows
// nine tenths: text of 11 units is then 9.6 pixels high.
const Width = 400

// Scene is a drawing: its size, what it is called, and what is on it.
type Scene struct {
	ID      string // for file names, as changes
	Title   string
	Alt     string // what it shows, in words
	Caption string // what it is drawn from
	W, H    float64
	shapes  []shape
	texts   []Text
}

// shape is a path of one or several rings or lines.
type shape struct {
	lines  [][]xy
	closed bool
	fill   Color
	stroke Color
	width  float64
	dash   float64 // length of dashes and gaps; 0: none
	fade   float64 // 0: opaque; else opacity
	hint   string  // shown on hovering
}

type xy struct{ x, y float64 }

// Text is a line of text. X is its left end, Y its baseline.
type Text struct {
	X, Y, Size float64
	Bold       bool
	Color      Color
	S          string
	halo       bool
}

// Box returns the rectangle that a text covers.
func (t Text) Box() (x0, y0, x1, y1 float64) {
	return t.X, t.Y - 0.76*t.Size, t.X + textWidth(t.S, t.Size, t.Bold), t.Y + 0.22*t.Size
}

// Texts returns all texts, for tests.
func (s *Scene) Texts() []Text { return s.texts }

// Anchors of texts.
const (
	left = iota
	middle
	right
)

func (s *Scene) text(x, y, size float64, anchor int, c Color, str string) {
	s.put(Text{X: x, Y: y, Size: size, Color: c, S: str}, anchor)
}

func (s *Scene) put(t Text, anchor int) {
	switch anchor {
	case middle:
		t.X -= textWidth(t.S, t.Size, t.Bold) / 2
	case right:
		t.X -= textWidth(t.S, t.Size, t.Bold)
	}
	s.texts = append(s.texts, t)
}

func (s *Scene) rect(x, y, w, h float64, fill Color, hint string) {
	s.shapes = append(s.shapes, shape{lines: [][]xy{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}, closed: true, fill: fill, hint: hint})
}

func (s *Scene) line(c Color, width, dash float64, points ...xy) {
	s.shapes = append(s.shapes, shape{lines: [][]xy{points}, stroke: c, width: width, dash: dash})
}

func (s *Scene) circle(x, y, r float64, fill, stroke Color, width float64, hint string) {
	n := 16 + 4*int(math.Min(r/4, 12))
	ring := make([]xy, n)
	for i := range ring {
		a := 2 * math.Pi * float64(i) / float64(n)
		ring[i] = xy{x + r*math.Cos(a), y + r*math.Sin(a)}
	}
	s.shapes = append(s.shapes, shape{lines: [][]xy{ring}, closed: true, fill: fill, stroke: stroke, width: width, hint: hint})
}

// margin is the space at the sides.
const margin = 12

// begin starts a scene with its title and what the units are.
func begin(id, title, subtitle string) (*Scene, float64) {
	s := &Scene{ID: id, Title: title, W: Width}
	y := 10.0
	for _, l := range wrap(title, Width-2*margin, 15.5, true) {
		y += 19
		s.put(Text{X: margin, Y: y - 3, Size: 15.5, Bold: true, Color: Ink, S: l}, left)
	}
	y += 2
	for _, l := range wrap(subtitle, Width-2*margin, 12, false) {
		y += 15.5
		s.text(margin, y-3, 12, left, Faint, l)
	}
	return s, y + 6
}

// end adds what every picture tells: source, definition, days, credit.
func (s *Scene) end(y float64, lines ...string) *Scene {
	y += 4
	s.line(Grid, 1, 0, xy{margin, y}, xy{Width - margin, y})
	y += 4
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	for _, line := range lines {
		for _, l := range wrap(line, Width-2*margin, 11, false) {
			y += 14
			s.text(margin, y-2, 11, left, Faint, l)
		}
	}
	s.Caption = strings.Join(lines, " ")
	s.H = math.Ceil(y + 8)
	return s
}

// wrap breaks text into lines that fit a width.
func wrap(text string, width, size float64, bold bool) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if line != "" && textWidth(next, size, bold) > width {
			out = append(out, line)
			next = word
		}
		line = next
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// free reports whether a text would touch none of those there, nor the edges of
// a frame.
func (s *Scene) free(t Text, x0, y0, x1, y1 float64) bool {
	a0, b0, a1, b1 := t.Box()
	if a0 < x0 || a1 > x1 || b0 < y0 || b1 > y1 {
		return false
	}
	for _, o := range s.texts {
		c0, d0, c1, d1 := o.Box()
		if a0 < c1+2 && c0 < a1+2 && b0 < d1+1 && d0 < b1+1 {
			return false
		}
	}
	return true
}
