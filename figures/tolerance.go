package figures

import "math"

// The tolerance, the same for every row.
const (
	toleranceShare  = 0.01 // of the published area
	toleranceKm2    = 2.0  // km²
	tolerancePoints = 0.15 // percentage points
)

// Within reports whether ours agrees with the published figure. Areas agree
// within 1 % of the published figure or within 2 km², whichever is more; rates
// within 1 % or what makes 2 km² over the window; shares within 0.15 points.
// What rounds to the printed figure at its printed decimals agrees too, and a
// figure printed as a lower bound agrees with anything above it. days is the
// window's length, for rates.
func Within(row Row, ours float64, days int) bool {
	diff := math.Abs(ours - row.Value)
	switch {
	case row.LowerBound && ours >= row.Value:
		return true
	case rounds(ours, row.Value, row.Decimals):
		return true
	case row.Unit == Percent:
		return diff <= tolerancePoints
	}
	km2 := diff * row.Unit.km2()
	if row.Unit.daily() {
		km2 *= float64(max(days, 1))
	}
	return diff <= toleranceShare*math.Abs(row.Value) || km2 <= toleranceKm2
}

// rounds reports whether ours rounds to the printed figure at so many decimals.
func rounds(ours, printed float64, decimals int) bool {
	p := math.Pow10(decimals)
	return math.Abs(math.Round(ours*p)-math.Round(printed*p)) < 0.5
}

// roundsTo reports whether both figures are alike when rounded to 10^zeros.
func roundsTo(ours, printed float64, zeros int) bool {
	p := math.Pow10(zeros)
	return math.Round(ours/p) == math.Round(printed/p)
}

// mostRounding is how far, as a part of it, a rounded figure can be trusted to
// lie from what it was rounded from: 500 is not said of 549.
const mostRounding = 0.05

// AsRounded reports whether ours is what an approximate figure may have been
// rounded from: the table marks the value as approximate, ours rounds to it at
// its trailing zeros, and is within 5 % of it. That is less than agreement: it
// is told apart from [Within] and never counted with it.
func AsRounded(row Row, ours float64) bool {
	z := zeros(row.Value, row.Decimals)
	return row.Approximate && row.Unit != Percent && z > 0 && roundsTo(ours, row.Value, z) &&
		math.Abs(ours-row.Value) <= mostRounding*math.Abs(row.Value)
}

// zeros returns how many zeros a whole figure ends in: what it may have been
// rounded to.
func zeros(v float64, decimals int) int {
	if decimals > 0 || v == 0 || v != math.Trunc(v) {
		return 0
	}
	n := 0
	for math.Mod(v, 10) == 0 {
		v /= 10
		n++
	}
	return n
}
