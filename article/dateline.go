package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

const (
	monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	dayNumber = `(?:[0-3]?\d)(?:st|nd|rd|th)?`
	// dateText has the groups: day month year | month day year | ISO | day.month.year |
	// day/month/year or month/day/year.
	dateText = `(?:(` + dayNumber + `)\s+(` + monthWord + `),?\s+((?:19|20)\d\d)|(` + monthWord + `)\s+(` + dayNumber + `),?\s+((?:19|20)\d\d)|((?:19|20)\d\d-[01]\d-[0-3]\d)|([0-3]\d)\.([01]\d)\.((?:19|20)\d\d)|([0-3]?\d)/([0-3]?\d)/((?:19|20)\d\d))`
	noYear   = `(?:` + dayNumber + `\s+` + monthWord + `|` + monthWord + `\s+` + dayNumber + `)`
	weekday  = `(?:mon|tues|wednes|thurs|fri|satur|sun)day`
	clock    = `(?:t\d\d:\d\d(?::\d\d)?(?:\.\d+)?|(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|\d{4})\s*(?:gmt|utc|bst|cet|cest|eet|eest|est|edt|et|ist|msk|z)?`
)

var (
	anyDate = regexp.MustCompile(`(?i)\b` + dateText + `(?:\b|t\d)`)

	// dateLine is a line that tells when the article was published and no more:
	// a label, a place in front, a weekday, a clock, a reading time behind.
	dateLine = regexp.MustCompile(`(?i)^(?:[A-Z][\p{L} .'’/-]{1,30}(?:,\s*[A-Z][\p{L} .'’-]{1,30})?(?:\s*\([^)]{1,20}\))?\s*[,:·|–—-]\s*)?` +
		`(?:(?:first |last |article )?(?:published|posted|updated|modified|issued|released|date|dated|as of|live)(?:\s*(?:on|at))?\s*:?\s*)?` +
		`(?:` + clock + `\s*,?\s*)?(?:` + weekday + `,?\s+)?(?:the\s+)?` +
		`(?:` + dateText + `|` + noYear + `)` +
		`(?:[\s,|·•–—-]*(?:at\s+)?\(?` + clock + `\)?)?(?:[\s,|·•–—-]*\(?[A-Z]{2,10}\)?)?(?:[\s,|·•–—-]*\d+ min(?:ute)?s? read)?` +
		`(?:[\s.,;|·•–—(-]*(?:last )?(?:updated|modified)\s*:?\s*(?:at\s+)?` + clock + `(?:\s*\(?[A-Z]{2,5}\)?)?\)?)?[\s.:|–—-]*$`)

	// labelledDates is a line of several days and what each is of: "Published 11
	// December 2025. Updated 14 December 2025."
	labelledDates = regexp.MustCompile(`(?i)^(?:(?:first |last |article |originally )?(?:published|posted|updated|modified|issued|released|corrected)(?:\s*(?:on|at))?\s*:?\s*` +
		`(?:` + weekday + `,?\s+)?(?:the\s+)?(?:` + dateText + `|` + noYear + `)(?:[\s,|·•–—-]*(?:at\s+)?\(?` + clock + `\)?)?[\s.,;|·•–—()-]*)+$`)

	// dispatchHead opens a dispatch: a place in capitals, then a date, then a
	// dash or an agency in brackets before the first sentence.
	dispatchHead = regexp.MustCompile(`^(?:(?:\p{Lu}[\p{Lu} .'’/-]+|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})(?:,\s*\p{L}[\p{L} .'’-]{1,30})?(?:\s*\([\p{L} /-]{2,30}\))?(?:\s*[,:–—-]\s*)` +
		`(?:(?i:` + weekday + `),?\s*)?(?i:` + dateText + `|` + noYear + `)\.?(?:\s*\([^)]{1,30}\))?\s*(?:\([^)]{1,20}\)\s*)?[–—:-]+\s*)`)
	plainHead = regexp.MustCompile(`^\p{Lu}[\p{Lu}.'’/-]+(?: \p{Lu}[\p{Lu}.'’/-]+){0,3}(?:,\s*\p{Lu}[\p{L}.'’-]{1,30})?(?:\s*\([\p{L} /-]{2,30}\))?\s*[–—]+\s+`)

	// clockHead opens a text by its date and hour; bracketHead by its date in
	// brackets. A date alone opens the entries of a chronology too.
	clockHead = regexp.MustCompile(`^(?:(?i:` + weekday + `),?\s+)?(?i:` + dateText + `)[\s,|·•–—-]*(?i:(?:at\s+)?\(?` + clock + `\)?)(?:\s*\(?[A-Z]{2,5}\)?)?\s*(?:[–—|:·•]+|-)\s+`)
	// agencyHead opens a text by its date and who sends it.
	agencyHead  = regexp.MustCompile(`^(?:(?i:` + weekday + `),?\s+)?(?i:` + dateText + `)[\s,]*\(\p{Lu}[^)]{1,40}\)\s*(?:[–—|:·•]+|-)\s+`)
	bracketHead = regexp.MustCompile(`^[(\[](?i:` + dateText + `)[)\]]\s*(?:[–—:-]+\s*)?`)

	// dayHead opens a text, or an entry of a chronology, by its date.
	dayHead = regexp.MustCompile(`^(?:(?i:` + weekday + `),?\s+)?(?i:` + dateText + `)\s*(?:[–—|:·•]+|-)\s+`)

	updated   = regexp.MustCompile(`(?i)\b(?:updated|modified)\b`)
	published = regexp.MustCompile(`(?i)\b(?:published|posted|issued|released)\b`)
)

// isDateline reports whether a line tells the publication day, and only that.
func isDateline(line string) bool {
	if len(line) > 140 {
		return false
	}
	if dateLine.MatchString(line) || labelledDates.MatchString(line) {
		return true
	}
	return len(line) < 100 && (published.MatchString(line) || updated.MatchString(line)) && anyDate.MatchString(line) &&
		!strings.HasSuffix(line, ".") && len(anyDate.FindStringIndex(line)) == 2 && anyDate.FindStringIndex(line)[0] < 30
}

// datelinePrefix returns the length in bytes of the place and date that open a
// dispatch, 0 where it opens with none.
func datelinePrefix(text string) int {
	head := text[:min(len(text), 160)]
	if m := dispatchHead.FindStringIndex(head); m != nil {
		return m[1]
	}
	for _, opens := range []*regexp.Regexp{plainHead, clockHead, agencyHead, bracketHead} {
		if m := opens.FindStringIndex(head); m != nil {
			return m[1]
		}
	}
	return 0
}

// findDay reads the first full date in a text.
func findDay(s string) (control.Day, bool) {
	m := anyDate.FindStringSubmatch(s)
	if m == nil {
		return control.NoDay, false
	}
	if m[7] != "" {
		d, err := control.ParseDay(m[7])
		return d, err == nil
	}
	if m[8] != "" { // 07.10.2025
		d, _ := strconv.Atoi(m[8])
		month, _ := strconv.Atoi(m[9])
		y, _ := strconv.Atoi(m[10])
		if month < 1 || month > 12 {
			return control.NoDay, false
		}
		day := control.Date(y, time.Month(month), d)
		return day, int(day.Time().Month()) == month
	}
	if m[11] != "" { // 19/05/2026; 03/05/2026 may be either day
		d, _ := strconv.Atoi(m[11])
		month, _ := strconv.Atoi(m[12])
		y, _ := strconv.Atoi(m[13])
		if month > 12 {
			d, month = month, d
		} else if d <= 12 && d != month {
			return control.NoDay, false
		}
		if month < 1 || month > 12 {
			return control.NoDay, false
		}
		day := control.Date(y, time.Month(month), d)
		return day, int(day.Time().Month()) == month
	}
	dd, mm, yy := m[1], m[2], m[3]
	if mm == "" {
		mm, dd, yy = m[4], m[5], m[6]
	}
	y, _ := strconv.Atoi(yy)
	d, _ := strconv.Atoi(strings.TrimRight(strings.ToLower(dd), "stndrh"))
	month, ok := monthOf(mm)
	if !ok || d < 1 || d > 31 {
		return control.NoDay, false
	}
	day := control.Date(y, month, d)
	if day.Time().Month() != month {
		return control.NoDay, false // 31 June
	}
	return day, true
}

func monthOf(word string) (time.Month, bool) {
	word = strings.ToLower(strings.TrimRight(word, "."))
	if len(word) < 3 {
		return 0, false
	}
	i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", word[:3])
	if i < 0 || i%3 != 0 {
		return 0, false
	}
	return time.Month(i/3 + 1), true
}

// readDateline finds the publication day in the document's first blocks. A line
// that says "updated" counts only where nothing else tells a day.
func (d *Document) readDateline() {
	var second control.Day = control.NoDay
	var secondLine string
	var opening string // the paragraphs' only date in front
	openings, seen := 0, 0
	for b := range d.Blocks() {
		if seen++; seen > headLines+4 {
			break
		}
		heading := b.Kind == Heading && len(b.Text) < 120
		if head := dayHead.FindString(b.Text[:min(len(b.Text), 80)]); head != "" && !heading {
			if openings++; openings == 1 && seen <= 3 {
				opening = head
			}
		}
		if b.Kind != Dateline && !heading && b.Kind != Furniture {
			continue
		}
		text := b.Text
		u, p := updated.FindStringIndex(text), published.FindStringIndex(text)
		if u != nil && p != nil && p[0] > u[0] {
			text = text[p[0]:]
		}
		day, ok := findDay(text)
		if !ok {
			if b.Kind == Dateline && d.Dateline == "" {
				d.Dateline = b.Text
			}
			continue
		}
		if u != nil && p == nil || b.Kind != Dateline {
			if second == control.NoDay {
				second, secondLine = day, b.Text
			}
			continue
		}
		d.Published, d.PublishedFrom, d.Dateline = day, "dateline", b.Text
		return
	}
	if day, ok := findDay(opening); ok && openings == 1 && second == control.NoDay {
		d.Published, d.PublishedFrom, d.Dateline = day, "dateline", strings.TrimRight(opening, " .:|·•–—-")
	}
	if second != control.NoDay {
		d.Published, d.PublishedFrom, d.Dateline = second, "dateline", secondLine
	}
}
