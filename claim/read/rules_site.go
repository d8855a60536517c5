package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

var siteRules = []Rule{{
	Name: "site held", Kind: claim.SiteControl,
	Says: "a plant, bridge, dam or port held, taken or under somebody's control",
	Examples: []Example{
		{"The Zaporizhzhia nuclear power plant, which Russian troops have occupied since March 2022, is idle.", "", "actor=russia reference_place=Zaporizhzhia from=2022-03-01"},
		{"Russia keeps the Kerch bridge.", "", "actor=russia reference_place=Kerch"},
		{"The Zaporizhzhia region is home to Europe's largest nuclear power plant, currently under Russian control.", "", "actor=russia reference_place=Zaporizhzhia"},
		{"Kyiv denied that Russian troops, who control the Zaporizhzhia nuclear power plant, had taken the Kakhovka dam.", "", "actor=russia reference_place=Zaporizhzhia modality=asserted attribution="},
		{"The ministry denied losing the Antonivka bridge and insisted Ukraine still held the port of Ochakiv.", "", "actor=ukraine reference_place=Ochakiv modality=asserted attribution=ministry"},
		{"Russia refuses to give up the Zaporizhzhia plant.", "", "actor=russia direction=lost reference_place=Zaporizhzhia modality=denied"},
		{"Kyiv wants the Zaporizhzhia nuclear plant returned to Ukrainian control.", "", "actor=ukraine reference_place=Zaporizhzhia modality=demanded attribution=Kyiv"},
		{"Moscow has run the Zaporizhzhia nuclear plant since March 2022.", "", "actor=russia reference_place=Zaporizhzhia from=2022-03-01"},
		{"The Zaporizhzhia nuclear plant, run by Russia since March 2022, is idle.", "", "actor=russia reference_place=Zaporizhzhia from=2022-03-01"},
		{"Kyiv, in turn, demands the return of the Zaporizhzhia nuclear power plant.", "", "actor=ukraine direction=gained reference_place=Zaporizhzhia modality=demanded attribution=Kyiv"},
		{"The bridge was closed to traffic.", "", ""},
	},
	sentence: (*sentence).siteClaims,
}}

// siteAt reads a facility at token i: a listed one, or capitalized words before
// a facility's noun.
func (s *sentence) siteAt(i int) (name string, end int) {
	if h, ok := s.is(siteName, i); ok {
		return h.id, h.to
	}
	if s.low(i) == "it" && s.r.site != "" && s.r.siteBlock == s.r.blocks && len(s.places) == 0 {
		for _, t := range s.trig {
			if t.to == i && !t.noun && (t.class == holdVerb || t.class == occupyVerb || t.class == gainVerb) {
				return s.r.site, i + 1
			}
		}
	}
	if h, ok := s.is(siteNoun, i); ok {
		b := i
		for b > 0 && i-b < 4 && s.toks[b-1].kind == word && (s.toks[b-1].capital() && !determiners[s.low(b-1)] || siteAdjectives[s.low(b-1)]) {
			if _, ok := s.is(partyAdjective, b-1); ok {
				break
			}
			b--
		}
		for b < i && !s.toks[b].capital() {
			b++
		}
		if b < i {
			name = s.slice(b, h.to)
		}
		if name == "" && strings.Contains(s.slice(max(0, i-2), h.to), "nuclear") {
			// "Europe's largest nuclear power plant": the listed one of the region named
			for _, site := range s.r.lex.war.Sites {
				for _, where := range site.NuclearIn {
					for k := range s.toks {
						if s.toks[k].text == where {
							return site.Name, h.to
						}
					}
				}
			}
			if s.r.site != "" {
				return s.r.site, h.to
			}
		}
		if name == "" && i > 0 && s.low(i-1) == "the" && s.r.site != "" && (s.low(i) == "plant" || s.low(i) == "station" || s.low(i) == "facility") {
			return s.r.site, h.to
		}
		// "the port of Berdiansk"
		if name == "" && s.low(h.to) == "of" {
			if e := s.properAt(h.to + 1); e > h.to+1 {
				return s.slice(i, e), e
			}
		}
		// "the dam at Kurakhove"
		if name == "" && (s.low(h.to) == "at" || s.low(h.to) == "near" || s.low(h.to) == "in") {
			if e := s.properAt(h.to + 1); e > h.to+1 {
				return s.slice(h.to+1, e) + " " + s.slice(i, h.to), e
			}
		}
		return name, h.to
	}
	return "", 0
}

var siteAdjectives = set("nuclear power hydroelectric thermal coal international railway rail road strategic")

// labelSite reads the label in capitals that opens a paragraph on a facility:
// "SNAKE ISLAND. Captured by Russia on day one".
func (r *reader) labelSite(b *blockText) {
	r.topic = ""
	end := 0
	for end < len(b.toks) && end < 5 && b.toks[end].kind == word && b.toks[end].text == strings.ToUpper(b.toks[end].text) && len(b.toks[end].text) > 1 {
		end++
	}
	if end == 0 || end >= len(b.toks) || b.toks[end].low != "." && b.toks[end].low != ":" {
		return
	}
	words := strings.Fields(b.text[b.toks[0].start:b.toks[end-1].end])
	for k := range words {
		words[k] = titleCase(words[k])
	}
	name := strings.Join(words, " ")
	for _, x := range r.lex.war.Sites {
		for _, w := range x.Words {
			if strings.EqualFold(w, name) || strings.EqualFold(x.Name, name) {
				r.topic = x.Name
				return
			}
		}
		for _, w := range x.NuclearIn {
			if strings.EqualFold(w, name) && (contains(b.toks, 0, len(b.toks), "nuclear") || contains(b.toks, 0, len(b.toks), "plant")) {
				r.topic = x.Name
				return
			}
		}
	}
	low := strings.Fields(strings.ToLower(name))
	for _, noun := range []string{"bridge", "airport", "island", "dam", "plant", "port", "towers", "station", "works", "base", "airfield", "refinery"} {
		if low[len(low)-1] == noun {
			r.topic = name
			return
		}
	}
	for _, noun := range []string{"steelworks", "dam", "plant", "station"} {
		if contains(b.toks, end, len(b.toks), noun) {
			r.topic = name + " " + noun
			return
		}
	}
}

// topicClaims reads what a paragraph with a facility's label says of it: "Captured
// by Russia on day one; recaptured by Ukraine on June 30".
func (s *sentence) topicClaims() []draft {
	if s.r.topic == "" {
		return nil
	}
	var out []draft
	add := func(d draft) {
		d.ReferencePlace, d.window, d.source = s.r.topic, windowNear, sourceSentence
		out = append(out, d)
	}
	for _, t := range s.trig {
		d := draft{from: t.from, to: t.to, anchor: t.from}
		if t.noun {
			continue
		}
		switch t.class {
		case gainVerb:
			d.Direction = claim.Gained
		case occupyVerb:
			d.Direction = claim.Gained
		case loseVerb:
			d.Direction = claim.Lost
		case holdVerb:
		case fallVerb:
			if t.low != "fell" {
				continue
			}
			d.Direction, d.Actor = claim.Gained, s.r.lex.invader
		default:
			continue
		}
		if participle(t.low) && !t.passive && (t.from == 0 || s.toks[t.from-1].kind == mark) {
			t.passive = true
		}
		if d.Actor == "" {
			d.Actor, _ = s.subjectOf(t)
		}
		if a, ok := s.subjectMention(t); ok && !t.passive {
			d.from = a.from
		}
		d.Why = "“" + s.slice(t.from, t.to) + "” in a paragraph on the site"
		if d.Actor != "" {
			add(d)
		}
	}
	for k := range s.toks {
		if p := s.inControl(k, k+1); p != "" {
			d := draft{from: max(0, k-2), to: k + 1, anchor: k}
			d.Actor = p
			d.Why = "said to be under control, in a paragraph on the site"
			add(d)
		}
	}
	s.siteSpans = append(s.siteSpans, [2]int{0, len(s.toks)})
	return out
}

func (s *sentence) siteClaims() []draft {
	if out := s.topicClaims(); len(out) > 0 {
		return out
	}
	var out []draft
	for i := 0; i < len(s.toks); i++ {
		name, end := s.siteAt(i)
		if name == "" {
			continue
		}
		s.r.site, s.r.siteBlock = name, s.r.blocks
		from := s.nounStart(i)
		for k := i; k > 0 && i-k < 4 && strings.Contains(name, s.toks[k-1].text) && s.toks[k-1].kind == word; k-- {
			from = s.nounStart(k - 1)
		}
		d := draft{from: from, to: end, anchor: i, window: windowNear, source: sourceSentence}
		d.ReferencePlace = name
		if p := s.inControl(end, min(len(s.toks), end+10)); p != "" && (!s.stopBetween(end, end+1) || s.low(end) == ":" && s.opensText(from)) {
			d.Actor = p
			d.Why = "said to be under control"
			for k := end; k < min(len(s.toks), end+12); k++ {
				if w := s.low(k); w == "control" || w == "hands" || w == "occupation" || w == "possession" || w == "rule" {
					d.to = k + 1
				}
			}
			for _, t := range s.trig {
				if t.class == fallVerb && t.from >= end && t.from < d.to && s.low(end) != ":" {
					d.Direction = claim.Gained // "passed into Russian hands"
				}
			}
			d.anchor = end
		} else {
			for _, t := range s.trig {
				if t.noun && !(t.class == gainNoun && s.low(t.to) == "of") {
					continue
				}
				if w := s.low(t.from - 1); w == "should" || w == "who" && s.low(t.from-2) != "," || w == "whether" || w == "would" && s.low(t.from-2) == "who" {
					continue // "who should control the plant" asserts nothing
				}
				if !t.noun && !t.passive && s.low(end) == "," && t.from == end+1 && participle(t.low) && (t.class == occupyVerb || t.class == gainVerb || t.class == holdVerb) {
					t.passive = true // "The plant, occupied since the opening weeks"
				}
				near := t.to <= i && i-t.to <= 6 && !s.commaBetween(t.to, i) || t.from >= end && t.from-end <= 10 && (t.passive || t.class == fallVerb && t.from-end <= 2 || s.low(end) == "which" || s.low(end+1) == "which" || s.low(end) == "that" || s.actorJustBefore(t.from, end))
				if !near {
					continue
				}
				switch t.class {
				case holdVerb, occupyVerb:
					if when := s.bestTime(min(t.from, i), max(t.to, end), t.from); t.class == occupyVerb && t.passive && (s.low(t.from-1) == "was" || s.low(t.from-1) == "were") && when != nil && when.role != since && when.grain <= grainMonth {
						d.Direction = claim.Gained // "was occupied on 4 March 2022"
					}
				case gainVerb, gainNoun:
					d.Direction = claim.Gained
					if when := s.bestTime(min(t.from, i), max(t.to, end), t.from); when != nil && when.role == since {
						d.Direction = ""
					}
				case loseVerb, loseNoun:
					d.Direction = claim.Lost
				case fallVerb:
					if t.low != "fell" && t.low != "fallen" && t.low != "falls" {
						continue
					}
					d.Direction, d.Actor = claim.Gained, s.r.lex.invader
				default:
					continue
				}
				if t.low == "keep" && s.low(t.from) == "keeping" {
					continue
				}
				if t.class != fallVerb {
					d.Actor, _ = s.subjectOf(t)
				}
				if d.Actor == "" && !t.passive && !t.noun && t.to <= i && strings.HasSuffix(t.low, "ing") && s.saysOrDenies(t.from-1) {
					d.Actor = s.defaultActor(t, d) // "denied losing the bridge"
				}
				if d.Actor == "" && t.passive && t.class == occupyVerb {
					d.Actor = s.r.lex.invader
				}
				d.Why = "“" + s.slice(t.from, t.to) + "” of a site"
				d.from, d.to = min(d.from, t.from), max(d.to, t.to)
				if a, ok := s.subjectMention(t); ok {
					d.from = min(d.from, a.from)
				}
				d.anchor = t.from
				if d.Actor != "" {
					break
				}
			}
		}
		if d.Actor == "" {
			s.runBy(&d, i, end)
		}
		if d.Actor == "" {
			s.wantedBack(&d, i)
		}
		if d.Actor == "" {
			i = max(i, end-1)
			continue
		}
		if t := s.bestTime(d.from, d.to, d.anchor); t != nil {
			d.Window = t.win
			d.Window.Phrase = s.slice(t.from, t.to)
			if t.role == since && contains(s.toks, t.from, t.to, "end") && t.win.From != control.NoDay {
				d.Window.From = t.win.From
			}
			d.window = windowSet
			if t.from >= i && t.from-d.to < 4 {
				d.to = max(d.to, t.to)
			}
		}
		out = append(out, d)
		s.siteSpans = append(s.siteSpans, [2]int{from, end})
		i = max(i, end-1)
	}
	return out
}

// wantedBack reads "demands the return of the plant" of the site at token i.
func (s *sentence) wantedBack(d *draft, i int) {
	for k := i - 1; k > 0 && k > i-4; k-- {
		if s.low(k) != "of" || s.low(k-1) != "return" && s.low(k-1) != "handover" {
			continue
		}
		m, by := s.modalityAt(k-1, i)
		if m != claim.Demanded || by == nil || !s.r.isBelligerent(by.party) {
			return
		}
		d.Actor, d.Direction, d.from, d.anchor = by.party, claim.Gained, s.nounStart(k-1), k-1
		d.Why = "a site wanted back"
		return
	}
}

// runBy reads "Moscow has run the plant", "the plant, run by Russia" of the site
// between two tokens.
func (s *sentence) runBy(d *draft, i, end int) {
	for k := end; k < min(len(s.toks), end+4); k++ {
		if w := s.low(k); (w == "run" || w == "operated" || w == "staffed" || w == "managed") && s.low(k+1) == "by" {
			if a, ok := s.actorIn(k+2, k+5); ok && s.r.isBelligerent(a.party) {
				d.Actor, d.to, d.anchor = a.party, a.to, k
				d.Why = "“" + s.low(k) + " by” of a site"
				return
			}
		}
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch s.low(k) {
		case "run", "runs", "ran", "running", "operate", "operates", "operated", "operating", "staffs", "staffed":
		default:
			continue
		}
		for _, a := range s.actors {
			if a.to <= k && k-a.to <= 3 && s.r.isBelligerent(a.party) && (a.form == byName || a.form == byForces || a.form == byPronoun) && a.prep == "" {
				d.Actor, d.from, d.anchor = a.party, a.from, k
				d.Why = "“" + s.low(k) + "” of a site"
			}
		}
		return
	}
}

func (s *sentence) commaBetween(i, j int) bool { return contains(s.toks, i, j, ",") }

func (s *sentence) actorJustBefore(i, after int) bool {
	for _, a := range s.actors {
		if a.from >= after && a.to <= i && i-a.to <= 2 {
			return true
		}
	}
	return false
}

// inSite reports whether token i belongs to a facility's name.
func (s *sentence) inSite(i int) bool {
	for _, sp := range s.siteSpans {
		if i >= sp[0] && i < sp[1] {
			return true
		}
	}
	if _, ok := s.covers(siteName, i); ok {
		return true
	}
	return false
}
