package described

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geojson"
	"github.com/salient-project/salient/source"
)

// NoDay begins the reason of a refusal for want of a day.
const NoDay = "no day"

// dayText finds a day in a name by a pattern.
type dayText struct{ in *regexp.Regexp }

// dayPattern compiles a pattern in which YYYY, MM and DD stand for a day's
// numbers, each once, and everything else for itself.
func dayPattern(pattern string) (*dayText, error) {
	var b strings.Builder
	for rest := pattern; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "YYYY"):
			b.WriteString(`(?P<y>\d{4})`)
			rest = rest[4:]
		case strings.HasPrefix(rest, "MM"):
			b.WriteString(`(?P<m>\d{2})`)
			rest = rest[2:]
		case strings.HasPrefix(rest, "DD"):
			b.WriteString(`(?P<d>\d{2})`)
			rest = rest[2:]
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
			rest = rest[1:]
		}
	}
	text := b.String()
	for _, part := range []string{"<y>", "<m>", "<d>"} {
		if strings.Count(text, part) != 1 {
			return nil, fmt.Errorf("pattern %q: want YYYY, MM and DD in it once each, as map-DD.MM.YYYY", pattern)
		}
	}
	in, err := regexp.Compile(`(?:^|\D)` + text + `(?:\D|$)`)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return &dayText{in}, nil
}

// find returns the last day in a name.
func (p *dayText) find(name string) (control.Day, bool) {
	day, found := control.NoDay, false
	for _, m := range p.in.FindAllStringSubmatch(name, -1) {
		part := func(n string) string { return m[p.in.SubexpIndex(n)] }
		if t, err := time.Parse(time.DateOnly, part("y")+"-"+part("m")+"-"+part("d")); err == nil {
			day, found = control.DayOf(t), true
		}
	}
	return day, found
}

// inName returns the day in the first of the names that has one.
func (s *Source) inName(names ...string) (control.Day, bool) {
	find := source.DayInName
	if s.pattern != nil {
		find = s.pattern.find
	}
	for _, n := range names {
		if d, ok := find(n); ok {
			return d, true
		}
	}
	return control.NoDay, false
}

// valid returns the day that a map published on a day shows.
func (s *Source) valid(published control.Day) control.Day {
	if s.Days.Shows == "day-before" {
		return published - 1
	}
	return published
}

// dayIn reads the day that a property tells, written as the pattern has it if
// there is one.
func dayIn(p geojson.Properties, property string, pattern *dayText) (control.Day, error) {
	value, ok := text(p, property)
	if !ok {
		return control.NoDay, fmt.Errorf("%s in the property %q; the feature has %s", NoDay, property, properties(p))
	}
	if pattern != nil {
		if d, ok := pattern.find(value); ok {
			return d, nil
		}
		return control.NoDay, fmt.Errorf("%s in the property %q: %.40q, which is not as the pattern has it", NoDay, property, value)
	}
	if d, ok := dayOf(value); ok {
		return d, nil
	}
	return control.NoDay, fmt.Errorf("%s in the property %q: %.40q, want 2024-03-01, 20240301, a time, or seconds or milliseconds since 1970", NoDay, property, value)
}

// dayOf reads a day as files write it: a date, a time (its day in its own time
// zone), or a number since 1970 of milliseconds, as ArcGIS writes times, or of
// seconds. Ten digits of seconds reach the year 2286, and as many milliseconds
// only April 1970: so up to ten digits are seconds, and more are milliseconds.
func dayOf(value string) (control.Day, bool) {
	value = strings.TrimSpace(value)
	if n, err := strconv.ParseFloat(value, 64); err == nil && math.Abs(n) >= 1e8 && math.Abs(n) < 1e15 {
		if math.Abs(n) < 1e10 {
			n *= 1000
		}
		return control.DayOf(time.UnixMilli(int64(math.Floor(n))).UTC()), true
	}
	for _, layout := range []string{"2006-01-02", "20060102", "2006/01/02", "2006.01.02", "2006_01_02"} {
		if len(value) < len(layout) {
			continue
		}
		rest := value[len(layout):]
		if rest != "" && rest[0] != 'T' && rest[0] != ' ' && rest[0] != 'Z' {
			continue
		}
		if t, err := time.Parse(layout, value[:len(layout)]); err == nil {
			return control.DayOf(t), true
		}
	}
	return control.NoDay, false
}

// text returns a property's value as text: strings, numbers and booleans as they
// are written. There is none where it is absent or null.
func text(p geojson.Properties, name string) (string, bool) {
	raw := p.Raw(name)
	if len(raw) == 0 || string(raw) == "null" {
		return "", false
	}
	if s, ok := p.String(name); ok {
		return s, true
	}
	return string(raw), true
}

// properties lists the names of a feature's properties, for messages.
func properties(p geojson.Properties) string {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(p, &m); err != nil || len(m) == 0 {
		return "no properties"
	}
	var names []string
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	if len(names) > 12 {
		names = append(names[:12], "…")
	}
	return strings.Join(names, ", ")
}

func appendJSON(b []byte, s string) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil { // a string always can be
		return append(b, `""`...)
	}
	return append(b, bytes.TrimSpace(buf.Bytes())...)
}
