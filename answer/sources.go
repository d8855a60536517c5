package answer

import (
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/source"
)

// Source is what is known of a source: what it covers, its terms, how it counts.
// First, Last and Basis are null where there is no map of it.
type Source struct {
	Source      string         `json:"source"`
	Name        string         `json:"name"`
	Definitions []string       `json:"definitions"`
	First       *control.Day   `json:"first"`
	Last        *control.Day   `json:"last"`
	Days        int            `json:"days"`
	Distinct    int            `json:"distinct"`
	Licence     string         `json:"licence"`
	Terms       string         `json:"terms"`
	Attribution string         `json:"attribution"`
	Basis       *measure.Basis `json:"basis"`
	Conventions string         `json:"conventions"`
	Method      string         `json:"method"`
	Counts      []Definition   `json:"counts"`
}

// Definition is one way of counting a source's ground, with its coverage.
type Definition struct {
	control.Definition
	First *control.Day `json:"first"`
	Last  *control.Day `json:"last"`
	Days  int          `json:"days"`
}

// Sources returns the sources, in the order given, with what a record covers of
// each.
func Sources(record measure.Record, readers []source.Reader) []Source {
	coverage := measure.AllCoverage(record)
	answers := []Source{}
	for _, r := range readers {
		info := r.Info()
		ans := Source{Source: r.ID(), Name: info.Name, Licence: info.Licence, Terms: info.TermsURL,
			Attribution: info.Attribution, Conventions: info.Conventions, Method: measure.MethodVersion}
		for _, d := range r.Definitions() {
			ans.Definitions = append(ans.Definitions, d.Name)
			row := Definition{Definition: d}
			i := slices.IndexFunc(coverage, func(c measure.Coverage) bool { return c.Definition.Name == d.Name })
			if i >= 0 {
				c := coverage[i]
				row.First, row.Last, row.Days = &c.First, &c.Last, c.Days
				if ans.First == nil {
					ans.First, ans.Last, ans.Days, ans.Distinct, ans.Basis = &c.First, &c.Last, c.Days, c.Distinct, &c.Basis
				}
			}
			ans.Counts = append(ans.Counts, row)
		}
		answers = append(answers, ans)
	}
	return answers
}
