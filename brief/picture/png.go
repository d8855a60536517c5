package picture

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Theme is light, the zero value, or dark.
type Theme bool

// The themes.
const (
	Light Theme = false
	Dark  Theme = true
)

// scale is how many pixels a unit has in a PNG.
const scale = 3

// PNG prints the scene as a PNG of 1,200 pixels width with at most 64 colors.
func (s *Scene) PNG(t Theme) ([]byte, error) {
	p := &light
	if t == Dark {
		p = &dark
	}
	r := &raster{img: image.NewRGBA(image.Rect(0, 0, int(s.W*scale), int(s.H*scale))), palette: p}
	draw.Draw(r.img, r.img.Rect, image.NewUniform(Paper.rgba(p)), image.Point{}, draw.Src)
	for _, sh := range s.shapes {
		r.shape(sh)
	}
	for _, t := range s.texts {
		r.text(t)
	}
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.DefaultCompression}
	err := enc.Encode(&b, paletted(r.img))
	return b.Bytes(), err
}

type raster struct {
	img     *image.RGBA
	palette *[colors]uint32
	v       vector.Rasterizer
}

// fill draws rings by the nonzero rule: rings of one direction add up, of the
// other cut holes.
func (r *raster) fill(rings [][]xy, c color.RGBA) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, ring := range rings {
		for _, p := range ring {
			x0, x1 = min(x0, p.x), max(x1, p.x)
			y0, y1 = min(y0, p.y), max(y1, p.y)
		}
	}
	if x0 > x1 {
		return
	}
	box := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1))+1, int(math.Ceil(y1))+1).Intersect(r.img.Rect)
	if box.Empty() {
		return
	}
	r.v.Reset(box.Dx(), box.Dy())
	r.v.DrawOp = draw.Over
	ox, oy := float64(box.Min.X), float64(box.Min.Y)
	for _, ring := range rings {
		for i, p := range ring {
			if x, y := float32(p.x-ox), float32(p.y-oy); i == 0 {
				r.v.MoveTo(x, y)
			} else {
				r.v.LineTo(x, y)
			}
		}
		r.v.ClosePath()
	}
	r.v.Draw(r.img, box, image.NewUniform(c), image.Point{})
}

func (r *raster) shape(sh shape) {
	rings := make([][]xy, len(sh.lines))
	for i, l := range sh.lines {
		rings[i] = make([]xy, len(l))
		for j, p := range l {
			rings[i][j] = xy{p.x * scale, p.y * scale}
		}
	}
	if sh.fill != None {
		r.fill(rings, faded(sh.fill.rgba(r.palette), sh.fade))
	}
	if sh.stroke == None {
		return
	}
	var parts [][]xy
	for _, l := range rings {
		if sh.closed && len(l) > 0 {
			l = append(slices.Clone(l), l[0])
		}
		for _, d := range dashes(l, sh.dash*scale) {
			parts = append(parts, outline(d, sh.width*scale)...)
		}
	}
	r.fill(parts, faded(sh.stroke.rgba(r.palette), sh.fade))
}

func faded(c color.RGBA, opacity float64) color.RGBA {
	if opacity <= 0 || opacity >= 1 {
		return c
	}
	f := func(v uint8) uint8 { return uint8(math.Round(float64(v) * opacity)) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), f(255)} // premultiplied
}

// outline turns a line into quadrilaterals and round joins, all of one
// direction.
func outline(l []xy, width float64) [][]xy {
	var out [][]xy
	h := width / 2
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		n := math.Hypot(b.x-a.x, b.y-a.y)
		if n == 0 {
			continue
		}
		dx, dy := (b.x-a.x)/n*h, (b.y-a.y)/n*h
		out = append(out, []xy{{a.x + dy, a.y - dx}, {b.x + dy, b.y - dx}, {b.x - dy, b.y + dx}, {a.x - dy, a.y + dx}})
		if i+1 < len(l) && width > 2 {
			ring := make([]xy, 12)
			for k := range ring {
				t := 2 * math.Pi * float64(k) / 12
				ring[k] = xy{b.x + h*math.Cos(t), b.y + h*math.Sin(t)}
			}
			out = append(out, ring)
		}
	}
	return out
}

// dashes cuts a line into dashes as long as the gaps between them.
func dashes(l []xy, length float64) [][]xy {
	if length <= 0 || len(l) < 2 {
		return [][]xy{l}
	}
	var out [][]xy
	on, rest := true, length
	cur := []xy{l[0]}
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		n := math.Hypot(b.x-a.x, b.y-a.y)
		for at := 0.0; at < n; {
			step := min(rest, n-at)
			at += step
			rest -= step
			p := xy{a.x + (b.x-a.x)*at/n, a.y + (b.y-a.y)*at/n}
			if on {
				cur = append(cur, p)
			}
			if rest <= 0 {
				if on {
					out = append(out, cur)
				}
				on, rest, cur = !on, length, []xy{p}
			}
		}
	}
	if on && len(cur) > 1 {
		out = append(out, cur)
	}
	return out
}

func (r *raster) text(t Text) {
	f := faceOf(t.Bold)
	x := t.X
	var rings [][]xy
	for _, c := range t.S {
		rings = append(rings, letter(f, f.outline(c), x*scale, t.Y*scale, t.Size*scale)...)
		x += f.advance(c) * t.Size
	}
	if t.halo {
		var around [][]xy
		for _, ring := range rings {
			around = append(around, outline(append(slices.Clone(ring), ring[0]), 2.5*scale)...)
		}
		r.fill(around, Paper.rgba(r.palette))
	}
	r.fill(rings, t.Color.rgba(r.palette))
}

// letter flattens an outline at a place; curves become four lines each.
func letter(f *face, segs []sfnt.Segment, x, y, size float64) [][]xy {
	k := size / float64(f.upem)
	at := func(p fixed.Point26_6) xy { return xy{x + float64(p.X)*k, y + float64(p.Y)*k} }
	var out [][]xy
	var cur []xy
	for _, s := range segs {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(cur) > 2 {
				out = append(out, cur)
			}
			cur = []xy{at(s.Args[0])}
		case sfnt.SegmentOpLineTo:
			cur = append(cur, at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			a, b, c := cur[len(cur)-1], at(s.Args[0]), at(s.Args[1])
			for i := 1; i <= 4; i++ {
				t := float64(i) / 4
				u := 1 - t
				cur = append(cur, xy{u*u*a.x + 2*u*t*b.x + t*t*c.x, u*u*a.y + 2*u*t*b.y + t*t*c.y})
			}
		case sfnt.SegmentOpCubeTo: // TrueType outlines have none
			cur = append(cur, at(s.Args[2]))
		}
	}
	if len(cur) > 2 {
		out = append(out, cur)
	}
	return out
}

// paletted takes the 64 most frequent colors and puts the others, which are
// steps between two of them, to the nearest.
func paletted(img *image.RGBA) *image.Paletted {
	count := map[color.RGBA]int{}
	for i, run := 0, 0; i < len(img.Pix); i += 4 {
		run++
		if next := i + 4; next == len(img.Pix) || [3]byte(img.Pix[next:]) != [3]byte(img.Pix[i:]) {
			count[color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 255}] += run
			run = 0
		}
	}
	all := make([]color.RGBA, 0, len(count))
	for c := range count {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	keep := all[:min(len(all), 64)]
	index := make(map[color.RGBA]uint8, len(all))
	pal := make(color.Palette, len(keep))
	for i, c := range keep {
		pal[i], index[c] = c, uint8(i)
	}
	for _, c := range all[len(keep):] {
		index[c] = uint8(pal.Index(c))
	}
	out := image.NewPaletted(img.Rect, pal)
	for i := range out.Pix {
		p := img.Pix[4*i:]
		if i > 0 && [3]byte(p) == [3]byte(img.Pix[4*i-4:]) {
			out.Pix[i] = out.Pix[i-1]
			continue
		}
		out.Pix[i] = index[color.RGBA{p[0], p[1], p[2], 255}]
	}
	return out
}
