package read

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

var small = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var magnitude = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12, "score": 20,
	"lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, // Indian English
	"k": 1e3, "m": 1e6, "bn": 1e9, "mn": 1e6,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
	"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
	"thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
	"6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10,
}

// fractionNames are the denominators of worded fractions.
var fractionNames = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
	"fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
	"twelfth": 12, "twelfths": 12, "fifteenth": 15, "twentieth": 20, "twentieths": 20, "hundredth": 100, "hundredths": 100,
}

// digits reads a number token: commas and blanks group, a point is decimal.
func digits(s string) (float64, bool) {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) {
		if v := vulgar(r); v != 0 {
			return v, true
		}
	}
	s = grouping.Replace(s)
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v < 1e15
}

var grouping = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "")

// cardinal reads a whole or decimal number in digits or words from toks[i:],
// and returns its value and the tokens it takes, 0 where there is none.
//
// "seven hundred", "twenty-four", "two and a half", "1.2 million", "5k", "3½",
// "a hundred", "a dozen".
func cardinal(toks []token, i int) (float64, int) {
	if i >= len(toks) {
		return 0, 0
	}
	if toks[i].kind == number {
		v, ok := digits(toks[i].text)
		if !ok {
			return 0, 0
		}
		n := 1
		if i+n < len(toks) && toks[i+n].kind == number && toks[i+n].start == toks[i].end {
			if r, _ := utf8.DecodeRuneInString(toks[i+n].text); vulgar(r) != 0 { // 3½
				v += vulgar(r)
				n++
			}
		}
		if i+n < len(toks) && magnitude[toks[i+n].low] != 0 && toks[i+n].low != "score" {
			m := toks[i+n]
			// k, m and bn count only where written against the number; then m
			// with a small number is meters.
			if len(m.low) > 2 || m.start == toks[i+n-1].end && (m.low == "k" || m.low == "bn" || m.low == "mn") {
				v *= magnitude[m.low]
				n++
			}
		}
		return andHalf(toks, i, v, n)
	}
	if toks[i].kind != word {
		return 0, 0
	}
	var total, group float64
	n, seen := 0, false
	if a := toks[i].low; a == "a" || a == "an" {
		if i+1 < len(toks) && magnitude[toks[i+1].low] >= 12 && len(toks[i+1].low) > 2 {
			group, n = 1, 1
		} else {
			return 0, 0
		}
	}
	for i+n < len(toks) {
		w := toks[i+n].low
		if v, ok := small[w]; ok {
			if seen && group != 0 && int(group)%100 != 0 && !(int(group)%10 == 0 && v < 10 && int(group)%100 >= 20) {
				break // "five six" are two numbers
			}
			group += v
		} else if a, b, ok := strings.Cut(w, "-"); ok && small[a] >= 20 && small[b] > 0 && small[b] < 10 {
			group += small[a] + small[b]
		} else if a, b, ok := strings.Cut(w, "-"); ok && !seen && magnitude[b] >= 100 && small[a] > 0 { // one-million
			group = small[a] * magnitude[b]
			if magnitude[b] >= 1000 {
				total, group = group, 0
			}
		} else if m := magnitude[w]; m != 0 && len(w) > 2 && (seen || n > 0) {
			if group == 0 {
				group = 1
			}
			if m >= 1000 {
				total, group = total+group*m, 0
			} else {
				group *= m
			}
		} else if w == "and" && seen && i+n+1 < len(toks) && group != 0 && int(group)%100 == 0 {
			next := toks[i+n+1].low
			_, plain := small[next]
			a, _, hyphen := strings.Cut(next, "-")
			if !plain && !(hyphen && small[a] >= 20) {
				break
			}
		} else {
			break
		}
		seen = true
		n++
	}
	if !seen {
		return 0, 0
	}
	return andHalf(toks, i, total+group, n)
}

// andHalf adds "and a half" and its like behind a number.
func andHalf(toks []token, i int, v float64, n int) (float64, int) {
	if i+n+2 < len(toks) && toks[i+n].low == "and" && (toks[i+n+1].low == "a" || toks[i+n+1].low == "one") {
		if d := fractionNames[toks[i+n+2].low]; d != 0 {
			return v + 1/d, n + 3
		}
	}
	if i+n+1 < len(toks) && toks[i+n].low == "and" {
		if a, b, ok := strings.Cut(toks[i+n+1].low, "-"); ok && a == "one" && fractionNames[b] != 0 {
			return v + 1/fractionNames[b], n + 2
		}
	}
	return v, n
}

// fraction reads "half", "a third", "one-fifth", "two thirds", "three-quarters",
// "three quarters", "1/5", "the remaining fifth" from the numerator on, and
// returns its value and the tokens it takes.
func fraction(toks []token, i int) (float64, int) {
	t := toks[i]
	if t.kind == number {
		v, _ := digits(t.text)
		if r, n := utf8.DecodeRuneInString(t.text); n == len(t.text) && vulgar(r) != 0 {
			return vulgar(r), 1
		}
		if i+2 < len(toks) && toks[i+1].low == "/" && toks[i+2].kind == number && toks[i+1].start == t.end {
			if d, ok := digits(toks[i+2].text); ok && d > v && d <= 20 {
				return v / d, 3
			}
		}
		return 0, 0
	}
	if a, b, ok := strings.Cut(t.low, "-"); ok {
		d := fractionNames[b]
		if a == "half" && b == "of" {
			return 0.5, 1
		}
		if v := small[a]; v >= 1 && d > v {
			return v / d, 1
		}
		return 0, 0
	}
	if t.low == "half" || t.low == "halved" {
		return 0.5, 1
	}
	if v := small[t.low]; v >= 1 { // "four in ten", "one in every five", "three out of four"
		k := i + 1
		if k < len(toks) && toks[k].low == "out" {
			k++
		}
		if k+1 < len(toks) && (toks[k].low == "in" || toks[k].low == "of" && k > i+1) {
			k++
			if toks[k].low == "every" {
				k++
			}
			if k < len(toks) {
				if d := small[toks[k].low]; d > v && d <= 20 && k+1 < len(toks) && toks[k+1].low == "of" {
					return v / d, k + 1 - i
				}
			}
		}
	}
	if i+1 < len(toks) {
		d := fractionNames[toks[i+1].low]
		if v := small[t.low]; v >= 1 && d > v {
			return v / d, 2
		}
		if (t.low == "a" || t.low == "an" || t.low == "remaining" || t.low == "last" || t.low == "final" || t.low == "other") && d >= 2 {
			return 1 / d, 2
		}
	}
	return 0, 0
}
