// Package claim holds what an article asserts, in plain types: claims with
// their parameters, statements with their speakers, facts about talks.
//
// The sub-package read finds them in a text and returns a [Reading]. Nothing
// here judges a claim: checking is a separate step that takes these types.
package claim

import "github.com/salient-project/salient/control"

// Kind says what sort of thing a claim asserts.
type Kind string

// The kinds of claim.
const (
	AreaChange        Kind = "area_change"        // ground gained, lost or net
	AreaHeld          Kind = "area_held"          // ground held on a day
	Share             Kind = "share"              // a part of a region, in percent
	DistanceBearing   Kind = "distance_bearing"   // how far, and which way, from a place
	Record            Kind = "record"             // a superlative, a first since
	Comparison        Kind = "comparison"         // a ratio to, or difference from, a baseline
	Conversion        Kind = "conversion"         // one quantity in two units
	SiteControl       Kind = "site_control"       // who holds a facility
	SettlementControl Kind = "settlement_control" // who holds a town, or how many
	RoundCount        Kind = "round_count"        // how many rounds of talks
	Toll              Kind = "toll"               // dead, wounded, displaced
	Trend             Kind = "trend"              // a rate, a streak, a date at this pace
	Front             Kind = "front"              // advances in length, the line, encirclement
)

// Direction says which way ground went, from the actor's side.
type Direction string

// The directions. The empty Direction prints as null: continuing control.
const (
	Gained Direction = "gained"
	Lost   Direction = "lost"
	Net    Direction = "net"
)

// Bound says how a value is limited.
type Bound string

// The bounds.
const (
	NoBound  Bound = "none"
	MoreThan Bound = "more_than"
	LessThan Bound = "less_than"
	AtLeast  Bound = "at_least"
	AtMost   Bound = "at_most"
	Nearly   Bound = "nearly" // just below
)

// Modality says in what voice a claim is made. Only what is asserted can be
// checked as it stands.
type Modality string

// The modalities.
const (
	Asserted     Modality = "asserted"
	Denied       Modality = "denied"
	Hypothetical Modality = "hypothetical"
	Demanded     Modality = "demanded"
	Forecast     Modality = "forecast"
)

// The units of [Claim.Unit].
const (
	Km2     = "km2"
	Mi2     = "mi2"
	Ha      = "ha"
	Acre    = "acre"
	Km      = "km"
	Mi      = "mi"
	Meter   = "m"
	Percent = "percent"
	Count   = "count"
)

// Window is the span of days a claim is about, both ends included. An end that
// is open or not known is [control.NoDay].
type Window struct {
	From, To control.Day
	Phrase   string // as worded; empty where the window is inherited or missing
}

// Unknown reports whether neither end is known.
func (w Window) Unknown() bool { return w.From == control.NoDay && w.To == control.NoDay }

// NoWindow is a window of which nothing is known.
var NoWindow = Window{From: control.NoDay, To: control.NoDay}

// Claim is one checkable assertion. Empty strings print as null.
type Claim struct {
	Kind           Kind
	Actor          string // party id, as russia
	Direction      Direction
	Value          Value
	Unit           string
	Approx         bool
	Bound          Bound // empty counts as NoBound
	Window         Window
	Region         string
	ReferencePlace string
	Bearing        string // one of 16 points, as ESE
	Attribution    string // who computed or asserts it
	Through        string // whose data that rests on, where another is named
	Modality       Modality

	Text       string
	Start, End int     // code points of the document's text
	Rule       string  // the rule that found it
	Why        string  // what that rule saw
	Confidence float64 // of the reading, in (0, 1]
}

// Statement is what somebody is quoted as saying. Empty strings print as null.
type Statement struct {
	Speaker    string      `json:"speaker"`
	Role       string      `json:"role"`
	Party      string      `json:"party"`   // party id, "other"
	Channel    string      `json:"channel"` // press, social, interview, official
	Quote      string      `json:"quote"`
	Date       control.Day `json:"date"`
	Start, End int         `json:"-"` // code points of the document's text
	Rule       string      `json:"rule"`
	Why        string      `json:"why"`
}

// TalksFact is what an article says of one round, or of several told as one.
type TalksFact struct {
	Kind       string // "round"
	Ordinal    int    // 0: not told
	City       string
	Date       control.Day // first day
	Parties    []string
	Heads      map[string][]string // party id to names
	Closed     *bool               // nil: not told
	Text       string
	Start, End int // code points of the document's text
	Rule       string
	Why        string
}

// Reading is everything found in one article, in the order of the text.
type Reading struct {
	Published  control.Day
	Claims     []Claim
	Statements []Statement
	Talks      []TalksFact
}
