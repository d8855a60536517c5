package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var denialRules = []Rule{{
	Name: "claim denied", Kind: claim.SettlementControl,
	Says: "what somebody claimed before, denied by another",
	Examples: []Example{
		{"Russia's defence ministry has said its troops captured 38 settlements in May. Kyiv has dismissed the claim as propaganda.", "2026-06-03", "actor=russia direction=gained value=38 modality=denied attribution=Kyiv from=2026-05-01"},
		{"Kyiv says its troops have retaken the village of Myrne. Russian military bloggers deny this.", "", "actor=ukraine direction=gained reference_place=Myrne modality=denied attribution=Russian"},
		{"The Russian ministry said its troops had seized Podoly. Kyiv rejected the report on Podoly.", "", "actor=russia reference_place=Podoly modality=denied attribution=Kyiv"},
		{"Russian milbloggers claimed that Russian units had entered Mala Tokmachka. The Ukrainian General Staff called this a lie.", "", "actor=russia direction=gained reference_place=Tokmachka modality=denied attribution=General"},
		{"Russia took 12 villages. Kyiv rejected the plan.", "", ""},
	},
	sentence: (*sentence).claimDenied,
}, {
	Name: "loss denied", Kind: claim.AreaChange,
	Says: "a denial of having lost any ground, or a single settlement",
	Examples: []Example{
		{"Russia's defence ministry denies having lost any ground in February.", "2026-03-04", "actor=russia direction=lost modality=denied attribution=ministry from=2026-02-01"},
		{"Kyiv denied that its forces had lost any territory near Lyman.", "", "actor=ukraine direction=lost modality=denied attribution=Kyiv region=Lyman"},
		{"Moscow denied losing a single village in the south.", "", "kind=settlement_control actor=russia direction=lost value=1 unit=count modality=denied attribution=Moscow"},
		{"The club denied having lost any money. Russia is at war.", "", ""},
	},
	sentence: (*sentence).deniesLosing,
}}

// deniedNouns are what is denied where the claim itself is not told again.
var deniedNouns = set("claim claims report reports assertion assertions statement statements this that it these allegation allegations version account announcement information data news rumour rumours rumor rumors figures figure boast encirclement loss capture withdrawal retreat advance breakthrough fall seizure")

// claimDenied finds "Kyiv dismissed the claim", "Moscow denied this": the last
// claim of the other side, denied.
func (s *sentence) claimDenied() []draft {
	if d, ok := s.hasNot(); ok {
		return []draft{d}
	}
	if d, ok := s.claimFalse(); ok {
		return []draft{d}
	}
	for _, h := range s.hits {
		if h.class != denyVerb || strings.HasSuffix(s.low(h.from), "ing") {
			continue
		}
		i := h.to
		for i < len(s.toks) && (determiners[s.low(i)] || s.low(i) == "both" || s.low(i) == "as" || s.low(i) == "russian" || s.low(i) == "ukrainian" || s.low(i) == "moscow" || s.low(i) == "kyiv" || s.low(i) == "'s") && !(deniedNouns[s.low(i)] && s.clauseEndsAt(i+1)) {
			i++
		}
		passive := s.isPassive(h.from, h.to) && deniedNouns[s.low(max(0, h.from-2))]
		if !passive && !deniedNouns[s.low(i)] || s.low(i+1) == "that" || s.low(i+1) == "of" && h.from > 0 && s.newClaim(i+1) {
			continue
		}
		if s.newClaim(i+1) || s.low(i) == "encirclement" && s.low(i+1) == "of" {
			continue // the claim denied is told here: another rule has it
		}
		prior := s.r.lastClaim
		about := ""
		if w := s.low(i + 1); w == "on" || w == "about" || w == "of" || w == "over" || w == "regarding" {
			if e := s.properAt(min(i+2, len(s.toks)-1)); e > i+2 {
				about = s.slice(i+2, e)
			}
		}
		if about != "" && s.r.lastSettlement.Kind != "" && s.r.settled[about].Kind != "" {
			prior = s.r.settled[about]
		}
		for k := range s.drafts { // said earlier in the sentence
			if d := s.drafts[k]; d.to <= h.from && (d.Kind == claim.SettlementControl || d.Kind == claim.AreaChange) {
				prior = d.Claim
			}
		}
		if prior.Kind == "" || s.r.blocks-s.r.lastClaimBlock > 1 && about == "" {
			continue
		}
		switch prior.Kind {
		case claim.SettlementControl, claim.AreaChange, claim.SiteControl, claim.Front:
		default:
			continue
		}
		name, party, from := s.denier(h)
		if name == "" || party != "" && strings.EqualFold(prior.Attribution, name) {
			continue
		}
		d := draft{Claim: prior, from: from, to: min(len(s.toks), i+1), anchor: h.from, window: windowSet, source: sourceSet, setMode: true}
		d.Attribution, d.Through, d.Modality = name, "", claim.Denied
		if d.Window.To == d.Window.From { // the day of the announcement
			d.Window = claim.NoWindow
		}
		d.Window.Phrase = ""
		d.Confidence = 0
		d.Why = "“" + s.slice(h.from, h.to) + "” of the claim before"
		return []draft{d}
	}
	return nil
}

// newClaim reports ground told of between token i and the clause's end: a place,
// a figure or a word of gaining or losing.
func (s *sentence) newClaim(i int) bool {
	for k := i; k < len(s.toks) && s.low(k) != "," && s.low(k) != ";"; k++ {
		for _, t := range s.trig {
			if t.from == k {
				return true
			}
		}
		for _, q := range s.qty {
			if q.from == k && q.dim != bare {
				return true
			}
		}
	}
	return false
}

// clauseEndsAt reports a mark, or nothing, at token i.
func (s *sentence) clauseEndsAt(i int) bool {
	return i >= len(s.toks) || s.toks[i].kind == mark || s.low(i) == "as" || s.low(i) == "and"
}

// denier names who denies: the subject of the verb.
func (s *sentence) denier(h hit) (name, party string, from int) {
	a, b, ok := s.subjectSpan(h.from)
	if !ok {
		return "", "", 0
	}
	if b == a+1 && s.pronounSpeaker(a) {
		p := s.pronounParty(a)
		if p == "" {
			return "", "", 0
		}
		return s.partyTitle(p), p, a
	}
	name, _, _ = s.nameOf(a, b)
	if x, ok := s.actorIn(a, b); ok {
		party = x.party
	}
	return name, party, a
}

var falseWords = set("false untrue fake baseless premature nonsense fabricated fabrication fiction incorrect unfounded exaggerated propaganda disinformation lie lies invention fantasy hoax bluff rubbish")

// claimFalse reads "the border service said the report was false", "The governor's
// office dismissed that as false", "Kyiv called it a lie": the claim before,
// denied.
func (s *sentence) claimFalse() (draft, bool) {
	for k := range s.toks {
		if !falseWords[s.low(k)] {
			continue
		}
		noun := -1
		for i := k - 1; i >= 0 && i > k-6; i-- {
			if deniedNouns[s.low(i)] || s.low(i) == "both" {
				noun = i
				break
			}
		}
		prior := s.r.lastClaim
		for i := range s.drafts {
			if d := s.drafts[i]; d.to <= k && d.Direction != "" && (d.Kind == claim.SettlementControl || d.Kind == claim.AreaChange) {
				prior = d.Claim
			}
		}
		if noun < 0 || prior.Kind == "" || s.r.blocks-s.r.lastClaimBlock > 1 && len(s.drafts) == 0 {
			continue
		}
		for i := noun - 1; i >= 0; i-- {
			h, say := s.is(sayVerb, i)
			if d, deny := s.is(denyVerb, i); deny {
				h, say = d, true
			}
			if !say {
				continue
			}
			name, party, from := s.denier(h)
			if name == "" || party != "" && strings.EqualFold(prior.Attribution, name) {
				break
			}
			d := draft{Claim: prior, from: from, to: k + 1, anchor: k, window: windowSet, source: sourceSet, setMode: true}
			d.Attribution, d.Through, d.Modality, d.Confidence = name, "", claim.Denied, 0
			if d.Window.To == d.Window.From { // the day of the announcement
				d.Window = claim.NoWindow
			}
			d.Window.Phrase = ""
			d.Why = "“" + s.low(k) + "” of the claim before"
			return d, true
		}
	}
	return draft{}, false
}

// hasNot reads "Moscow says Lyman has been captured. Lyman has not.": the article
// itself negates what was told of a place.
func (s *sentence) hasNot() (draft, bool) {
	for k := range s.toks {
		w := s.low(k)
		end := 0
		switch {
		case auxiliary[w] && strings.HasSuffix(w, "n't"):
			end = k + 1
		case auxiliary[w] && s.low(k+1) == "not":
			end = k + 2
		}
		either := s.low(end) == "either"
		if either || s.low(end) == "yet" {
			end++
		}
		if end == 0 || !s.clauseEndsAt(end) || k == 0 {
			continue
		}
		var prior claim.Claim
		names, from, _ := s.townBefore(k)
		if len(names) > 0 {
			prior = s.r.settled[names[0]]
			if prior.Kind == "" && s.r.blocks-s.r.lastSettlementBlock <= 1 && s.r.lastSettlement.Kind != "" {
				prior = s.r.lastSettlement
				prior.ReferencePlace = names[0]
			}
		}
		for j := range s.drafts {
			if d := s.drafts[j]; d.Kind == claim.SettlementControl && d.Direction != "" && d.to <= k && len(names) > 0 {
				prior = d.Claim
				prior.ReferencePlace = names[0]
			}
		}
		if either && len(names) > 0 && prior.Kind == "" && s.r.blocks == s.r.lastDeniedBlock { // "Pokrovsk did not fall. Kupiansk did not either."
			prior = s.r.lastDenied
			prior.ReferencePlace = names[0]
		}
		if prior.Kind == "" {
			continue
		}
		d := draft{Claim: prior, from: from, to: end, anchor: k, window: windowSet, source: sourceSet, setMode: true}
		d.Attribution, d.Through, d.Modality, d.Confidence = "", "", claim.Denied, 0
		d.Window = claim.NoWindow
		d.Why = "negates what was told of a place"
		return d, true
	}
	return draft{}, false
}

// deniesLosing finds "denies having lost any ground", "denied losing a single village":
// a loss denied without a figure or a name.
func (s *sentence) deniesLosing() []draft {
	for _, h := range s.hits {
		if h.class != denyVerb {
			continue
		}
		i, a := h.to, actor{}
		if s.low(i) == "that" { // "denies that its forces have lost any ground"
			x, ok := s.actorIn(i+1, i+4)
			if !ok || !s.r.isBelligerent(x.party) {
				continue
			}
			i, a = x.to, x
			if w := s.low(i); w == "have" || w == "has" || w == "had" {
				i++
			}
		}
		if s.low(i) == "having" {
			i++
		}
		var verb trigger
		for _, t := range s.trig {
			if t.from == i && !t.noun && t.class == loseVerb && (strings.HasSuffix(s.low(i), "ing") || participle(s.low(i))) {
				verb = t
			}
		}
		if verb.to == 0 {
			continue
		}
		k := verb.to
		for w := s.low(k); w == "any" || w == "a" || w == "an" || w == "single" || w == "one" || w == "so" || w == "much" || w == "as" || w == "even" || w == "inch" || w == "of" || w == "more"; w = s.low(k) {
			k++
		}
		if k == verb.to {
			continue
		}
		d := draft{anchor: verb.from, to: k + 1, window: windowNear, source: sourceSet, setMode: true}
		d.Direction, d.Modality = claim.Lost, claim.Denied
		_, town := s.is(settlementNoun, k)
		switch w := s.low(k); {
		case w == "ground" || w == "land" || w == "territory" || w == "terrain":
			d.Kind = claim.AreaChange
		case town:
			d.Kind, d.Value, d.Unit = claim.SettlementControl, claim.Value{1}, claim.Count
		default:
			continue
		}
		name, party, from := s.denier(h)
		if name == "" {
			continue
		}
		d.Attribution, d.Actor, d.from = name, first(a.party, party), from
		if !s.r.isBelligerent(d.Actor) {
			if o := s.organisationParty(from, h.from); o != "" {
				d.Actor = o
			} else {
				continue
			}
		}
		d.Region = s.regionFor(k+1, verb.from)
		d.Why = "“" + s.slice(h.from, k+1) + "”"
		return []draft{d}
	}
	return nil
}

// organisationParty is the party of a listed body named between tokens i and j.
func (s *sentence) organisationParty(i, j int) string {
	for k := i; k < j; k++ {
		if h, ok := s.is(organisation, k); ok {
			for _, o := range s.r.lex.war.Organisations {
				if o.Name == h.id {
					return o.Party
				}
			}
		}
	}
	return ""
}
