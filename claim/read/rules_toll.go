package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var tollRules = []Rule{{
	Name: "toll", Kind: claim.Toll,
	Says: "so many killed, wounded, displaced",
	Examples: []Example{
		{"The shelling of Nikopol killed a 61-year-old woman, Russia said.", "", "value=1 unit=count reference_place=Nikopol"},
		{"In Kharkiv seven people died and 23 were injured.", "", "value=23 unit=count"},
		{"The conflict has driven 5.9 million Ukrainians abroad.", "", "value=5900000 unit=count"},
		{"Some 6,100 people left border communities of Sumy Oblast.", "", "value=6100"},
		{"Russian casualties on the southern axis: 4,900.", "", "actor=russia value=4900"},
		{"A strike on the city of Sumy killed two people and wounded at least 11.", "", "value=2 unit=count reference_place=Sumy"},
		{"The UN has verified the deaths of 14,534 civilians in Ukraine.", "", "value=14534 region=Ukraine attribution=UN"},
		{"Almost 147,000 dead Russian soldiers have been named.", "", "actor=russia value=147000 bound=nearly"},
		{"Kyiv's estimate of Russian casualties passed 1.3 million in April.", "2026-05-19", "actor=russia value=1300000 bound=more_than attribution=Kyiv"},
		{"Moscow puts its military dead at 6,000.", "", "actor=russia value=6000 unit=count"},
		{"The war has left hundreds of thousands dead.", "", "unit=count"},
		{"A drone strike in Kherson claimed three lives.", "", "value=3 unit=count reference_place=Kherson"},
		{"At least five people lost their lives in Sumy.", "", "value=5 bound=at_least reference_place=Sumy"},
		{"The cellar saved 30 lives.", "", ""},
		{"A glide bomb on the centre of Kramatorsk has left four people dead and another nine wounded.", "", "value=9 reference_place=Kramatorsk"},
		{"As a result of the shelling of Kostiantynivka two persons died and six more received injuries.", "", "value=6 reference_place=Kostiantynivka"},
		{"The war goes on. Every mile costs Russia 230 dead and wounded.", "", "actor=russia value=230"},
		{"A missile slaughtered six people and injured 14 in Dnipro.", "", "value=6 reference_place=Dnipro"},
		{"Shelling of Kherson injured two men and killed a woman of 61.", "", "value=2 reference_place=Kherson"},
		{"Russia's dead and wounded now number more than 1.1 million.", "", "actor=russia value=1100000 bound=more_than"},
		{"Two people were fined.", "", ""},
	},
	sentence: (*sentence).tolls,
}}

var tollVerbs = set("slaughtered butchered massacred murdered killed killing kills wounded wounding injured injuring injures maimed displaced displacing displaces uprooted uprooting uprooted died dies perished slain kill wound injure displace hurt die dies dying flee fled fleeing flees evacuated wounds injures")
var tollNouns = set("dead deaths death casualties casualty fatalities fatality refugees killed wounded injured injuries victims displaced losses died perished toll")

// soldiers are those whom an army loses.
var soldiers = set("servicemen soldiers troops personnel men fighters servicemembers combatants marines paratroopers officers people")

func (s *sentence) tolls() []draft {
	out := s.singleTolls()
	for _, q := range s.qty {
		if q.dim != bare || q.used || q.unit == "money" || s.ageAt(q.to) || s.low(q.from-1) == "of" && personal[s.low(q.from-2)] || s.agedBefore(q.from) {
			continue
		}
		at := -1
		if w := s.low(q.to); (tollVerbs[w] || tollNouns[w]) && w != "losses" && q.to < len(s.toks) && !(strings.HasSuffix(w, "ing")) {
			at = q.to // "17 wounded in an air strike"
		}
		// a verb right before: killed two people, wounded at least 11, death toll to 14
		for k := q.from - 1; at < 0 && k >= 0 && k >= q.from-8; k-- {
			w := s.low(k)
			if k < q.from-5 && w != "refugees" {
				continue
			}
			if w == "refugees" && (s.low(q.from-1) == "number" || s.low(q.from-1) == "numbered" || s.low(q.from-1) == "total" || s.low(q.from-1) == "at") {
				at = k
				break
			}
			if w == "losses" && s.low(q.from-1) == "at" && !s.hasArea() { // "put Russian losses in the battle at more than 60,000"
				at = k
				break
			}
			if tollVerbs[w] || (w == "lost" || w == "lose" || w == "loses" || w == "losing") && soldiers[s.low(q.to)] {
				at = k
				break
			}
			if w == "deaths" || w == "toll" || w == "casualties" || w == "death" {
				at = k
				if w == "death" && s.low(k+1) == "toll" {
					at = k
				}
				break
			}
			if w == "," || w == ";" || s.toks[k].kind == quoteMark || w == "and" && (!tollVerbs[s.low(k-1)] && !tollVerbs[s.low(k+1)] || k == q.from-1 && s.tollBehind(q.to)) {
				break
			}
			if s.toks[k].kind == number {
				break
			}
		}
		end := q.to
		if at == q.to {
			end = q.to + 1
		}
		if at < 0 {
			// behind it: 110 Russian casualties, 147,000 dead soldiers, two people were killed, left 14 people dead
			for k := q.to; k < min(len(s.toks), q.to+8); k++ {
				w := s.low(k)
				if tollNouns[w] || tollVerbs[w] {
					if (w == "losses" || w == "victims") && s.hasArea() {
						break
					}
					if (w == "killing" || w == "wounding" || w == "injuring") && s.low(k-1) == "," {
						break
					}
					// "5,059 drones were launched, killing" must not match; people only
					if tollVerbs[w] && !beWords[s.low(k-1)] && s.low(k-1) != "been" && w != "died" && w != "killed" && w != "wounded" && w != "injured" && w != "perished" && w != "displaced" && w != "die" && w != "dies" && w != "fled" && w != "flee" {
						break
					}
					at, end = k, k+1
					break
				}
				if w == "and" && k+1 < len(s.toks) {
					if _, n := cardinal(s.toks, k+1); n > 0 {
						break
					}
				}
				if s.toks[k].kind == mark && w != "-" && !(w == ":" && k == q.to && s.leads(q)) || w == "in" && k > q.to+2 || s.toks[k].kind == number {
					break
				}
			}
		}
		if at < 0 {
			at, end = s.uprooted(q)
		}
		if at < 0 {
			at, end = s.livesLost(q)
		}
		if at < 0 {
			at, end = s.tollLine(q)
		}
		if at < 0 {
			continue
		}
		if q.to < len(s.toks) && (s.low(q.to) == "years" || s.low(q.to) == "days" || s.low(q.to) == "drones" || s.low(q.to) == "missiles" || s.low(q.to) == "%" || s.low(q.to) == "months" || s.low(q.to) == "times" || s.low(q.to) == "hours") {
			continue
		}
		d := draft{from: min(at, q.from), to: max(end, q.to), anchor: q.core, window: windowNear, source: sourceSentence}
		d.Unit, d.Approx, d.Bound = claim.Count, q.approx, q.bound
		if !q.vague {
			d.Value = q.value
		}
		q.used = true
		if q.to < len(s.toks) && s.toks[q.to].kind == word && !placePreps[s.low(q.to)] && s.low(q.to) != "and" {
			d.to = max(d.to, q.to+1)
		}
		// whose dead: Russian soldiers, Ukrainian troops
		for _, a := range s.actors {
			if a.from >= q.to-1 && a.from <= end+2 && a.prep != "in" && (a.form == byForces || a.form == byOwner) && s.r.isBelligerent(a.party) && !s.civilNoun(a.to) && !s.civilNoun(a.to-1) {
				d.Actor = a.party
				d.to = max(d.to, a.to)
			}
		}
		if d.Actor == "" {
			for k := q.to; k < min(len(s.toks), end+3); k++ {
				if h, ok := s.is(partyAdjective, k); ok && s.r.isBelligerent(h.id) && k <= end+1 && !s.civilNoun(h.to) {
					d.Actor = h.id
				}
			}
		}
		if w := s.low(at); strings.HasPrefix(w, "los") && d.Actor == "" {
			d.Actor = s.mainSubject()
		}
		for k := max(0, q.from-8); k < q.from && d.Actor == ""; k++ {
			if w := s.low(k); w == "cost" || w == "costing" || w == "costs" {
				if a, ok := s.actorIn(k+1, q.from); ok && s.r.isBelligerent(a.party) {
					d.Actor = a.party
					break
				}
				if d.Actor = s.mainSubject(); d.Actor == "" {
					d.Actor = s.r.subject
				}
			}
		}
		if d.Actor == "" { // "Russian forces have suffered 78 casualties", "Russian losses: 89,000 killed"
			for k := 0; k < q.from; k++ {
				if w := s.low(k); w == "suffered" || w == "sustained" || w == "losses" || w == "casualties" {
					if a, ok := s.actorIn(max(0, k-6), k); ok && s.r.isBelligerent(a.party) && a.form != asPlace {
						d.Actor = a.party
					}
				}
			}
		}
		if d.Actor == "" {
			d.Actor = s.ownDead(at)
		}
		if d.Actor == "" && tollNouns[s.low(at)] && at < q.from { // "Russia's dead and wounded now number"
			for k := at; k > 0 && k > at-4 && d.Actor == ""; k-- {
				if p := s.ownerBefore(k); p != "" && s.r.isBelligerent(p) {
					d.Actor = p
				}
			}
		}
		d.ReferencePlace = s.tollPlace()
		for k := d.to; k < min(len(s.toks), d.to+8); k++ {
			if s.low(k) == "in" || s.low(k) == "across" {
				if n, e := s.regionAt(min(k+1, len(s.toks)-1)); n != "" && e > 0 {
					d.Region = n
				} else if k+2 < len(s.toks) && d.ReferencePlace == "" && s.low(k+1) != "the" {
					if e := s.properAt(k + 1); e > k+1 {
						d.ReferencePlace = s.slice(k+1, e)
					}
				}
				break
			}
		}
		for k := 0; k < q.from && d.Region == "" && d.ReferencePlace == ""; k++ { // "A strike on Sumy region killed nine"
			if w := s.low(k); w == "on" || w == "in" || w == "across" {
				if n, _ := s.regionAt(min(k+1, len(s.toks)-1)); n != "" && !s.isSide(n) && n != s.r.lex.war.Home && !(s.isTown(n) && s.r.lex.parties[s.r.lex.defender].Capital == n) {
					d.Region = n
				}
			}
		}
		if m := s.r.lastToll; d.ReferencePlace == "" && d.Region == "" && d.Actor == "" && m.block == s.r.blocks && len(s.actors) == 0 {
			d.ReferencePlace, d.Region = m.place, m.region // "Seven were hurt."
			if len(s.when) == 0 && m.window.From != control.NoDay {
				d.Window, d.window = m.window, windowSet
			}
		}
		by := ""
		if s.r.lastToll.block == s.r.blocks {
			by = s.r.lastToll.by
		}
		s.r.lastToll = tollMemory{d.ReferencePlace, d.Region, s.r.blocks, claim.NoWindow, by}
		if d.ReferencePlace != "" && d.Region != "" && strings.Contains(d.Region, d.ReferencePlace) {
			d.Region = ""
		}
		if h, ok := s.covers(partyAdjective, at-1); ok && at > 0 && h.to == at && s.r.isBelligerent(h.id) && (s.low(at) == "casualties" || s.low(at) == "deaths" || s.low(at) == "losses" || s.low(at) == "dead") {
			d.Actor = h.id // "Kyiv's estimate of Russian casualties"
		}
		d.Why = "“" + s.low(at) + "” with a number of people"
		out = append(out, d)
	}
	return out
}

// struckNouns stand before "of" and the place that is struck.
var struckNouns = set("mayor shelling bombing bombardment port strike attack raid city town village")

// tollPlace reads the place of a strike: "strike on the city of Sumy".
func (s *sentence) tollPlace() string {
	for k := range s.toks {
		w := s.low(k)
		if n := s.low(k + 1); n == "telegram" || n == "facebook" || n == "x" || n == "western" || n == "third" || n == "occupied" {
			continue
		}
		if w != "on" && w != "in" && w != "at" && !(w == "of" && struckNouns[s.low(k-1)]) {
			continue
		}
		j := k + 1
		for s.low(j) == "the" || s.low(j) == "city" || s.low(j) == "town" || s.low(j) == "village" || s.low(j) == "of" || s.low(j) == "eastern" || s.low(j) == "southern" || s.low(j) == "northern" || s.low(j) == "central" || s.low(j) == "centre" || s.low(j) == "center" || s.low(j) == "outskirts" || s.low(j) == "heart" || s.low(j) == "edge" || s.low(j) == "suburbs" {
			j++
		}
		if j < len(s.toks) && j > k {
			if _, ok := s.is(regionName, j); ok {
				if _, region := s.is(regionNoun, j+1); region || !s.isTown(s.toks[j].text) {
					continue
				}
			}
			if h, ok := s.is(partyName, j); ok && s.low(h.to) != "'s" && (w == "on" || w == "at" || w == "in" || w == "of") {
				for _, p := range s.r.lex.parties {
					if p.ID == h.id && p.Capital == s.slice(j, h.to) && k > 0 && w != "in" { // "A Russian attack on Kyiv"
						return p.Capital
					}
				}
			}
			if e := s.properAt(j); e > j && !s.mask[j] {
				if _, ok := s.is(venueName, j); ok && !s.isTown(s.toks[j].text) {
					continue
				}
				if _, ok := s.is(regionNoun, e); ok {
					continue
				}
				return s.slice(j, e)
			}
		}
	}
	return ""
}
