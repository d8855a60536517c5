package claim

import (
	"encoding/json"
	"fmt"
	"math"
	"sort"

	"github.com/salient-project/salient/control"
)

// Value is a claim's number: none, one, or several where a range or a
// conversion is stated.
type Value []float64

// One returns the single value, and whether there is exactly one.
func (v Value) One() (float64, bool) {
	if len(v) != 1 {
		return 0, false
	}
	return v[0], true
}

// MarshalJSON prints null, a number, or an array of numbers.
func (v Value) MarshalJSON() ([]byte, error) {
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("value %v is not a number", x)
		}
	}
	switch len(v) {
	case 0:
		return []byte("null"), nil
	case 1:
		return json.Marshal(v[0])
	}
	return json.Marshal([]float64(v))
}

// UnmarshalJSON reads what MarshalJSON prints.
func (v *Value) UnmarshalJSON(b []byte) error {
	*v = nil
	if string(b) == "null" {
		return nil
	}
	var one float64
	if json.Unmarshal(b, &one) == nil {
		*v = Value{one}
		return nil
	}
	return json.Unmarshal(b, (*[]float64)(v))
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func day(d control.Day) any {
	if d == control.NoDay {
		return nil
	}
	return d.String()
}

// dayOf reads a day that may be null or missing.
func dayOf(s *string) (control.Day, error) {
	if s == nil || *s == "" {
		return control.NoDay, nil
	}
	return control.ParseDay(*s)
}

type windowJSON struct {
	From   *string `json:"from"`
	To     *string `json:"to"`
	Phrase string  `json:"phrase"`
}

// MarshalJSON prints both ends, null where not known, and the phrase.
func (w Window) MarshalJSON() ([]byte, error) {
	j := windowJSON{Phrase: w.Phrase}
	for _, end := range []struct {
		day control.Day
		to  **string
	}{{w.From, &j.From}, {w.To, &j.To}} {
		if end.day != control.NoDay {
			s := end.day.String()
			*end.to = &s
		}
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON prints.
func (w *Window) UnmarshalJSON(b []byte) error {
	var j windowJSON
	err := json.Unmarshal(b, &j)
	if err != nil {
		return err
	}
	w.Phrase = j.Phrase
	if w.From, err = dayOf(j.From); err != nil {
		return err
	}
	w.To, err = dayOf(j.To)
	return err
}

// claimJSON carries a claim in the corpus' field names.
type claimJSON struct {
	toldJSON
	Rule       string  `json:"rule"`
	Why        string  `json:"why"`
	Confidence float64 `json:"confidence"`
}

// toldJSON is what a claim says.
type toldJSON struct {
	Kind           Kind     `json:"kind"`
	Text           string   `json:"text"`
	Start          int      `json:"start"`
	End            int      `json:"end"`
	Actor          *string  `json:"actor"`
	Direction      *string  `json:"direction"`
	Value          Value    `json:"value"`
	Unit           *string  `json:"unit"`
	Approx         bool     `json:"approx"`
	Bound          Bound    `json:"bound"`
	Window         Window   `json:"window"`
	Region         *string  `json:"region"`
	ReferencePlace *string  `json:"reference_place"`
	Bearing        *string  `json:"bearing"`
	Attribution    *string  `json:"attribution"`
	Through        *string  `json:"through"`
	Modality       Modality `json:"modality"`
}

// foundJSON is how a claim was found.
type foundJSON struct {
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule"`
	Why        string  `json:"why"`
}

func ptr(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// MarshalJSON prints the claim with the corpus' field names, null for what is
// not known.
func (c Claim) MarshalJSON() ([]byte, error) {
	return json.Marshal(claimJSON{c.told(), c.Rule, c.Why, c.Confidence})
}

// MarshalTold prints what the claim says, as MarshalJSON does, without how it was
// found.
func (c Claim) MarshalTold() ([]byte, error) { return json.Marshal(c.told()) }

// MarshalFound prints how the claim was found: the confidence, the rule and what
// it saw.
func (c Claim) MarshalFound() ([]byte, error) {
	return json.Marshal(foundJSON{c.Confidence, c.Rule, c.Why})
}

func (c Claim) told() toldJSON {
	bound, modality := c.Bound, c.Modality
	if bound == "" {
		bound = NoBound
	}
	if modality == "" {
		modality = Asserted
	}
	return toldJSON{
		Kind: c.Kind, Text: c.Text, Start: c.Start, End: c.End,
		Actor: ptr(c.Actor), Direction: ptr(string(c.Direction)), Value: c.Value, Unit: ptr(c.Unit),
		Approx: c.Approx, Bound: bound, Window: c.Window, Region: ptr(c.Region),
		ReferencePlace: ptr(c.ReferencePlace), Bearing: ptr(c.Bearing),
		Attribution: ptr(c.Attribution), Through: ptr(c.Through), Modality: modality,
	}
}

// UnmarshalJSON reads what MarshalJSON prints, and the corpus' labels.
func (c *Claim) UnmarshalJSON(b []byte) error {
	j := claimJSON{toldJSON: toldJSON{Window: NoWindow}}
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*c = Claim{
		Kind: j.Kind, Text: j.Text, Start: j.Start, End: j.End,
		Actor: str(j.Actor), Direction: Direction(str(j.Direction)), Value: j.Value, Unit: str(j.Unit),
		Approx: j.Approx, Bound: j.Bound, Window: j.Window, Region: str(j.Region),
		ReferencePlace: str(j.ReferencePlace), Bearing: str(j.Bearing),
		Attribution: str(j.Attribution), Through: str(j.Through), Modality: j.Modality,
		Rule: j.Rule, Why: j.Why, Confidence: j.Confidence,
	}
	return nil
}

// MarshalJSON prints the statement, null for what is not known.
func (s Statement) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"speaker": null(s.Speaker), "role": null(s.Role), "party": null(s.Party),
		"channel": null(s.Channel), "quote": s.Quote, "date": day(s.Date),
		"start": s.Start, "end": s.End, "rule": s.Rule, "why": s.Why,
	})
}

// MarshalJSON prints the fact with the corpus' field names: heads are a name,
// an array of names where there are several, or null.
func (t TalksFact) MarshalJSON() ([]byte, error) {
	heads := map[string]any{}
	for _, p := range t.Parties {
		heads[p] = nil
	}
	for p, names := range t.Heads {
		switch len(names) {
		case 0:
			heads[p] = nil
		case 1:
			heads[p] = names[0]
		default:
			heads[p] = names
		}
	}
	parties := append([]string{}, t.Parties...)
	sort.Strings(parties)
	var ordinal any
	if t.Ordinal > 0 {
		ordinal = t.Ordinal
	}
	return json.Marshal(map[string]any{
		"kind": t.Kind, "ordinal": ordinal, "city": null(t.City), "date": day(t.Date),
		"parties": parties, "heads": heads, "closed": t.Closed,
		"text": t.Text, "start": t.Start, "end": t.End, "rule": t.Rule, "why": t.Why,
	})
}

// MarshalJSON prints the reading as one document.
func (r Reading) MarshalJSON() ([]byte, error) {
	type plain struct {
		Published  any         `json:"published"`
		Claims     []Claim     `json:"claims"`
		Statements []Statement `json:"statements"`
		Talks      []TalksFact `json:"talks"`
	}
	return json.Marshal(plain{
		day(r.Published),
		append([]Claim{}, r.Claims...),
		append([]Statement{}, r.Statements...),
		append([]TalksFact{}, r.Talks...),
	})
}
