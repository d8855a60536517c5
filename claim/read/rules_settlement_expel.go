package read

import (
	"strings"

	"github.com/salient-project/salient/claim"
)

var expelRules = []Rule{
	{
		Name: "driven out", Kind: claim.SettlementControl,
		Says: "one side's troops driven out of a named place",
		Examples: []Example{
			{"Ukrainian marines have driven the attackers out of Mala Tokmachka, the command announced.", "", "actor=ukraine direction=gained reference_place=Mala"},
			{"Russian forces pushed Ukrainian units out of Siversk in December.", "2026-01-10", "actor=russia direction=gained reference_place=Siversk from=2025-12-01"},
			{"Russian troops were expelled from Radkivka.", "", "actor=russia direction=lost reference_place=Radkivka"},
			{"He was driven out of Siversk in a taxi.", "", ""},
		},
		sentence: (*sentence).drivenOut,
	},
	{
		Name: "followed", Kind: claim.SettlementControl,
		Says: "a place that followed another that was taken or lost",
		Examples: []Example{
			{"Pokrovsk fell to the Russians in December; Myrnohrad, 5 km to the east, followed in January.", "2026-03-01", "actor=russia direction=gained reference_place=Myrnohrad from=2026-01-01"},
			{"Talks in Siversk followed.", "", ""},
		},
		sentence: (*sentence).placeFollowed,
	},
}

var expelVerbs = set(`drive drives drove driven driving push pushes pushed pushing expel expels expelled expelling eject ejects ejected ejecting oust ousts ousted ousting kick kicked
 throw threw thrown throwing force forced forcing flush flushed flushing squeeze squeezed dislodge dislodged dislodging chase chased chasing beat beaten knock knocked boot boots booted booting hustled hounded bundled sweep swept clear cleared root rooted evict evicted evicting`)

// drivenOut finds "drove the Russians out of X", "were expelled from X".
func (s *sentence) drivenOut() []draft {
	var out []draft
	for i := range s.toks {
		if !expelVerbs[s.low(i)] {
			continue
		}
		// "out of", "from" within a few words
		at := -1
		for k := i + 1; k < min(len(s.toks), i+9) && at == -1; k++ {
			switch s.low(k) {
			case "out":
				if s.low(k+1) == "of" {
					at = k + 2
				}
			case "from":
				at = k + 1
			case ",", ";", ".", "back":
				at = -2
			}
			for _, q := range s.qty {
				if at == -1 && q.from == k && q.dim == length {
					at = -2 // by a length: an advance
				}
			}
		}
		if at < 0 {
			continue
		}
		names, _, end := s.townNames(at)
		if len(names) == 0 {
			continue
		}
		t := trigger{from: i, to: i + 1, class: gainVerb, passive: s.isPassive(i, at-1)}
		d := draft{from: i, to: end, anchor: i, window: windowNear, source: sourceSentence}
		d.Direction = claim.Gained
		enemy, driven := s.actorIn(i+1, at)
		switch {
		case t.passive:
			// the troops are the subject: they lost it
			a, ok := s.subjectMention(t)
			if !ok || !s.r.isBelligerent(a.party) || a.form == asPlace {
				continue
			}
			d.Actor, d.Direction, d.from = a.party, claim.Lost, a.from
		case driven && s.r.isBelligerent(enemy.party):
			d.Actor = s.other(enemy.party)
			if a, ok := s.subjectMention(t); ok && a.party == d.Actor {
				d.from = a.from
			}
		default:
			if !s.tokensHave(i+1, at, "enemy") {
				continue
			}
			if d.Actor, _ = s.subjectOf(t); d.Actor == "" {
				continue
			}
		}
		d.Region, d.to = s.regionBeside(end)
		d.Why = "“" + s.low(i) + " out” of a named place"
		out = s.ofEach(out, d, names)
	}
	return out
}

// tokensHave reports the word between two tokens.
func (s *sentence) tokensHave(i, j int, w string) bool { return contains(s.toks, i, j, w) }

// placeFollowed finds "X followed in January" behind a place that changed hands.
func (s *sentence) placeFollowed() []draft {
	for i := range s.toks {
		if w := s.low(i); w != "followed" && w != "follows" || s.low(i+1) == "by" || beWords[s.low(i-1)] || s.low(i-1) == "that" || s.low(i-1) == "which" {
			continue
		}
		var before claim.Claim
		for _, d := range s.drafts {
			if d.Kind == claim.SettlementControl && d.Direction != "" && d.from < i {
				before = d.Claim
			}
		}
		if before.Kind == "" && s.r.lastSettlement.ReferencePlace != "" && s.r.blocks-s.r.lastSettlementBlock <= 1 {
			before = s.r.lastSettlement
		}
		names, from, _ := s.townBefore(i)
		if s.low(i-1) == "," { // "A second town, Selydove, followed"
			for k := i - 2; k > 0 && k > i-5; k-- {
				if e := s.properAt(k); s.low(k-1) == "," && e == i-1 {
					names, from = []string{s.slice(k, e)}, k
				}
			}
		}
		if before.Kind == "" || len(names) == 0 || names[0] == before.ReferencePlace || !s.placeLike(names[0]) && !s.r.knows(names[0]) && !s.isTown(names[0]) {
			continue
		}
		if i+1 < len(s.toks) && s.toks[i+1].kind == word && !placePreps[s.low(i+1)] && !s.mask[i+1] && !strings.HasSuffix(s.low(i+1), "ly") && s.low(i+1) != "soon" && s.low(i+1) != "suit" && s.low(i+1) != "a" {
			continue
		}
		d := draft{from: from, to: i + 1, anchor: i, window: windowNear, source: sourceSentence}
		d.Actor, d.Direction, d.ReferencePlace = before.Actor, before.Direction, names[0]
		d.Why = "“followed” a place that changed hands"
		return []draft{d}
	}
	return nil
}
