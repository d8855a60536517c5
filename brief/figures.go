package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
	"github.com/salient-project/salient/talks"
)

// Figure is a picture of a brief, as its files are named.
type Figure struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	Alt     string  `json:"alt"`
	Caption string  `json:"caption"`
	Command string  `json:"command"` // draws it alone
	SVG     string  `json:"svg"`
	PNG     string  `json:"png"`
	Width   float64 `json:"width"`
	Height  float64 `json:"height"`

	scene *picture.Scene
}

// Pictures returns the drawings of the brief, in the order of Figures.
func (b *Brief) Pictures() []*picture.Scene {
	var out []*picture.Scene
	for _, f := range b.Figures {
		out = append(out, f.scene)
	}
	return out
}

// shown is how many periods the bars show.
const shown = 26

// figures draws what belongs to a brief: bars, sources, maps, cumulative.
func (f *facts) figures(l Lang) []Figure {
	var out []Figure
	add := func(s *picture.Scene, command string) {
		if s != nil {
			out = append(out, Figure{s.ID, s.Title, s.Alt, s.Caption, f.command(command), s.ID + ".svg", s.ID + ".png", s.W, s.H, s})
		}
	}
	flags := f.window.flags()
	for i, g := range f.known() {
		if i < 2 {
			add(f.mapOf(g, l), "map "+flags+" --definition "+g.cov.Definition.Name)
		}
	}
	add(f.sources(l), "chart sources "+flags)
	add(f.changes(shown, l), fmt.Sprintf("chart changes %s --periods %d", flags, shown))
	from := f.window.From - 182
	if s, err := f.cumulative(from, l); err == nil {
		add(s, fmt.Sprintf("chart cumulative --from %s --to %s", from, f.window.To))
	}
	if s, err := f.oblasts(f.known()[0], 13, l); err == nil {
		add(s, fmt.Sprintf("chart oblasts %s --periods 13 --definition %s", flags, f.known()[0].cov.Definition.Name))
	}
	return out
}

// flags are those by which commands take the window.
func (w Window) flags() string {
	if w.Kind == Month {
		return "--month=" + w.First.Time().Format("2006-01")
	}
	return fmt.Sprintf("--from %s --to %s", w.First, w.Last)
}

// notes tells source, definition and days under a picture.
func (f *facts) notes(grounds []*ground, days string) []string {
	var who, credit []string
	for _, g := range grounds {
		d := g.cov.Definition
		who = append(who, fmt.Sprintf("%s (definition %s: %s)", g.name, d.Name, clause(d.Counts)))
		if !slices.Contains(credit, g.credit) {
			credit = append(credit, g.credit)
		}
	}
	return []string{days, "Counted: " + strings.Join(who, "; ") + ".", "Maps: " + strings.Join(credit, "; ") + ". Measured by Salient, " + measure.MethodVersion + "."}
}

// rounds are the rounds with every side, as marks.
func (f *facts) rounds() []picture.Mark {
	var out []picture.Mark
	if f.talks == nil {
		return nil
	}
	for _, x := range f.talks.Rounds(talks.Filter{Sides: true}) {
		if x.Mode != "written" {
			out = append(out, picture.Mark{Day: x.Start, Text: x.Title()})
		}
	}
	return out
}

func inside(marks []picture.Mark, from, to control.Day) []picture.Mark {
	var out []picture.Mark
	for _, m := range marks {
		if m.Day >= from && m.Day <= to {
			out = append(out, m)
		}
	}
	return out
}

func (f *facts) changes(n int, l Lang) *picture.Scene {
	unit := f.window.period()
	c := picture.Changes{ID: "changes", Actor: f.grounds[0].cov.Definition.Actor, Unit: unit,
		Title: fmt.Sprintf("Ground gained and lost by %s, by %s", f.grounds[0].cov.Definition.Actor, unit)}
	known := f.known()
	known = known[:min(len(known), 3)]
	first := f.window.First
	for _, g := range known {
		rows := g.history
		if n > 0 && len(rows) > n {
			rows = rows[len(rows)-n:]
		}
		if len(rows) > 0 {
			first = min(first, rows[0].First)
		}
		p := picture.Panel{Name: f.label(g), Definition: g.cov.Definition.Name, Periods: rows}
		p.MostGained, p.MostLost = most(g.history)
		c.Panels = append(c.Panels, p)
	}
	c.Marks = inside(f.rounds(), first, f.window.Last)
	c.Notes = f.notes(known, fmt.Sprintf("Days: %s. Each %s compares the map of its last day with that of the day before its first, or the nearest earlier one.", l.Span(first, f.window.Last), unit))
	if f.window.Kind == Month {
		c.Notes[0] = fmt.Sprintf("Days: %s. Each month compares the map of its first day with that of the next month’s first, or the nearest earlier one.", l.Span(first, f.window.Last))
	}
	c.Notes = append(records(c.Panels, unit, l), c.Notes...)
	return c.Draw()
}

// records says when most was gained and lost on each source's record.
func records(panels []picture.Panel, unit string, l Lang) []string {
	var out []string
	for _, p := range panels {
		if p.MostGained == nil || p.MostLost == nil {
			continue
		}
		day := func(x *picture.Period) string {
			if unit == "month" {
				return x.First.Time().Format("January 2006")
			}
			return "from " + l.DayYear(x.First)
		}
		out = append(out, fmt.Sprintf("%s gained %s (%s), lost %s (%s)", p.Name, thousands(fmt.Sprintf("%.0f", p.MostGained.Gained)), day(p.MostGained), thousands(fmt.Sprintf("%.0f", p.MostLost.Lost)), day(p.MostLost)))
	}
	if len(out) == 0 {
		return nil
	}
	return []string{"Most in a " + unit + " on each record so far: " + strings.Join(out, "; ") + "."}
}

// most returns the periods in which most was gained and most lost; nil where
// fewer than a dozen are known, too few for a record. Sums of daily changes are
// upper bounds and set none.
func most(rows []picture.Period) (gained, lost *picture.Period) {
	n := 0
	for i := range rows {
		x := &rows[i]
		if !x.Known || x.AtMost {
			continue
		}
		n++
		if gained == nil || x.Gained > gained.Gained {
			gained = x
		}
		if lost == nil || x.Lost > lost.Lost {
			lost = x
		}
	}
	if n < 12 {
		return nil, nil
	}
	return gained, lost
}

// label names a definition on a picture.
func (f *facts) label(g *ground) string {
	for _, x := range f.grounds {
		if x != g && x.known == g.known && x.cov.Definition.Source == g.cov.Definition.Source {
			return g.name + " (" + g.cov.Definition.Name + ")"
		}
	}
	return g.name
}

func (f *facts) sources(l Lang) *picture.Scene {
	c := picture.Sources{ID: "sources", Actor: f.grounds[0].cov.Definition.Actor, Title: "What each source shows, " + l.Span(f.window.First, f.window.Last)}
	for _, g := range f.grounds {
		row := picture.Compared{Name: f.label(g)}
		switch {
		case g.known:
			row.Note = fmt.Sprintf("maps of %s and %s", l.near(g.change.From, f.window), l.near(g.change.To, f.window))
			row.Period = picture.Period{Known: true, Gained: km2(g.change.Gained), Lost: km2(g.change.Lost), Net: km2(g.change.Net), AtMost: g.change.Gross == measure.DailySum}
			row.Period.Low, row.Period.High = bounds(g.change.Interval)
		case g.broken:
			row.Note = "began to count ground from before 2022 otherwise"
		default:
			row.Name = g.name
			row.Note = fmt.Sprintf("no map of these days; maps are of %s", l.Span(g.cov.First, g.cov.Last))
		}
		again := !row.Period.Known && slices.ContainsFunc(c.Rows, func(r picture.Compared) bool { return strings.HasPrefix(r.Name, g.name) })
		if !again { // a source that tells nothing, once
			c.Rows = append(c.Rows, row)
		}
	}
	c.Notes = f.notes(f.known(), "Days: maps as given beside each source.")
	return c.Draw()
}

// series returns net change since a day, or held area, by definition.
func (f *facts) series(grounds []*ground, from, to control.Day, net bool) ([]picture.Line, error) {
	var out []picture.Line
	for _, g := range grounds {
		days, err := f.record.Series(g.cov.Definition.Name, from, to)
		if err != nil || len(days) == 0 {
			continue
		}
		line := picture.Line{Name: f.label(g), Definition: g.cov.Definition.Name, Breaks: g.breaks}
		base := 0.0
		if net {
			h, err := f.record.Held(g.cov.Definition.Name, from, measure.Options{})
			if err != nil || measure.Broken(g.breaks, h.Day, to) || from-h.Day > stale {
				continue
			}
			base = km2(h.Area)
			if days[0].Day > from {
				line.Days = append(line.Days, picture.Value{Day: from, V: 0})
			}
		}
		for _, d := range days {
			v := picture.Value{Day: d.Day, V: km2(d.Area) - base}
			if model, ok := measure.ModelOf(g.cov.Definition.Source); ok && !net {
				v.Low, v.High = bounds(model.Held(d.Area, model.Contact))
			}
			line.Days = append(line.Days, v)
		}
		if net {
			last := &line.Days[len(line.Days)-1]
			if ch, err := f.record.Change(g.cov.Definition.Name, from, last.Day, measure.Options{}); err == nil {
				last.Low, last.High = bounds(ch.Interval)
			}
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		return nil, ErrNothing
	}
	return out, nil
}

func (f *facts) cumulative(from control.Day, l Lang) (*picture.Scene, error) {
	lines, err := f.series(f.known(), from, f.window.To, true)
	if err != nil {
		return nil, err
	}
	actor := f.grounds[0].cov.Definition.Actor
	c := picture.Cumulative{ID: "cumulative", Actor: actor, From: from, To: f.window.To, Lines: lines[:min(len(lines), 4)],
		Title: fmt.Sprintf("Net change since %s", l.DayYear(from)), Marks: inside(f.rounds(), from, f.window.To)}
	c.Notes = f.notes(f.drawn(c.Lines), fmt.Sprintf("Days: %s. Dotted: no map of the days between.", l.Span(from, f.window.To)))
	return c.Draw(), nil
}

// drawn returns the definitions whose lines are drawn.
func (f *facts) drawn(lines []picture.Line) []*ground {
	var out []*ground
	for _, line := range lines {
		out = append(out, f.byName(line.Definition))
	}
	return out
}

func (f *facts) area(from control.Day, l Lang) (*picture.Scene, error) {
	lines, err := f.series(f.grounds, from, f.window.To, false)
	if err != nil {
		return nil, err
	}
	actor := f.grounds[0].cov.Definition.Actor
	c := picture.Area{ID: "held", Actor: actor, From: from, To: f.window.To, Lines: lines,
		Title: fmt.Sprintf("Area held by %s, %s", actor, l.Span(from, f.window.To)), Marks: inside(f.rounds(), from, f.window.To)}
	c.Notes = f.notes(f.drawn(lines), fmt.Sprintf("Days: %s. Dotted: no map of the days between; gaps: none for over two weeks, or another baseline.", l.Span(from, f.window.To)))
	return c.Draw(), nil
}

func (f *facts) oblasts(g *ground, n int, l Lang) (*picture.Scene, error) {
	rows := g.history[max(0, len(g.history)-n):]
	if len(rows) < 2 {
		return nil, ErrNothing
	}
	by := map[string][]picture.Period{}
	sum := map[string]float64{}
	for i, p := range rows {
		if !p.Known {
			continue
		}
		ch, err := f.record.Change(g.cov.Definition.Name, p.From, p.To, measure.Options{ByRegion: true})
		if err != nil {
			return nil, err
		}
		for _, r := range ch.Regions {
			if r.Name == measure.Outside {
				continue
			}
			if by[r.Name] == nil {
				by[r.Name] = make([]picture.Period, len(rows))
				for k, q := range rows {
					by[r.Name][k] = picture.Period{First: q.First, Last: q.Last, From: q.From, To: q.To, Known: q.Known}
				}
			}
			x := &by[r.Name][i]
			x.Gained, x.Lost, x.Net = km2(r.Gained), km2(r.Lost), km2(r.Net)
			x.Low, x.High = bounds(r.Interval)
			sum[r.Name] += x.Gained + x.Lost
		}
	}
	names := make([]string, 0, len(sum))
	for name := range sum {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(sum[b], sum[a]), cmp.Compare(a, b)) })
	names = names[:min(len(names), 6)]
	if len(names) == 0 {
		return nil, ErrNothing
	}
	unit := f.window.period()
	c := picture.Oblasts{ID: "oblasts", Actor: g.cov.Definition.Actor, Unit: unit, Title: fmt.Sprintf("Gained and lost by oblast, %s", f.label(g))}
	for _, name := range names {
		c.Panels = append(c.Panels, picture.Panel{Name: name, Definition: g.cov.Definition.Name, Periods: by[name]})
	}
	c.Notes = f.notes([]*ground{g}, fmt.Sprintf("Days: %s, by %s. The oblasts where most changed hands; others are left out.", l.Span(rows[0].First, f.window.Last), unit))
	return c.Draw(), nil
}
