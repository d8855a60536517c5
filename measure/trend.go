package measure

import (
	"math"
	"slices"
)

// Trend says how the figures of periods developed.
type Trend struct {
	Periods  int
	Positive int     // periods with a figure above 0
	Negative int     // and below
	Unclear  int     // periods whose net has 0 inside its interval
	Mean     float64 // km² a period
	// MeanInterval is the 95 % interval of Mean for how exactly lines are drawn;
	// nil where a period's is not known. The errors of periods count as
	// independent: docs/method-intervals.md says how far they are.
	MeanInterval *Range
	// Slope is the median of the slopes between any two periods, in km² a
	// period per period (Theil 1950, Sen 1968): above 0 the pace grows.
	Slope float64
	// SlopeInterval is the 95 % interval of Slope from how the figures scatter
	// (Sen 1968): drawing is part of that. nil for fewer than four periods.
	SlopeInterval *Range
	// Tau is Kendall's rank correlation with time, -1 to 1, and P the chance
	// of one as far from 0 without a trend, by the normal approximation with
	// ties corrected (Mann 1945, Kendall 1975); 1 for fewer than four periods.
	Tau, P float64
	Pause  int // the longest run of periods without a figure above 0
}

// Steady reports whether ground was gained in at least nine in ten periods, and
// never not for three in a row.
func (t Trend) Steady() bool {
	return t.Periods >= 4 && 10*t.Positive >= 9*t.Periods && t.Pause < 3
}

// Pace says which way the figures went: growing or slowing where chance alone
// would do so in less than one case of twenty, else "no trend".
func (t Trend) Pace() string {
	switch {
	case t.P >= 0.05:
		return "no trend"
	case t.Tau > 0:
		return "growing"
	}
	return "slowing"
}

// TrendOf describes the rows of [Periods] by a figure: "net" or one of the
// [Kind]s.
func TrendOf(rows []Row, kind string) Trend {
	t := Trend{Periods: len(rows), P: 1}
	if len(rows) == 0 {
		return t
	}
	values := make([]float64, len(rows))
	pause := 0
	known, low, high := true, 0.0, 0.0
	for i, r := range rows {
		v := r.Value(kind).Km2()
		values[i] = v
		t.Mean += v / float64(len(rows))
		if i := r.IntervalOf(kind); i == nil {
			known = false
		} else {
			low, high = math.Hypot(low, v-i.Low.Km2()), math.Hypot(high, i.High.Km2()-v)
		}
		if r.Interval.Unclear() {
			t.Unclear++
		}
		pause++
		if v > 0 {
			t.Positive++
			pause = 0
		}
		if v < 0 {
			t.Negative++
		}
		t.Pause = max(t.Pause, pause)
	}
	if n := float64(len(rows)); known {
		t.MeanInterval = &Range{t.Mean - low/n, t.Mean + high/n}
		if kind != "net" {
			t.MeanInterval.Low = max(t.MeanInterval.Low, 0)
		}
	}
	var slopes []float64
	score := 0
	for i := range values {
		for k := range i {
			slopes = append(slopes, (values[i]-values[k])/float64(i-k))
			switch {
			case values[i] > values[k]:
				score++
			case values[i] < values[k]:
				score--
			}
		}
	}
	if len(slopes) == 0 {
		return t
	}
	slices.Sort(slopes)
	t.Slope = (slopes[(len(slopes)-1)/2] + slopes[len(slopes)/2]) / 2
	t.Tau = float64(score) / float64(len(slopes))
	if len(values) < 4 {
		return t
	}
	variance := scoreVariance(values)
	t.P = mannKendall(score, variance)
	t.SlopeInterval = slopeInterval(slopes, variance)
	return t
}

// slopeInterval returns the 95 % interval of the median of sorted slopes, from
// the variance of Kendall's score (Sen 1968, doi:10.1080/01621459.1968.10480934).
func slopeInterval(slopes []float64, variance float64) *Range {
	n, c := float64(len(slopes)), normal95*math.Sqrt(max(variance, 0)/18)
	low, high := int(math.Floor((n-c)/2)), int(math.Ceil((n+c)/2))
	return &Range{slopes[max(low-1, 0)], slopes[min(high, len(slopes)-1)]}
}

// mannKendall returns the two-sided chance of a score at least so far from 0.
func mannKendall(score int, variance float64) float64 {
	if variance <= 0 {
		return 1
	}
	z := (math.Abs(float64(score)) - 1) / math.Sqrt(variance/18)
	return min(1, math.Erfc(max(z, 0)/math.Sqrt2))
}

// scoreVariance returns 18 times the variance of Kendall's score without a trend,
// ties corrected.
func scoreVariance(values []float64) float64 {
	n := float64(len(values))
	variance := n * (n - 1) * (2*n + 5)
	sorted := slices.Sorted(slices.Values(values))
	for i := 0; i < len(sorted); {
		k := i
		for k < len(sorted) && sorted[k] == sorted[i] {
			k++
		}
		ties := float64(k - i)
		variance -= ties * (ties - 1) * (2*ties + 5)
		i = k
	}
	return variance
}
