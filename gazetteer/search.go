package gazetteer

import (
	"math/bits"
	"sort"
	"strings"
)

// Search returns up to n places of which a name begins with the prefix, in any
// usual spelling: for completion. Home places come first, then the populous.
func (g *Gazetteer) Search(prefix string, n int) []Candidate {
	key := Fold(prefix)
	if key == "" || n <= 0 {
		return nil
	}
	idx := must(g.names())
	best := map[int32]float64{}
	for i := range idx.entries {
		if e := &idx.entries[i]; strings.HasPrefix(e.key, key) {
			if w := g.weight(e); w > best[e.place] {
				best[e.place] = w
			}
		}
	}
	return g.top(best, n)
}

// weight ranks an entry for completion and suggestion.
func (g *Gazetteer) weight(e *nameEntry) float64 {
	p := must(g.names()).place(e.place)
	w := float64(p.Population) + 1
	if p.Country == must(g.manifest()).Home {
		w *= 1000
	}
	if !e.main {
		w /= 10
	}
	return w
}

func (g *Gazetteer) top(weights map[int32]float64, n int) []Candidate {
	order := make([]int32, 0, len(weights))
	for i := range weights {
		order = append(order, i)
	}
	sort.Slice(order, func(a, b int) bool {
		if x, y := weights[order[a]], weights[order[b]]; x != y {
			return x > y
		}
		return order[a] < order[b]
	})
	var out []Candidate
	for _, i := range order[:min(n, len(order))] {
		out = append(out, g.candidate(i))
	}
	return out
}

// suggestions is how many places an error offers.
const suggestions = 3

// suggest returns places for a name that was not found: those that bear it but
// did not fit the hint, else those of names within two letters of it.
func (g *Gazetteer) suggest(name string, unfit []match) []Candidate {
	if len(unfit) > 0 {
		var out []Candidate
		for _, m := range unfit[:min(suggestions, len(unfit))] {
			out = append(out, g.candidate(m.place))
		}
		return out
	}
	key := Fold(name)
	const longest = 40 // no place has a longer name; a sentence is no typing error
	if len(key) < 3 || len(key) > longest {
		return nil
	}
	allowed := 1
	if len(key) > 5 {
		allowed = 2
	}
	idx := must(g.names())
	set := letters(key)
	weights := map[int32]float64{}
	for i := range idx.entries {
		e := &idx.entries[i]
		// An edit takes away at most one letter and brings at most one.
		if bits.OnesCount64(set^e.letters) > 2*allowed {
			continue
		}
		d := editDistance(key, e.key, allowed)
		if d > allowed {
			continue
		}
		w := g.weight(e)
		for ; d > 1; d-- {
			w /= 100 // one letter off comes before two letters off
		}
		if w > weights[e.place] {
			weights[e.place] = w
		}
	}
	return g.top(weights, suggestions)
}

// editDistance counts insertions, deletions, substitutions and exchanges of
// neighbors (optimal string alignment). It gives limit+1 for anything over.
func editDistance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][64]int
	if len(b) >= len(rows[0]) {
		return limit + 1
	}
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, prev2[j-2]+1)
			}
			cur[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit+1)
}
