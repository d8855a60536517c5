package article

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBlock is the greatest length of a block in bytes. A longer paragraph is
// cut, at a blank where there is one, so that memory stays bounded.
const maxBlock = 32 << 10

// headLines is how many non-blank lines may hold the publication line.
const headLines = 10

// Scanner reads plain text block by block. Its memory does not grow with the
// text.
type Scanner struct {
	r     *bufio.Reader
	queue []Block
	at    int // code points read so far
	lines int // non-blank lines seen
	err   error
	ended bool
	held  Block // a paragraph that the next line may continue
	holds bool
	last  int    // bytes of the held paragraph's last line
	tail  string // the blank behind it
	cutCR bool
}

// Scan returns a scanner over plain text. Line ends \r\n and \r count as \n, in
// one code point, as in a [Document].
func Scan(r io.Reader) *Scanner { return &Scanner{r: bufio.NewReaderSize(r, 64<<10)} }

// Next moves to the next block and reports whether there is one.
func (s *Scanner) Next() bool {
	if len(s.queue) > 0 {
		s.queue = s.queue[1:]
	}
	for len(s.queue) == 0 && !s.ended {
		s.line()
	}
	return len(s.queue) > 0
}

// Block returns the current block; [Scanner.Next] must have said true.
func (s *Scanner) Block() Block { return s.queue[0] }

// Err returns the error that ended the scan, nil at the text's end.
func (s *Scanner) Err() error { return s.err }

// line reads one line, or a piece of a very long one, and queues what it ends.
func (s *Scanner) line() {
	raw, ended, err := s.read()
	if err != nil && err != io.EOF {
		s.err = err
	}
	start := s.at
	s.at += utf8.RuneCountInString(raw)
	if ended {
		s.at++
	}
	trimmed := strings.TrimLeft(raw, blank)
	start += utf8.RuneCountInString(raw[:len(raw)-len(trimmed)])
	trimmed = strings.TrimRight(trimmed, blank)
	s.take(trimmed, raw, start)
	if err != nil {
		s.flush()
		s.ended = true
	}
}

const blank = " \t\u00a0\ufeff\f\v\u200b"

// take adds one trimmed line to the held paragraph, or ends that and begins
// another block.
func (s *Scanner) take(line, raw string, start int) {
	if line == "" {
		s.flush()
		return
	}
	at := strings.Index(raw, line)
	lead, tail := raw[:at], raw[at+len(line):]
	s.lines++
	kind := kindOf(line, s.lines <= headLines)
	first, _ := utf8.DecodeRuneInString(line)
	if s.holds && (kind == Paragraph || kind == Heading && unicode.IsLower(first)) {
		if s.continues(line) && len(s.held.Text)+len(line) < maxBlock {
			gap := start - s.held.Start - utf8.RuneCountInString(s.held.Text)
			between := s.tail + "\n" + lead
			if utf8.RuneCountInString(between) != gap { // a line cut for its length
				between = "\n" + strings.Repeat(" ", max(0, gap-1))
			}
			s.held.Text += between + line
			s.last, s.tail = len(line), tail
			return
		}
	}
	s.flush()
	s.held, s.holds, s.last, s.tail = Block{Kind: kind, Start: start, Text: line}, true, len(line), tail
	if kind == Heading || kind == Furniture || kind == Dateline {
		if kind == Heading && len(line) > 60 {
			return // may be the first line of a wrapped paragraph
		}
		s.flush()
	}
}

// continues reports whether line goes on with the held paragraph: text wrapped
// at a column, where the line before was long and ended no sentence.
func (s *Scanner) continues(line string) bool {
	if s.last < 50 || s.last > 130 {
		return false
	}
	prev := strings.TrimRight(s.held.Text, "\"'”’)")
	if prev == "" {
		return false
	}
	if strings.ContainsRune(".!?:", rune(prev[len(prev)-1])) {
		// A wrapped paragraph goes on after a full stop too, but then only if
		// its lines are wrapped at one width; a page of one-line paragraphs
		// never joins.
		return strings.Contains(s.held.Text, "\n") && s.last >= 60
	}
	return true
}

func (s *Scanner) flush() {
	if !s.holds {
		return
	}
	s.holds = false
	b := s.held
	if b.Kind == Heading && (strings.Contains(b.Text, "\n") || len(b.Text) > 160) {
		b.Kind = Paragraph
	}
	if b.Kind == Paragraph && s.lines <= headLines+4 {
		if n := datelinePrefix(b.Text); n > 0 {
			head := strings.TrimRight(b.Text[:n], blank+"-–—:(")
			s.queue = append(s.queue, Block{Kind: Dateline, Start: b.Start, Text: head})
			rest := b.Text[n:]
			b.Start += utf8.RuneCountInString(b.Text[:n])
			b.Text = rest
			if b.Text == "" {
				return
			}
		}
	}
	s.queue = append(s.queue, b)
}

// read returns the next line without its end, or a piece of at most maxBlock
// bytes, and whether a line end followed it.
func (s *Scanner) read() (line string, ended bool, err error) {
	var b strings.Builder
	for b.Len() < maxBlock {
		r, n, err := s.r.ReadRune()
		if err != nil {
			return b.String(), false, err
		}
		if s.cutCR {
			s.cutCR = false
			if r == '\n' {
				continue
			}
		}
		switch {
		case r == '\n':
			return b.String(), true, nil
		case r == '\r':
			s.cutCR = true
			return b.String(), true, nil
		case r == utf8.RuneError && n == 1:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
		if b.Len() > maxBlock-256 && (r == ' ' || r == '\t') {
			break
		}
	}
	return b.String(), false, nil
}
