package read

import (
	"embed"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
)

//go:embed lexicon/*.yaml
var lexiconFiles embed.FS

// class is what a lexicon's word or phrase is.
type class uint8

const (
	noClass class = iota
	gainVerb
	loseVerb
	holdVerb
	occupyVerb
	fallVerb
	growVerb
	shrinkVerb
	gainNoun
	loseNoun
	netNoun
	figureNoun
	moveVerb
	sayVerb
	denyVerb
	demandVerb
	forecastWord
	forcesNoun
	regionNoun
	settlementNoun
	siteNoun
	territoryNoun
	superlative
	office
	partyName
	partyAdjective
	epithet
	regionName
	sourceName
	organisation
	siteName
	personName
	venueName
	classes
)

var classNames = map[string]class{
	"gain": gainVerb, "lose": loseVerb, "hold": holdVerb, "occupy": occupyVerb, "fall": fallVerb, "grow": growVerb,
	"shrink": shrinkVerb, "gain_noun": gainNoun, "lose_noun": loseNoun, "net_noun": netNoun, "figure_noun": figureNoun,
	"move": moveVerb, "say": sayVerb, "deny": denyVerb, "demand": demandVerb, "forecast": forecastWord,
	"forces": forcesNoun, "region_nouns": regionNoun, "settlement_nouns": settlementNoun, "site_nouns": siteNoun,
	"territory_nouns": territoryNoun, "superlatives": superlative,
}

// entry is one sense of a phrase.
type entry struct {
	class class
	id    string // party id, name to print
}

// node is a step of the phrase tree, keyed by lower-case words.
type node struct {
	next    map[string]*node
	entries []entry
}

// lexicon is the grammar's words and one war's.
type lexicon struct {
	root     node
	war      war
	dates    warDates
	people   map[string]*person // by full name and by surname, lower case
	parties  map[string]partyEntry
	offices  map[string]string // the party that alone has an office, by its noun in lower case
	towns    map[string]bool
	places   map[string]bool // the gazetteer's settlements in the sides' countries, lower case
	regions  map[string]bool
	defender string
	invader  string
}

type partyEntry struct {
	ID         string   `yaml:"id"`
	Names      []string `yaml:"names"`
	Adjectives []string `yaml:"adjectives"`
	Capital    string   `yaml:"capital"`
	Country    string   `yaml:"country"`
	People     string   `yaml:"people"`
	Offices    []string `yaml:"offices"` // that only this party has
}

type namedWords struct {
	Name      string   `yaml:"name"`
	City      string   `yaml:"city"`
	Words     []string `yaml:"words"`
	Party     string   `yaml:"party"`
	Unless    []string `yaml:"unless"`
	NuclearIn []string `yaml:"nuclear_in"`
}

// war is a war's lexicon file.
type war struct {
	Name          string              `yaml:"name"`
	Home          string              `yaml:"home"`
	Invader       string              `yaml:"invader"`
	Defender      string              `yaml:"defender"`
	Start         string              `yaml:"start"`
	Countries     []string            `yaml:"countries"` // whose settlements the gazetteer gives
	StartPhrases  []string            `yaml:"start_phrases"`
	Parties       []partyEntry        `yaml:"parties"`
	Epithets      map[string][]string `yaml:"epithets"`
	Regions       []string            `yaml:"regions"`
	Spellings     map[string]string   `yaml:"region_spellings"`
	Towns         []string            `yaml:"towns"`
	Voices        map[string][]string `yaml:"voices"` // words by which a side's own texts are known
	Seats         map[string]string   `yaml:"seats"`  // of regions not named after theirs
	Sources       []namedWords        `yaml:"sources"`
	Organisations []namedWords        `yaml:"organisations"`
	Sites         []namedWords        `yaml:"sites"`
	People        []person            `yaml:"people"`
	Venues        []namedWords        `yaml:"venues"`
	Tables        []struct {
		City    string   `yaml:"city"`
		Parties []string `yaml:"parties"`
	} `yaml:"tables"`
}

// person is somebody who may be quoted.
type person struct {
	Name   string   `yaml:"name"`
	Party  string   `yaml:"party"`
	Role   string   `yaml:"role"`
	Office []string `yaml:"office"`
	Gender string   `yaml:"gender"` // f, else a man
	listed bool     // from the lexicon
	gender gender   // as the text tells it
	low    string   // of a person of the text, the name in small letters
}

// loadLexicon reads the grammar's words and the named war's. The files are
// embedded: an error in them is a programming error, found by the tests.
var loadLexicon = sync.OnceValues(func() (*lexicon, error) { return readLexicon("ukraine") })

func readLexicon(name string) (*lexicon, error) {
	lex := &lexicon{people: map[string]*person{}, parties: map[string]partyEntry{}, offices: map[string]string{}, towns: map[string]bool{}, regions: map[string]bool{}}
	english := map[string][]string{}
	if err := readYAML("lexicon/english.yaml", &english); err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(english))
	for k := range english {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		c, ok := classNames[k]
		if !ok {
			return nil, fmt.Errorf("lexicon/english.yaml: no class %q", k)
		}
		for _, phrase := range english[k] {
			for _, form := range inflect(phrase) {
				lex.add(form, entry{c, lemma(phrase)})
			}
		}
	}
	w := &lex.war
	if err := readYAML("lexicon/"+name+".yaml", w); err != nil {
		return nil, err
	}
	start, err := control.ParseDay(w.Start)
	if err != nil {
		return nil, fmt.Errorf("lexicon/%s.yaml: start: %w", name, err)
	}
	lex.dates.start = start
	for _, ph := range w.StartPhrases {
		var words []string
		for _, t := range tokenize(ph) {
			words = append(words, t.low)
		}
		lex.dates.phrases = append(lex.dates.phrases, words)
	}
	sort.SliceStable(lex.dates.phrases, func(i, j int) bool { return len(lex.dates.phrases[i]) > len(lex.dates.phrases[j]) })
	lex.defender, lex.invader = w.Defender, w.Invader
	for _, p := range w.Parties {
		lex.parties[p.ID] = p
		for _, n := range p.Names {
			lex.add(n, entry{partyName, p.ID})
		}
		for _, n := range p.Adjectives {
			lex.add(n, entry{partyAdjective, p.ID})
		}
		for _, n := range p.Offices {
			lex.offices[strings.ToLower(n)] = p.ID
		}
	}
	for _, id := range []string{w.Invader, w.Defender} {
		for _, n := range w.Epithets[id] {
			lex.add(n, entry{epithet, id})
		}
	}
	for _, n := range w.Regions {
		lex.add(n, entry{regionName, n})
		lex.regions[strings.ToLower(n)] = true
	}
	for _, n := range w.Towns {
		lex.towns[strings.ToLower(n)] = true
	}
	addNamed := func(c class, list []namedWords) {
		for _, s := range list {
			for _, n := range s.Words {
				lex.add(n, entry{c, s.Name + s.City})
			}
		}
	}
	addNamed(sourceName, w.Sources)
	addNamed(organisation, w.Organisations)
	addNamed(siteName, w.Sites)
	addNamed(venueName, w.Venues)
	lex.addPlaces(w.Countries)
	for i := range w.People {
		p := &w.People[i]
		p.listed = true
		lex.people[strings.ToLower(p.Name)] = p
		last := p.Name[strings.LastIndexByte(p.Name, ' ')+1:]
		lex.people[strings.ToLower(last)] = p
		lex.add(p.Name, entry{personName, p.Name})
		lex.add(last, entry{personName, p.Name})
		for _, o := range p.Office {
			lex.add(o, entry{office, p.Name})
		}
	}
	return lex, nil
}

// addPlaces takes the names of the countries' settlements from the gazetteer.
func (l *lexicon) addPlaces(countries []string) {
	l.places = map[string]bool{}
	for _, p := range gazetteer.Default().Places() {
		if !slices.Contains(countries, p.Country) || len(p.Name) < 4 {
			continue
		}
		l.places[strings.ToLower(p.Name)] = true
		for _, n := range p.Names {
			if len(n) >= 5 && n[0] < 0x80 {
				l.places[strings.ToLower(n)] = true
			}
		}
	}
}

func readYAML(name string, into any) error {
	data, err := lexiconFiles.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// add enters a phrase, cut as the texts are.
func (l *lexicon) add(phrase string, e entry) {
	n := &l.root
	for _, t := range tokenize(phrase) {
		if n.next == nil {
			n.next = map[string]*node{}
		}
		m := n.next[t.low]
		if m == nil {
			m = &node{}
			n.next[t.low] = m
		}
		n = m
	}
	for _, have := range n.entries {
		if have == e {
			return
		}
	}
	n.entries = append(n.entries, e)
}

// lemma names a phrase by its first word's first form.
func lemma(phrase string) string {
	w, _, _ := strings.Cut(phrase, " ")
	w, _, _ = strings.Cut(w, "/")
	return strings.TrimSuffix(w, "*")
}

// inflect lists a phrase's forms: "claw* back" is claw, claws, clawed, clawing
// back; "win/wins/won back" is as listed.
func inflect(phrase string) []string {
	first, rest, _ := strings.Cut(phrase, " ")
	var forms []string
	if stem, ok := strings.CutSuffix(first, "*"); ok {
		forms = []string{stem}
		e := strings.TrimSuffix(stem, "e")
		switch {
		case strings.HasSuffix(stem, "x"), strings.HasSuffix(stem, "s"), strings.HasSuffix(stem, "sh"), strings.HasSuffix(stem, "ch"):
			forms = append(forms, stem+"es", e+"ed", e+"ing")
		default:
			forms = append(forms, stem+"s", e+"ed", e+"ing")
		}
	} else {
		forms = strings.Split(first, "/")
	}
	if rest != "" {
		for i := range forms {
			forms[i] += " " + rest
		}
	}
	return forms
}

// hit is a phrase of the lexicon found in a sentence.
type hit struct {
	from, to int // tokens
	class    class
	id       string
}

// hits finds the phrases of a sentence. For each class the longest phrase at a
// place wins.
func (l *lexicon) hits(toks []token) []hit {
	var out []hit
	for i := range toks {
		if toks[i].kind != word {
			continue
		}
		n := l.root.next[toks[i].low]
		if n == nil {
			if _, tail, ok := strings.Cut(toks[i].low, "-"); ok && strings.HasSuffix(tail, "st") { // second-largest
				n = l.root.next[tail]
			}
		}
		first := len(out)
		for j := i + 1; n != nil; j++ {
			for _, e := range n.entries {
				if e.class >= partyName && e.class != epithet && !toks[i].capital() {
					continue // "us" is not the US
				}
				if e.class == sayVerb && toks[i].low == "think" && j < len(toks) && toks[j].low == "tank" {
					continue
				}
				if e.class == sayVerb && i > 0 && toks[i].capital() && toks[i-1].kind == word && toks[i-1].capital() {
					continue // the United States
				}
				replaced := false
				for k := first; k < len(out); k++ {
					if out[k].class == e.class {
						if out[k].to < j || out[k].id == e.id {
							out[k].to, out[k].id, replaced = j, e.id, true
						}
					}
				}
				if !replaced {
					out = append(out, hit{i, j, e.class, e.id})
				}
			}
			if j >= len(toks) || n.next == nil {
				break
			}
			n = n.next[toks[j].low]
		}
	}
	return out
}
