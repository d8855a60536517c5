// Package read finds what an article asserts: claims, statements, facts about
// talks. It is a grammar over tokens with lexicons of words, and learns nothing.
//
// Start with [Article]. [Rules] lists the grammar's rules with their examples;
// every finding carries the name of the rule that made it and what that rule
// saw. [Stream] reads texts of any length in constant memory.
//
// The grammar knows no war: parties, regions, sites and people come from a
// lexicon file. It takes linear time in the text's length.
package read

import (
	"bufio"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// Article reads a document. Offsets in the result count code points of the
// document's text. The publication day of the document resolves relative
// windows; where it is not known they stay open.
func Article(doc article.Document) claim.Reading {
	out := claim.Reading{Published: doc.Published}
	r := newReader(doc.Published)
	r.survey(doc.Text[:min(len(doc.Text), surveyed)])
	r.claim = func(c claim.Claim) { out.Claims = append(out.Claims, c) }
	r.statement = func(s claim.Statement) { out.Statements = append(out.Statements, s) }
	r.talk = func(t claim.TalksFact) { out.Talks = append(out.Talks, t) }
	for b := range doc.Blocks() {
		r.read(b)
	}
	r.finish()
	return out
}

// surveyed is how much of a text's head is looked over before it is read, in bytes.
const surveyed = 64 << 10

// Sink takes what [Stream] finds, in the order of the text but for facts about
// talks, which come last. A nil function drops its kind.
type Sink struct {
	Block     func(article.Block) // each block of the text, before what is found in it
	Claim     func(claim.Claim)
	Statement func(claim.Statement)
	Talk      func(claim.TalksFact)
}

// Stream reads plain text of any length in constant memory. It returns the
// error of the reader underneath, if any.
func Stream(text io.Reader, published control.Day, sink Sink) error {
	r := newReader(published)
	r.claim, r.statement, r.talk = sink.Claim, sink.Statement, sink.Talk
	if r.claim == nil {
		r.claim = func(claim.Claim) {}
	}
	if r.statement == nil {
		r.statement = func(claim.Statement) {}
	}
	if r.talk == nil {
		r.talk = func(claim.TalksFact) {}
	}
	head := bufio.NewReaderSize(text, surveyed)
	first, err := head.Peek(surveyed)
	if err != nil && err != io.EOF {
		return err
	}
	r.survey(string(first))
	s := article.Scan(head)
	for s.Next() {
		if sink.Block != nil {
			sink.Block(s.Block())
		}
		r.read(s.Block())
	}
	r.finish()
	return s.Err()
}

// reader is what is carried from one block to the next. All of it is bounded.
type reader struct {
	lex       *lexicon
	published control.Day

	claim     func(claim.Claim)
	statement func(claim.Statement)
	talk      func(claim.TalksFact)

	subject             string            // party the text is about
	last                claim.Window      // of the last area claim
	span                claim.Window      // the last told that was longer than a season
	told                claim.Window      // the last told in words for any claim
	issue               claim.Window      // of the bulletin that the text is
	headed              claim.Window      // told by a heading, as a reporting period
	year                int               // of the last time phrase
	part                int               // months of the quarter or half last told
	region              string            // last region told
	area                string            // last area about a place, as "Kupiansk area"
	pair                [2]string         // two regions told together, for "the latter"
	town                string            // last town told
	prevTown            string            // the town before that
	townBlock           int               // block that told it
	site                string            // last facility told
	siteBlock           int               // block that told it
	series              series            // what the figures count
	source              carried           // whose figures they are
	counted             carried           // by whose count the figures of its paragraph are
	unnamed             string            // an official without a name who told something last
	unnamedBlock        int               // where, 0 where somebody else has since
	houseRole           string            // of a person who is the house
	house               string            // source whose own text this is
	bodies              map[string]string // bodies that the text has named in full, by how it goes on of them
	frontBlock          int               // last block that spoke of the front line
	lastSource          string            // who said something last
	counter             string            // a publisher that was the subject of the sentence before
	counterBlock        int
	columnActor         string // whose change a table's heading says it counts
	columnDirection     claim.Direction
	netActor            string    // whose balance was told last
	publisher           string    // who publishes the text's figures
	lastSpeaker         *person   // who was quoted or named last
	spoken              []*person // the last few named, latest last
	lastParty           map[string]string
	names               map[string]string // of two words, by the second
	people              []*person         // named in the text, latest last
	blocks              int               // blocks read
	open                *openQuote
	lastQuoted          *speech // who was quoted last, and where
	lastQuotedBlock     int
	prevColon           bool
	lastKind            claim.Kind  // of the last claim
	lastClaim           claim.Claim // the last of ground, places or lines that was asserted
	lastClaimBlock      int
	settled             map[string]claim.Claim // the last claim on each place
	lastSettlement      claim.Claim            // the last that changed hands
	lastSettlementBlock int
	lastDenied          claim.Claim // the last change of hands denied
	lastDeniedBlock     int
	known               []string // places named so far, latest last
	lastPart            quantityMemory
	askedWhole          quantityMemory // who a question asks which regions they have whole
	lastToll            tollMemory
	tableSource         string            // whose figures the text's tables are
	side                string            // whose voice the text is in, where it has an enemy
	lastDeed            deedMemory        // the last taking or losing told without a figure
	month               claim.Window      // the last month that figures were told of
	headDay             claim.Window      // of the dated heading that the blocks stand under
	headDays            int               // dated headings so far
	lastHeld            quantityMemory    // the last share or area told to be held
	groups              map[string]string // names of publishers by their noun: "group" is TerraLedger
	lastOffer           figureMemory      // the last area that was to be given up or returned
	lastFigure          figureMemory      // the last figure that later numbers may go on from
	heldWin             claim.Window      // of the last figure of holding
	talks               talksState
	voice               string            // whose words a transcript's paragraph gives
	labels              map[string]int    // names that open paragraphs
	voices              map[string]string // who speaks in a transcript, by the name in capitals
	asked               bool              // the text has a host who asks
	topic               string            // the facility that a paragraph's label names
	seen                bool              // the text has named a belligerent
	hinted              bool              // it has named a place or publisher of the war at least, or is too short to tell
}

// quantityMemory is the last area claim, for "that amounts to a fifth".
type quantityMemory struct {
	actor, region string
	unit          string
	kind          claim.Kind
	direction     claim.Direction
	block         int
}

// series is what the current run of figures counts.
type series struct {
	actor     string
	direction claim.Direction
	region    string
	unit      string
	window    claim.Window
	block     int
}

// carried is a source that goes on over the sentences behind it.
type carried struct {
	name, through string
	lead          bool // told in the opening: carried for shares too
	held          bool // told of what is held: carried for shares of the paragraph
	figures       bool // its figures were told with it
	ended         bool // others have told something since: it is carried no further than its paragraph
	block         int
}

func newReader(published control.Day) *reader {
	lex, err := loadLexicon()
	if err != nil {
		panic(err) // the embedded files are broken: the tests read them
	}
	return &reader{lex: lex, published: published, last: claim.NoWindow, told: claim.NoWindow, span: claim.NoWindow, headed: claim.NoWindow, issue: claim.NoWindow, headDay: claim.NoWindow, month: claim.NoWindow, lastParty: map[string]string{}, names: map[string]string{}, settled: map[string]claim.Claim{}, series: series{window: claim.NoWindow}}
}

// read takes one block.
func (r *reader) read(b article.Block) {
	if b.Kind == article.Dateline || r.blocks <= 3 {
		r.noteDateline(b.Text)
	}
	if b.Kind == article.Dateline && r.blocks > 0 { // a chronicle's heading may look like one
		bt := &blockText{text: b.Text, start: b.Start, toks: tokenize(b.Text)}
		before := r.headDay
		if r.dated(bt, false); r.headDay.From == r.published {
			r.headDay = before
		}
	}
	if b.Kind == article.Furniture || b.Kind == article.Dateline {
		return
	}
	r.blocks++
	r.headSource(b.Text)
	if b.Kind == article.Heading && len(b.Text) < 60 && (strings.Contains(strings.ToLower(b.Text), "talks") || strings.Contains(strings.ToLower(b.Text), "negotiations")) {
		r.talks.block = r.blocks // what stands under "5. Talks" is of them
	}
	bt := &blockText{text: b.Text, start: b.Start, bullet: b.Kind == article.Bullet, title: b.Kind == article.Heading}
	bt.toks = tokenize(b.Text)
	bt.day = claim.NoWindow
	bt.lead = r.blocks <= 3
	if r.blocks > 1 && clockHead.MatchString(b.Text) {
		r.entry()
	}
	r.label(bt)
	r.labelSite(bt)
	r.quotations(bt)
	spans := splitSentences(bt.toks)
	r.dated(bt, b.Kind == article.Heading)
	for _, sp := range spans {
		if sp[1]-sp[0] > maxSentence {
			for from := sp[0]; from < sp[1]; from += maxSentence {
				r.sentence(bt, from, min(from+maxSentence, sp[1]))
			}
			continue
		}
		r.sentence(bt, sp[0], sp[1])
	}
}

// clockHead opens an entry of a live blog: "18:42 Frontline".
var clockHead = regexp.MustCompile(`^(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s|$)`)

// entry forgets what an entry of a live blog does not go on from: each is a text
// of its own, under what the opening tells.
func (r *reader) entry() {
	r.subject, r.region, r.area, r.town, r.prevTown = "", "", "", "", ""
	r.series = series{window: claim.NoWindow}
	r.lastPart, r.lastHeld, r.lastFigure, r.lastDeed = quantityMemory{}, quantityMemory{}, figureMemory{}, deedMemory{}
	if !r.source.lead {
		r.source = carried{}
	}
}

// dated remembers a line that is a day and nothing else, as a chronicle's
// headings are: what stands under it is of that day.
func (r *reader) dated(b *blockText, heading bool) {
	if len(b.toks) == 0 || len(b.toks) > 6 {
		return
	}
	s := r.lite(b, 0, len(b.toks))
	if len(s.when) == 1 && s.when[0].from == 0 && s.when[0].to >= len(s.toks)-1 && s.when[0].win.From != control.NoDay && s.when[0].grain <= grainMonth && s.when[0].role != since {
		r.headDay = s.when[0].win
		r.headDays++
	} else if heading {
		r.headDay = claim.NoWindow
	}
}

// maxSentence is the most tokens read as one sentence, so that the work on a
// text without full stops stays linear.
const maxSentence = 160

func (r *reader) sentence(bt *blockText, from, to int) {
	if to-from < 2 {
		return
	}
	s := newSentence(r, bt, from, to)
	s.findClaims()
	s.emit()
	s.talkFacts()
	s.carry()
	if s.speaksOfFront() {
		r.frontBlock = r.blocks
	}
	if len(bt.quotes) == 0 {
		r.notePeople(s)
	}
}

func (r *reader) finish() {
	r.finishQuotes()
	if r.seen || r.hinted {
		r.finishTalks()
	}
}

// place converts byte offsets of a block into code points of the text.
func (b *blockText) place(i, j int) (start, end int) {
	start = b.start + b.runesBefore(i)
	return start, start + utf8.RuneCountInString(b.text[i:j])
}

// runesBefore counts the code points before byte i, on from the place counted
// last, so that a long block's claims take linear time.
func (b *blockText) runesBefore(i int) int {
	if i >= b.countedTo {
		b.counted += utf8.RuneCountInString(b.text[b.countedTo:i])
	} else {
		b.counted -= utf8.RuneCountInString(b.text[i:b.countedTo])
	}
	b.countedTo = i
	return b.counted
}
