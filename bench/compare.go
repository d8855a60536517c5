package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// compare fills in the ratio and the worst difference between the results that
// the peer and we both print.
func (a *Against) compare(ours Measured) {
	var ratios []float64
	for i, s := range a.Seconds {
		ratios = append(ratios, s/ours.Seconds[i])
	}
	if len(ratios) == 0 {
		return
	}
	a.Ratio = median(ratios)
	theirs := a.Reports[0].Results
	for name, v := range ours.Reports[0].Results {
		w, ok := theirs[name]
		if !ok || !strings.HasSuffix(name, "_m2") || w == 0 {
			continue
		}
		if d := math.Abs(v-w) / math.Abs(w); d > a.Worst || a.WorstOf == "" {
			a.Worst, a.WorstOf = d, name
		}
	}
}

// judge says of each goal whether it holds. A goal against a side that was not
// run is left out.
func judge(w Workload, row Row) []string {
	var out []string
	for _, g := range w.Goals {
		if g.Against == "" {
			got := median(row.Ours.Seconds)
			out = append(out, fmt.Sprintf("at most %s: %s (%s)", duration(g.AtMost), verdict(got <= g.AtMost), duration(got)))
			continue
		}
		i := slices.IndexFunc(row.Peers, func(a Against) bool { return a.Side == g.Against })
		if i < 0 || row.Peers[i].Ratio == 0 {
			continue
		}
		ratio := row.Peers[i].Ratio
		if g.AtLeast > 0 {
			out = append(out, fmt.Sprintf("at least %.0f× as fast as %s: %s (%.1f×)", g.AtLeast, cmp.Or(g.As, g.Against), verdict(ratio >= g.AtLeast), ratio))
		} else {
			out = append(out, fmt.Sprintf("at most %.0f× the time of %s: %s (%.1f×)", g.AtMost, cmp.Or(g.As, g.Against), verdict(1/ratio <= g.AtMost), 1/ratio))
		}
	}
	return out
}

func verdict(holds bool) string {
	if holds {
		return "holds"
	}
	return "does not hold"
}

// duration prints seconds with three digits, in the unit that suits.
func duration(s float64) string {
	switch {
	case s >= 1:
		return fmt.Sprintf("%.3g s", s)
	case s >= 1e-3:
		return fmt.Sprintf("%.3g ms", s*1e3)
	}
	return fmt.Sprintf("%.3g µs", s*1e6)
}
