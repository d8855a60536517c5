package read

import (
	"regexp"
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
	if v := r.voices[head]; v != "" {
		r.voice = v
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

// turn opens a paragraph of a transcript: a name in capitals and a colon.
var turn = regexp.MustCompile(`(?m)^(\p{Lu}[\p{Lu}’'-]+(?: \p{Lu}[\p{Lu}’'-]+)?): (.+)$`)

// turns looks a transcript over: of two or more who take turns, who asks most of the
// time is its host, and the others are whose words their paragraphs give.
func (r *reader) turns(head string) {
	type told struct{ all, asks int }
	said := map[string]*told{}
	for _, m := range turn.FindAllStringSubmatch(head, -1) {
		if said[m[1]] == nil {
			if len(said) == maxTurns {
				return
			}
			said[m[1]] = &told{}
		}
		said[m[1]].all++
		if strings.HasSuffix(strings.TrimSpace(m[2]), "?") {
			said[m[1]].asks++
		}
	}
	hosts := map[string]bool{}
	speak := map[string]bool{}
	for name, t := range said {
		switch {
		case t.all < 2:
		case 2*t.asks > t.all:
			hosts[name] = true
		default:
			speak[name] = true
		}
	}
	if len(hosts) != 1 || len(speak) == 0 {
		return
	}
	r.voices = map[string]string{}
	for name := range speak {
		r.voices[name] = titleCase(name)
		given := regexp.QuoteMeta(titleCase(name))
		if m := regexp.MustCompile(`\b` + given + ` \p{Lu}[\p{L}’'-]+`).FindString(head); m != "" { // "with me Yevhen Holub"
			r.voices[name] = m
		}
	}
}

// maxTurns is the most names whose turns are counted.
const maxTurns = 8

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
