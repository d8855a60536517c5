package read

import "github.com/salient-project/salient/claim"

// Rule is one way in which English news states a claim. Its examples are run as
// tests.
type Rule struct {
	Name     string
	Kind     claim.Kind
	Says     string // one sentence: what it looks for
	Examples []Example

	sentence  func(s *sentence) []draft
	quantity  func(s *sentence, k int, q *quantity) (draft, bool)
	takesUsed bool // looks at quantities that another rule took
	brackets  bool // reads figures in brackets behind a period and a colon
	leaves    bool // leaves its quantity to other rules too
}

// Example is a text and the claim that the rule finds in it. Published is as
// 2026-03-03, empty for not known. Want lists fields as "actor=russia
// value=132"; an empty Want says that the rule must find nothing.
type Example struct {
	Text      string
	Published string
	Want      string
}

// Rules returns the grammar, in the order in which it is tried.
func Rules() []Rule { return append([]Rule(nil), grammar...) }

var grammar []Rule

func init() {
	grammar = append(grammar, conversionRules...)
	grammar = append(grammar, trendRules...)
	grammar = append(grammar, recordRules...)
	grammar = append(grammar, comparisonRules...)
	grammar = append(grammar, distanceRules...)
	grammar = append(grammar, frontRules...)
	grammar = append(grammar, areaWholeRules...)
	grammar = append(grammar, areaRules...)
	grammar = append(grammar, shareRules...)
	grammar = append(grammar, siteRules...)
	grammar = append(grammar, settlementRules...)
	grammar = append(grammar, expelRules...)
	grammar = append(grammar, ownedRules...)
	grammar = append(grammar, denialRules...)
	grammar = append(grammar, roundRules...)
	grammar = append(grammar, tollRules...)
	grammar = append(grammar, bracketRules...)
	grammar = append(grammar, fallbackRules...)
	grammar = append(grammar, goesOnRules...)
}

var conversionRules = []Rule{{
	Name: "conversion", Kind: claim.Conversion,
	Says: "a quantity and its restatement in another unit, in brackets or behind “or”",
	Examples: []Example{
		{"The army took 132 square kilometres (51 square miles).", "", "value=132,51 unit=km2"},
		{"It lies 40 miles (65 km) north of Sumy.", "", "value=40,65 unit=mi"},
		{"Some 201 sq km, or 78 sq miles, changed hands.", "", "value=201,78 unit=km2"},
	},
	quantity: func(s *sentence, _ int, q *quantity) (draft, bool) {
		if q.convertedBy == nil {
			return draft{}, false
		}
		b := q.convertedBy
		d := draft{from: q.core, to: b.to, anchor: q.core}
		if b.to < len(s.toks) && s.low(b.to) == ")" {
			d.to++
		}
		d.Value = claim.Value{q.value[len(q.value)-1], b.value[len(b.value)-1]}
		d.Unit = q.unit
		d.Window = claim.NoWindow
		d.Why = s.slice(q.core, q.to) + " restated as " + s.slice(b.core, b.to)
		return d, true
	},
	leaves: true, brackets: true,
}}
