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

// rowJSON is a row of evidence as it is printed, see schema/check.schema.json. Most
// of what is printed of a long text are rows: fields of one type each are printed
// several times as fast as fields of any.
type rowJSON struct {
	Source     string    `json:"source"`
	Definition string    `json:"definition"`
	Measure    *string   `json:"measure"`
	From       *string   `json:"from"`
	To         *string   `json:"to"`
	Value      *float64  `json:"value"`
	Range      []float64 `json:"range,omitempty"`
	Unit       string    `json:"unit"`
	Supports   *bool     `json:"supports"`
	Command    *string   `json:"command"`
	MapFrom    *string   `json:"map_from"`
	MapTo      *string   `json:"map_to"`
	Basis      *string   `json:"basis"`
	Note       *string   `json:"note"`
}

func (e Evidence) row() rowJSON {
	row := rowJSON{
		Source: e.Source, Definition: e.Definition, Measure: told(e.Measure), From: dayTold(e.From), To: dayTold(e.To),
		Value: e.Value, Range: e.Range, Unit: e.Unit, Command: told(e.Command), Basis: told(string(e.Basis)), Note: told(e.Note),
	}
	if e.Supports != Silent {
		yes := e.Supports == Yes
		row.Supports = &yes
	}
	if e.Basis != "" { // a map answered
		row.MapFrom, row.MapTo = dayTold(e.UsedFrom), dayTold(e.UsedTo)
	}
	return row
}

// told returns nil for what is not told.
func told(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayTold(d control.Day) *string {
	if d == control.NoDay {
		return nil
	}
	return told(d.String())
}

// MarshalJSON prints the row with the keys that scripts rely on.
func (e Evidence) MarshalJSON() ([]byte, error) { return marshal(e.row()) }

// MarshalJSON prints the claim's own fields, then what was found. The reader's
// rule moves into "reading", because "rule" is that of the verdict.
func (c Checked) MarshalJSON() ([]byte, error) {
	own, err := c.Claim.MarshalTold()
	if err != nil {
		return nil, err
	}
	found, err := c.Claim.MarshalFound()
	if err != nil {
		return nil, err
	}
	rows := make([]rowJSON, len(c.Evidence))
	for i, e := range c.Evidence {
		rows[i] = e.row()
	}
	rest, err := marshal(struct {
		Verdict     Verdict         `json:"verdict"`
		Rule        string          `json:"rule"`
		Evidence    []rowJSON       `json:"evidence"`
		Explanation string          `json:"explanation"`
		Solver      *string         `json:"solver"`
		Reading     json.RawMessage `json:"reading"`
	}{c.Verdict, c.Rule, rows, c.Explanation, told(c.Solver), found})
	if err != nil {
		return nil, err
	}
	return append(append(own[:len(own)-1], ','), rest[1:]...), nil
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
