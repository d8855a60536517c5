package figures

import (
	"regexp"
	"strings"
)

// measureWords are other words for measures.
var measureWords = map[string]string{
	"gain": "gained", "gains": "gained", "captured": "gained", "seized": "gained", "occupied": "gained", "taken": "gained",
	"took": "gained", "advance": "gained", "advanced": "gained", "liberated": "gained", "regained": "gained", "retaken": "gained", "recaptured": "gained",
	"loss": "lost", "losses": "lost", "ceded": "lost",
	"net gain": "net", "net change": "net", "change": "net", "net advance": "net",
	"area": "held", "area held": "held", "control": "held", "controlled": "held", "controls": "held", "holds": "held",
	"percent": "share", "percentage": "share", "share held": "share",
	"rate": "rate_per_day", "rate per day": "rate_per_day", "per day": "rate_per_day", "daily rate": "rate_per_day", "pace": "rate_per_day",
}

// actorWords are other words for the two sides.
var actorWords = map[string]string{
	"russian": "russia", "russians": "russia", "ru": "russia", "rf": "russia", "moscow": "russia", "росія": "russia", "россия": "russia",
	"ukrainian": "ukraine", "ukrainians": "ukraine", "ua": "ukraine", "afu": "ukraine", "zsu": "ukraine", "kyiv": "ukraine", "kiev": "ukraine",
	"україна": "ukraine", "украина": "ukraine",
}

var (
	forces   = regexp.MustCompile(`^(?:the )?(.+?) (?:federation|forces|troops|army|armed forces|military)$`)
	forcesOf = regexp.MustCompile(`^(?:the )?(?:armed )?forces of (.+)$`)
	blanks   = regexp.MustCompile(`[\s_]+`)
)

// squeeze lowers text and makes its blanks and underscores single blanks.
func squeeze(text string) string {
	return strings.TrimSpace(blanks.ReplaceAllString(strings.ToLower(text), " "))
}

// word returns the table's word for a squeezed text, or the text itself.
func word(others map[string]string, text string) string {
	for _, strip := range []*regexp.Regexp{nil, forces, forcesOf} {
		t := text
		if strip != nil {
			t = strip.ReplaceAllString(text, "$1")
		}
		if w, ok := others[t]; ok {
			return w
		}
		if t == "russia" || t == "ukraine" {
			return t
		}
	}
	return strings.ReplaceAll(text, " ", "_")
}
