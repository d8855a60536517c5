package brief

import (
	"errors"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// Periods measures a window and up to n-1 windows of its kind before it, the
// earliest first, by one definition; n of 0 goes back to the first map. Periods
// that no two maps tell, or that a change of the baseline spoils, are there and
// not known.
func Periods(r measure.Record, c measure.Coverage, w Window, n int) ([]picture.Period, error) {
	breaks, err := measure.Breaks(r, c.Definition.Name)
	if err != nil {
		return nil, err
	}
	var windows []Window
	for ; (n == 0 || len(windows) < n) && w.From >= c.First; w = w.before() {
		windows = append(windows, w)
	}
	out := make([]picture.Period, len(windows))
	for i, w := range windows {
		p := picture.Period{First: w.First, Last: w.Last, From: w.From, To: w.To}
		ch, ok, err := change(r, c.Definition.Name, w, breaks, measure.Options{})
		if err != nil {
			return nil, err
		}
		if ok {
			p.Known, p.MapFrom, p.MapTo = true, ch.From, ch.To
			p.Gained, p.Lost, p.Net = km2(ch.Gained), km2(ch.Lost), km2(ch.Net)
			p.AtMost = ch.Gross == measure.DailySum
			p.Low, p.High = bounds(ch.Interval)
		}
		out[len(out)-1-i] = p
	}
	return out, nil
}

// stale is how many days a map may stand for one that is missing before the
// first of a window.
const stale = 31

// change measures a window; ok is false where no two maps tell it.
func change(r measure.Record, definition string, w Window, breaks []control.Day, o measure.Options) (ch measure.Change, ok bool, err error) {
	ch, err = r.Change(definition, w.From, w.To, o)
	if errors.Is(err, chronicle.ErrNoMap) {
		return ch, false, nil
	} else if err != nil {
		return ch, false, err
	}
	ok = ch.To > w.From && w.From-ch.From <= stale && !measure.Broken(breaks, ch.From, ch.To)
	return ch, ok, nil
}

// bounds returns the ends of an interval in km², nil where none is known.
func bounds(i *measure.Interval) (low, high *float64) {
	if i == nil {
		return nil, nil
	}
	l, h := i.Low.Km2(), i.High.Km2()
	return &l, &h
}
