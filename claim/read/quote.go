package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// quotation is a quoted stretch of a block, in tokens without its marks.
type quotation struct {
	from, to int
	speaker  string
	party    string
	role     string
	channel  string
	date     control.Day
	scare    bool // too short, or nobody's: no statement
	open     bool // goes on in the next block
	why      string
	fallback *speech // whoever spoke before, if the next block names nobody
	goesOn   bool    // takes up a quotation that was interrupted
	person   *person
}

// openQuote is a quotation that its block did not close: it waits for the block
// that names its speaker.
type openQuote struct {
	statements []claim.Statement
	fallback   *speech
	blocks     int
}

// quotations finds the block's quotations and their speakers, and hands on the
// statements.
func (r *reader) quotations(b *blockText) {
	r.noteNames(b)
	b.quotes = pairQuotes(b, r.open != nil)
	if len(b.quotes) == 0 {
		if r.open != nil {
			if r.open.blocks++; r.open.blocks > 3 {
				r.flushOpen(nil)
			}
		}
		r.prevColon = strings.HasSuffix(strings.TrimRight(b.text, " "), ":")
		if r.prevColon {
			r.colonSpeaker(b)
		}
		return
	}
	r.attribute(b)
	var statements []claim.Statement
	for k := range b.quotes {
		q := &b.quotes[k]
		for i := q.from; i < q.to && i < len(b.toks); i++ {
			b.toks[i].quoted = true
		}
		if q.scare {
			continue
		}
		if s, ok := r.statementOf(b, q); ok {
			statements = append(statements, s)
		}
	}
	first := &b.quotes[0]
	if r.open != nil {
		if first.from <= 1 || first.speaker != "" {
			r.flushOpen(first)
		} else if r.open.blocks++; r.open.blocks > 3 {
			r.flushOpen(nil)
		}
	}
	last := &b.quotes[len(b.quotes)-1]
	if last.open && last.speaker == "" && len(statements) > 0 {
		r.open = &openQuote{statements: statements, fallback: last.fallback}
	} else {
		for _, s := range statements {
			if s.Speaker != "" {
				r.statement(s)
			}
		}
	}
	r.prevColon = false
}

// flushOpen gives a waiting quotation its speaker and hands it on.
func (r *reader) flushOpen(q *quotation) {
	if r.open == nil {
		return
	}
	for _, s := range r.open.statements {
		if s.Speaker == "" && (q == nil || q.speaker == "") && r.open.fallback != nil {
			f := r.open.fallback
			s.Speaker, s.Role, s.Party, s.Channel = f.who.name, shownRole(f.who.role), f.who.party, f.channel
			s.Why = "the speaker of the paragraph before"
		}
		if s.Speaker == "" && q != nil {
			s.Speaker, s.Role, s.Party, s.Channel, s.Date = q.speaker, q.role, q.party, q.channel, q.date
			s.Why = "the quotation goes on into the next paragraph, which names the speaker"
		}
		if s.Speaker != "" {
			r.statement(s)
		}
	}
	r.open = nil
}

func (r *reader) finishQuotes() { r.flushOpen(nil) }

// pairQuotes pairs quotation marks. Curly marks pair by shape, straight ones in
// turn. One that is not closed goes on to the block's end where it is curly, or
// where it opens the block. inside: the block before left one open.
func pairQuotes(b *blockText, inside bool) []quotation {
	var out []quotation
	toks := b.toks
	start := -1
	if inside {
		// only if the next mark closes
		for i, t := range toks {
			if t.kind == quoteMark {
				if t.text == "”" || t.text == "»" || t.text == `"` && i > 0 && toks[i-1].end == t.start && (i+1 >= len(toks) || toks[i+1].start > t.end || toks[i+1].kind == mark) {
					start = 0
				}
				break
			}
		}
	}
	for i, t := range toks {
		if t.kind != quoteMark {
			continue
		}
		switch t.text {
		case "“", "«", "„":
			if start >= 0 && t.text == "“" && toks[start].start > 0 && start > 0 && toks[start-1].text == "„" {
				out = append(out, quotation{from: start, to: i})
				start = -1
				continue
			}
			if start < 0 {
				start = i + 1
			}
		case "”", "»":
			if start >= 0 {
				out = append(out, quotation{from: start, to: i})
			}
			start = -1
		default:
			if start < 0 {
				start = i + 1
			} else {
				out = append(out, quotation{from: start, to: i})
				start = -1
			}
		}
	}
	if start >= 0 && start < len(toks) && (start <= 2 || toks[start-1].text == "“" || inside) {
		out = append(out, quotation{from: start, to: len(toks), open: true})
	}
	if len(out) == 0 {
		out = singleQuotes(b)
	}
	return out
}

// singleQuotes pairs ‘…’ and '…' where a text uses them for speech: the opening
// mark stands before a word, the closing one behind a comma or a stop, or
// before a blank, and not as an apostrophe.
func singleQuotes(b *blockText) []quotation {
	var out []quotation
	toks := b.toks
	start := -1
	for i, t := range toks {
		if t.low != "'" {
			continue
		}
		opening := i+1 < len(toks) && toks[i+1].start == t.end && (i == 0 || toks[i-1].end < t.start || toks[i-1].low == "(") && t.text != "’"
		if opening && start < 0 {
			start = i + 1
			continue
		}
		if start >= 0 && i > 0 && toks[i-1].end == t.start && (toks[i-1].kind == mark || i+1 >= len(toks) || toks[i+1].kind == mark || toks[i+1].start > t.end) {
			if toks[i-1].kind == word && strings.HasSuffix(toks[i-1].low, "s") && i+1 < len(toks) && toks[i+1].kind == word && toks[i+1].start > t.end && closesLater(toks, i+1) {
				continue // troops' positions
			}
			if i-start >= 3 {
				out = append(out, quotation{from: start, to: i})
			}
			start = -1
		}
	}
	return out
}

func closesLater(toks []token, i int) bool {
	for k := i; k < len(toks); k++ {
		if toks[k].low == "'" && k > 0 && toks[k-1].kind == mark && toks[k-1].end == toks[k].start {
			return true
		}
	}
	return false
}

// statementOf makes a statement of a quotation: three words or more.
func (r *reader) statementOf(b *blockText, q *quotation) (claim.Statement, bool) {
	i, j := q.from, q.to
	for j > i {
		t := b.toks[j-1]
		if t.low == "," || t.low == "." && !q.open || t.low == "." || t.low == "--" {
			j--
			continue
		}
		break
	}
	words := 0
	for k := i; k < j; k++ {
		if b.toks[k].kind == word || b.toks[k].kind == number {
			words++
		}
	}
	if words < 3 && !q.goesOn || words == 0 || j <= i {
		return claim.Statement{}, false
	}
	from, to := b.toks[i].start, b.toks[j-1].end
	s := claim.Statement{
		Speaker: q.speaker, Role: q.role, Party: q.party, Channel: q.channel, Date: q.date,
		Quote: b.text[from:to], Rule: "quotation", Why: q.why,
	}
	s.Start, s.End = b.place(from, to)
	return s, true
}

// attribute names the speaker of each quotation of a block: by the words
// between and around the quotations, else by the quotation before, else by the
// block before.
func (r *reader) attribute(b *blockText) {
	// the text outside quotations, as segments between them
	n := len(b.quotes)
	found := make([]*speech, n+1) // speech told in segment k, before quotation k
	for k := 0; k <= n; k++ {
		i, j := 0, len(b.toks)
		if k > 0 {
			i = b.quotes[k-1].to + 1
		}
		if k < n {
			j = b.quotes[k].from - 1
		}
		if i < j {
			found[k] = r.speechIn(b, i, j, k > 0, k < n)
		}
	}
	day := r.blockDay(b)
	var last *speech
	carriedIn := r.lastQuoted
	for k := 0; k < n; k++ {
		q := &b.quotes[k]
		var sp *speech
		how := ""
		before, after := found[k], found[k+1]
		if before != nil && before.then != nil {
			before = before.then
		}
		switch {
		case last != nil && q.closedBefore(b) && (before == nil || !before.leads || before.closed):
			sp, how = last, "goes on from the quotation before it"
		case before != nil && before.leads && !before.closed && q.closedBefore(b): // "she says, “because a ring sells.” Commanders put …"
			sp, how = before, "“"+before.verb+"” before it"
		case before != nil && before.leads && !before.closed && q.to+1 < len(b.toks) && b.toks[q.to+1].low == "and": // "called that “…” and said"
			sp, how = before, "“"+before.verb+"” before it"
		case after != nil && after.adjacent(b, q):
			sp, how = after, "“"+after.verb+"” behind it"
		case before != nil && before.leads && !before.closed:
			sp, how = before, "“"+before.verb+"” before it"
		case before != nil && before.near:
			sp, how = before, "“"+before.verb+"” before it"
		case last != nil:
			sp, how = last, "goes on from the quotation before it"
		case before != nil:
			sp, how = before, "“"+before.verb+"” before it"
		case after != nil && after.who.name != "":
			sp, how = after, "the speaker named behind it"
		case k == 0 && !q.open && carriedIn != nil && (r.prevColon || q.from <= 1) && r.blocks-r.lastQuotedBlock <= 2:
			sp, how = carriedIn, "the speaker of the paragraph before"
		}
		if sp == nil || sp.who.name == "" {
			q.scare = !q.open || wordCount(b, q) < 3
			if q.open && carriedIn != nil && r.blocks-r.lastQuotedBlock <= 1 {
				q.fallback = carriedIn
			}
			continue
		}
		if last != nil && sp != last && sp.who.name == last.who.name { // one occasion
			if sp.channel == "" || sp.channel == "interview" && last.channel != "" {
				sp.channel = last.channel
			}
			if sp.date == control.NoDay && day == control.NoDay {
				sp.date = last.date
			}
		}
		if carriedIn != nil && sp != carriedIn && sp.who.name == carriedIn.who.name && r.blocks-r.lastQuotedBlock <= 1 && goingOn[strings.ToLower(sp.verb)] {
			if sp.channel == "" {
				sp.channel = carriedIn.channel
			}
			if sp.date == control.NoDay && day == control.NoDay {
				sp.date = carriedIn.date
			}
		}
		q.speaker, q.role, q.party, q.channel, q.why, q.person = sp.who.name, shownRole(sp.who.role), sp.who.party, sp.channel, how, sp.who.person
		q.date = sp.date
		if q.date == control.NoDay {
			q.date = day
		}
		q.goesOn = k > 0 && b.quotes[k-1].speaker == q.speaker && b.toks[b.quotes[k-1].to-1].low == "," && b.toks[q.to-1].kind == mark && q.from-b.quotes[k-1].to < 14
		last = sp
		if wordCount(b, q) < 3 && !q.goesOn {
			q.scare = true
		}
	}
	if last != nil {
		r.lastQuoted, r.lastQuotedBlock = last, r.blocks
	} else {
		for _, f := range found {
			if f != nil && f.who.name != "" {
				r.lastQuoted, r.lastQuotedBlock = f, r.blocks
			}
		}
	}
}

// closedBefore reports a quotation whose full stop stands inside its marks, with a
// new sentence behind it: who speaks in that does not speak it. “Now they share a
// room.” Horobets told journalists …
func (q *quotation) closedBefore(b *blockText) bool {
	if q.to >= len(b.toks) || q.to == q.from || b.toks[q.to-1].low != "." || q.to+1 >= len(b.toks) {
		return false
	}
	next := b.toks[q.to+1]
	return next.kind == word && next.capital() && next.low != "he" && next.low != "she"
}

// goingOn are verbs that continue a speech: its channel and day go on too.
var goingOn = set("added adds continued continues")

func wordCount(b *blockText, q *quotation) int {
	n := 0
	for k := q.from; k < q.to; k++ {
		if b.toks[k].kind == word || b.toks[k].kind == number {
			n++
		}
	}
	return n
}

// colonSpeaker remembers who a paragraph that ends in a colon introduces.
func (r *reader) colonSpeaker(b *blockText) {
	if sp := r.speechIn(b, 0, len(b.toks), false, true); sp != nil && sp.who.name != "" {
		r.lastQuoted, r.lastQuotedBlock = sp, r.blocks
	}
}
