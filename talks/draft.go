package talks

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/salient-project/salient/control"
)

// Reading is what was read in an article about talks. Offsets count code points
// of Text, from Start up to but without End.
type Reading struct {
	Article    string      // its URL; a file name where there is none
	Published  control.Day // control.NoDay: not known
	Text       string
	Process    string // the process that new rows belong to
	Rounds     []ReadRound
	Statements []ReadStatement
	Positions  []ReadPosition
}

// ReadRound is a round that an article tells of. Heads maps party ids to names.
type ReadRound struct {
	Start, End int
	Day        control.Day // first day; control.NoDay: not told
	City       string
	Country    string
	Parties    []string
	Heads      map[string]string
	Closed     bool
}

// ReadStatement is something said, as an article gives it.
type ReadStatement struct {
	Start, End int
	Speaker    string // name
	Party      string // party id, if known
	Day        control.Day
	Channel    string
	Quote      string
}

// ReadPosition is a demand, offer or refusal that an article tells of.
type ReadPosition struct {
	Start, End int
	Party      string
	Issue      string
	Kind       string
	Day        control.Day
}

// Draft turns a reading into draft YAML for a person to complete and merge. It
// is headed by the key draft, so that [Load] refuses it; each row has the place
// in the article under at; what a reader cannot know, such as a summary in own
// words, is left empty, and [Merge] refuses it so. Rounds that the record has, by
// day and city, are left out, and so are statements whose quote it has. Names
// are told to the record's people by their whole name or, where only one person
// has it, their last.
func (r *Record) Draft(in Reading) []byte {
	d := &drafter{rec: r, in: in, ids: make(map[string]bool), people: make(map[string]ReadStatement)}
	sum := sha256.Sum256([]byte(in.Text))
	fmt.Fprintf(&d.out, "# A draft: complete the empty values, then merge it. Nothing here is part of the record yet.\ndraft:\n  article: %s\n  sha256: %s\n",
		quoteYAML(in.Article), hex.EncodeToString(sum[:]))
	if in.Published != control.NoDay {
		fmt.Fprintf(&d.out, "  published: %s\n", in.Published)
	}
	fmt.Fprintf(&d.out, "\nprocess:\n  id: %s\n", quoteYAML(in.Process))
	d.rounds()
	d.positions()
	d.statements()
	d.newPeople()
	return []byte(d.out.String())
}

type drafter struct {
	rec    *Record
	in     Reading
	out    strings.Builder
	ids    map[string]bool
	people map[string]ReadStatement // new ones, by id
	order  []string
}

// fresh returns an id that neither the record nor the draft has.
func (d *drafter) fresh(id string, taken func(string) bool) string {
	try := id
	for n := 2; d.ids[try] || taken(try); n++ {
		try = fmt.Sprintf("%s-%d", id, n)
	}
	d.ids[try] = true
	return try
}

func (d *drafter) line(indent int, key, value string) {
	fmt.Fprintf(&d.out, "%s%s: %s\n", strings.Repeat(" ", indent), key, value)
}

func (d *drafter) dayLine(day control.Day) string {
	if day == control.NoDay {
		return `""`
	}
	return day.String()
}

func (d *drafter) source() {
	d.out.WriteString("    sources:\n")
	if u, err := url.Parse(d.in.Article); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
		fmt.Fprintf(&d.out, "      - %s\n", quoteYAML(d.in.Article))
	} else {
		d.out.WriteString("      - \"\" # the article's URL\n")
	}
}

func (d *drafter) rounds() {
	head := "\nrounds:\n"
	for _, x := range d.in.Rounds {
		if d.hasRound(x) {
			continue
		}
		d.out.WriteString(head)
		head = "\n"
		id := d.fresh(slugOf(d.dayLine(x.Day)+" "+x.City), func(id string) bool { return d.rec.round[id] != nil })
		fmt.Fprintf(&d.out, "  - id: %s\n", id)
		d.at(x.Start, x.End)
		d.line(4, "start", d.dayLine(x.Day))
		d.line(4, "status", "planned")
		if x.City != "" {
			d.line(4, "city", quoteYAML(x.City))
		}
		d.line(4, "country", quoteYAML(x.Country))
		d.line(4, "mode", "in-person")
		d.line(4, "format", formatOf(len(x.Parties)))
		if x.Closed {
			d.line(4, "doors", "closed")
		}
		d.line(4, "parties", "["+strings.Join(x.Parties, ", ")+"]")
		d.out.WriteString("    delegations:\n")
		for _, p := range x.Parties {
			if name := x.Heads[p]; name != "" {
				fmt.Fprintf(&d.out, "      - {party: %s, head: %s}\n", p, d.personID(name, p))
			} else {
				fmt.Fprintf(&d.out, "      - {party: %s, head_note: not named in the article}\n", p)
			}
		}
		d.source()
	}
}

func formatOf(parties int) string {
	switch {
	case parties == 2:
		return "bilateral"
	case parties == 3:
		return "trilateral"
	case parties > 3:
		return "multilateral"
	}
	return `""`
}

// hasRound reports whether the record has a round on the day, in the city.
func (d *drafter) hasRound(x ReadRound) bool {
	for _, y := range d.rec.AllRounds {
		if x.Day >= y.Start && x.Day <= y.Last() && strings.EqualFold(x.City, y.City) {
			return true
		}
	}
	return false
}

func (d *drafter) positions() {
	head := "\npositions:\n"
	for _, x := range d.in.Positions {
		d.out.WriteString(head)
		head = "\n"
		id := d.fresh(slugOf(x.Party+" "+x.Issue+" "+d.dayLine(x.Day)), func(id string) bool { return d.rec.Position(id) != nil })
		fmt.Fprintf(&d.out, "  - id: %s\n", id)
		d.at(x.Start, x.End)
		d.line(4, "party", quoteYAML(x.Party))
		d.line(4, "issue", quoteYAML(x.Issue))
		d.line(4, "kind", quoteYAML(x.Kind))
		d.line(4, "day", d.dayLine(x.Day))
		d.line(4, "summary", `"" # in own words`)
		d.source()
	}
}

func (d *drafter) statements() {
	head := "\nstatements:\n"
	for _, x := range d.in.Statements {
		if d.hasQuote(x.Quote) {
			continue
		}
		d.out.WriteString(head)
		head = "\n"
		who := d.personID(x.Speaker, x.Party)
		id := d.fresh(slugOf(who+" "+d.dayLine(x.Day)), d.rec.hasStatement)
		fmt.Fprintf(&d.out, "  - id: %s\n", id)
		d.at(x.Start, x.End)
		d.line(4, "speaker", who)
		d.line(4, "day", d.dayLine(x.Day))
		d.line(4, "channel", quoteYAML(x.Channel))
		d.line(4, "topic", `""`)
		d.line(4, "summary", `"" # in own words`)
		if x.Quote != "" && len(strings.Fields(x.Quote)) <= 25 {
			d.line(4, "quote", quoteYAML(x.Quote))
		}
		d.source()
	}
}

func (r *Record) hasStatement(id string) bool {
	for _, s := range r.Statements {
		if s.ID == id {
			return true
		}
	}
	return false
}

func (d *drafter) hasQuote(quote string) bool {
	for _, s := range d.rec.Statements {
		if quote != "" && s.Quote == quote {
			return true
		}
	}
	return false
}

func (d *drafter) at(start, end int) { fmt.Fprintf(&d.out, "    at: [%d, %d]\n", start, end) }

// personID returns the id of a name, a new one where the record has nobody.
func (d *drafter) personID(name, party string) string {
	var last string
	n := 0
	for _, p := range d.rec.People {
		if strings.EqualFold(p.Name, name) {
			return p.ID
		}
		if words := strings.Fields(p.Name); strings.EqualFold(words[len(words)-1], name) {
			last, n = p.ID, n+1
		}
	}
	if n == 1 {
		return last
	}
	id := slugOf(name)
	if _, ok := d.people[id]; !ok {
		d.people[id] = ReadStatement{Speaker: name, Party: party}
		d.order = append(d.order, id)
	}
	return id
}

func (d *drafter) newPeople() {
	head := "\npeople:\n"
	for _, id := range d.order {
		p := d.people[id]
		fmt.Fprintf(&d.out, "%s  - {id: %s, name: %s, party: %s}\n", head, id, quoteYAML(p.Speaker), quoteYAML(p.Party))
		head = ""
	}
}

// withoutMarks decomposes letters and drops their marks.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}

// slugOf makes an id of a text: Latin letters without marks, digits, hyphens.
func slugOf(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range withoutMarks(s) {
		r = unicode.ToLower(r)
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			hyphen = false
		} else if r != '\'' && r != '’' {
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return strings.Trim(b.String()[:min(b.Len(), 70)], "-")
}

// quoteYAML writes a double-quoted YAML scalar; JSON strings are such.
func quoteYAML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
