package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark, with its place in the block in bytes.
type token struct {
	text       string // as it stands
	low        string // lower case, curly apostrophes made straight
	start, end int
	kind       tokenKind
	quoted     bool // inside quotation marks
}

type tokenKind uint8

const (
	word   tokenKind = iota
	number           // begins with a digit or is a vulgar fraction
	mark             // punctuation and symbols
	quoteMark
)

// capital reports whether the token begins with an upper-case letter.
func (t token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r)
}

// tokenize cuts a block into tokens. A possessive 's is a token of its own;
// hyphened words stay whole; a number and the unit written against it are two
// tokens (5km, 20km², 14sq).
func tokenize(s string) []token {
	toks := make([]token, 0, len(s)/5+4)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case isDigit(r):
			j := numberEnd(s, i)
			toks = append(toks, token{text: s[i:j], low: s[i:j], start: i, end: j, kind: number})
			i = j
		case vulgar(r) != 0:
			toks = append(toks, token{text: s[i : i+n], low: s[i : i+n], start: i, end: i + n, kind: number})
			i += n
		case unicode.IsLetter(r):
			j := wordEnd(s, i)
			text := s[i:j]
			if k := possessive(text); k > 0 {
				toks = append(toks, wordToken(s, i, i+k), wordToken(s, i+k, j))
			} else {
				toks = append(toks, wordToken(s, i, j))
			}
			i = j
		case r == '"' || r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			toks = append(toks, token{text: s[i : i+n], low: `"`, start: i, end: i + n, kind: quoteMark})
			i += n
		case r == '\'' || r == '‘' || r == '’' || r == '`':
			toks = append(toks, token{text: s[i : i+n], low: "'", start: i, end: i + n, kind: mark})
			i += n
		case r == '–' || r == '—' || r == '‒' || r == '−' || r == '-':
			j := i + n
			for j < len(s) && s[j] == '-' {
				j++
			}
			low := "-"
			if r == '—' || r == '–' && j < len(s) && s[j] == ' ' || j > i+1 && r == '-' {
				low = "--"
			}
			toks = append(toks, token{text: s[i:j], low: low, start: i, end: j, kind: mark})
			i = j
		default:
			toks = append(toks, token{text: s[i : i+n], low: s[i : i+n], start: i, end: i + n, kind: mark})
			i += n
		}
	}
	return toks
}

func wordToken(s string, i, j int) token {
	low := strings.ToLower(s[i:j])
	if strings.ContainsAny(low, "’‘‐‑") {
		low = straighten.Replace(low)
	}
	return token{text: s[i:j], low: low, start: i, end: j, kind: word}
}

var straighten = strings.NewReplacer("’", "'", "‘", "'", "\u2010", "-", "\u2011", "-")

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numberEnd returns the end of the number that begins at i: digits with commas,
// points and thin or no-break spaces between groups of three. A plain blank
// groups too where the groups behind it are of exactly three digits.
func numberEnd(s string, i int) int {
	j := i
	for j < len(s) && isDigit(rune(s[j])) {
		j++
	}
	lead := j - i
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		k := j + n
		d := k
		for d < len(s) && isDigit(rune(s[d])) {
			d++
		}
		switch {
		case r == '.' && d > k && !(d < len(s) && s[d] == '.' && d+1 < len(s) && isDigit(rune(s[d+1]))):
			j = d
			continue
		case r == ',' && d-k == 3:
			j = d
			continue
		case (r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == ' ' || r == '\'' || r == '’') && d-k == 3 && lead <= 3 && lead > 0 && s[i] != '0' && groupFollows(s, k, r):
			j = d
			continue
		}
		break
	}
	return j
}

// groupFollows guards the blank as a separator of thousands: "816 000 t" is one
// number, but "in 2024 300 people" and "24 200 mm shells" are read as they look
// only where a group of zeros or a unit makes it sure.
func groupFollows(s string, k int, sep rune) bool {
	if sep != ' ' {
		return true
	}
	rest := s[k:]
	if strings.HasPrefix(rest, "000") {
		return true
	}
	rest = strings.TrimLeft(rest[3:], " \u00a0")
	for _, unit := range []string{"sq", "km", "ha ", "hectare", "acre", "mi"} {
		if len(rest) >= len(unit) && strings.EqualFold(rest[:len(unit)], unit) {
			return true
		}
	}
	return false
}

// wordEnd returns the end of the word at i. Hyphens join letters; apostrophes
// stand inside; points stay in initialisms (U.S.) and in known abbreviations.
func wordEnd(s string, i int) int {
	j := i
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || isDigit(r) || r == '²' || r == '³':
			j += n
			continue
		case r == '-' || r == '\u2010' || r == '\u2011' || r == '\'' || r == '’' || r == '&':
			next, m := utf8.DecodeRuneInString(s[j+n:])
			if m > 0 && unicode.IsLetter(next) {
				j += n
				continue
			}
		case r == '.':
			w := s[i:j]
			if initialism(w) && !(len(w) == 1 && !followedByInitial(s[j+1:])) || abbreviations[strings.ToLower(w)] && !(sentenceWord[strings.ToLower(w)] && endsHere(s[j+1:])) {
				j += n
				next, m := utf8.DecodeRuneInString(s[j:])
				if m > 0 && unicode.IsLetter(next) && initialism(s[i:j-1]) {
					continue
				}
			}
		}
		return j
	}
	return j
}

func followedByInitial(s string) bool {
	return len(s) > 0 && (unicode.IsLetter(rune(s[0])) || len(s) > 1 && s[0] == ' ' && unicode.IsUpper(rune(s[1])))
}

// endsHere reports whether what follows an abbreviation's point looks like a
// new sentence or the end.
func endsHere(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s == ""
}

// initialism reports single letters with points between: U, U.S, p.m.
func initialism(w string) bool {
	if len(w) > 7 || w == "" {
		return false
	}
	for k, r := range w {
		if k%2 == 0 && !unicode.IsLetter(r) || k%2 == 1 && r != '.' {
			return false
		}
	}
	return len(w)%2 == 1
}

var abbreviations = set("jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof gen lt col maj capt sgt adm brig cmdr sen rep gov pres st no nos sq approx ca vs jr sr rev hon dept est fig vol inc ltd co corp")

// sentenceWord are abbreviations that are also words or often end a sentence.
var sentenceWord = set("no co mar sq jun jul may")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// possessive returns where 's begins in a word, 0 where the word has none.
func possessive(w string) int {
	for _, end := range []string{"'s", "’s", "'S", "’S"} {
		if strings.HasSuffix(w, end) && len(w) > len(end) {
			base := strings.ToLower(w[:len(w)-len(end)])
			switch base {
			case "it", "that", "he", "she", "there", "here", "what", "let", "who":
				return 0
			}
			return len(w) - len(end)
		}
	}
	return 0
}

// vulgar returns the value of a one-sign fraction, 0 for anything else.
func vulgar(r rune) float64 {
	switch r {
	case '½':
		return 0.5
	case '⅓':
		return 1.0 / 3
	case '⅔':
		return 2.0 / 3
	case '¼':
		return 0.25
	case '¾':
		return 0.75
	case '⅕':
		return 0.2
	case '⅖':
		return 0.4
	case '⅗':
		return 0.6
	case '⅘':
		return 0.8
	case '⅙':
		return 1.0 / 6
	case '⅛':
		return 0.125
	}
	return 0
}
