package read

import (
	"github.com/salient-project/salient/control"
)

// channel tells by what means something was said.
func (s *sentence) channel(who speaker) string {
	for k := range s.toks {
		switch s.low(k) {
		case "telegram", "twitter", "facebook", "instagram", "weibo", "vkontakte", "truth", "tweeted", "tweet", "posted", "bluesky", "social", "blog", "substack", "threads":
			if s.low(k) != "truth" || s.low(k+1) == "social" {
				return "social"
			}
		case "x":
			if s.low(k-1) == "on" && s.toks[k].text == "X" {
				return "social"
			}
		case "interview", "interviewed", "phone", "telephone", "television", "tv", "radio", "podcast", "broadcaster":
			return "interview"
		case "reporters", "journalists", "briefing", "conference", "newspaper", "correspondents", "press":
			return "press"
		case "video", "address", "speech", "communique", "communiqué", "report", "assessment", "decree", "bulletin", "readout", "parliament", "televised":
			if s.low(k) == "address" && s.low(k-1) == "to" {
				continue
			}
			return "official"
		case "statement":
			return "official"
		case "told":
			for j := k + 1; j < k+5; j++ {
				if _, ok := s.is(sourceName, j); ok {
					return "press"
				}
				if j < len(s.toks) && s.toks[j].kind == word && s.toks[j].capital() {
					if _, ok := s.is(personName, j); !ok {
						return "press"
					}
				}
			}
		case "says":
			if who.person == nil || !who.person.listed {
				if who.name != "" && who.party != "" {
					return "interview"
				}
			}
		}
	}
	return ""
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
