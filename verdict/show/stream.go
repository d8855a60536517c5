package show

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/verdict"
)

// Stream prints a checked text while it is read, in the form of [Terminal] or of
// the JSON of a [verdict.Result]. Claims are printed as they come. Statements wait
// in a temporary file, facts about talks in memory: both stand behind the claims.
// The first error is kept and told by Close.
type Stream struct {
	w      *bufio.Writer
	form   form
	tally  tally
	ledger bool // a figure comes from the embedded ledger
	spool  *os.File
	waits  *bufio.Writer // into spool
	facts  []verdict.CheckedFact
	err    error
}

// form is how a stream prints.
type form interface {
	claim(w *bufio.Writer, n int, c *verdict.Checked) error
	statement(w *bufio.Writer, n int, s claim.Statement) error
	// between stands before the statements, if there are any, and end behind all.
	between(w *bufio.Writer, s *Stream) error
	end(w *bufio.Writer, s *Stream) error
}

// NewTerminalStream prints for people.
func NewTerminalStream(w io.Writer, title string, published control.Day, o Options) *Stream {
	if o.Width <= 0 {
		o.Width = 80
	}
	s := newStream(w, terminalForm{o})
	(&terminal{w: s.w, o: o}).heading(title, verdict.Result{Published: published})
	return s
}

// NewJSONStream prints JSON, indented by two blanks.
func NewJSONStream(w io.Writer, published control.Day) *Stream {
	s := newStream(w, jsonForm{})
	day := []byte("null")
	if published != control.NoDay {
		day, _ = json.Marshal(published.String())
	}
	method, _ := json.Marshal(measure.MethodVersion)
	s.put("{\n  \"published\": " + string(day) + ",\n  \"method\": " + string(method) + ",\n  \"claims\": [")
	return s
}

func newStream(w io.Writer, f form) *Stream {
	return &Stream{w: bufio.NewWriterSize(w, 64<<10), form: f, tally: tally{verdicts: map[verdict.Verdict]int{}}}
}

func (s *Stream) put(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// Claim prints the next claim.
func (s *Stream) Claim(c verdict.Checked) {
	s.tally.claims++
	s.tally.verdicts[c.Verdict]++
	s.ledger = s.ledger || fromLedger(&c)
	if s.err == nil {
		s.err = s.form.claim(s.w, s.tally.claims, &c)
	}
}

// Statement keeps a statement for its place behind the claims.
func (s *Stream) Statement(st claim.Statement) {
	s.tally.statements++
	if s.err != nil {
		return
	}
	if s.spool == nil {
		if s.spool, s.err = os.CreateTemp("", "salient-statements-*"); s.err != nil {
			return
		}
		s.waits = bufio.NewWriterSize(s.spool, 64<<10)
	}
	s.err = s.form.statement(s.waits, s.tally.statements, st)
}

// Fact keeps a fact about talks for its place.
func (s *Stream) Fact(f verdict.CheckedFact) {
	s.tally.talks++
	s.facts = append(s.facts, f)
}

// Failed reports whether a claim is contradicted or miscalculated.
func (s *Stream) Failed() bool {
	return s.tally.verdicts[verdict.Contradicted]+s.tally.verdicts[verdict.Miscalculated] > 0
}

// Close prints what stands behind the claims. It returns the first error of all
// that was printed.
func (s *Stream) Close() error {
	s.step(func() error { return s.form.between(s.w, s) })
	s.step(s.unspool)
	s.step(func() error { return s.form.end(s.w, s) })
	s.step(s.w.Flush)
	return s.err
}

func (s *Stream) step(f func() error) {
	if s.err == nil {
		s.err = f()
	}
}

// unspool copies the statements.
func (s *Stream) unspool() error {
	if s.spool == nil {
		return nil
	}
	if err := s.waits.Flush(); err != nil {
		return err
	}
	if _, err := s.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(s.w, s.spool)
	return err
}

// Discard removes the temporary file. It may be called twice.
func (s *Stream) Discard() {
	if s.spool != nil {
		_ = errors.Join(s.spool.Close(), os.Remove(s.spool.Name()))
		s.spool = nil
	}
}

type terminalForm struct{ o Options }

func (f terminalForm) claim(w *bufio.Writer, n int, c *verdict.Checked) error {
	(&terminal{w: w, o: f.o}).claim(n, c)
	_, err := w.Write(nil) // tells an error kept by the writer
	return err
}

func (f terminalForm) statement(w *bufio.Writer, _ int, s claim.Statement) error {
	(&terminal{w: w, o: f.o}).statement(s)
	_, err := w.Write(nil)
	return err
}

func (f terminalForm) between(w *bufio.Writer, s *Stream) error {
	t := &terminal{w: w, o: f.o}
	t.talks(verdict.Result{Talks: s.facts})
	if s.tally.statements > 0 {
		t.statementsHead()
	}
	return nil
}

func (f terminalForm) end(w *bufio.Writer, s *Stream) error {
	t := &terminal{w: w, o: f.o}
	t.line("")
	t.block(0, "", bold, s.tally.summary())
	if s.ledger {
		t.ledgerNote()
	}
	return nil
}

type jsonForm struct{}

func (jsonForm) claim(w *bufio.Writer, n int, c *verdict.Checked) error { return element(w, n, c) }

func (jsonForm) statement(w *bufio.Writer, n int, s claim.Statement) error { return element(w, n, s) }

func (jsonForm) between(w *bufio.Writer, s *Stream) error {
	if s.tally.claims > 0 {
		w.WriteString("\n  ")
	}
	_, err := w.WriteString("],\n  \"statements\": [")
	return err
}

func (jsonForm) end(w *bufio.Writer, s *Stream) error {
	if s.tally.statements > 0 {
		w.WriteString("\n  ")
	}
	w.WriteString("],\n  \"talks\": [")
	for i, f := range s.facts {
		if err := element(w, i+1, f); err != nil {
			return err
		}
	}
	if len(s.facts) > 0 {
		w.WriteString("\n  ")
	}
	_, err := w.WriteString("]\n}\n")
	return err
}

// element prints the n-th element of an array one level deep, as an encoder would
// that does not escape HTML and indents by two blanks.
func element(w *bufio.Writer, n int, v json.Marshaler) error {
	if n > 1 {
		w.WriteByte(',')
	}
	w.WriteString("\n    ")
	raw, err := v.MarshalJSON()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "    ", "  "); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}
