package read

import (
	"github.com/salient-project/salient/control"
)

// channel tells by what means something was said. What stands nearest to the
// speaker counts: a post, then an interview, then a briefing or a paper that was
// told, then what an office publishes.
func (s *sentence) channel(who speaker) string {
	best, rank := "", 0
	take := func(name string, r int) {
		if r > rank {
			best, rank = name, r
		}
	}
	for k := range s.toks {
		switch s.low(k) {
		case "telegram", "twitter", "facebook", "instagram", "weibo", "vkontakte", "truth", "tweeted", "tweet", "posted", "bluesky", "social", "blog", "substack", "threads", "linkedin":
			if s.low(k) != "truth" || s.low(k+1) == "social" {
				take("social", 5)
			}
		case "x":
			if s.low(k-1) == "on" && s.toks[k].text == "X" {
				take("social", 5)
			}
		case "interview", "interviewed", "phone", "telephone", "television", "tv", "radio", "podcast", "newscast", "telethon", "studio":
			take("interview", 4)
		case "air":
			if s.low(k-1) == "on" {
				take("interview", 4)
			}
		case "face":
			if s.low(k+1) == "to" && s.low(k+2) == "face" || s.low(k+1) == "-" {
				take("interview", 4)
			}
		case "reporters", "journalists", "briefing", "briefed", "conference", "newspaper", "correspondents", "press", "email", "e-mail":
			take("press", 3)
		case "video", "address", "speech", "communique", "communiqué", "report", "assessment", "decree", "bulletin", "readout", "parliament", "televised", "statement":
			if s.low(k) == "address" && s.low(k-1) == "to" || s.low(k+1) == "'s" || s.low(k) == "parliament" && s.low(k-1) != "to" && s.low(k-1) != "told" && s.low(k-1) != "before" {
				continue
			}
			take("official", 2)
		case "told", "tells":
			for j := k + 1; j < k+5; j++ {
				if w := s.low(j); j == k+1 && (w == "us" || w == "me" || w == "readers" || w == "listeners" || w == "subscribers" || w == "lawmakers") {
					take("press", 3)
				}
				if _, ok := s.is(sourceName, j); ok || s.low(j) == "broadcaster" || s.low(j) == "agency" || s.low(j) == "channel" {
					take("press", 3)
				}
				if j < len(s.toks) && s.toks[j].kind == word && s.toks[j].capital() {
					if _, ok := s.is(personName, j); !ok {
						take("press", 3)
					}
				}
			}
		case "says":
			// a person met on the spot, as features tell: nobody's voice but their own
			if (who.person == nil || !who.person.listed) && who.name != "" && who.party != "" && (who.role == "" || fights(who.role)) {
				take("interview", 1)
			}
		}
	}
	return best
}

// aheadAt reports words before a token, in its sentence, of what is still to come.
func (s *sentence) aheadAt(i int) bool {
	for k := i - 1; k >= 0 && s.low(k) != "."; k-- {
		switch s.low(k) {
		case "due", "will", "scheduled", "expected", "planned":
			return true
		}
	}
	return false
}

// blockDay is the one day that a block tells, NoDay where there is none or more.
func (r *reader) blockDay(b *blockText) control.Day {
	if len(b.toks) > 400 {
		return control.NoDay
	}
	s := r.lite(b, 0, len(b.toks))
	day := control.NoDay
	for k := range s.when {
		t := &s.when[k]
		if t.grain != grainDay || t.win.From == control.NoDay || t.win.From != t.win.To || t.role == since || t.role == until || t.role == before || s.quoteAt(t.from) != nil || s.aheadAt(t.from) {
			continue
		}
		if day != control.NoDay && day != t.win.From {
			return control.NoDay
		}
		day = t.win.From
	}
	return day
}
