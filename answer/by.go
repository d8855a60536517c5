package answer

import "github.com/salient-project/salient/measure"

const overlapNote = "the areas overlap: each row is right by itself, and they do not add up to the whole"

// cellCenter returns the center of the cell that a row is of; nil for others.
func cellCenter(by measure.Areas, name string, rest bool) (lon, lat *float64) {
	if rest {
		return nil, nil
	}
	p, ok := measure.CellCenter(by, name)
	if !ok {
		return nil, nil
	}
	x, y := Round(p.Lon(), 6), Round(p.Lat(), 6)
	return &x, &y
}
