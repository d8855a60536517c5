package server

import (
	"errors"
	"slices"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// How many briefs the feed has: about a quarter of a year.
const (
	feedWeeks  = 8
	feedMonths = 3
)

// feed answers with an Atom feed of the briefs of the newest whole weeks and
// months, each linked to the page of the app that shows it.
func (s *Server) feed(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	b, err := s.pages.get("feed "+r.base, func() (*blob, int, error) {
		data, err := s.writeFeed(r.base+"/feed.atom", r.base+"/app/brief?")
		return newBlob(data), len(data), err
	})
	return reply{media: mediaAtom, body: b, lasting: current}, err
}

// writeFeed writes the feed; self is its own address, and page with the days of
// a brief behind it that of its page.
func (s *Server) writeFeed(self, page string) ([]byte, error) {
	var all []brief.Issue
	for _, w := range s.feedWindows() {
		b, err := brief.Write(s.briefOptions(w))
		if errors.Is(err, chronicle.ErrNoMap) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, brief.Issue{Brief: b, Address: page + askedAs(w)})
	}
	_, last := s.claimDays()
	return brief.FeedOf(self, last, all)
}

// feedWindows returns the weeks and months whose briefs the feed has.
func (s *Server) feedWindows() []brief.Window {
	return append(s.newest(brief.WeekOf, feedWeeks), s.newest(brief.MonthOf, feedMonths)...)
}

// askedAs is how a brief's week or month is asked for.
func askedAs(w brief.Window) string {
	if w.Kind == brief.Month {
		return "month=" + w.First.String()[:len("2006-01")]
	}
	return "week=" + w.First.String()
}

// claimDays returns the first and the last day with a map of any source that
// briefs are written from.
func (s *Server) claimDays() (first, last control.Day) {
	first, last = control.NoDay, control.NoDay
	for _, c := range s.Claims.Coverage() {
		if first == control.NoDay {
			first, last = c.First, c.Last
		}
		first, last = min(first, c.First), max(last, c.Last)
	}
	return first, last
}

// newest returns the newest n weeks or months of which some definition has maps
// from the beginning to the end.
func (s *Server) newest(of func(control.Day) brief.Window, n int) []brief.Window {
	first, last := s.claimDays()
	if last == control.NoDay {
		return nil
	}
	var out []brief.Window
	for w := of(last); len(out) < n && w.From >= first; w = of(w.First - 1) {
		if slices.ContainsFunc(s.Claims.Coverage(), func(c measure.Coverage) bool { return c.First <= w.From && w.To <= c.Last }) {
			out = append(out, w)
		}
	}
	return out
}

// newestWeek returns the newest whole week; where there is none, all days.
func (s *Server) newestWeek() brief.Window {
	if weeks := s.newest(brief.WeekOf, 1); len(weeks) > 0 {
		return weeks[0]
	}
	first, last := s.claimDays()
	return brief.DaysOf(first+1, last)
}
