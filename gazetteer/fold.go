package gazetteer

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the skeleton of a place name: spellings that differ only by the
// usual ways of writing it in Latin or Cyrillic letters share a skeleton.
// Zaporizhzhia, Zaporizhzhya, Zaporizhia and Запоріжжя all give "zaporiZia".
//
// Case, diacritics, apostrophes, soft signs, hyphens and spacing are dropped;
// doubled letters become one; h, g and kh are one letter, as are i, y and j.
// The result is for comparison, never for print. It is empty when the name
// holds no Latin or Cyrillic letter and no digit.
//
// The digraphs are those of the Ukrainian national system of 2010, of BGN/PCGN
// 1947 and 1965, and of German, French and Polish newsrooms where these do not
// collide with the former.
func Fold(name string) string {
	var b folder
	return string(b.fold(name))
}

// FoldLoosely returns a skeleton in which also the vowels that Ukrainian and
// Russian forms exchange are one: Kharkiv and Kharkov, Bilohorivka and
// Belogorovka. More names collide on it, so [Gazetteer.Lookup] asks it last.
func FoldLoosely(name string) string { return loosen(Fold(name)) }

// loosen merges e, i and o, and drops the endings of adjectives, which differ
// between the languages (Ternuvate, Ternovatoye).
func loosen(folded string) string {
	b := make([]byte, 0, len(folded))
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		switch c {
		case 'e', 'o':
			c = 'i'
		}
		if n := len(b); n > 0 && b[n-1] == 'i' && c == 'i' {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// folder folds names one after the other in the same memory: an index folds
// tens of thousands.
type folder struct{ spelled, folded []byte }

// fold returns the skeleton, valid until the next call.
func (f *folder) fold(name string) []byte {
	f.spelled = appendLatin(f.spelled[:0], name)
	f.folded = appendSqueezed(f.folded[:0], f.spelled)
	return f.folded
}

// appendLatin writes the name in small Latin letters without marks. Sounds that
// take several letters become one capital: Z for zh, S for sh, C for ch.
func appendLatin(b []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf {
			return appendRunes(b, name[i:])
		} else if 'A' <= c && c <= 'Z' {
			b = append(b, c+'a'-'A')
		} else if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			b = append(b, c)
		} else if c == ' ' || c == '-' || c == '.' || c == ',' || c == '(' || c == ')' || c == '/' {
			b = append(b, ' ')
		}
	}
	return b
}

func appendRunes(b []byte, name string) []byte {
	if needsDecomposing(name) {
		name = norm.NFD.String(name)
	}
	for i, r := range name {
		switch {
		case r < utf8.RuneSelf:
			b = appendLatin(b, name[i:i+1])
		case r >= firstCyrillic && r <= lastCyrillic:
			b = append(b, cyrillic[r-firstCyrillic]...)
		default:
			b = append(b, otherLatin(r)...)
		}
	}
	return b
}

const (
	firstCyrillic = 'Ѐ'
	lastCyrillic  = 'ӿ'
)

// needsDecomposing reports whether the name holds letters with marks that have
// to be taken off. Apostrophes and plain Cyrillic need no such work.
func needsDecomposing(name string) bool {
	for _, r := range name {
		if r >= utf8.RuneSelf && (r < firstCyrillic || r > lastCyrillic) && r != '’' && r != 'ʼ' && r != 'ʹ' {
			return true
		}
	}
	return false
}

// cyrillic gives the sound of each Cyrillic letter, Ukrainian, Russian or
// Belarusian, capital or small. Other letters, ь and ъ have none.
var cyrillic = func() (t [lastCyrillic - firstCyrillic + 1]string) {
	for sound, letters := range map[string]string{
		"a": "а", "b": "б", "v": "вў", "h": "гґх", "d": "д", "e": "еёэє", "Z": "ж", "z": "з", "i": "иіїйыј",
		"k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у",
		"f": "ф", "c": "ц", "C": "ч", "S": "шщ", "iu": "ю", "ia": "я",
	} {
		for _, r := range letters {
			t[r-firstCyrillic] = sound
			t[unicode.ToUpper(r)-firstCyrillic] = sound
		}
	}
	return t
}()

// otherLatin gives the plain letters for Latin letters that do not decompose.
func otherLatin(r rune) string {
	switch r {
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ':
		return "d"
	case 'ı':
		return "i"
	case 'ß':
		return "s"
	case 'æ', 'Æ':
		return "ae"
	case 'ø', 'Ø':
		return "o"
	case '–', '—', '\u00a0', '\u2010', '\u2011':
		return " "
	}
	return "" // apostrophes, primes, marks, other scripts
}

// digraphs are tried in this order at each place of the Latin form.
var digraphs = [...]struct {
	from string
	to   byte
}{
	{"shch", 'S'}, {"schtsch", 'S'}, {"szcz", 'S'}, {"sch", 'S'}, {"sh", 'S'}, {"sz", 'S'},
	{"zh", 'Z'}, {"tsch", 'C'}, {"ch", 'C'}, {"cz", 'C'}, {"tz", 'c'}, {"ts", 'c'},
	{"kh", 'h'}, {"gh", 'h'}, {"ph", 'f'}, {"ou", 'u'}, {"th", 't'},
}

// second holds the letters that come second in a digraph: few letters do, so
// most places of a name need no search.
var second = func() (t [256]bool) {
	for _, d := range digraphs {
		t[d.from[1]] = true
	}
	return t
}()

// appendSqueezed reduces digraphs, merges letters written for one another, and
// drops spaces and repeats.
func appendSqueezed(b, s []byte) []byte {
next:
	for i := 0; i < len(s); {
		if i+1 < len(s) && second[s[i+1]] {
			for _, d := range digraphs {
				if s[i] == d.from[0] && bytes.HasPrefix(s[i:], []byte(d.from)) {
					b = appendSound(b, d.to)
					i += len(d.from)
					continue next
				}
			}
		}
		b = appendSound(b, s[i])
		i++
	}
	return b
}

// appendSound adds a sound, merged with those that are written for it and with
// the one before it.
func appendSound(b []byte, c byte) []byte {
	switch c {
	case ' ':
		return b
	case 'g', 'x':
		c = 'h'
	case 'y', 'j':
		c = 'i'
	case 'w':
		c = 'v'
	case 'q':
		c = 'k'
	}
	n := len(b)
	// ie and ye are written for е, є and ьє alike.
	if c == 'e' && n > 0 && b[n-1] == 'i' {
		if n > 1 && b[n-2] == 'e' {
			return b[:n-1]
		}
		b[n-1] = 'e'
		return b
	}
	if n > 0 && b[n-1] == c {
		return b
	}
	return append(b, c)
}
