package read

import (
	"regexp"
	"strings"
	"unicode"
)

// survey looks over the head of a text for whose own text it is: an assessment
// that speaks of its publisher as its author; and whether it names a
// belligerent at all.
func (r *reader) survey(head string) {
	for _, id := range []string{r.lex.invader, r.lex.defender} {
		for _, n := range r.lex.parties[id].Names {
			r.seen = r.seen || strings.Contains(head, n)
		}
	}
	if !r.seen {
		r.seen = r.namesPlaces(head[:min(len(head), 6<<10)])
	}
	r.hinted = r.seen || len(head) < snippet || r.namesAny(head)
	r.side = r.sideOf(head)
	r.turns(head)
	for _, s := range r.lex.war.Sources {
		for _, w := range s.Words {
			for _, verb := range []string{" has not observed", " has observed", " assesses", " assessed that", " continues to assess", " previously assessed", " has not seen", " cannot confirm"} {
				if strings.Contains(head, w+verb) {
					r.house = s.Name
					return
				}
			}
		}
	}
	if m := publishesIts.FindStringSubmatch(head[:min(len(head), 1<<10)]); m != nil {
		r.house, r.publisher = m[1], m[1]
	}
	if m := houseWords.FindStringSubmatch(head); m != nil {
		r.house, r.publisher = m[1], m[1]
	}
	for k, line := range strings.SplitN(head, "\n", 14) { // a bulletin names its source below its first sentence
		if k < 13 && strings.HasPrefix(line, "Source:") {
			r.headSource(line)
		}
	}
}

// namesPlaces reports a text that names three settlements of the sides' countries
// or more: it is about them, though it names neither side.
func (r *reader) namesPlaces(head string) bool {
	told := map[string]bool{}
	for _, w := range strings.FieldsFunc(head, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		if len(w) > 5 && w[0] >= 'A' && w[0] <= 'Z' && r.lex.places[strings.ToLower(w)] {
			told[w] = true
		}
	}
	return len(told) >= 3
}

// snippet is how short a text is, in bytes, from which it cannot be told whether it
// is about the war: it is taken at its word.
const snippet = 400

// namesAny reports a text that names a region, a place or a publisher of the war.
func (r *reader) namesAny(head string) bool {
	for _, s := range r.lex.war.Sources {
		for _, w := range s.Words {
			if len(w) > 6 && strings.Contains(head, w) {
				return true
			}
		}
	}
	for _, w := range strings.FieldsFunc(head, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }) {
		if low := strings.ToLower(w); len(w) > 3 && w[0] >= 'A' && w[0] <= 'Z' && (r.lex.regions[low] || len(w) > 5 && r.lex.places[low]) {
			return true
		}
	}
	return false
}

// sideOf tells whose voice a text is in that speaks of "the enemy": by words that
// one side uses of the other.
func (r *reader) sideOf(head string) string {
	low := strings.ToLower(head)
	if !strings.Contains(low, "enemy") && !strings.Contains(low, "adversary") && !strings.Contains(low, " our ") {
		return ""
	}
	for _, id := range []string{r.lex.invader, r.lex.defender} {
		for _, w := range r.lex.war.Voices[id] {
			if strings.Contains(low, w) {
				return id
			}
		}
	}
	return ""
}

// houseWords finds a body that speaks of itself by name: "The Vilnius Conflict
// Desk assesses that", "newsletter of the Dnipro Collective".
var houseWords = regexp.MustCompile(`(?:\bThe (\p{Lu}[\p{L}-]+(?: (?:of |for |the )*\p{Lu}[\p{L}-]+){1,4}) (?:has not observed|has observed|assesses that|continues to assess|previously assessed|cannot confirm)\b)`)

// publishesIts is a title by which a body gives out what it has counted: "Ukraine
// Land Watch publishes its January bulletin".
var publishesIts = regexp.MustCompile(`(?m)^(?:The )?(\p{Lu}[\p{L}-]+(?: (?:of |for |the )*\p{Lu}[\p{L}-]+){0,5}) (?:publishes|releases|issues|presents|unveils) (?:its|the) (?:[\p{L}0-9-]+ ){0,4}(?:bulletin|digest|report|review|figures|map|update|assessment|survey|atlas|tally|data|monitor)\b`)

// sourceLine finds the source that heads a table or a newsletter: "Source:
// Steppe Atlas", "Weekly newsletter of the Dnipro OSINT Collective, No. 87".
var sourceLine = regexp.MustCompile(`(?i:^\s*(?:data )?sources?\s*(?:of data)?\s*:\s*|\b(?:newsletter|bulletin|digest|dispatch|diary|update) (?:of|from|by) (?:the )?)(\p{Lu}[\p{L}'’-]*(?: (?:of |for |the )*\p{Lu}[\p{L}'’-]*){0,5})`)

// publisherLine is a line that names a body that studies wars, and nothing else:
// the by-line of a brief.
var publisherLine = regexp.MustCompile(`^(?:The )?\p{Lu}[\p{L}-]+(?: (?:of |for |the )*\p{Lu}[\p{L}-]+){0,4} (?:Lab|Institute|Desk|Collective|Observatory|Centre|Center|Project|Initiative|Monitor|Tracker|Atlas|Map Room)(?:, \p{Lu}[\p{L} ]+)?$`)

// fromTheMap is a heading's "from the Trace map".
var fromTheMap = regexp.MustCompile(`\b(?:from|on|by) (?:the )?(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?) (?:map|tracker|ledger|count|database|dashboard)\b`)

// bodyInCapitals reads a first line that is the name of a body in capitals,
// "NORDIC DEFENCE STAFF", "CENTRE FOR LAND STUDIES, RIGA", "MINISTRY OF DEFENCE.
// Operational information": the text is its own. A city or what the text is may
// stand behind the name.
func bodyInCapitals(line string) string {
	line = strings.TrimSpace(line)
	if k := strings.IndexAny(line, ",.:"); k > 0 {
		line = line[:k]
	}
	words := strings.Fields(line)
	if line != strings.ToUpper(line) || len(words) < 2 || len(words) > 7 {
		return ""
	}
	for k, w := range words {
		switch strings.ToLower(w) {
		case "staff", "institute", "centre", "center", "command", "intelligence", "desk", "collective", "observatory", "project", "committee", "agency", "monitor", "lab", "group", "directorate", "ministry", "headquarters", "forces", "council":
		default:
			continue
		}
		if next := strings.ToLower(words[min(1, len(words)-1)]); k == 0 && next != "of" && next != "for" {
			return ""
		}
		for j, w := range words {
			if low := strings.ToLower(w); j > 0 && (placePreps[low] || low == "for" || low == "and" || low == "the") {
				words[j] = low
			} else {
				words[j] = titleCase(w)
			}
		}
		return strings.Join(words, " ")
	}
	return ""
}

// headSource reads the source that a line names for all that follows.
func (r *reader) headSource(line string) {
	if s := strings.ToLower(strings.Trim(line, " *:")); s == "background" || s == "for reference" || s == "reminder" {
		r.house = "" // what stands under it is not from the source of the news
		return
	}
	if r.blocks > 8 || len(line) > 160 || r.house != "" {
		return
	}
	if r.blocks <= 4 && publisherLine.MatchString(strings.TrimSpace(line)) {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "The "), ", ")
		r.house, r.publisher = name, name
		return
	}
	if name := bodyInCapitals(line); r.blocks <= 2 && name != "" {
		r.house, r.publisher = name, name
		return
	}
	if m := fromTheMap.FindStringSubmatch(line); m != nil {
		r.tableSource = m[1]
	}
	if m := sourceLine.FindStringSubmatchIndex(line); m != nil {
		r.house = strings.TrimSpace(line[m[2]:m[3]])
		r.publisher = r.house
		_, r.houseRole, _ = strings.Cut(line[m[3]:], ", ")
	}
}

// bulletinSpeaker is the person whom a bulletin names as its source, "Source: Petro
// Halchenko, spokesman for the Southern group, at a briefing": who speaks behind
// "Quote:".
func (r *reader) bulletinSpeaker() (speaker, bool) {
	role, _, _ := strings.Cut(r.houseRole, ", ")
	if p := r.findPerson(r.house); p != nil {
		return speaker{name: p.Name, role: p.Role, party: p.Party, person: p}, true
	}
	head, _, _ := strings.Cut(role, " ")
	if r.house == "" || !personNouns[strings.ToLower(head)] {
		return speaker{}, false
	}
	b := &blockText{text: role, toks: tokenize(role)}
	s := r.lite(b, 0, len(b.toks))
	who := speaker{name: r.house, role: role}
	s.partyFromWords(&who, 0, len(s.toks))
	r.remember(&who)
	return who, true
}
