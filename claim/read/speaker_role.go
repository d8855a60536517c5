package read

import (
	"strings"
)

// roleBehind sets the role that stands behind a speaker's name.
func (s *sentence) roleBehind(who *speaker, i, j int) {
	soldier := fights(who.role) // a rank tells the side where the office does not
	who.role = s.roleText(i, j)
	if who.party == "other" {
		who.party = ""
	}
	s.partyFromWords(who, i, j)
	if who.person != nil && !who.person.listed && who.role != "" {
		who.person.Role = who.role
	}
	s.r.remember(who)
	if soldier && who.party == "other" && !strings.Contains(who.role, "spokes") {
		who.party = ""
		s.side(who)
		who.party = first(who.party, "other")
	}
}

// roleLike reports an apposition that tells an office.
func (s *sentence) roleLike(i, j int) bool {
	for k := i; k < j && k < i+12; k++ {
		if speakerNouns[s.low(k)] || titles[s.low(k)] && !s.toks[k].capital() || s.low(k) == "head" || s.low(k) == "director" || s.low(k) == "deputy" || s.low(k) == "professor" || s.low(k) == "fellow" || s.low(k) == "teacher" || s.low(k) == "farmer" || s.low(k) == "editor" || s.low(k) == "veteran" || s.low(k) == "medic" || s.low(k) == "nurse" || s.low(k) == "pensioner" {
			return true
		}
	}
	return i < j && (s.low(i) == "a" || s.low(i) == "the" || s.low(i) == "an")
}

func (s *sentence) roleText(i, j int) string {
	for i < j && (determiners[s.low(i)] || s.toks[i].kind == mark || s.toks[i].kind == number) {
		i++
	}
	for k := i; k < j; k++ {
		if s.low(k) == "," || s.low(k) == "who" {
			j = k
		}
	}
	return s.slice(i, j)
}

// bareTitle reports a role that is none yet, or only how a person is addressed.
func bareTitle(role string) bool {
	for _, w := range strings.Fields(strings.ToLower(role)) {
		switch w = strings.Trim(w, "."); {
		case honorifics[w] || ranks[w] != "":
		default:
			return false
		}
	}
	return true
}

// honorifics stand before a name and tell no role.
var honorifics = set("mr mrs ms miss dr prof sir lord lady dame")

// ranks are soldiers' ranks and what they are short for.
var ranks = map[string]string{
	"lt": "lieutenant", "capt": "captain", "maj": "major", "col": "colonel", "gen": "general", "sgt": "sergeant", "cpl": "corporal", "brig": "brigadier", "adm": "admiral",
	"lieutenant": "lieutenant", "captain": "captain", "major": "major", "colonel": "colonel", "general": "general", "sergeant": "sergeant", "corporal": "corporal",
	"brigadier": "brigadier", "admiral": "admiral", "senior": "senior", "junior": "junior", "private": "private",
}

// callings stand before a name as ranks do.
var callings = set("pastor mep mp senator rabbi imam bishop father sister judge brigadier")

// shownRole is a role as a reader is shown it: without a form of address, with
// short ranks written out, and without whose it is.
func shownRole(role string) string {
	words := strings.Fields(role)
	for len(words) > 0 && honorifics[strings.ToLower(strings.TrimSuffix(words[0], "."))] {
		words = words[1:]
	}
	for k, w := range words {
		if long := ranks[strings.ToLower(strings.TrimSuffix(w, "."))]; strings.HasSuffix(w, ".") && long != "" {
			words[k] = strings.ToUpper(long[:1]) + long[1:]
		}
	}
	for k := 0; k < len(words)-1 && k < 4; k++ {
		if strings.HasSuffix(words[k], "'s") || strings.HasSuffix(words[k], "’s") {
			if owner, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(words[k]), "’", "'"), "'"); owners[owner] {
				words = words[k+1:]
				break
			}
		}
	}
	if len(words) == 1 && (placePreps[strings.ToLower(words[0])] || otherPreps[strings.ToLower(words[0])]) {
		return ""
	}
	return strings.Join(words, " ")
}

// owners are bodies whose a role is said to be: "the Centre's senior fellow".
var owners = set("ministry centre center institute council group project staff bulletin corps brigade unit newspaper agency guild board party foundation desk union army commission")

// fullName gives a speaker named by surname the full name that the text told
// before, and takes a rank or an office off the front of a name.
func (r *reader) fullName(who *speaker) {
	if who.person != nil && who.person.listed {
		return
	}
	words := strings.Fields(who.name)
	cut := 0
	for len(words)-cut > 2 && (ranks[strings.ToLower(strings.TrimSuffix(words[cut], "."))] != "" || callings[strings.ToLower(words[cut])]) {
		cut++
	}
	if cut > 0 {
		if title := strings.Join(words[:cut], " "); bareTitle(who.role) {
			who.role = title
		} else if nationalities[strings.ToLower(who.role)] {
			who.role += " " + title // "Estonian MEP Liis Parv"
		}
		who.name = strings.Join(words[cut:], " ")
	}
	if full := r.names[who.name]; len(words) == 1 && full != "" {
		who.name = full
	}
	if who.person != nil && who.person.Name != who.name {
		who.person.Name = who.name
		if who.person.Role == "" {
			who.person.Role = who.role
		}
	}
}

// noteNames remembers the names of two words that a block tells, by the second: a
// surname alone is short for it later.
func (r *reader) noteNames(b *blockText) {
	for i := 0; i+1 < len(b.toks); i++ {
		t, u := b.toks[i], b.toks[i+1]
		if t.kind != word || u.kind != word || !t.capital() || !u.capital() || len(t.low) < 3 || len(u.low) < 3 || u.start != t.end+1 ||
			titles[t.low] || honorifics[t.low] || callings[t.low] || ranks[t.low] != "" || sentenceOpeners[t.low] || determiners[t.low] || t.text == strings.ToUpper(t.text) {
			continue
		}
		if i+2 < len(b.toks) && b.toks[i+2].kind == word && b.toks[i+2].capital() || i > 0 && b.toks[i-1].kind == word && b.toks[i-1].capital() && !titles[b.toks[i-1].low] && ranks[b.toks[i-1].low] == "" {
			continue
		}
		if len(r.names) >= maxNames {
			clear(r.names)
		}
		if r.names[u.text] == "" {
			r.names[u.text] = t.text + " " + u.text
		}
	}
}

// maxNames bounds how many names a reader remembers.
const maxNames = 512
