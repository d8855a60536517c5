package gazetteer

import "strings"

// kindWords are the words for a first-order division that a name may carry.
var kindWords = []string{
	"oblast", "region", "province", "area", "область", "обл.", "autonomous republic of", "republic of",
}

// withoutKind drops the words for the kind of region.
func withoutKind(name string) string {
	low := strings.ToLower(strings.TrimSpace(name))
	for _, w := range kindWords {
		low = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(low, w), w))
	}
	return low
}

// nameRegions fills byName: names first, then full names, then aliases, so that
// of two regions the one that bears the name itself answers.
func (idx *regionIndex) nameRegions() {
	put := func(name string, i int) {
		key := Fold(name)
		for _, j := range idx.byName[key] {
			if j == i {
				return
			}
		}
		if key != "" {
			idx.byName[key] = append(idx.byName[key], i)
		}
	}
	for i := range idx.regions {
		put(idx.regions[i].Name, i)
	}
	for i := range idx.regions {
		put(idx.regions[i].FullName, i)
		put(idx.regions[i].ID, i)
	}
	for i := range idx.regions {
		r := &idx.regions[i]
		for _, a := range r.Aliases {
			put(a, i)
		}
		if r.Kind == City {
			continue // "Kyiv region" is not the city
		}
		for _, n := range append([]string{r.Name}, r.Aliases...) {
			put(n+" Oblast", i)
			put(n+" region", i)
			put(n+" province", i)
		}
	}
}
