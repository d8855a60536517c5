package answer

import (
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Row is the change of one week or month.
type Row struct {
	From     control.Day   `json:"from"`
	To       control.Day   `json:"to"`
	Gained   float64       `json:"gained_km2"`
	Lost     float64       `json:"lost_km2"`
	Net      float64       `json:"net_km2"`
	Sliver   float64       `json:"sliver_km2"` // by redrawing alone
	Gross    measure.Gross `json:"gross"`
	Interval *Interval     `json:"interval_km2"` // of the net
	Inside   *bool         `json:"inside_interval"`
	GainedIn *Interval     `json:"gained_interval_km2"`
	LostIn   *Interval     `json:"lost_interval_km2"`
}

// Skipped is a period without a figure, and why.
type Skipped struct {
	From   control.Day `json:"from"`
	To     control.Day `json:"to"`
	Reason string      `json:"reason"`
}

// Standing is where a period stands among all. MostSince is null where no
// earlier period has as much, LeastSince where none has as little.
type Standing struct {
	Row
	Rank       int  `json:"rank"`
	Of         int  `json:"of"`
	MostSince  *Row `json:"most_since"`
	LeastSince *Row `json:"least_since"`
}

// Run is a run of periods; From and To are null for a run of none.
type Run struct {
	Periods int          `json:"periods"`
	From    *control.Day `json:"from"`
	To      *control.Day `json:"to"`
}

// Streaks are the run that ends with the period asked about, and the longest.
type Streaks struct {
	Current Run `json:"current"`
	Longest Run `json:"longest"`
}

// Records are the superlatives of one definition.
type Records struct {
	Source     string         `json:"source"`
	Definition string         `json:"definition"`
	Period     measure.Period `json:"period"`
	Kind       string         `json:"kind"`
	In         *string        `json:"in"`
	Counted    int            `json:"counted"`
	Skipped    []Skipped      `json:"skipped"`
	Largest    []Row          `json:"largest"`
	Smallest   []Row          `json:"smallest"`
	Latest     Standing       `json:"latest"`
	Positive   Streaks        `json:"positive"`
	Negative   Streaks        `json:"negative"`
	Rising     Streaks        `json:"rising"`
	Falling    Streaks        `json:"falling"`
	Days       Days           `json:"days"`
	Method     string         `json:"method"`
	Basis      measure.Basis  `json:"basis"`
}

// RecordsOf returns the JSON form of records; in names the part of the country,
// empty for the whole.
func RecordsOf(c measure.Coverage, p measure.Period, kind, in string, asked [2]control.Day, rows []measure.Row, skipped []measure.Skipped, s measure.Superlatives) Records {
	r := Records{
		Source: c.Definition.Source, Definition: c.Definition.Name, Period: p, Kind: kind, Counted: len(rows),
		Skipped: SkippedOf(skipped), Largest: RowsOf(s.Largest), Smallest: RowsOf(s.Smallest),
		Latest:   Standing{rowOf(s.Latest.Row), s.Latest.Rank, s.Latest.Of, rowOrNull(s.Latest.MostSince), rowOrNull(s.Latest.LeastSince)},
		Positive: streaksOf(s.Positive), Negative: streaksOf(s.Negative), Rising: streaksOf(s.Rising), Falling: streaksOf(s.Falling),
		Days:   Days{asked, [2]control.Day{rows[0].From, rows[len(rows)-1].To}},
		Method: measure.MethodVersion, Basis: c.Basis,
	}
	if in != "" {
		r.In = &in
	}
	return r
}

// RowsOf returns the JSON form of periods' changes.
func RowsOf(rows []measure.Row) []Row {
	out := []Row{}
	for _, r := range rows {
		out = append(out, rowOf(r))
	}
	return out
}

// SkippedOf returns the JSON form of periods without figures.
func SkippedOf(skipped []measure.Skipped) []Skipped {
	out := []Skipped{}
	for _, s := range skipped {
		out = append(out, Skipped(s))
	}
	return out
}

func rowOf(r measure.Row) Row {
	return Row{r.From, r.To, Round(r.Gained.Km2(), 6), Round(r.Lost.Km2(), 6), Round(r.Net.Km2(), 6), Round(r.Sliver.Km2(), 6), r.Gross,
		IntervalOf(r.Interval), Unclear(r.Interval), IntervalOf(r.GainedInterval), IntervalOf(r.LostInterval)}
}

func rowOrNull(r *measure.Row) *Row {
	if r == nil {
		return nil
	}
	row := rowOf(*r)
	return &row
}

func streaksOf(s measure.Streaks) Streaks { return Streaks{runOf(s.Current), runOf(s.Longest)} }

func runOf(r measure.Run) Run {
	if r.Periods == 0 {
		return Run{}
	}
	return Run{r.Periods, &r.First.From, &r.Last.To}
}

// Trend is how the figures of periods developed.
type Trend struct {
	Source     string         `json:"source"`
	Definition string         `json:"definition"`
	Period     measure.Period `json:"period"`
	Kind       string         `json:"kind"`
	In         *string        `json:"in"`
	Periods    int            `json:"periods"`
	Positive   int            `json:"positive_periods"`
	Negative   int            `json:"negative_periods"`
	Pause      int            `json:"longest_pause"`
	Unclear    int            `json:"inside_interval_periods"` // whose net has nothing inside its interval
	Mean       float64        `json:"mean_km2"`
	MeanIn     *Interval      `json:"mean_interval_km2"`
	Slope      float64        `json:"slope_km2_per_period"`
	SlopeIn    *Interval      `json:"slope_interval_km2_per_period"`
	Tau        float64        `json:"kendall_tau"`
	P          float64        `json:"p"`
	Steady     bool           `json:"steady"`
	Pace       string         `json:"pace"`
	Rows       []Row          `json:"rows"`
	Skipped    []Skipped      `json:"skipped"`
	Days       Days           `json:"days"`
	Method     string         `json:"method"`
	Basis      measure.Basis  `json:"basis"`
}

// TrendOf returns the JSON form of a trend; in names the part of the country,
// empty for the whole.
func TrendOf(c measure.Coverage, p measure.Period, kind, in string, asked [2]control.Day, rows []measure.Row, skipped []measure.Skipped, t measure.Trend) Trend {
	out := Trend{
		Source: c.Definition.Source, Definition: c.Definition.Name, Period: p, Kind: kind,
		Periods: t.Periods, Positive: t.Positive, Negative: t.Negative, Pause: t.Pause,
		Unclear: t.Unclear, MeanIn: RangeOf(t.MeanInterval, 1, 4), SlopeIn: RangeOf(t.SlopeInterval, 1, 4),
		Mean: Round(t.Mean, 4), Slope: Round(t.Slope, 4), Tau: Round(t.Tau, 4), P: Round(t.P, 6), Steady: t.Steady(), Pace: t.Pace(),
		Rows: RowsOf(rows), Skipped: SkippedOf(skipped),
		Days:   Days{asked, [2]control.Day{rows[0].From, rows[len(rows)-1].To}},
		Method: measure.MethodVersion, Basis: c.Basis,
	}
	if in != "" {
		out.In = &in
	}
	return out
}
