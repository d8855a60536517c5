package picture

import (
	"fmt"
	"image/color"
)

// Color is what a color is for; the palettes say which one it is.
type Color int

// The colors. Gain and Loss are of Okabe and Ito's palette, which people of all
// kinds of color vision tell apart; on paper without color, bars still go up or
// down, and figures have signs.
const (
	None  Color = iota
	Paper       // background
	Ink         // text
	Faint       // lesser text
	Grid        // lines of axes
	Gap         // days without a map
	Gain        // ground gained by the holder
	Loss        // ground lost by the holder
	First       // lines of the first, second … source
	Second
	Third
	Fourth
	Held // ground held
	Part // ground held in part
	Land // ground not held
	Sea  // ground in no region
	Border
	Talks // rounds
	colors
)

var light = [colors]uint32{
	Paper: 0xffffff, Ink: 0x1a1a1a, Faint: 0x555555, Grid: 0xd9d9d9, Gap: 0xececec,
	Gain: 0xd55e00, Loss: 0x0072b2, First: 0x007a5a, Second: 0xa8517f, Third: 0x6a5acd, Fourth: 0x8a6d00,
	Held: 0xe3c9bd, Part: 0xf2e5df, Land: 0xf6f5f1, Sea: 0xe6e8ea, Border: 0x9a9a9a, Talks: 0x333333,
}

var dark = [colors]uint32{
	Paper: 0x16181b, Ink: 0xf0f0f0, Faint: 0xb4b4b4, Grid: 0x3c4045, Gap: 0x2a2d31,
	Gain: 0xe69f00, Loss: 0x56b4e9, First: 0x2fc79a, Second: 0xdd94bd, Third: 0xa99cf0, Fourth: 0xd8bd4a,
	Held: 0x5b4238, Part: 0x3f332e, Land: 0x25282c, Sea: 0x1b1e22, Border: 0x6d7278, Talks: 0xdddddd,
}

var lines = []Color{First, Second, Third, Fourth}

func hex(v uint32) string { return fmt.Sprintf("#%06x", v) }

func (c Color) rgba(p *[colors]uint32) color.RGBA {
	v := p[c]
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// class names a color in a style sheet.
func (c Color) class() string {
	return [...]string{"", "p", "i", "f", "g", "n", "a", "b", "c1", "c2", "c3", "c4", "h", "q", "l", "w", "o", "t"}[c]
}
