package verdict

import (
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// Stream checks the claims of a text of any length while it is read. It holds what
// lies within reach of the claim under check, and no more; a claim is checked once
// the text has gone on so far. Claims about rounds are checked without the text's
// facts about talks, which a reader tells last.
type Stream struct {
	c    *checker
	emit func(Checked)
	end  int // code points taken
	next int // first claim not yet checked
}

// NewStream returns a stream that hands on checked claims in the order in which
// they come. Sources.Text is not used.
func NewStream(published control.Day, s Sources, emit func(Checked)) *Stream {
	s.Text = ""
	return &Stream{c: newChecker(claim.Reading{Published: published}, s), emit: emit}
}

// Block takes the text of one block that begins at a code point of the whole text.
// Blocks come in order, each before its claims.
func (s *Stream) Block(start int, text string) {
	c := s.c
	for at := max(c.base+len(c.text), start-reach); at < start; at++ {
		if at > c.base+len(c.text) { // a long stretch without words
			c.text, c.base = c.text[:0], at
		}
		c.text = append(c.text, '\n') // what stands between blocks ends a sentence
	}
	c.text = append(c.text, []rune(text)...)
	s.end = c.base + len(c.text)
	s.check(s.end - reach)
	s.forget()
}

// Claim takes the next claim.
func (s *Stream) Claim(cl claim.Claim) { s.c.reading.Claims = append(s.c.reading.Claims, cl) }

// Fact checks what is told of talks.
func (s *Stream) Fact(f claim.TalksFact) CheckedFact { return s.c.checkFact(&f) }

// Close checks what is left.
func (s *Stream) Close() { s.check(s.end + 1) }

// check checks the claims that begin before a code point.
func (s *Stream) check(before int) {
	for ; s.next < len(s.c.reading.Claims) && s.c.reading.Claims[s.next].Start < before; s.next++ {
		s.emit(s.c.check(s.next))
	}
}

// forget drops text and claims out of reach of the next claim, in large steps.
func (s *Stream) forget() {
	c := s.c
	from := s.end - reach
	if s.next < len(c.reading.Claims) {
		from = min(from, c.reading.Claims[s.next].Start)
	}
	from -= reach
	if from-c.base < reach {
		return
	}
	kept := 0
	for kept < s.next && c.reading.Claims[kept].End <= from {
		kept++
	}
	c.reading.Claims = append(c.reading.Claims[:0:0], c.reading.Claims[kept:]...)
	s.next -= kept
	c.text = append([]rune(nil), c.text[from-c.base:]...)
	c.base = from
}
