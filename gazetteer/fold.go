package gazetteer

import (
	"strings"
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
	return squeeze(latin(name))
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

// latin writes the name in small Latin letters without marks. Sounds that take
// several letters become one capital: H for kh, Z for zh, S for sh, C for ch.
func latin(name string) string {
	var b strings.Builder
	b.Grow(len(name) + 4)
	ascii := true
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii && needsDecomposing(name) {
		name = norm.NFD.String(name)
	}
	for _, r := range name {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				b.WriteByte(byte(r))
			} else if r == ' ' || r == '-' || r == '.' || r == ',' || r == '(' || r == ')' || r == '/' {
				b.WriteByte(' ')
			}
		case r >= 'Ѐ' && r <= 'ӿ':
			b.WriteString(cyrillic(unicode.ToLower(r)))
		default:
			b.WriteString(otherLatin(r))
		}
	}
	return b.String()
}

// needsDecomposing reports whether the name holds anything but ASCII and the
// plain Cyrillic letters. Й and Ї stand as they are: their marks matter.
func needsDecomposing(name string) bool {
	for _, r := range name {
		if r >= utf8.RuneSelf && (r < 'Ѐ' || r > 'ӿ') {
			return true
		}
	}
	return false
}

// cyrillic gives the sound of a small Cyrillic letter, Ukrainian, Russian or
// Belarusian.
func cyrillic(r rune) string {
	switch r {
	case 'а':
		return "a"
	case 'б':
		return "b"
	case 'в', 'ў':
		return "v"
	case 'г', 'ґ', 'х':
		return "h"
	case 'д':
		return "d"
	case 'е', 'ё', 'э', 'є':
		return "e"
	case 'ж':
		return "Z"
	case 'з':
		return "z"
	case 'и', 'і', 'ї', 'й', 'ы', 'ј':
		return "i"
	case 'к':
		return "k"
	case 'л':
		return "l"
	case 'м':
		return "m"
	case 'н':
		return "n"
	case 'о':
		return "o"
	case 'п':
		return "p"
	case 'р':
		return "r"
	case 'с':
		return "s"
	case 'т':
		return "t"
	case 'у':
		return "u"
	case 'ф':
		return "f"
	case 'ц':
		return "c"
	case 'ч':
		return "C"
	case 'ш', 'щ':
		return "S"
	case 'ю':
		return "iu"
	case 'я':
		return "ia"
	}
	return "" // ь, ъ, combining marks
}

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

// digraphs are tried longest first at each place of the Latin form.
var digraphs = [...]struct{ from, to string }{
	{"shch", "S"}, {"zhzh", "Z"}, {"szcz", "S"}, {"schtsch", "S"}, {"sch", "S"}, {"tsch", "C"},
	{"tz", "c"}, {"ts", "c"}, {"kh", "h"}, {"zh", "Z"}, {"sh", "S"}, {"ch", "C"},
	{"cz", "C"}, {"sz", "S"}, {"gh", "h"}, {"ph", "f"}, {"ou", "u"}, {"th", "t"},
}

// squeeze reduces digraphs, merges letters written for one another, and drops
// spaces and repeats.
func squeeze(s string) string {
	b := make([]byte, 0, len(s))
	push := func(c byte) {
		switch c {
		case 'g', 'x':
			c = 'h'
		case 'y', 'j':
			c = 'i'
		case 'w':
			c = 'v'
		case 'q':
			c = 'k'
		case ' ':
			return
		}
		n := len(b)
		// ie and ye are written for е, є and ьє alike.
		if c == 'e' && n > 0 && b[n-1] == 'i' {
			b[n-1] = 'e'
			if n > 1 && b[n-2] == 'e' {
				b = b[:n-1]
			}
			return
		}
		if n > 0 && b[n-1] == c {
			return
		}
		b = append(b, c)
	}
next:
	for i := 0; i < len(s); {
		switch s[i] {
		case 's', 'z', 't', 'k', 'c', 'g', 'p', 'o':
			for _, d := range digraphs {
				if strings.HasPrefix(s[i:], d.from) {
					push(d.to[0])
					i += len(d.from)
					continue next
				}
			}
		}
		push(s[i])
		i++
	}
	return string(b)
}
