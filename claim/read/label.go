package read

import (
	"strings"
	"unicode"
)

// label reads the name that opens a transcript's paragraph, "KRAVETS-HOLM: The
// south.", as who says what follows. Hosts and questions ask, and assert
// nothing by it.
func (r *reader) label(b *blockText) {
	r.voice = ""
	head, rest, ok := strings.Cut(b.text, ":")
	if !ok || len(head) > 40 || len(head) < 3 || strings.TrimSpace(rest) == "" {
		return
	}
	letters, words := 0, len(strings.Fields(head))
	for _, c := range head {
		switch {
		case unicode.IsUpper(c):
			letters++
		case unicode.IsLetter(c), unicode.IsDigit(c):
			return
		}
	}
	if letters < 3 || words > 3 {
		return
	}
	switch strings.ToLower(head) {
	case "host", "presenter", "interviewer", "anchor", "moderator":
		r.asked = true
	}
	switch strings.ToLower(head) {
	case "host", "presenter", "interviewer", "anchor", "moderator", "cue", "clip", "question", "answer", "published", "date", "highlights", "verdict", "update", "note", "funding", "overview":
		return
	}
	name := strings.Fields(head)
	for k, w := range name {
		name[k] = titleCase(w)
	}
	full := strings.Join(name, " ")
	if p := r.findPerson(full); p != nil {
		full = p.Name
		r.voice = full
		return
	}
	if r.labels == nil {
		r.labels = map[string]int{}
	}
	if len(r.labels) < maxPeople {
		r.labels[full]++
	}
	if r.labels[full] > 0 && r.asked {
		r.voice = full
	}
}

// titleCase writes a word in capitals as a name: Kravets-Holm.
func titleCase(w string) string {
	up := true
	return strings.Map(func(c rune) rune {
		defer func() { up = c == '-' || c == '\'' }()
		if up {
			return unicode.ToUpper(c)
		}
		return unicode.ToLower(c)
	}, w)
}
