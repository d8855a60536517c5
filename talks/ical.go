package talks

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// WriteICal writes rounds as an iCalendar (RFC 5545) of all-day events. Stamp is
// the moment at which the calendar is made, for DTSTAMP. Rounds called off are
// CANCELLED, planned ones TENTATIVE.
func (r *Record) WriteICal(w io.Writer, rounds []*Round, stamp time.Time) error {
	b := bufio.NewWriter(w)
	line := func(name, value string) { foldLine(b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Salient//Record of talks//EN")
	line("CALSCALE", "GREGORIAN")
	for _, x := range rounds {
		line("BEGIN", "VEVENT")
		line("UID", x.ID+"@talks.salient")
		line("DTSTAMP", stamp.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", x.Start.Time().Format("20060102"))
		line("DTEND;VALUE=DATE", (x.Last() + 1).Time().Format("20060102")) // the day after, section 3.6.1
		line("SUMMARY", icalText(r.roundName(x)))
		if where := joinNonEmpty(", ", x.Venue, x.City, x.Country); where != "" {
			line("LOCATION", icalText(where))
		}
		line("DESCRIPTION", icalText(r.describe(x)))
		line("CATEGORIES", icalText(x.Process))
		line("STATUS", icalStatus(x))
		line("TRANSP", "TRANSPARENT")
		if len(x.Sources) > 0 {
			line("URL", x.Sources[0])
		}
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Flush()
}

func icalStatus(x *Round) string {
	switch x.Status {
	case "planned":
		return "TENTATIVE"
	case "called-off":
		return "CANCELLED"
	}
	return "CONFIRMED"
}

// roundName is a headline: who met, in which form, where.
func (r *Record) roundName(x *Round) string {
	names := make([]string, len(x.Parties))
	for i, p := range x.Parties {
		names[i] = r.partyName(p)
	}
	what := strings.Join(names, " – ")
	where := cmp.Or(x.City, x.Venue, x.Country)
	switch x.Mode {
	case "phone":
		where = "by phone"
	case "video":
		where = "by video"
	case "written":
		where = "in writing"
	}
	if where != "" {
		what += ", " + where
	}
	return what
}

// describe is a few lines on a round: outcome, heads, sources.
func (r *Record) describe(x *Round) string {
	var lines []string
	if x.Outcome != "" {
		lines = append(lines, x.Outcome)
	}
	for _, d := range x.Delegations {
		head := r.personName(d.Head)
		if d.Head == "" {
			head = d.HeadNote
		}
		lines = append(lines, fmt.Sprintf("%s: %s", r.partyName(d.Party), head))
	}
	if x.Note != "" {
		lines = append(lines, x.Note)
	}
	return strings.Join(append(lines, x.Sources...), "\n")
}

// icalText escapes a TEXT value (section 3.3.11).
func icalText(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// foldLine writes a content line in pieces of at most 75 octets, never inside a
// character (section 3.1).
func foldLine(w *bufio.Writer, s string) {
	room := 75
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut])
		w.WriteString("\r\n ")
		s, room = s[cut:], 74 // the space counts
	}
	w.WriteString(s)
	w.WriteString("\r\n")
}

func joinNonEmpty(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
