package server

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// The ends of open intervals.
const (
	always  control.Day = math.MinInt32 + 1
	forever control.Day = math.MaxInt32
)

// days is an interval of valid days, ends included.
type days struct {
	from, to control.Day
	instant  bool // one day, as asked
}

var allDays = days{from: always, to: forever}

func (d days) meets(from, to control.Day) bool { return from <= d.to && d.from <= to }

// parseDatetime reads the datetime parameter of OGC API – Features, section
// 7.15.4: an instant, or an interval whose ends may be open ("..", or nothing).
// Days may be written without a time. Any interval is fine, however wide.
func parseDatetime(text string) (days, error) {
	if text == "" || text == ".." {
		return allDays, nil
	}
	first, last, isInterval := strings.Cut(text, "/")
	if !isInterval {
		day, err := parseInstant(first)
		return days{day, day, true}, err
	}
	out := allDays
	if first != "" && first != ".." {
		day, err := parseInstant(first)
		if err != nil {
			return out, err
		}
		out.from = day
	}
	if last != "" && last != ".." {
		day, err := parseInstant(last)
		if err != nil {
			return out, err
		}
		out.to = day
	}
	if out.from > out.to {
		return out, badParameter("datetime", "%s: ends before it begins", text)
	}
	return out, nil
}

func parseInstant(text string) (control.Day, error) {
	// A plus sign in an address stands for a space, unless it is escaped.
	clean := strings.ToUpper(strings.ReplaceAll(text, " ", "+"))
	if day, err := control.ParseDay(clean); err == nil {
		return day, nil
	}
	t, err := time.Parse(time.RFC3339, clean)
	if err != nil {
		return 0, badParameter("datetime", "%q: want a day as 2026-02-11, a time as 2026-02-11T00:00:00Z, or an interval as 2026-02-01/..", text)
	}
	return control.DayOf(t), nil
}

// parseDay reads a parameter that is a day.
func parseDay(name, text string) (control.Day, error) {
	day, err := control.ParseDay(text)
	if err != nil {
		return day, badParameter(name, "%v", err)
	}
	return day, nil
}

// parseBox reads a bbox parameter: four numbers, or six with heights, which are
// not looked at. One whose west lies east of its east runs across the date line
// and comes back in two.
func parseBox(text string) ([]geo.Box, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) != 4 && len(parts) != 6 {
		return nil, badParameter("bbox", "want west,south,east,north in degrees, got %d numbers", len(parts))
	}
	v := make([]float64, len(parts))
	for i, p := range parts {
		f, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, badParameter("bbox", "%q is not a number", p)
		}
		v[i] = f
	}
	west, south, east, north := v[0], v[1], v[2], v[3]
	if len(v) == 6 {
		east, north = v[3], v[4]
	}
	clamp := func(f, end float64) float64 { return min(max(f, -end), end) }
	if south > north {
		return nil, badParameter("bbox", "its south, %g, lies north of its north, %g", south, north)
	}
	south, north = clamp(south, 90), clamp(north, 90)
	box := func(w, e float64) geo.Box {
		return geo.Box{Min: geo.Pt(clamp(w, 180), south), Max: geo.Pt(clamp(e, 180), north)}
	}
	if west > east {
		return []geo.Box{box(west, 180), box(-180, east)}, nil
	}
	return []geo.Box{box(west, east)}, nil
}
