package talks

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
)

// Timeline says what a timeline shows. The zero value shows every round of the
// record and the whole period from the first round's month to the last one's.
type Timeline struct {
	Rounds   []*Round    // nil: all but written exchanges
	From, To control.Day // both 0: from the rounds
	Title    string      // empty: a plain title
	Width    float64     // pixels; 0: 1240, which fills an A4 page on its side
}

// The parts of the picture, in pixels. One pixel prints as about 0.23 mm on A4.
const (
	marginLeft   = 74.0
	marginRight  = 26.0
	titleHeight  = 62.0
	labelSize    = 10.5
	rowHeight    = 13.0
	panelHeight  = 132.0
	panelGap     = 34.0
	axisHeight   = 34.0
	footerLine   = 15.0
	defaultWidth = 1240.0
)

// Colors from Okabe and Ito (2008), told apart with every kind of color vision;
// up and down, filled and open, say the same without color.
const (
	colorGained = "#d55e00"
	colorLost   = "#0072b2"
	colorRound  = "#222222"
	colorGrid   = "#d9d9d9"
	colorText   = "#1a1a1a"
	colorFaint  = "#595959"
)

// WriteTimeline draws rounds above and net ground by week below, on one time
// axis, one panel a definition, as SVG with its text as text. Ground may be nil:
// then the rounds stand alone. The error wraps nothing but those of the ground
// and the writer.
func (r *Record) WriteTimeline(w io.Writer, g Ground, t Timeline) error {
	rounds := t.Rounds
	if rounds == nil {
		for _, x := range r.AllRounds {
			if x.Mode != "written" {
				rounds = append(rounds, x)
			}
		}
	}
	from, to, err := t.period(rounds)
	if err != nil {
		return err
	}
	var series []HeldSeries
	if g != nil {
		series, err = g.Held(from-60, to) // the map before the first week may be older than it
		if err != nil && !errors.Is(err, ErrNoGround) {
			return err
		}
	}
	width := cmp.Or(t.Width, defaultWidth)
	p := &picture{
		w: bufio.NewWriter(w), from: from, to: to, left: marginLeft, right: width - marginRight, width: width,
	}
	for _, x := range rounds {
		if x.Last() >= from && x.Start <= to {
			p.labels = append(p.labels, label{round: x, x: p.x(max(x.Start, from)), text: labelText(x)})
		}
	}
	rows, reach := place(p.labels, p.left, p.right)
	p.width = max(p.width, reach+8)
	p.baseline = titleHeight + float64(rows)*rowHeight + 26
	panels := weeklyPanels(series, from, to)
	p.draw(t.title(from, to), r, panels)
	return p.w.Flush()
}

func (t Timeline) title(from, to control.Day) string {
	if t.Title != "" {
		return t.Title
	}
	return fmt.Sprintf("Talks and ground, %s to %s", from, to)
}

// period returns the days shown, whole months.
func (t Timeline) period(rounds []*Round) (from, to control.Day, err error) {
	from, to = t.From, t.To
	if from == 0 && to == 0 {
		if len(rounds) == 0 {
			return 0, 0, errors.New("timeline: neither rounds nor days are given")
		}
		from, to = rounds[0].Start, rounds[0].Last()
		for _, x := range rounds {
			from, to = min(from, x.Start), max(to, x.Last())
		}
		first, last := from.Time(), to.Time()
		from = control.Date(first.Year(), first.Month(), 1)
		to = control.Date(last.Year(), last.Month()+1, 0)
	}
	if to <= from {
		return 0, 0, fmt.Errorf("timeline: from %s to %s: no days to show", from, to)
	}
	return from, to, nil
}

func labelText(x *Round) string {
	where := cmp.Or(x.City, x.Venue, x.Country)
	switch x.Mode {
	case "phone":
		where = "call"
	case "video":
		where = "video link"
	}
	text := shortDay(x.Start) + " " + cmp.Or(where, "place not known")
	if x.Status == "called-off" {
		text += " (called off)"
	}
	return text
}

func shortDay(d control.Day) string { return d.Time().Format("2 Jan") }

// panel is the weeks of one definition.
type panel struct {
	HeldSeries
	weeks []Week
}

func weeklyPanels(series []HeldSeries, from, to control.Day) []panel {
	var out []panel
	for _, s := range series {
		p := panel{s, s.Weekly(from, to)}
		if slices.ContainsFunc(p.weeks, func(w Week) bool { return w.Known }) {
			out = append(out, p)
		}
	}
	return out
}

// picture draws on one time axis.
type picture struct {
	w           *bufio.Writer
	from, to    control.Day
	left, right float64
	width       float64
	baseline    float64 // of the rounds
	labels      []label
}

// x returns the middle of a day on the axis.
func (p *picture) x(d control.Day) float64 {
	return p.left + (p.right-p.left)*(float64(d-p.from)+0.5)/float64(p.to-p.from+1)
}

func (p *picture) f(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (p *picture) text(x, y, size float64, anchor, fill, s string) {
	p.f(`<text x="%.1f" y="%.1f" font-size="%g" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, size, anchor, fill, escape.Replace(s))
}

func (p *picture) draw(title string, r *Record, panels []panel) {
	top := p.baseline + 20
	axisY := top + axisHeight
	height := axisY + float64(len(panels))*(panelHeight+panelGap) + 20 + float64(1+len(p.footer(panels)))*footerLine
	p.f(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="title desc" font-family="Arial, Helvetica, 'Liberation Sans', sans-serif">`+"\n",
		p.width, height, p.width, height)
	p.f("<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escape.Replace(title), escape.Replace(p.describe(panels)))
	p.f(`<rect width="%.0f" height="%.0f" fill="#ffffff"/>`+"\n", p.width, height)
	p.text(p.left, 26, 18, "start", colorText, title)
	p.legend()
	p.months(axisY, len(panels))
	bottom := axisY + float64(len(panels))*(panelHeight+panelGap)
	p.rounds()
	scale := scaleOf(panels)
	for i, pan := range panels {
		p.panel(pan, axisY+float64(i)*(panelHeight+panelGap)+panelGap, scale)
	}
	y := bottom + 26
	for _, line := range p.footer(panels) {
		p.text(p.left, y, 10.5, "start", colorFaint, line)
		y += footerLine
	}
	p.f("</svg>\n")
}

func (p *picture) describe(panels []panel) string {
	s := fmt.Sprintf("%d rounds of talks from %s to %s, as labelled marks above a time axis.", len(p.labels), p.from, p.to)
	if len(panels) > 0 {
		s += " Below, for each definition, bars of the net ground of each week in square kilometers."
	}
	return s + " " + SequenceNote
}

func (p *picture) legend() {
	y, x := 46.0, p.left
	item := func(draw func(x float64), text string) {
		draw(x + 5)
		p.text(x+14, y+3.7, 11, "start", colorFaint, text)
		x += 14 + textWidth(text, 11) + 18
	}
	item(func(x float64) { p.mark(x, y, "in-person", true) }, "in person")
	item(func(x float64) { p.mark(x, y, "phone", true) }, "call or video")
	item(func(x float64) { p.mark(x, y, "in-person", false) }, "not held")
	bar := func(color string) func(float64) {
		return func(x float64) {
			p.f(`<rect x="%.1f" y="%.1f" width="8" height="8" fill="%s"/>`+"\n", x-4, y-4, color)
		}
	}
	item(bar(colorGained), "net gained in the week")
	item(bar(colorLost), "net lost in the week")
}

// mark draws a round: a square in person, a circle by wire, hollow if not held.
func (p *picture) mark(x, y float64, mode string, held bool) {
	fill := colorRound
	if !held {
		fill = "#ffffff"
	}
	if mode == "phone" || mode == "video" {
		p.f(`<circle cx="%.1f" cy="%.1f" r="3" fill="%s" stroke="%s" stroke-width="1.2"/>`+"\n", x, y, fill, colorRound)
		return
	}
	p.f(`<rect x="%.1f" y="%.1f" width="6" height="6" fill="%s" stroke="%s" stroke-width="1.2"/>`+"\n", x-3, y-3, fill, colorRound)
}

func (p *picture) rounds() {
	for _, l := range p.labels { // leaders first, so that no text lies under one
		y := p.labelY(l)
		p.f(`<path d="M%.1f %.1fV%.1f" stroke="#8c8c8c" stroke-width="0.7" fill="none"/>`+"\n", l.x, y-labelSize*0.75, p.baseline)
	}
	for _, l := range p.labels {
		anchor, dx := "start", 3.0
		if l.leftwards {
			anchor, dx = "end", -3
		}
		p.f("<g><title>%s</title>\n", escape.Replace(l.round.Title()))
		p.mark(l.x, p.baseline, l.round.Mode, l.round.Held())
		p.text(l.x+dx, p.labelY(l), labelSize, anchor, colorText, l.text)
		p.f("</g>\n")
	}
}

// labelY returns the text baseline of a label: row 0 stands above the marks.
func (p *picture) labelY(l label) float64 { return p.baseline - 12 - float64(l.row)*rowHeight }

// months draws the axis: a tick a month, a name where there is room, the year.
func (p *picture) months(y float64, panels int) {
	p.f(`<path d="M%.1f %.1fH%.1f" stroke="%s" fill="none"/>`+"\n", p.left, p.baseline+12, p.right, colorText)
	first := p.from.Time()
	perMonth := (p.right - p.left) / (float64(p.to-p.from+1) / 30.44)
	bottom := y + float64(panels)*(panelHeight+panelGap)
	for m := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC); ; m = m.AddDate(0, 1, 0) {
		d := control.DayOf(m)
		if d > p.to {
			break
		}
		x := p.x(max(d, p.from)) - (p.right-p.left)/float64(p.to-p.from+1)/2
		tick := 4.0
		if m.Month() == time.January || d <= p.from {
			tick = 8
			if p.right-x > 40 && (m.Month() == time.January || perMonth*float64(13-m.Month()) > 40) {
				p.text(x+2, p.baseline+40, 12, "start", colorText, fmt.Sprint(m.Year()))
			}
		}
		p.f(`<path d="M%.1f %.1fv%.1f" stroke="%s" fill="none"/>`+"\n", x, p.baseline+12, tick, colorText)
		if panels > 0 && m.Month() == time.January {
			p.f(`<path d="M%.1f %.1fV%.1f" stroke="%s" fill="none"/>`+"\n", x, p.baseline+46, bottom, colorGrid)
		}
		name := m.Format("Jan")
		if perMonth < 22 {
			name = name[:1]
		}
		if perMonth >= 9 && p.right-x >= perMonth*0.6 {
			p.text(x+min(perMonth, p.right-x)/2, p.baseline+26, 9.5, "middle", colorFaint, name)
		}
	}
}

// scaleOf returns the area at the top of every panel: 1, 2 or 5 times a power of
// ten, at least the week that nine of ten do not exceed, the same for all panels so
// that they compare by eye. The few weeks beyond it are cut, marked and named.
func scaleOf(panels []panel) float64 {
	var all []float64
	for _, p := range panels {
		for _, w := range p.weeks {
			if w.Known {
				all = append(all, math.Abs(w.mean()))
			}
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	large := max(all[(len(all)-1)*9/10], 1)
	step := math.Pow(10, math.Floor(math.Log10(large)))
	for _, k := range []float64{1, 2, 5} {
		if k*step >= large {
			return k * step
		}
	}
	return 10 * step
}

func (p *picture) panel(pan panel, top, scale float64) {
	middle := top + panelHeight/2
	unit := (panelHeight/2 - 6) / scale
	name := cmp.Or(pan.Title, pan.Source)
	p.f("<g><title>%s</title>\n", escape.Replace(name+": net ground by week"))
	p.text(p.left, top-6, 11.5, "start", colorText, fmt.Sprintf("%s (%s): net ground of %s by week, km²", name, pan.Definition, cmp.Or(pan.Actor, "the holder")))
	for _, v := range []float64{-scale, -scale / 2, 0, scale / 2, scale} {
		y := middle - v*unit
		color := colorGrid
		if v == 0 {
			color = colorText
		}
		p.f(`<path d="M%.1f %.1fH%.1f" stroke="%s" stroke-width="0.8" fill="none"/>`+"\n", p.left, y, p.right, color)
		p.text(p.left-6, y+3.6, 10, "end", colorFaint, signed(v))
	}
	for _, l := range p.labels {
		if l.round.Held() {
			p.f(`<path d="M%.1f %.1fV%.1f" stroke="#b3b3b3" stroke-width="0.7" stroke-dasharray="2 3" fill="none"/>`+"\n", l.x, top+4, top+panelHeight-4)
		}
	}
	if first := pan.Days[0].Day; p.x(first)-p.left > 150 {
		p.text(p.left+6, middle-6, 10, "start", colorFaint, "no map before "+first.String())
	}
	for _, w := range pan.weeks {
		if w.Known {
			p.bar(w, middle, unit, scale)
		}
	}
	p.f("</g>\n")
}

// bar draws a week, or the mean of weeks without a map between. A week beyond
// the scale ends in a triangle.
func (p *picture) bar(w Week, middle, unit, scale float64) {
	day := (p.right - p.left) / float64(p.to-p.from+1)
	x1 := max(p.left, p.x(w.Monday-control.Day(7*(w.Covers-1)))-day/2)
	x2 := min(p.right, p.x(w.Monday+6)+day/2)
	x2 -= min(0.8, (x2-x1)*0.15)
	mean := w.mean()
	height := min(math.Abs(mean), scale) * unit
	color, y := colorGained, middle-height
	if mean < 0 {
		color, y = colorLost, middle
	}
	p.f(`<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s"><title>%s</title></rect>`+"\n", x1, y, max(x2-x1, 0.1), height, color, escape.Replace(weekTitle(w)))
	if math.Abs(mean) > scale {
		tip := math.Copysign(5, -mean)
		end := middle + math.Copysign(height, -mean)
		p.f(`<path d="M%.1f %.1fl4 0l-4 %.1fl-4 %.1fz" fill="%s"/>`+"\n", (x1+x2)/2, end, tip, -tip, color)
	}
}

func weekTitle(w Week) string {
	s := fmt.Sprintf("week of %s: %s km²", w.Monday, signed(math.Round(w.Net*10)/10))
	if w.Covers > 1 {
		s = fmt.Sprintf("%d weeks to that of %s, without a map between: %s km²", w.Covers, w.Monday, signed(math.Round(w.Net*10)/10))
	}
	return s
}

// signed prints a number with its sign, and a true minus.
func signed(v float64) string {
	switch {
	case v > 0:
		return fmt.Sprintf("+%g", v)
	case v < 0:
		return fmt.Sprintf("−%g", -v)
	}
	return "0"
}

func (p *picture) footer(panels []panel) []string {
	if len(panels) == 0 {
		return []string{"Rounds: Salient's record of talks; each has its sources there."}
	}
	var who []string
	for _, pan := range panels {
		first, last := max(pan.Days[0].Day, p.from), pan.Days[len(pan.Days)-1].Day
		who = append(who, fmt.Sprintf("%s, %s (maps of %s to %s)", cmp.Or(pan.Title, pan.Source), pan.Definition, first, last))
	}
	lines := []string{
		"Net: held on the week's last map less that on the last map before the week (Monday to Sunday). A bar wider than a week is the mean of weeks without a map between.",
		"Maps: " + strings.Join(who, "; ") + ".",
	}
	if cut := beyond(panels); cut != "" {
		lines = append(lines, cut)
	}
	for _, pan := range panels {
		for _, w := range pan.weeks {
			if w.Broken {
				lines = append(lines, fmt.Sprintf("Left out: %s, week of %s, in which the map began to count other prewar ground.", pan.Definition, w.Monday))
			}
		}
	}
	return append(lines, SequenceNote)
}

// beyond names the weeks that the scale cuts, the largest first.
func beyond(panels []panel) string {
	scale := scaleOf(panels)
	type cut struct {
		w    Week
		name string
	}
	var cuts []cut
	for _, p := range panels {
		for _, w := range p.weeks {
			if w.Known && math.Abs(w.mean()) > scale {
				cuts = append(cuts, cut{w, p.Definition})
			}
		}
	}
	slices.SortFunc(cuts, func(a, b cut) int { return cmp.Compare(math.Abs(b.w.Net), math.Abs(a.w.Net)) })
	const most = 6
	var out []string
	for _, c := range cuts[:min(most, len(cuts))] {
		out = append(out, fmt.Sprintf("%s %s: %s", c.name, c.w.Monday, signed(math.Round(c.w.Net))))
	}
	if out == nil {
		return ""
	}
	more := ""
	if len(cuts) > most {
		more = fmt.Sprintf("; and %d more", len(cuts)-most)
	}
	return "Beyond the scale (triangles), week of, km²: " + strings.Join(out, "; ") + more + "."
}
