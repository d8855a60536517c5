package verdict

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// MarshalJSON prints true, false or null.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch a {
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

func dayJSON(d control.Day) any {
	if d == control.NoDay {
		return nil
	}
	return d.String()
}

func textJSON(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// MarshalJSON prints the row with the keys that scripts rely on, see
// schema/check.schema.json.
func (e Evidence) MarshalJSON() ([]byte, error) { return e.append(nil) }

// append appends the row's JSON. Most of what is printed of a long text are rows,
// and a struct that holds them behind interfaces took five times as long.
func (e Evidence) append(b []byte) (_ []byte, err error) {
	b = appendText(append(b, `{"source":`...), e.Source)
	b = appendText(append(b, `,"definition":`...), e.Definition)
	b = appendTextOrNull(append(b, `,"measure":`...), e.Measure)
	b = appendDay(append(b, `,"from":`...), e.From)
	b = appendDay(append(b, `,"to":`...), e.To)
	b = append(b, `,"value":`...)
	if e.Value == nil {
		b = append(b, "null"...)
	} else if b, err = appendNumber(b, *e.Value); err != nil {
		return nil, err
	}
	for i, v := range e.Range {
		if i == 0 {
			b = append(b, `,"range":[`...)
		} else {
			b = append(b, ',')
		}
		if b, err = appendNumber(b, v); err != nil {
			return nil, err
		}
		if i == len(e.Range)-1 {
			b = append(b, ']')
		}
	}
	b = appendText(append(b, `,"unit":`...), e.Unit)
	supports, err := e.Supports.MarshalJSON()
	if err != nil {
		return nil, err
	}
	b = append(append(b, `,"supports":`...), supports...)
	b = appendTextOrNull(append(b, `,"command":`...), e.Command)
	used := [2]control.Day{control.NoDay, control.NoDay}
	if e.Basis != "" { // only where a map answered
		used = [2]control.Day{e.UsedFrom, e.UsedTo}
	}
	b = appendDay(append(b, `,"map_from":`...), used[0])
	b = appendDay(append(b, `,"map_to":`...), used[1])
	b = appendTextOrNull(append(b, `,"basis":`...), string(e.Basis))
	b = appendTextOrNull(append(b, `,"note":`...), e.Note)
	return append(b, '}'), nil
}

// MarshalJSON prints the claim's own fields, then what was found. The reader's
// rule moves into "reading", because "rule" is that of the verdict.
func (c Checked) MarshalJSON() ([]byte, error) {
	told, err := c.Claim.MarshalTold()
	if err != nil {
		return nil, err
	}
	found, err := c.Claim.MarshalFound()
	if err != nil {
		return nil, err
	}
	b := append(make([]byte, 0, 1024+512*len(c.Evidence)), told[:len(told)-1]...)
	b = appendText(append(b, `,"verdict":`...), string(c.Verdict))
	b = appendText(append(b, `,"rule":`...), c.Rule)
	b = append(b, `,"evidence":[`...)
	for i, e := range c.Evidence {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = e.append(b); err != nil {
			return nil, err
		}
	}
	b = appendText(append(b, `],"explanation":`...), c.Explanation)
	b = appendTextOrNull(append(b, `,"solver":`...), c.Solver)
	b = append(append(b, `,"reading":`...), found...)
	return append(b, '}'), nil
}

// appendText appends a string as [marshal] does.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r < ' ' || r == '"' || r == '\\' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			quoted, _ := marshal(s) // a string has no errors
			return append(b, quoted...)
		}
		i += n
	}
	return append(append(append(b, '"'), s...), '"')
}

func appendTextOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendText(b, s)
}

func appendDay(b []byte, d control.Day) []byte {
	if d == control.NoDay {
		return append(b, "null"...)
	}
	return append(append(append(b, '"'), d.String()...), '"')
}

// appendNumber appends a number as encoding/json does.
func appendNumber(b []byte, v float64) ([]byte, error) {
	if abs := math.Abs(v); v == 0 || abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(b, v, 'f', -1, 64), nil
	}
	text, err := json.Marshal(v) // with an exponent, or none
	return append(b, text...), err
}

// MarshalJSON prints the fact's own fields, and what was found under "check".
func (f CheckedFact) MarshalJSON() ([]byte, error) {
	own, err := json.Marshal(f.Fact)
	if err != nil {
		return nil, err
	}
	check, err := marshal(struct {
		Verdict     Verdict     `json:"verdict"`
		Round       any         `json:"round"`
		Fields      []FactField `json:"fields"`
		Sources     []string    `json:"sources"`
		Explanation string      `json:"explanation"`
		Command     any         `json:"command"`
	}{f.Verdict, textJSON(f.Round), append([]FactField{}, f.Fields...), append([]string{}, f.Sources...), f.Explanation, textJSON(f.Command)})
	if err != nil {
		return nil, err
	}
	return append(append(own[:len(own)-1], `,"check":`...), append(check, '}')...), nil
}

// MarshalJSON prints what was told, what is recorded, and whether they agree.
func (f FactField) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Field    string `json:"field"`
		Said     string `json:"said"`
		Record   any    `json:"record"`
		Supports Answer `json:"supports"`
	}{f.Field, f.Said, textJSON(f.Record), f.Supports})
}

// MarshalJSON prints the article's day, the checked claims, the statements and
// the checked facts of talks.
func (r Result) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Published  any               `json:"published"`
		Hint       *Hint             `json:"published_hint,omitempty"`
		Method     string            `json:"method"`
		Claims     []Checked         `json:"claims"`
		Statements []claim.Statement `json:"statements"`
		Talks      []CheckedFact     `json:"talks"`
	}{dayJSON(r.Published), r.Hint, measure.MethodVersion, append([]Checked{}, r.Claims...), append([]claim.Statement{}, r.Statements...), append([]CheckedFact{}, r.Talks...)})
}

// MarshalJSON prints the day and why.
func (h Hint) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Day string `json:"day"`
		Why string `json:"why"`
	}{h.Day.String(), h.Why})
}

// marshal is json.Marshal without turning <, > and & into escapes.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
