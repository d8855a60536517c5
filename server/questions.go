package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/measure"
)

// questionRoutes are the routes that answer what the commands records, trend,
// agree, front, where and settlements do, with the same keys. Some take a second
// where maps were imported, so that answers are kept.
func (s *Server) questionRoutes() []route {
	get, asJSON := http.MethodGet, []string{mediaJSON}
	text := func(name, doc string, example any) param {
		return param{name: name, in: "query", doc: doc, schema: schema{"type": "string"}, example: example}
	}
	pPeriod := param{name: "period", in: "query", doc: "week or month.", schema: schema{"type": "string", "enum": []string{"week", "month"}}, example: "month"}
	pKind := param{name: "kind", in: "query", doc: "gained, lost or net.", schema: schema{"type": "string", "enum": []string{"gained", "lost", "net"}}, example: "net"}
	pOblast := text("oblast", "Only ground in this oblast.", nil)
	pNear := text("near", "Only patches whose center is near this place, a name or longitude and latitude.", "Pokrovsk")
	pRadius := param{name: "radius", in: "query", doc: "How near, in km.", schema: schema{"type": "number", "exclusiveMinimum": 0, "maximum": 1000}, example: 30}
	first, last := optional(pFrom), optional(pTo)
	first.example, last.example = "2025-01-01", nil
	return []route{
		{get, "/v1/records", "Figures", "records", "Records", "The largest and the smallest weeks or months, where one period stands among all, since when there was none with as much or as little, and streaks. Every period has 95 % intervals for how exactly the line is drawn, and inside_interval says whether its net lies inside its own.",
			[]param{pPeriod, pKind, {name: "at", in: "query", doc: "A day of the period to place; without it, the newest whole one.", schema: daySchema}, pOblast, optional(first), last, pSrc, pDef, pSliver, pKnown, pV}, nil, asJSON, s.kept(s.records, "period", "kind", "at", "oblast", "near", "radius", "from", "to", "source", "definition")},
		{get, "/v1/trend", "Figures", "trend", "Trend", "The change of every week or month, and whether it was steady, growing or slowing: in the whole country, an oblast, or near a place. Periods, their mean and the slope have 95 % intervals.",
			[]param{pPeriod, pKind, pNear, pRadius, first, last, pSrc, pDef, pSliver, pKnown, pV}, nil, asJSON, s.kept(s.trend, "period", "kind", "oblast", "near", "radius", "from", "to", "source", "definition")},
		{get, "/v1/agree", "Figures", "agree", "Sources against each other", "How much ground two definitions both show as held and how much only one, which shows changes first, and the consensus of all. interval_km2 is of what the second holds more than the first where neither leaves ground out; inside_interval says whether that is no more than how exactly the lines are drawn.",
			[]param{pOn, text("between", "Two definitions; without it, every pair of different sources.", "deepstate,liveuamap"), pKnown, pV}, nil, asJSON, s.kept(s.agree, "on", "between")},
		{get, "/v1/front", "Figures", "front", "The line of contact", "Its length by oblast, and band_km: how far the true line may lie off at 95 % of its points. With since, where it moved, by how much and how deep (needs imported maps).",
			[]param{pOn, {name: "since", in: "query", doc: "Valid day from which movement is told (needs imported maps).", schema: daySchema}, pSrc, pDef, pSliver, pKnown, pV}, nil, asJSON, s.kept(s.front, "on", "since", "source", "definition")},
		{get, "/v1/where", "Figures", "where", "Where ground changed hands", "Where each patch lies; with words, of what share of the ground gained and lost they are true.",
			[]param{pFrom, pTo, text("words", "What is said of the ground.", "about 80 km east of Zaporizhzhia"), text("seen_from", "Place that patches are seen from; not with words.", nil),
				{name: "winds", in: "query", doc: "Tell 8 or 16 winds apart.", schema: schema{"type": "integer", "enum": []int{8, 16}}}, pSrc, pDef, pKnown, pV}, nil, asJSON, s.kept(s.where, "from", "to", "words", "seen_from", "winds", "source", "definition")},
		{get, "/v1/settlements", "Figures", "settlements", "Settlements that changed hands", "Settlements and named sites that were held on the map of one day and not on that of the other.",
			[]param{pFrom, pTo, pSrc, pDef, pKnown, pV}, nil, asJSON, s.kept(s.settlements, "from", "to", "source", "definition")},
	}
}

// kept answers a question from memory where it was asked before.
func (s *Server) kept(ask func(*request) (any, error), names ...string) func(*request) (reply, error) {
	return func(r *request) (reply, error) {
		if err := r.onlyKnown(names...); err != nil {
			return reply{}, err
		}
		var key strings.Builder
		key.WriteString(r.route.path)
		for _, n := range names {
			fmt.Fprintf(&key, " %s=%q", n, r.values.Get(n))
		}
		body, err := s.pages.get(key.String(), func() (*blob, int, error) {
			out, err := ask(r)
			if err != nil {
				return nil, 0, err
			}
			b, err := marshal(out)
			return newBlob(b), len(b), err
		})
		return reply{media: mediaJSON, body: body, lasting: current}, err
	}
}

// day reads a day that may be left out.
func (r *request) day(name string, without control.Day) (control.Day, error) {
	if text := r.values.Get(name); text != "" {
		return parseDay(name, text)
	}
	return without, nil
}

// periodsAsked is which periods of which part of the country are compared.
type periodsAsked struct {
	period   measure.Period
	kind     string
	within   measure.Within
	in       string
	from, to control.Day
}

func (s *Server) periodsAsked(r *request) (p periodsAsked, err error) {
	p = periodsAsked{period: measure.Monthly, kind: "net"}
	switch v := r.values.Get("period"); v {
	case "", "month":
	case "week":
		p.period = measure.Weekly
	default:
		return p, badParameter("period", "%q: want week or month", v)
	}
	switch v := r.values.Get("kind"); v {
	case "":
	case "gained", "lost", "net":
		p.kind = v
	default:
		return p, badParameter("kind", "%q: want gained, lost or net", v)
	}
	if p.from, err = r.day("from", always); err != nil {
		return p, err
	}
	if p.to, err = r.day("to", forever); err != nil {
		return p, err
	}
	oblast, near := r.values.Get("oblast"), r.values.Get("near")
	switch {
	case oblast != "" && near != "":
		return p, badParameter("near", "oblast or near, not both")
	case oblast != "":
		region := s.Places.RegionByName(oblast)
		if region == nil {
			return p, badParameter("oblast", "%q: no such oblast", oblast)
		}
		p.within, p.in = measure.Within{Region: region.Name}, region.FullName
	case near != "":
		name, at, err := find(s.Places, near)
		if err != nil {
			return p, err
		}
		km := 30.0
		if text := r.values.Get("radius"); text != "" {
			if km, err = strconv.ParseFloat(text, 64); err != nil || !(km > 0) || km > 1000 {
				return p, badParameter("radius", "%q: want kilometers, more than 0 and at most 1,000", text)
			}
		}
		p.within = measure.Within{Center: at, Radius: geo.Meters(1000 * km)}
		p.in = fmt.Sprintf("within %g km of %s", km, name)
	}
	return p, nil
}

func (p periodsAsked) of(c measure.Coverage) [2]control.Day {
	return [2]control.Day{max(p.from, c.First), min(p.to, c.Last)}
}

// mostListed is how many of the largest and the smallest periods are listed.
const mostListed = 3

func (s *Server) records(r *request) (any, error) {
	p, err := s.periodsAsked(r)
	if err != nil {
		return nil, err
	}
	day, err := r.day("at", control.NoDay)
	if err != nil {
		return nil, err
	}
	return each(s, r, func(c measure.Coverage) (answer.Records, error) {
		rows, skipped, err := measure.Periods(s.Record, c, p.period, p.within, p.from, p.to)
		if err != nil {
			return answer.Records{}, err
		}
		at, ok := measure.RowAt(rows, day)
		if !ok {
			return answer.Records{}, fmt.Errorf("%s: no whole %s around %s: %w", c.Definition.Name, p.period, day, chronicle.ErrNoMap)
		}
		return answer.RecordsOf(c, p.period, p.kind, p.in, p.of(c), rows, skipped, measure.RecordsOf(rows, p.kind, at, mostListed)), nil
	})
}

func (s *Server) trend(r *request) (any, error) {
	p, err := s.periodsAsked(r)
	if err != nil {
		return nil, err
	}
	return each(s, r, func(c measure.Coverage) (answer.Trend, error) {
		rows, skipped, err := measure.Periods(s.Record, c, p.period, p.within, p.from, p.to)
		if err != nil {
			return answer.Trend{}, err
		}
		return answer.TrendOf(c, p.period, p.kind, p.in, p.of(c), rows, skipped, measure.TrendOf(rows, p.kind)), nil
	})
}

func (s *Server) front(r *request) (any, error) {
	on, err := r.day("on", control.NoDay)
	if err != nil {
		return nil, err
	}
	since, err := r.day("since", control.NoDay)
	if err != nil {
		return nil, err
	}
	return each(s, r, func(c measure.Coverage) (answer.Front, error) {
		day := on
		if day == control.NoDay {
			day = c.Last
		}
		f, err := measure.FrontOf(s.Record, c.Definition.Name, day, since)
		if err != nil {
			return answer.Front{}, err
		}
		return answer.FrontOf(f), nil
	})
}

// countries tells which country a question is of.
func (s *Server) countries() answer.Countries {
	out := answer.Countries{Home: s.Places}
	if s.Live != nil {
		out.Of = s.Live.WhereOf
	}
	return out
}

func (s *Server) settlements(r *request) (any, error) {
	from, to, err := fromTo(r)
	if err != nil {
		return nil, err
	}
	return each(s, r, func(c measure.Coverage) (answer.Taken, error) {
		d := c.Definition
		where := s.countries().For(d.Source)
		taken, err := measure.TakenPlaces(s.Record, d.Name, from, to, where)
		if err != nil {
			return answer.Taken{}, err
		}
		ch, err := s.Record.Change(d.Name, from, to, measure.Options{})
		return answer.TakenOf(d, ch.Basis, [2]control.Day{from, to}, [2]control.Day{ch.From, ch.To}, taken, where), err
	})
}

// whereAnswer is the answer of the command where.
type whereAnswer struct {
	results[answer.Where]
	Words     *string           `json:"words"`
	Tolerance *answer.Tolerance `json:"tolerance,omitempty"`
}

func (s *Server) where(r *request) (any, error) {
	from, to, err := fromTo(r)
	if err != nil {
		return nil, err
	}
	const most = "16"
	winds := r.values.Get("winds")
	if winds != "" && winds != "8" && winds != most {
		return nil, badParameter("winds", "%q: want 8 or 16", winds)
	}
	words, name := r.values.Get("words"), r.values.Get("seen_from")
	var a gazetteer.Assertion
	if words != "" {
		if name != "" {
			return nil, badParameter("seen_from", "goes without words, which name the place themselves")
		}
		if a, name, err = gazetteer.ParseAssertion(words); err != nil {
			return nil, badParameter("words", "%v", err)
		}
		a.Sixteen = winds == most
	}
	var seenFrom *gazetteer.Place
	if name != "" {
		found, point, err := find(s.Places, name)
		if err != nil {
			return nil, err
		}
		a.Place, seenFrom = point, &gazetteer.Place{Name: found, Point: point}
	}
	var out whereAnswer
	out.results, err = each(s, r, func(c measure.Coverage) (answer.Where, error) {
		ch, err := s.Record.Change(c.Definition.Name, from, to, measure.Options{Patches: true})
		if err != nil {
			return answer.Where{}, err
		}
		w := answer.WhereOf(ch)
		if words != "" {
			w.Judge(ch, a)
			return w, nil
		}
		told := 16
		if winds == "8" {
			told = 8
		}
		w.Describe(ch, s.countries().For(c.Definition.Source), seenFrom, told)
		return w, nil
	})
	if words != "" {
		t := answer.ToleranceOf(a)
		out.Words, out.Tolerance = &words, &t
	}
	return out, err
}
