package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/geo"
)

func weeks(n int, of func(i int) (gained, lost float64, known bool)) []Period {
	first := control.Date(2025, 1, 6)
	out := make([]Period, n)
	for i := range out {
		g, l, k := of(i)
		f := first + control.Day(7*i)
		out[i] = Period{First: f, Last: f + 6, From: f - 1, To: f + 6, Gained: g, Lost: l, Net: g - l, Known: k}
	}
	return out
}

func around(v, by int) *float64 {
	f := float64(v + by)
	return &f
}

// scenes are drawings of invented figures, one for each kind, among them those
// at the edges: nothing known, one period, nothing moved, one that dwarfs all.
func scenes(t *testing.T) map[string]*Scene {
	t.Helper()
	notes := []string{"Days: invented.", "Counted: nothing."}
	normal := weeks(26, func(i int) (float64, float64, bool) { return float64(10 + i), float64(i % 7), i%9 != 4 })
	dwarf := weeks(40, func(i int) (float64, float64, bool) { return map[bool]float64{true: 90000, false: 12}[i == 3], 4, true })
	none := weeks(26, func(int) (float64, float64, bool) { return 0, 0, false })
	normal[3].Low, normal[3].High = around(0, -80), around(0, 140)
	day := control.Date(2025, 1, 5)
	line := Line{Name: "Source", Definition: "source"}
	for i := range 60 {
		if i < 20 || i > 25 {
			line.Days = append(line.Days, Value{Day: day + control.Day(i), V: float64(i * i), Low: around(i*i, -500), High: around(i*i, 500)})
		}
	}
	patch := func(lon, lat, km2 float64, gained bool) Patch {
		return Patch{Gained: gained, Km2: km2, Center: geo.Pt(lon, lat)}
	}
	square := geo.Polygon{{geo.Pt(36.1, 47.8), geo.Pt(36.3, 47.8), geo.Pt(36.3, 47.9), geo.Pt(36.1, 47.9)}}
	where := gazetteer.Default()
	return map[string]*Scene{
		"changes":    Changes{ID: "c", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: normal}, {Name: "B", Definition: "b", Periods: none}}, Marks: []Mark{{day + 30, "a & b <c>"}}, Notes: notes}.Draw(),
		"dwarfed":    Changes{ID: "c", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: dwarf}}, Notes: notes}.Draw(),
		"one period": Changes{ID: "c", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: normal[:1]}, {Name: "B", Definition: "b", Periods: nil}}, Notes: notes}.Draw(),
		"still":      Changes{ID: "c", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: weeks(5, func(int) (float64, float64, bool) { return 0, 0, true })}}, Notes: notes}.Draw(),
		"sources":    Sources{ID: "s", Title: "Title", Actor: "Russia", Rows: []Compared{{"A", "maps", normal[3]}, {Name: "B", Note: "no map"}}, Notes: notes}.Draw(),
		"no sources": Sources{ID: "s", Title: "Title", Actor: "Russia", Notes: notes}.Draw(),
		"cumulative": Cumulative{ID: "l", Title: "Title", Actor: "Russia", From: day, To: day + 60, Lines: []Line{line, line, line}, Notes: notes}.Draw(),
		"held":       Area{ID: "h", Title: "Title", Actor: "Russia", From: day, To: day + 60, Lines: []Line{line, {Name: "empty"}}, Notes: notes}.Draw(),
		"oblasts":    Oblasts{ID: "o", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: normal}, {Name: "B", Definition: "b", Periods: normal}, {Name: "C", Definition: "c", Periods: none}}, Notes: notes}.Draw(),
		"circles":    Map{ID: "m", Title: "Title", Subtitle: "Sub", Actor: "Russia", Patches: []Patch{patch(36.1, 47.8, 19, false), patch(36.11, 47.81, 18, true), patch(36.12, 47.79, 17, true)}, Where: where, Notes: notes}.Draw(),
		"large":      Map{ID: "m", Title: "Title", Subtitle: "Sub", Actor: "Russia", Patches: []Patch{patch(37, 49.5, 8000, false)}, Where: where, Notes: notes}.Draw(),
		"shapes":     Map{ID: "m", Title: "Title", Subtitle: "Sub", Actor: "Russia", Patches: []Patch{{Gained: true, Km2: 160, Center: geo.Pt(36.2, 47.85), Polygon: square}}, Ground: Ground{Held: geo.MultiPolygon{square}, Exact: true}, Where: where, Notes: notes}.Draw(),
		"records":    Changes{ID: "c", Title: "Title", Actor: "Russia", Unit: "week", Panels: []Panel{{Name: "A", Definition: "a", Periods: normal, MostGained: &normal[1], MostLost: &normal[2]}}, Marks: []Mark{{normal[1].To, "round"}}, Notes: notes}.Draw(),
		"front":      Map{ID: "m", Title: "Title", Subtitle: "Sub", Actor: "Russia", Patches: []Patch{{Gained: true, Km2: 160, Center: geo.Pt(36.2, 47.85), Polygon: square}}, Ground: Ground{Held: geo.MultiPolygon{square}, Front: square[0].Segments(nil)[1:], Exact: true}, Where: where, Notes: notes}.Draw(),
		"country":    Country{ID: "k", Title: "Title", Actor: "Russia", Panels: []CountryPanel{{"day", Ground{Held: geo.MultiPolygon{square}}}}, Where: where, Notes: notes}.Draw(),
	}
}

func TestScenes(t *testing.T) {
	for name, s := range scenes(t) {
		t.Run(name, func(t *testing.T) {
			svg := s.SVG()
			d := xml.NewDecoder(bytes.NewReader(svg))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			drawn := strings.ReplaceAll(string(svg), FontFace(), "") // base64 may spell anything
			for _, bad := range []string{"NaN", "Inf", "e+"} {
				if strings.Contains(drawn, bad) {
					t.Errorf("%s in the SVG", bad)
				}
			}
			for _, want := range []string{"<title", "<desc", "<text", "prefers-color-scheme:dark"} {
				if !strings.Contains(string(svg), want) {
					t.Errorf("no %s", want)
				}
			}
			for _, theme := range []Theme{Light, Dark} {
				a, err := s.PNG(theme)
				if err != nil {
					t.Fatal(err)
				}
				if b, _ := s.PNG(theme); !bytes.Equal(a, b) {
					t.Error("the same scene gave other bytes")
				}
				c, err := png.DecodeConfig(bytes.NewReader(a))
				if err != nil || c.Width != Width*scale || c.Height != int(s.H)*scale {
					t.Errorf("%dx%d, %v", c.Width, c.Height, err)
				}
			}
			touching(t, s)
			for _, sh := range s.shapes {
				for _, l := range sh.lines {
					for _, p := range l {
						if p.x < -1 || p.x > s.W+1 || p.y < -1 || p.y > s.H+1 || math.IsNaN(p.x+p.y) {
							t.Fatalf("a shape leaves the page at %v", p)
						}
					}
				}
			}
		})
	}
}

func touching(t *testing.T, s *Scene) {
	t.Helper()
	for i, a := range s.texts {
		x0, y0, x1, y1 := a.Box()
		if x0 < 0 || y0 < 0 || x1 > s.W || y1 > s.H {
			t.Errorf("%q leaves the page", a.S)
		}
		for _, b := range s.texts[i+1:] {
			u0, v0, u1, v1 := b.Box()
			if x0 < u1 && u0 < x1 && y0 < v1 && v0 < y1 {
				t.Errorf("%q touches %q", a.S, b.S)
			}
		}
	}
}

// TestLook writes the scenes to the folder that SALIENT_LOOK names, for eyes.
func TestLook(t *testing.T) {
	dir := os.Getenv("SALIENT_LOOK")
	if dir == "" {
		t.Skip("SKIPPED: SALIENT_LOOK names no folder to write pictures to")
	}
	for name, s := range scenes(t) {
		data, err := s.PNG(Light)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestJoined strings segments given in any order into lines, closed ones too.
func TestJoined(t *testing.T) {
	a, b, c, d := geo.Pt(1, 1), geo.Pt(2, 1), geo.Pt(2, 2), geo.Pt(1, 2)
	open := joined([]geo.Segment{{A: c, B: d}, {A: a, B: b}, {A: b, B: c}})
	if want := [][]geo.Point{{a, b, c, d}}; !slices.EqualFunc(open, want, slices.Equal) {
		t.Errorf("an open line: %v", open)
	}
	round := joined([]geo.Segment{{A: c, B: a}, {A: a, B: b}, {A: b, B: c}})
	if len(round) != 1 || len(round[0]) != 4 || round[0][0] != round[0][3] {
		t.Errorf("a closed line: %v", round)
	}
	if got := joined(nil); got != nil {
		t.Errorf("no segments: %v", got)
	}
}

func TestStep(t *testing.T) {
	for _, tt := range []struct {
		span float64
		n    int
		want float64
	}{{400, 4, 100}, {401, 4, 200}, {7, 5, 2}, {0.03, 3, 0.01}, {0, 5, 1}, {99999, 5, 20000}} {
		if got := step(tt.span, tt.n); math.Abs(got-tt.want) > tt.want*1e-9 {
			t.Errorf("step(%g, %d) = %g, want %g", tt.span, tt.n, got, tt.want)
		}
	}
}

// TestView: a kilometer is as long east-west as north-south, back undoes at, and
// what is cut lies in the frame with the area that it should have.
func TestView(t *testing.T) {
	v := fitted(geo.Box{Min: geo.Pt(35, 47), Max: geo.Pt(37, 48)}, 10, 20, 300, 200, 50)
	a, b := geo.Pt(36, 47.5), geo.Pt(36.5, 47.5)
	m, _ := geo.Distance(a, b)
	if got := (v.at(b).x - v.at(a).x) / v.km(); math.Abs(got-m.Km()) > 0.01*m.Km() {
		t.Errorf("%.2f km on the map, %.2f on the ground", got, m.Km())
	}
	p := geo.Pt(36.123, 47.456)
	if q := v.back(v.at(p)); math.Abs(q.Lon()-p.Lon()) > 1e-5 || math.Abs(q.Lat()-p.Lat()) > 1e-5 {
		t.Errorf("back gives %v of %v", q, p)
	}
	whole := v.cut([]xy{{-500, -500}, {900, -500}, {900, 900}, {-500, 900}})
	area := 0.0
	for i, p := range whole {
		q := whole[(i+1)%len(whole)]
		area += p.x*q.y - q.x*p.y
		if !v.in(xy{math.Round(p.x*1e6) / 1e6, math.Round(p.y*1e6) / 1e6}) {
			t.Errorf("%v lies outside", p)
		}
	}
	if want := (v.x1 - v.x0) * (v.y1 - v.y0); math.Abs(area/2-want) > 1e-6*want {
		t.Errorf("the frame has %.2f, cut out of a larger square %.2f", want, area/2)
	}
	if _, _, ok := v.segment(xy{0, 0}, xy{5, 500}); ok {
		t.Error("a segment left of the frame is drawn")
	}
}

// contrast returns the WCAG contrast of two colors.
func contrast(a, b uint32) float64 {
	l := func(v uint32) float64 {
		f := func(c uint32) float64 {
			x := float64(c&255) / 255
			if x <= 0.03928 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*f(v>>16) + 0.7152*f(v>>8) + 0.0722*f(v)
	}
	x, y := l(a), l(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: text is read on its ground (4.5), marks are seen (3).
func TestContrast(t *testing.T) {
	for name, p := range map[string]*[colors]uint32{"light": &light, "dark": &dark} {
		for _, c := range []Color{Ink, Faint, First, Second, Third, Fourth} {
			if got := contrast(p[c], p[Paper]); got < 4.5 {
				t.Errorf("%s: %s on paper has contrast %.1f", name, c.class(), got)
			}
		}
		for _, ground := range []Color{Paper, Land} {
			for _, c := range []Color{Gain, Loss, Talks} {
				if got := contrast(p[c], p[ground]); got < 3 {
					t.Errorf("%s: %s on %s has contrast %.1f", name, c.class(), ground.class(), got)
				}
			}
		}
	}
}
