package gazetteer

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/salient-project/salient/geo"
)

// ErrAmbiguous is wrapped by [AmbiguousError], ErrUnknownPlace by
// [UnknownPlaceError].
var (
	ErrAmbiguous    = errors.New("several places bear this name")
	ErrUnknownPlace = errors.New("no place of this name")
)

// AmbiguousError is returned where a name means several places and none
// outweighs the others.
type AmbiguousError struct {
	Name       string
	Candidates []Candidate // the likeliest first
}

// Candidate is a place that a name may mean.
type Candidate struct {
	Place  Place
	Region string // for people, as "Donetsk Oblast"
}

// String prints the candidate with what tells it from its namesakes.
func (c Candidate) String() string {
	if c.Place.Population == 0 {
		return fmt.Sprintf("%s, %s", c.Place.Name, c.Region)
	}
	return fmt.Sprintf("%s, %s (population %d)", c.Place.Name, c.Region, c.Place.Population)
}

func (e *AmbiguousError) Error() string {
	var names []string
	for _, c := range e.Candidates {
		names = append(names, c.String())
	}
	return fmt.Sprintf("place %q: %v: %s", e.Name, ErrAmbiguous, strings.Join(names, "; "))
}

// Unwrap returns [ErrAmbiguous].
func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

// UnknownPlaceError is returned for a name that no place bears.
type UnknownPlaceError struct {
	Name        string
	Suggestions []Candidate // places of similar names; may be empty
}

func (e *UnknownPlaceError) Error() string {
	s := fmt.Sprintf("place %q: %v", e.Name, ErrUnknownPlace)
	for i, c := range e.Suggestions {
		if i == 0 {
			s += "; did you mean "
		} else {
			s += " or "
		}
		s += c.String()
	}
	return s
}

// Unwrap returns [ErrUnknownPlace].
func (e *UnknownPlaceError) Unwrap() error { return ErrUnknownPlace }

// Hint narrows what a name may mean. The zero Hint narrows nothing.
type Hint struct {
	Region  string     // name or ID of a region, or of a division abroad; empty: any
	Country string     // ISO 3166-1; empty: any
	Near    *geo.Point // of several places, the nearest to this is meant
}

// Lookup returns the settlement or named site of a name, in any of the usual spellings.
//
// "Name, Region" is read as a name with a region hint. Of several places that
// bear the name, one is taken when the hint leaves no other, when it is the
// nearest to hint.Near, when its population is five times that of any other, or
// when it is the likeliest and the only one whose main name it is. A former or
// foreign name counts for a tenth of the population. Otherwise
// the error is an [*AmbiguousError]; for a name that none bears it is an
// [*UnknownPlaceError] with suggestions.
func (g *Gazetteer) Lookup(name string, hint Hint) (Place, error) {
	p, err := g.Find(name, hint)
	if unknown := (*UnknownPlaceError)(nil); errors.As(err, &unknown) {
		unknown.Suggestions = g.suggest(unknown.Name, g.candidates(unknown.Name))
	}
	return p, err
}

// Find is [Gazetteer.Lookup] without suggestions, for which every name is looked at.
func (g *Gazetteer) Find(name string, hint Hint) (Place, error) {
	if before, after, ok := strings.Cut(name, ","); ok && hint.Region == "" && hint.Country == "" {
		if after = strings.TrimSpace(after); after != "" {
			hint.Region = after
			name = before
		}
	}
	matches := g.narrow(g.candidates(name), hint)
	if len(matches) == 0 {
		return Place{}, &UnknownPlaceError{Name: name}
	}
	if hint.Near != nil {
		best := 0
		for i := range matches {
			if g.distance(matches[i], *hint.Near) < g.distance(matches[best], *hint.Near) {
				best = i
			}
		}
		return *must(g.names()).place(matches[best].place), nil
	}
	if i, ok := decide(matches); ok {
		return *must(g.names()).place(matches[i].place), nil
	}
	err := &AmbiguousError{Name: name}
	for _, m := range matches {
		err.Candidates = append(err.Candidates, g.candidate(m.place))
	}
	return Place{}, err
}

// match is a place that bears the name.
type match struct {
	place  int32
	main   bool // the name is its main name
	weight float64
}

// outweighs is how many times likelier the first of several must be.
const outweighs = 5

// decide picks of matches sorted by weight, or reports that it cannot.
func decide(m []match) (int, bool) {
	if len(m) == 1 || m[0].weight > 0 && m[0].weight >= outweighs*m[1].weight {
		return 0, true
	}
	if !m[0].main {
		return 0, false
	}
	for _, o := range m[1:] {
		if o.main {
			return 0, false
		}
	}
	return 0, true
}

// candidates returns the places that bear the name, by weight. A name that no
// skeleton matches is tried loosely. Quarters give way to settlements.
func (g *Gazetteer) candidates(name string) []match {
	idx := must(g.names())
	key := Fold(name)
	if key == "" {
		return nil
	}
	found := idx.find(key, false)
	loose := len(found) == 0
	if loose {
		found = idx.find(loosen(key), true)
	}
	home := g.Home()
	out := make([]match, 0, len(found))
	for _, e := range found {
		p := idx.place(e.place)
		// Transliterations vary for the home country's names; a loose match
		// far from it is a coincidence.
		if loose && p.Country != home {
			continue
		}
		w := float64(p.Population)
		if !e.main {
			w /= 10
		}
		if p.Kind == Quarter || p.Kind == Abandoned {
			w /= 100
		}
		out = append(out, match{e.place, e.main, w})
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.weight != b.weight {
			return a.weight > b.weight
		}
		if a.main != b.main {
			return a.main
		}
		return a.place < b.place
	})
	return out
}

// narrow keeps the matches that fit the hint.
func (g *Gazetteer) narrow(matches []match, hint Hint) []match {
	if hint.Region == "" && hint.Country == "" {
		return matches
	}
	region := g.RegionByName(hint.Region)
	idx := must(g.names())
	want := Fold(withoutKind(hint.Region))
	var out []match
	for _, m := range matches {
		p := *idx.place(m.place)
		if hint.Country != "" && !strings.EqualFold(hint.Country, p.Country) {
			continue
		}
		fits := hint.Region == "" || region != nil && p.RegionID == region.ID ||
			Fold(withoutKind(g.RegionName(p))) == want || Fold(g.CountryName(p.Country)) == want ||
			strings.EqualFold(hint.Region, p.RegionID) || strings.EqualFold(hint.Region, p.Country)
		if fits {
			out = append(out, m)
		}
	}
	return out
}

func (g *Gazetteer) distance(m match, p geo.Point) geo.Meters {
	d, _ := geo.Distance(must(g.names()).place(m.place).Point, p)
	return d
}

func (g *Gazetteer) candidate(i int32) Candidate {
	p := *must(g.names()).place(i)
	return Candidate{Place: p, Region: g.RegionName(p)}
}
