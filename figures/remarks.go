package figures

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

var approximate = regexp.MustCompile(`(?i)approx|guess|inferred|uncertain|\babout\b|roughly|rounded|almost|nearly`)

// remarks says what a reader should know of a covered row: for a miss, what the
// solver found.
func (s *Solver) remarks(a Answer) string {
	parts := slices.Concat(a.Row.Remarks, a.said)
	row := a.Row
	if a.Convention.Uncertain {
		parts = append(parts, "the source is a guess: "+a.Convention.Reason)
	} else if strings.Contains(strings.ToLower(row.DataSource), "uncertain") {
		parts = append(parts, "the table marks the source as uncertain")
	}
	parts = append(parts, standIns(a)...)
	if a.Result.Gross == measure.DailySum {
		parts = append(parts, fmt.Sprintf("ours is the most that the gross area can be, a sum of daily ones with every redraw in it; the net, %s, is the least; imported maps tell",
			amount(a.least(), row.Unit)))
	}
	if a.Within {
		return strings.Join(parts, "; ")
	}
	if z := zeros(row.Value, row.Decimals); z > 0 && roundsTo(a.Ours, row.Value, z) {
		parts = append(parts, fmt.Sprintf("ours rounds to the printed figure at its last %s", digits(z)))
	}
	best, tried := s.search(row, a.Reading)
	if tried > 0 {
		parts = append(parts, found(best, tried, row))
	}
	if row.Approximate || approximate.MatchString(row.Note) {
		parts = append(parts, "the table marks the figure or its window as approximate")
	}
	return strings.Join(parts, "; ")
}

// standIns says what was taken for days without a map.
func standIns(a Answer) []string {
	var parts []string
	read := map[control.Day]bool{}
	for _, b := range a.Result.Between {
		read[b.Day] = true
		parts = append(parts, fmt.Sprintf("no map of %s: read between those of %s and %s", b.Day, b.Before, b.After))
	}
	for _, d := range [][2]control.Day{{a.Reading.From, a.Result.UsedFrom}, {a.Reading.To, a.Result.UsedTo}} {
		if d[1] != control.NoDay && d[0] != d[1] && !read[d[0]] {
			parts = append(parts, fmt.Sprintf("no map of %s: that of %s is taken", d[0], d[1]))
		}
	}
	return parts
}

func digits(n int) string {
	if n == 1 {
		return "zero"
	}
	return fmt.Sprintf("%d zeros", n)
}

func found(c candidate, tried int, row Row) string {
	reading := fmt.Sprintf("%s, %s: %s (%s)", c.reading.Definition, c.reading, amount(c.ours, row.Unit), percentOff(c.ours, row))
	if !c.within {
		return fmt.Sprintf("none of %d other readings comes within tolerance; the nearest is %s", tried, reading)
	}
	chance := ""
	if c.changes > 1 {
		chance = ", which may be chance"
	}
	return fmt.Sprintf("another reading fits, one of %d tried%s: %s", tried, chance, reading)
}

// percentOff prints how far ours is from a published figure.
func percentOff(ours float64, row Row) string {
	if row.Unit == Percent {
		return fmt.Sprintf("%+.2f points", ours-row.Value)
	}
	if row.Value == 0 {
		return fmt.Sprintf("%+.2f", ours)
	}
	return fmt.Sprintf("%+.1f %%", 100*(ours-row.Value)/math.Abs(row.Value))
}

// amount prints a value in a unit.
func amount(v float64, u Unit) string {
	switch u {
	case Percent:
		return fmt.Sprintf("%.2f %%", v)
	case Mi2:
		return fmt.Sprintf("%.2f mi²", v)
	case Km2PerDay:
		return fmt.Sprintf("%.2f km² a day", v)
	case Mi2PerDay:
		return fmt.Sprintf("%.2f mi² a day", v)
	}
	return fmt.Sprintf("%.2f km²", v)
}
