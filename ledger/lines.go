package ledger

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// LineLengths returns how long the line of contact was on a day, by oblast, and
// the valid day of the map that answers. The lines themselves are their
// publishers'.
func (l *Ledger) LineLengths(definition string, on control.Day) ([]measure.RegionLength, control.Day, error) {
	m, err := l.definition(definition, measure.Options{})
	if err != nil {
		return nil, control.NoDay, err
	}
	if err := l.lines(); err != nil {
		return nil, control.NoDay, err
	}
	row, err := m.on(on)
	if err != nil {
		return nil, control.NoDay, err
	}
	return m.lengthsOn(row.day), row.day, nil
}

func (m *measured) lengthsOn(day control.Day) []measure.RegionLength {
	var out []measure.RegionLength
	for region, steps := range m.lines {
		if length := geo.Meters(areaOn(steps, day)); length > 0 {
			out = append(out, measure.RegionLength{Name: region, Length: length})
		}
	}
	measure.SortLengths(out, measure.Outside)
	return out
}

func lengthIn(rows []measure.RegionLength, region string) geo.Meters {
	for _, r := range rows {
		if r.Name == region {
			return r.Length
		}
	}
	return 0
}
