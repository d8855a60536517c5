package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

// distribute gives figures that are listed beside as many regions, places, periods
// or sides each its own: "74% and 81% of the Zaporizhzhia and Kherson regions
// respectively", "245 and 310 sq km in January and December, respectively".
func (s *sentence) distribute() {
	told := contains(s.toks, 0, len(s.toks), "respectively")
	for _, list := range s.quantityLists() {
		if !told && !s.listsMeet(list) {
			continue
		}
		first := list[0]
		whole := s.listDraft(list)
		if whole < 0 {
			continue
		}
		shared := s.sharersOf(list)
		if shared == nil {
			continue
		}
		model := s.drafts[whole]
		for k, q := range list {
			d := s.draftOf(q)
			if d == nil {
				x := model
				x.from, x.to, x.anchor = q.from, q.to, q.core
				x.Value, x.Approx, x.Bound = q.value, q.approx, q.bound
				q.used = true
				s.drafts = append(s.drafts, x)
				d = &s.drafts[len(s.drafts)-1]
			}
			d.Kind, d.Unit, d.Actor, d.Direction = model.Kind, model.Unit, model.Actor, model.Direction
			d.Region, d.ReferencePlace, d.source, d.Attribution = model.Region, model.ReferencePlace, model.source, model.Attribution
			shared(k, d)
			d.Why = "the " + ordinalWord(k) + " of as many told beside " + s.slice(first.from, list[len(list)-1].to)
		}
	}
}

func ordinalWord(k int) string {
	return [...]string{"first", "second", "third", "fourth", "fifth"}[min(k, 4)]
}

// quantityLists finds runs of two to five figures with only commas and "and"
// between them: "245 and 310 square kilometres".
func (s *sentence) quantityLists() [][]*quantity {
	var out [][]*quantity
	var run []*quantity
	end := func() {
		if len(run) >= 2 && len(run) <= 5 {
			out = append(out, run)
		}
		run = nil
	}
	for _, q := range s.qty {
		if q.converted {
			continue
		}
		if n := len(run); n > 0 {
			p := run[n-1]
			like := p.dim == q.dim || p.dim == bare && q.dim != ratio
			if !like || !s.listJoint(s.behind(p), q.from) {
				end()
			}
		}
		if len(q.value) == 1 && !q.vague && q.unit != "money" && q.dim != ratio {
			run = append(run, q)
		} else {
			end()
		}
	}
	end()
	return out
}

// listJoint reports only a comma, an "and" or both between two tokens.
func (s *sentence) listJoint(i, j int) bool {
	if i >= j || j-i > 2 {
		return false
	}
	for ; i < j; i++ {
		if w := s.low(i); w != "," && w != "and" {
			return false
		}
	}
	return true
}

// listsMeet reports shares listed right before as many regions: "74% and 81% of
// the Zaporizhzhia and Kherson regions".
func (s *sentence) listsMeet(list []*quantity) bool {
	last := list[len(list)-1]
	if last.dim != percent || s.low(last.to) != "of" {
		return false
	}
	i := last.to + 1
	if s.low(i) == "the" {
		i++
	}
	names, _, _ := s.nameList(i)
	return len(names) == len(list)
}

// draftOf is the claim that a rule has drawn from a quantity.
func (s *sentence) draftOf(q *quantity) *draft {
	for k := range s.drafts {
		if d := &s.drafts[k]; d.anchor >= q.from && d.anchor < q.to && d.Kind != claim.Conversion {
			return d
		}
	}
	return nil
}

// listDraft is the index of the draft that tells most of a list's figures, -1 where
// none is of a kind that can be listed.
func (s *sentence) listDraft(list []*quantity) int {
	for k := len(list) - 1; k >= 0; k-- {
		for i := range s.drafts {
			d := &s.drafts[i]
			if d.anchor < list[k].from || d.anchor >= list[k].to {
				continue
			}
			switch d.Kind {
			case claim.AreaChange, claim.AreaHeld, claim.Share, claim.SettlementControl, claim.DistanceBearing, claim.Trend, claim.Toll:
				return i
			}
		}
	}
	return -1
}

// nameList reads names that begin at token i with commas and "and" between them,
// and where they end; noun is a region's noun behind the last, in the singular.
func (s *sentence) nameList(i int) (names []string, noun string, end int) {
	for i < len(s.toks) && len(names) < 6 {
		if s.low(i) == "the" {
			i++
		}
		if i >= len(s.toks) || s.toks[i].kind != word || !s.toks[i].capital() || s.timeOver(i) != nil {
			break
		}
		var e int
		if h, ok := s.is(regionName, i); ok {
			e = h.to
		} else if e = s.properAt(i); e == i {
			break
		}
		names = append(names, s.slice(i, e))
		end = e
		if _, ok := s.is(regionNoun, e); ok {
			noun = strings.TrimSuffix(s.low(e), "s")
			end = e + 1
		}
		j := end
		for s.low(j) == "," || s.low(j) == "and" || s.low(j) == "in" {
			j++
		}
		if j == end || noun != "" && s.low(end) != "and" && s.low(end) != "," {
			break
		}
		i = j
	}
	return names, noun, end
}

// sharersOf finds what a list's figures are told of one by one, and returns what
// gives each its own; nil where the sentence lists nothing as often.
func (s *sentence) sharersOf(list []*quantity) func(k int, d *draft) {
	n := len(list)
	from, to := list[0].from, s.behind(list[n-1])
	var steps []func(k int, d *draft)
	// periods
	for a := 0; a+n <= len(s.when); a++ {
		ok := s.when[a].from >= to || s.when[a].to <= from
		for k := a; k+1 < a+n && ok; k++ {
			i := s.when[k].to
			j := s.when[k+1].from
			for s.low(j-1) == "in" || s.low(j-1) == "on" {
				j--
			}
			ok = s.listJoint(i, j) && s.when[k].grain == s.when[k+1].grain
		}
		if ok && (a+n == len(s.when) || !s.listJoint(s.when[a+n-1].to, s.when[a+n].from)) {
			run := s.when[a : a+n]
			steps = append(steps, func(k int, d *draft) {
				d.Window, d.window = run[k].win, windowSet
				d.Window.Phrase = s.slice(run[k].from, run[k].to)
			})
			break
		}
	}
	// regions and places
	for i := 0; i < len(s.toks); i++ {
		if i >= from && i < to || !s.toks[i].capital() || s.toks[i].kind != word {
			continue
		}
		names, noun, end := s.nameList(i)
		if len(names) != n {
			i = max(i, end-1)
			continue
		}
		known := 0
		for _, name := range names {
			if s.r.lex.regions[strings.ToLower(name)] || s.placeLike(name) || s.r.knows(name) || s.isTown(name) {
				known++
			}
		}
		if known < n && noun == "" || known == 0 && noun == "" {
			continue
		}
		steps = append(steps, func(k int, d *draft) {
			name := names[k]
			switch noun {
			case "direction", "sector", "area", "front":
				name += " " + noun
			case "axi", "axe", "axis": // axes
				name += " axis"
			}
			switch d.Kind {
			case claim.DistanceBearing:
				d.ReferencePlace = name
			default:
				d.Region = name
			}
		})
		break
	}
	// sides
	var sides []actor
	for _, a := range s.actors {
		if s.r.isBelligerent(a.party) && a.form != asPlace && a.prep == "" && a.to <= from && !s.sayBetween(a.to, min(a.to+2, from)) {
			sides = append(sides, a)
		}
	}
	if len(sides) > n {
		sides = sides[len(sides)-n:]
	}
	if len(sides) == 2 && n == 2 && sides[0].party != sides[1].party && contains(s.toks, sides[0].to, sides[1].from+1, "and") && sides[1].from-sides[0].to <= 4 {
		steps = append(steps, func(k int, d *draft) {
			d.Actor = sides[k].party
			for _, t := range s.trig {
				if c := directionOf(t.class); c != "" && t.from >= sides[k].to && t.from-sides[k].to <= 2 {
					d.Direction = c
				}
			}
		})
	}
	if len(steps) == 0 {
		return nil
	}
	return func(k int, d *draft) {
		for _, step := range steps {
			step(k, d)
		}
	}
}
