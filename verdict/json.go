package verdict

import (
	"bytes"
	"encoding/json"

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
func (e Evidence) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Source     string    `json:"source"`
		Definition string    `json:"definition"`
		Measure    any       `json:"measure"`
		From       any       `json:"from"`
		To         any       `json:"to"`
		Value      *float64  `json:"value"`
		Range      []float64 `json:"range,omitempty"`
		Unit       string    `json:"unit"`
		Supports   Answer    `json:"supports"`
		Command    any       `json:"command"`
		MapFrom    any       `json:"map_from"`
		MapTo      any       `json:"map_to"`
		Basis      any       `json:"basis"`
		Note       any       `json:"note"`
	}{
		e.Source, e.Definition, textJSON(e.Measure), dayJSON(e.From), dayJSON(e.To), e.Value, e.Range, e.Unit, e.Supports,
		textJSON(e.Command), usedJSON(e, e.UsedFrom), usedJSON(e, e.UsedTo), textJSON(string(e.Basis)), textJSON(e.Note),
	})
}

// usedJSON prints the day of a map only where a map answered.
func usedJSON(e Evidence, d control.Day) any {
	if e.Basis == "" {
		return nil
	}
	return dayJSON(d)
}

// MarshalJSON prints the claim's own fields, then what was found. The reader's
// rule moves into "reading", because "rule" is that of the verdict.
func (c Checked) MarshalJSON() ([]byte, error) {
	own, err := json.Marshal(c.Claim)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(own, &fields); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for _, k := range []string{"kind", "text", "start", "end", "actor", "direction", "value", "unit", "approx", "bound",
		"window", "region", "reference_place", "bearing", "attribution", "through", "modality"} {
		b.WriteString(`"` + k + `":`)
		b.Write(fields[k])
		b.WriteByte(',')
	}
	rest, err := marshal(struct {
		Verdict     Verdict    `json:"verdict"`
		Rule        string     `json:"rule"`
		Evidence    []Evidence `json:"evidence"`
		Explanation string     `json:"explanation"`
		Solver      any        `json:"solver"`
		Reading     any        `json:"reading"`
	}{
		c.Verdict, c.Rule, append([]Evidence{}, c.Evidence...), c.Explanation, textJSON(c.Solver),
		map[string]json.RawMessage{"rule": fields["rule"], "why": fields["why"], "confidence": fields["confidence"]},
	})
	if err != nil {
		return nil, err
	}
	b.Write(rest[1:])
	return b.Bytes(), nil
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
