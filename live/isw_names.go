package live

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

// iswLayer says how to tell a layer's service by its name. ISW renames its
// services now and then (versions, view_ and _view, MDS_); what they are about
// stays in the name.
type iswLayer struct {
	layer    control.Layer
	words    []string // all in the name, small letters and digits only
	without  []string // none in the name
	file     string   // what the archive calls the layer's file, for the reader
	required bool     // a definition counts it, so no day is complete without it
}

var iswLayers = []iswLayer{
	{control.Control, []string{"cotinukraine"}, nil, "RussiaCoTinUkraine", true},
	{control.Advance, []string{"russianadvance", "ukraine"}, []string{"claimed", "inrussia"}, "AssessedRussianAdvanceInUkraine", true},
	{control.Claimed, []string{"claimedrussianterritoryinukraine"}, nil, "ClaimedRussianTerritoryinUkraine", true},
	{control.Infiltration, []string{"infiltration", "ukraine"}, nil, "AssessedRussianInfiltrationAreasinUkraine", false},
	{control.Counteroffensive, []string{"claimedukrainiancounteroffensive"}, nil, "ClaimedUkrainianCounteroffensives", false},
	{control.Prewar, []string{"russiancontrolled", "ukrainianterritory", "beforefebruary"}, nil, "BeforeFebruary", false},
}

// aside are words of services that repeat a layer for another purpose.
var aside = []string{"timelapse", "archive", "snapshot", "24hours", "backup", "copy", "test", "simplif", "template", "old"}

var versionInName = regexp.MustCompile(`(?i)_v(\d+)(_|$)`)

// candidates returns the services whose name says that they are the layer, the
// highest version first, and a few at most.
func (l iswLayer) candidates(services []string) []string {
	const few = 4
	var out []string
	for _, name := range services {
		if l.named(name) {
			out = append(out, name)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return version(b) - version(a) })
	return out[:min(len(out), few)]
}

func (l iswLayer) named(service string) bool {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(service))
	holds := func(word string) bool { return strings.Contains(plain, word) }
	for _, word := range l.words {
		if !holds(word) {
			return false
		}
	}
	return !slices.ContainsFunc(l.without, holds) && !slices.ContainsFunc(aside, holds)
}

func version(service string) int {
	m := versionInName.FindStringSubmatch(service)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

// near returns services that may be what a layer is called now, for a message.
func near(services []string) []string {
	var out []string
	for _, name := range services {
		low := strings.ToLower(name)
		if strings.Contains(low, "ukrain") && (strings.Contains(low, "assessed") || strings.Contains(low, "claimed") || strings.Contains(low, "control") || strings.Contains(low, "terrain")) {
			out = append(out, name)
		}
	}
	return out[:min(len(out), 8)]
}
