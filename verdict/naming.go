package verdict

import (
	"slices"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// naming is what a claim's attribution says of where its figure comes from.
type naming struct {
	as         string // as worded, for people
	source     string // id of the map maker named; empty: none
	definition string // where the publisher's way of counting is known
	claimant   bool   // somebody who asserts, but draws no map
}

// makers are map makers, by words that name them; the first that fits counts.
// Those without a source of ours are named all the same: their figures cannot
// be contradicted by somebody else's map.
var makers = []struct{ word, source, definition string }{
	{"institute for the study of war", "isw", ""},
	{"isw", "isw", ""},
	{"deepstate", "deepstate", ""},
	{"deep state", "deepstate", ""},
	{"liveuamap", "liveuamap", ""},
	{"live universal awareness map", "liveuamap", ""},
	{"nzz", "liveuamap", ""},
	{"viina", "viina", ""},
	{"war mapper", "war-mapper", ""},
	{"warmapper", "war-mapper", ""},
	{"black bird", "black-bird-group", ""},
	{"rybar", "rybar", ""},
	{"suriyak", "suriyak", ""},
	{"geoconfirmed", "geoconfirmed", ""},
	{"mapmakers", unnamed, ""},
	{"map makers", unnamed, ""},
	{"mapmaker", unnamed, ""},
	{"monitoring group", unnamed, ""},
	{"monitoring project", unnamed, ""},
	{"open-source analysts", unnamed, ""},
}

// unnamed stands for map makers of whom the text gives no name.
const unnamed = "unnamed-map"

// publishers count from somebody's maps in a way of their own.
var publishers = []struct{ word, source, definition string }{
	{"afp", "isw", "isw-afp"},
	{"agence france-presse", "isw", "isw-afp"},
	{"agentstvo", "deepstate", ""},
	{"interfax-ukraine", "deepstate", ""},
}

// named reads a claim's attribution.
func named(cl claim.Claim) naming {
	n := naming{as: cl.Attribution}
	if cl.Through != "" && !strings.Contains(strings.ToLower(cl.Attribution), strings.ToLower(cl.Through)) {
		if n.as != "" {
			n.as += " on data of " + cl.Through
		} else {
			n.as = cl.Through
		}
	}
	text := " " + strings.ToLower(cl.Attribution+" "+cl.Through) + " "
	for _, p := range publishers {
		if hasWord(text, p.word) {
			n.source, n.definition = p.source, p.definition
			break
		}
	}
	for _, m := range makers {
		if hasWord(text, m.word) {
			if m.source != n.source {
				n.definition = ""
			}
			n.source = m.source
			break
		}
	}
	n.claimant = n.source == "" && strings.TrimSpace(text) != ""
	return n
}

func hasWord(text, word string) bool {
	for rest := text; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return false
		}
		before, after := i == 0 || !letter(rest[i-1]), i+len(word) >= len(rest) || !letter(rest[i+len(word)])
		if before && after {
			return true
		}
		rest = rest[i+len(word):]
	}
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 0x80 }

// decides reports whether a definition is the one that the naming is about.
func (n naming) decides(d control.Definition) bool {
	return n.source != "" && d.Source == n.source && (n.definition == "" || d.Name == n.definition)
}

// definitions returns every definition of the record, those named first, with
// a placeholder where the named source is not in the record at all.
func (c *checker) definitions(n naming) []control.Definition {
	var out []control.Definition
	found := false
	for _, v := range c.coverage {
		out = append(out, v.Definition)
		found = found || n.decides(v.Definition)
	}
	if n.source != "" && !found {
		name := n.definition
		if name == "" {
			name = n.source
		}
		out = append(out, control.Definition{Name: name, Source: n.source})
	}
	slices.SortStableFunc(out, func(a, b control.Definition) int {
		switch {
		case n.decides(a) == n.decides(b):
			return 0
		case n.decides(a):
			return -1
		}
		return 1
	})
	return out
}

// SourceName prints a source's id as its publisher writes it.
func SourceName(id string) string {
	switch id {
	case "isw":
		return "ISW"
	case "deepstate":
		return "DeepState"
	case "liveuamap":
		return "Liveuamap"
	case "viina":
		return "VIINA"
	case "war-mapper":
		return "War Mapper"
	case "black-bird-group":
		return "Black Bird Group"
	case "rybar":
		return "Rybar"
	case "suriyak":
		return "Suriyak"
	case "geoconfirmed":
		return "GeoConfirmed"
	case unnamed:
		return "the map maker"
	case "talks":
		return "the record of the talks"
	}
	return id
}
