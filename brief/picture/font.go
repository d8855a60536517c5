package picture

import (
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The fonts are Liberation Sans (SIL Open Font License 1.1), which has the
// widths of Arial and Helvetica: so labels that fit here fit in a browser too.
type face struct {
	font *sfnt.Font
	upem fixed.Int26_6
	mu   sync.Mutex
	buf  sfnt.Buffer
	adv  map[rune]float64 // in parts of the size
}

var (
	regular = sync.OnceValue(func() *face { return load(liberationsansregular.TTF) })
	bold    = sync.OnceValue(func() *face { return load(liberationsansbold.TTF) })
)

func load(ttf []byte) *face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the font is built in
	}
	return &face{font: f, upem: fixed.Int26_6(f.UnitsPerEm()) << 6, adv: map[rune]float64{}}
}

func faceOf(isBold bool) *face {
	if isBold {
		return bold()
	}
	return regular()
}

// advance returns the width of a letter at size 1.
func (f *face) advance(r rune) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a, ok := f.adv[r]; ok {
		return a
	}
	a := 0.6
	if i, err := f.font.GlyphIndex(&f.buf, r); err == nil {
		if v, err := f.font.GlyphAdvance(&f.buf, i, f.upem, font.HintingNone); err == nil {
			a = float64(v) / float64(f.upem)
		}
	}
	f.adv[r] = a
	return a
}

// outline returns a letter's outline at size 1, y downward.
func (f *face) outline(r rune) []sfnt.Segment {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil {
		return nil
	}
	segs, err := f.font.LoadGlyph(&f.buf, i, f.upem, nil)
	if err != nil {
		return nil
	}
	return append([]sfnt.Segment(nil), segs...)
}

func textWidth(s string, size float64, isBold bool) float64 {
	f := faceOf(isBold)
	w := 0.0
	for _, r := range s {
		w += f.advance(r)
	}
	return w * size
}
