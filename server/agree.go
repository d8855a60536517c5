package server

import (
	"errors"
	"fmt"
	"strings"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// agreeAnswer is the answer of the command agree for one day.
type agreeAnswer struct {
	Results   []answer.Agreement `json:"results"`
	Missing   []string           `json:"missing"` // pairs that could not be compared, and why
	Consensus *answer.Consensus  `json:"consensus"`
}

// The command's defaults: how many days older than asked a map may be to be
// compared, within how many days two sources show the same change, and how long
// before the day that is looked for.
const (
	agreeWithin = 7
	agreeLag    = 60
	agreeYear   = 365
)

func (s *Server) agree(r *request) (any, error) {
	pairs, err := s.pairs(r.values.Get("between"))
	if err != nil {
		return nil, err
	}
	on, err := r.day("on", control.NoDay)
	if err != nil {
		return nil, err
	}
	if on == control.NoDay {
		for _, p := range pairs {
			on = max(on, min(p[0].Last, p[1].Last))
		}
	}
	out := agreeAnswer{Results: []answer.Agreement{}, Missing: []string{}}
	for _, p := range pairs {
		one, err := s.compared(p, on)
		if errors.Is(err, chronicle.ErrNoMap) {
			out.Missing = append(out.Missing, err.Error())
			continue
		}
		if err != nil {
			return nil, err
		}
		out.Results = append(out.Results, one)
	}
	if len(out.Results) == 0 {
		return nil, fmt.Errorf("%s: %w", strings.Join(out.Missing, "; "), chronicle.ErrNoMap)
	}
	if r.values.Get("between") == "" {
		c, err := measure.ConsensusOn(s.Record, on, agreeWithin, s.Places)
		if err != nil && !errors.Is(err, chronicle.ErrNoMap) {
			return nil, err
		}
		if err == nil {
			out.Consensus = answer.ConsensusOf(c)
		}
	}
	return out, nil
}

// compared compares two definitions on a day.
func (s *Server) compared(p [2]measure.Coverage, on control.Day) (answer.Agreement, error) {
	a, b := p[0].Definition.Name, p[1].Definition.Name
	one, err := measure.Agree(s.Record, a, b, on, s.Places)
	if err != nil {
		return answer.Agreement{}, err
	}
	if old := min(one.FirstDay, one.SecondDay); on-old > agreeWithin {
		late := a
		if one.SecondDay < one.FirstDay {
			late = b
		}
		return answer.Agreement{}, fmt.Errorf("%s and %s on %s: the newest map of %s is of %s: %w", a, b, on, late, old, chronicle.ErrNoMap)
	}
	lead, err := measure.Leads(s.Record, a, b, on-agreeYear, on, agreeLag)
	if err != nil {
		return answer.Agreement{}, err
	}
	return answer.AgreementOf(one, &lead), nil
}

// pairs returns the two definitions named, or every pair of different sources.
func (s *Server) pairs(between string) ([][2]measure.Coverage, error) {
	if between != "" {
		first, second, ok := strings.Cut(between, ",")
		a, hasA := measure.CoverageOf(s.Record, first)
		b, hasB := measure.CoverageOf(s.Record, second)
		if !ok || !hasA || !hasB || first == second {
			return nil, badParameter("between", "%q: want two definitions with data, as deepstate,liveuamap", between)
		}
		return [][2]measure.Coverage{{a, b}}, nil
	}
	var out [][2]measure.Coverage
	all := s.Record.Coverage()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Definition.Source != b.Definition.Source {
				out = append(out, [2]measure.Coverage{a, b})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no two sources to compare: %w", chronicle.ErrNoMap)
	}
	return out, nil
}
