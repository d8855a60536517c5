package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/verdict"
)

// Options say how to print for a terminal.
type Options struct {
	Width   int  // columns; 0: 80
	Color   bool // ANSI colors; signs and words stand without them
	Explain bool // the rule that found each claim, and why
}

// Terminal prints a checked article for people.
func Terminal(w io.Writer, title string, r verdict.Result, o Options) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	t := &terminal{w: bufio.NewWriter(w), o: o}
	t.heading(title, r)
	for i := range r.Claims {
		t.claim(i+1, &r.Claims[i])
	}
	t.talks(r)
	t.statements(r)
	t.summary(r)
	return t.w.Flush()
}

type terminal struct {
	w *bufio.Writer
	o Options
}

// The colors, by what they say.
const (
	bold  = "1"
	dim   = "2"
	green = "32"
	red   = "31"
	amber = "33"
	pink  = "35"
	blue  = "36"
)

func (t *terminal) paint(code, s string) string {
	if !t.o.Color || code == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func colorOf(v verdict.Verdict) string {
	switch v {
	case verdict.Supported:
		return green
	case verdict.Contradicted:
		return red
	case verdict.Disputed:
		return amber
	case verdict.Miscalculated:
		return pink
	}
	return blue
}

func (t *terminal) line(s string) { fmt.Fprintln(t.w, strings.TrimRight(s, " ")) }

// block prints wrapped text after a label, the following lines under its start.
func (t *terminal) block(indent int, label, code, text string) {
	pad := indent + utf8.RuneCountInString(label)
	for k, l := range wrap(text, t.o.Width-pad) {
		if k == 0 {
			t.line(strings.Repeat(" ", indent) + t.paint(dim, label) + t.paint(code, l))
			continue
		}
		t.line(strings.Repeat(" ", pad) + t.paint(code, l))
	}
}

func (t *terminal) heading(title string, r verdict.Result) {
	head := title
	if r.Published > -1<<31 {
		head += ", published " + verdict.Day(r.Published)
	} else {
		head += ", day of publication not known"
	}
	t.block(0, "", bold, head)
	if r.Hint != nil {
		t.block(0, "", "", fmt.Sprintf("Perhaps of %s: %s. If so, --published %s.", verdict.Day(r.Hint.Day), r.Hint.Why, r.Hint.Day))
	}
}

func (t *terminal) claim(n int, c *verdict.Checked) {
	t.line("")
	label := fmt.Sprintf("%2d  %s %s", n, Symbol(c.Verdict), c.Verdict)
	kind := kindTitle(c.Claim.Kind)
	gap := max(2, t.o.Width-utf8.RuneCountInString(label)-utf8.RuneCountInString(kind))
	t.line(t.paint(colorOf(c.Verdict)+";"+bold, label) + strings.Repeat(" ", gap) + t.paint(dim, kind))
	t.block(4, "", "", "“"+c.Claim.Text+"”")
	if c.Explanation != "" {
		t.block(4, "", "", c.Explanation)
	}
	if c.Solver != "" {
		t.block(4, "reading  ", "", c.Solver)
	}
	t.evidence(c.Evidence)
	t.block(4, "rule  ", dim, c.Rule)
	if t.o.Explain {
		t.block(4, "found by  ", dim, fmt.Sprintf("%s: %s (confidence %.2f)", c.Claim.Rule, c.Claim.Why, c.Claim.Confidence))
	}
}

// evidence prints the rows, grouped by definition, each group's commands last.
func (t *terminal) evidence(evidence []verdict.Evidence) {
	width := 0
	for _, e := range evidence {
		width = max(width, utf8.RuneCountInString(e.Definition))
	}
	width = min(width, 24)
	for _, r := range rows(evidence) {
		label := fmt.Sprintf("%s %-*s  ", mark(r.Supports), width, clip(r.Name, width))
		if r.Value == nil {
			t.block(4, label, "", "no figure: "+r.Note)
			continue
		}
		text := figure(r.Evidence)
		if days := verdict.Days(r.From, r.To); days != "" {
			text += ", " + days
		}
		t.block(4, label, "", text)
		if a := aside(r.Evidence); a != "" {
			t.block(6+width+2, "", dim, a)
		}
		for _, c := range r.Commands {
			t.line(strings.Repeat(" ", 6+width+2) + t.paint(dim, "$ "+c))
		}
	}
}

func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

func (t *terminal) talks(r verdict.Result) {
	if len(r.Talks) == 0 {
		return
	}
	t.line("")
	t.line(t.paint(bold, "Talks"))
	for _, f := range r.Talks {
		t.line("")
		t.line("    " + t.paint(colorOf(f.Verdict)+";"+bold, Symbol(f.Verdict)+" "+string(f.Verdict)))
		t.block(4, "", "", "“"+f.Fact.Text+"”")
		t.block(4, "", "", f.Explanation)
		width := 0
		for _, x := range f.Fields {
			width = max(width, utf8.RuneCountInString(x.Field))
		}
		for _, x := range f.Fields {
			text := "told " + x.Said
			switch {
			case x.Record == "":
				text += "; not in the record"
			case !strings.EqualFold(x.Record, x.Said):
				text += "; recorded " + x.Record
			}
			t.block(4, fmt.Sprintf("%s %-*s  ", mark(x.Supports), width, x.Field), "", text)
		}
		if f.Round != "" {
			t.block(4, "row  ", dim, f.Round)
		}
		if len(f.Sources) > 0 {
			t.line("    " + t.paint(dim, "sources"))
			for k, s := range f.Sources {
				if k == 3 && !t.o.Explain && len(f.Sources) > 4 {
					t.line("      " + t.paint(dim, fmt.Sprintf("and %d more: --explain or --json lists them", len(f.Sources)-k)))
					break
				}
				t.line("      " + t.paint(dim, s))
			}
		}
		if f.Command != "" {
			t.line("    " + t.paint(dim, "$ "+f.Command))
		}
	}
}

func (t *terminal) statements(r verdict.Result) {
	if len(r.Statements) == 0 {
		return
	}
	t.statementsHead()
	for _, s := range r.Statements {
		t.statement(s)
	}
}

func (t *terminal) statementsHead() {
	t.line("")
	t.line(t.paint(bold, "Statements") + t.paint(dim, "  (attributed, not judged)"))
}

func (t *terminal) statement(s claim.Statement) {
	t.line("")
	t.block(4, "", "", "“"+s.Quote+"”")
	who := s.Speaker
	for _, more := range []string{s.Role, s.Channel, verdict.Day(s.Date)} {
		if more != "" {
			who += ", " + more
		}
	}
	t.block(4, "— ", dim, who)
	if t.o.Explain {
		t.block(4, "found by  ", dim, s.Rule+": "+s.Why)
	}
}

// Summary tells the counts in one line, as "9 claims: 4 supported, 1 disputed".
func Summary(r verdict.Result) string {
	return tally{r.Count(), len(r.Claims), len(r.Talks), len(r.Statements)}.summary()
}

// tally is what a summary tells.
type tally struct {
	verdicts                  map[verdict.Verdict]int
	claims, talks, statements int
}

func (r tally) summary() string {
	count := r.verdicts
	var parts []string
	for _, v := range verdictOrder {
		if count[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[v], v))
		}
	}
	s := plural(r.claims, "claim")
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	var rest []string
	if n := r.talks; n > 0 {
		rest = append(rest, plural(n, "fact")+" of talks")
	}
	if n := r.statements; n > 0 {
		rest = append(rest, plural(n, "statement"))
	}
	if len(rest) > 0 {
		s += "; " + strings.Join(rest, ", ")
	}
	return s + "."
}

func (t *terminal) summary(r verdict.Result) {
	t.line("")
	t.block(0, "", bold, Summary(r))
	for i := range r.Claims {
		if fromLedger(&r.Claims[i]) {
			t.ledgerNote()
			return
		}
	}
}

func (t *terminal) ledgerNote() {
	t.block(0, "", dim, "Figures come from the embedded ledger, measured from the published maps beforehand; salient import reads maps for any question.")
}

// fromLedger reports a claim with a figure from the embedded ledger.
func fromLedger(c *verdict.Checked) bool {
	for _, e := range c.Evidence {
		if e.Basis == measure.FromLedger {
			return true
		}
	}
	return false
}

// wrap breaks text into lines of at most width columns.
func wrap(text string, width int) []string {
	width = max(width, 20)
	var lines []string
	line, n := "", 0
	for _, word := range strings.Fields(text) {
		k := utf8.RuneCountInString(word)
		switch {
		case line == "":
			line, n = word, k
		case n+1+k > width:
			lines = append(lines, line)
			line, n = word, k
		default:
			line += " " + word
			n += 1 + k
		}
	}
	return append(lines, line)
}
