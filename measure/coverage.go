package measure

import "slices"

// CoverageOf returns what a record can answer by a definition, also by one that
// stands aside: see [control.Definition].Aside.
func CoverageOf(r Record, definition string) (Coverage, bool) {
	all := AllCoverage(r)
	i := slices.IndexFunc(all, func(c Coverage) bool { return c.Definition.Name == definition })
	if i < 0 {
		return Coverage{}, false
	}
	return all[i], true
}

// AllCoverage returns what a record can answer, the definitions that stand aside
// last.
func AllCoverage(r Record) []Coverage { return append(slices.Clone(r.Coverage()), asides(r)...) }

// asides returns what a record answers by name only.
func asides(r Record) []Coverage {
	if a, ok := r.(interface{ Aside() []Coverage }); ok {
		return a.Aside()
	}
	return nil
}
