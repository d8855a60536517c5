package picture

import (
	_ "embed"
	"encoding/base64"
	"sync"
)

// The typeface that SVGs carry: cuts of Liberation Sans by scripts/fonts, under
// the SIL Open Font License (fonts/OFL.txt).
var (
	//go:embed fonts/sans-regular.woff2
	sansRegular []byte
	//go:embed fonts/sans-bold.woff2
	sansBold []byte
)

// Family is the name under which [FontFace] gives the pictures' typeface.
const Family = "Salient Sans"

// FontFace returns the CSS rules that carry the pictures' typeface, regular and
// bold, for the head of a page with inline scenes.
var FontFace = sync.OnceValue(func() string {
	rule := func(weight string, woff2 []byte) string {
		return "@font-face{font-family:'" + Family + "';font-weight:" + weight +
			";src:url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString(woff2) + ") format('woff2')}"
	}
	return rule("400", sansRegular) + rule("700", sansBold)
})
