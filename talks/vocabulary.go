package talks

import "strings"

// The closed vocabularies. Each word is explained in docs/talks.md; a test holds
// the page, the JSON Schema and these lists together.
var (
	partyKinds    = words("state org group")
	statuses      = words("held planned called-off")
	modes         = words("in-person video phone written unknown")
	formats       = words("bilateral trilateral mediated multilateral")
	doors         = words("open closed")
	results       = words("no-breakthrough statement agreement exchange")
	positionKinds = words("demand offer acceptance rejection red-line")
	channels      = words("press social speech official interview reported")
	endings       = words("completed expired lapsed broken-off")
	groundRules   = words("rest-of-oblast held-in-oblast oblast line-of-contact site")
)

func words(s string) []string { return strings.Fields(s) }
