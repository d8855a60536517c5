package read

import (
	"github.com/salient-project/salient/claim"
)

var trendRules = []Rule{
	{
		Name: "rate", Kind: claim.Trend,
		Says: "an area or length per day, week, month or year, or an average of such",
		Examples: []Example{
			{"Russian forces seized 1,871 sq km, an average of 15.2 sq km per day.", "", "actor=russia direction=gained value=15.2 unit=km2"},
			{"Its advance averaged 480 sq km a month.", "", "value=480 unit=km2"},
			{"Russia took 480 sq km in a month of fighting.", "", ""},
		},
		quantity: func(s *sentence, k int, q *quantity) (draft, bool) {
			unit := q.unit
			if n := s.low(q.to + 1); q.dim == bare && unit == claim.Count && (s.hasArea() || s.r.inSeries(1) && !q.vague) && (s.low(q.to) == "a" || s.low(q.to) == "per") && (n == "day" || n == "week" || n == "month" || n == "year") {
				unit = s.areaUnit() // "1,240 sq km, or 13.5 a day"
			} else if q.dim != area && q.dim != length || q.converted {
				return draft{}, false
			}
			why, end := s.rate(q)
			if why == "" {
				return draft{}, false
			}
			d := draft{from: q.from, to: end, anchor: q.core, window: windowInherit, source: sourceSeries}
			d.Value, d.Unit, d.Approx, d.Bound = q.value, unit, q.approx, q.bound
			d.Why = why
			d.Direction = claim.Gained
			if t, _, ok := s.governing(k, q); ok {
				d.Actor, _ = s.subjectOf(t)
				switch t.class {
				case loseVerb, loseNoun:
					d.Direction = claim.Lost
				case netNoun:
					d.Direction = claim.Net
				}
				if t.from < q.from && q.from-t.from < 8 {
					d.from = t.from
				}
			}
			for _, h := range s.hits {
				if (h.class == gainNoun || h.class == moveVerb) && h.to <= q.from && q.from-h.to < 8 {
					d.from = min(d.from, h.from)
				}
			}
			if d.Actor == "" {
				if d.Actor = s.mainSubject(); d.Actor == "" {
					d.Actor = s.r.subject
				}
			}
			if d.Actor == "" {
				d.Actor = s.r.series.actor
			}
			d.Region = s.regionFor(end, q.from)
			return d, true
		},
	},
	{
		Name: "pace until", Kind: claim.Trend,
		Says: "a date by which a region would be taken at the present pace",
		Examples: []Example{
			{"At the pace of the past four weeks, all of Donetsk would be in Russian hands in 2028.", "2025-10-27", "actor=russia direction=gained region=Donetsk modality=forecast from=2028-01-01 to=2028-12-31"},
			{"Russia is slow: at the rate of the past year the whole of Donetsk would not be Russian until 2028.", "2025-06-30", "actor=russia region=Donetsk modality=forecast from=2028-01-01"},
			{"At this pace Russia would need until 2029 to absorb the rest of Donetsk.", "2026-04-21", "actor=russia direction=gained region=Donetsk modality=forecast from=2029-01-01 to=2029-12-31"},
			{"At the August rate, Russian forces would not seize the remainder of Donetsk Oblast before February 2028.", "", "actor=russia region=Donetsk bound=at_least from=2028-02-01"},
			{"Russian forces are unlikely to complete the seizure of Donetsk Oblast before April 2027.", "", "actor=russia region=Donetsk modality=forecast bound=at_least from=2027-04-01"},
			{"Russia needs 11 more months to take the rest of Donetsk Oblast.", "", "actor=russia value=11 region=Donetsk modality=forecast"},
			{"He lived in Kyiv until 2019.", "", ""},
		},
		sentence: (*sentence).paceUntil,
	},
	{
		Name: "streak", Kind: claim.Trend,
		Says: "so many days, weeks, months or years in a row",
		Examples: []Example{
			{"That was the second month in a row in which Ukraine came out ahead.", "2026-04-21", "actor=ukraine value=2 unit=count"},
			{"The Russian advance sped up for the third year running.", "", "actor=russia value=3 unit=count"},
			{"Russia took 148 sq km in April. The pace of the advance slackened for the fourth consecutive month.", "2026-05-06", "actor=russia value=4 from=2026-01-01 to=2026-04-30"},
			{"In the week to 17 May Ukraine gained more ground than it gave up, for the second week running.", "2026-05-19", "actor=ukraine direction=net value=2 from=2026-05-04 to=2026-05-17"},
			{"January was the third month in succession in which the Russian advance lost speed.", "2026-02-04", "actor=russia value=3 from=2025-11-01 to=2026-01-31"},
			{"A strike cut power for a third day.", "", ""},
		},
		sentence: (*sentence).streak,
	},
	{
		Name: "rise or fall since", Kind: claim.Trend,
		Says: "a rate or an advance that has quickened, slowed or held since a day",
		Examples: []Example{
			{"The rate of Russian advance has declined in every month since November 2025.", "", "from=2025-11-01"},
			{"Russian forces have made steady progress since last summer.", "2026-02-17", "actor=russia from=2025-06-01"},
			{"Prices have declined since May 2024.", "", ""},
		},
		sentence: (*sentence).riseOrFall,
	},
}

// rate reads what makes a quantity a rate.
func (s *sentence) rate(q *quantity) (why string, end int) {
	end = q.to
	if q.convertedBy != nil {
		end = q.convertedBy.to
		if s.low(end) == ")" {
			end++
		}
	}
	w, w1 := s.low(end), s.low(end+1)
	if n := s.low(end + 2); w == "a" && (n == "before" || n == "earlier" || n == "ago") {
		return "", end // "2,150 a year before"
	}
	if (w == "per" || w == "a" || w == "each" || w == "every" || w == "/") && (w1 == "day" || w1 == "week" || w1 == "month" || w1 == "year") {
		return "a figure " + w + " " + w1, end + 2
	}
	if w == "daily" || w == "monthly" || w == "weekly" {
		return "a " + w + " figure", end + 1
	}
	for k := max(0, q.from-7); k < q.from; k++ {
		switch s.low(k) {
		case "averaged", "averaging", "averages":
			return "an average", end
		case "average", "mean":
			if s.low(k+1) == "of" || s.low(k+1) == "monthly" || s.low(k+1) == "daily" || s.low(k-1) == "daily" || s.low(k-1) == "monthly" || s.low(k-1) == "weekly" {
				return "an average", end
			}
		case "rate", "pace", "clip":
			if s.low(k+1) == "of" && q.from-k < 5 {
				return "a " + s.low(k), end
			}
		}
	}
	return "", end
}

// rated reports that every area of the sentence is a rate.
func (s *sentence) rated() bool {
	for _, q := range s.qty {
		if q.dim != area || q.converted {
			continue
		}
		if why, _ := s.rate(q); why == "" {
			return false
		}
	}
	return true
}
