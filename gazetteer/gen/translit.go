package main

import (
	"strings"
	"unicode"

	"github.com/salient-project/salient/gazetteer"
)

// officialName returns the display name of a place in Ukraine and its Ukrainian
// form. GeoNames' main name may follow any of several systems (Hulyaypole), so
// the Ukrainian form among the alternates that spells the same name is written
// by the national system instead (Huliaipole). Without such a form the main
// name stands and the second result is empty.
func officialName(main string, alternates []string) (name, native string) {
	keys := [2]string{gazetteer.Fold(main), gazetteer.FoldLoosely(main)}
	best := 0
	for _, s := range alternates {
		s = strings.TrimSpace(s)
		score := ukrainian(s)
		if score == 0 {
			continue
		}
		switch {
		case romanize(s) == main:
			score += 40 // the main name is by the national system already
		case gazetteer.Fold(s) == keys[0]:
			score += 20
		case gazetteer.FoldLoosely(s) == keys[1]:
			score += 10
		default:
			continue
		}
		if score > best {
			best, native = score, s
		}
	}
	if native == "" {
		return strings.NewReplacer("'", "", "’", "", "ʼ", "").Replace(main), ""
	}
	return romanize(native), native
}

// ukrainian is 2 for a name that can only be Ukrainian, 1 for one that can be
// both Ukrainian and Russian, and 0 otherwise.
func ukrainian(s string) int {
	score := 0
	for _, r := range strings.ToLower(s) {
		switch {
		case strings.ContainsRune("іїєґ", r):
			score = 2
		case strings.ContainsRune("абвгджезийклмнопрстуфхцчшщьюя", r):
			score = max(score, 1)
		case r == ' ' || r == '-' || r == '\'' || r == '’' || r == 'ʼ':
		default:
			return 0
		}
	}
	return score
}

// romanize writes a Ukrainian name in Latin letters by the national system
// (Cabinet of Ministers, resolution 55 of 27 January 2010).
func romanize(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		small := unicode.ToLower(r)
		first := i == 0 || !unicode.IsLetter(runes[i-1]) && runes[i-1] != '\'' && runes[i-1] != '’' && runes[i-1] != 'ʼ'
		if small == 'з' && i+1 < len(runes) && unicode.ToLower(runes[i+1]) == 'г' {
			b.WriteString(capital("zgh", r != small))
			i++
			continue
		}
		out, known := national[small]
		if !known {
			if r == ' ' || r == '-' {
				b.WriteRune(r)
			}
			continue // an apostrophe or a soft sign is not written
		}
		if first {
			if v, ok := nationalFirst[small]; ok {
				out = v
			}
		}
		b.WriteString(capital(out, r != small))
	}
	return b.String()
}

func capital(s string, up bool) string {
	if !up || s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var national = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh",
	'з': "z", 'и': "y", 'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ю': "iu", 'я': "ia",
}

// nationalFirst holds the letters that are written otherwise at a word's start.
var nationalFirst = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}
