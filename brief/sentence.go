package brief

import (
	"fmt"
	"hash/fnv"
	"math"
	"strings"
)

// writer writes sentences.
type writer struct {
	facts  *facts
	lang   Lang
	window Window
}

// pick returns one of several ways to say a thing: always the same for the same
// window, another for the next.
func (w *writer) pick(what string, ways ...string) string {
	h := fnv.New32a()
	fmt.Fprint(h, what, w.window.First, w.window.Last)
	return ways[h.Sum32()%uint32(len(ways))]
}

// draft is a sentence being written.
type draft struct {
	Sentence
	lang  Lang
	facts *facts
}

func (w *writer) draft(weight int) *draft {
	return &draft{Sentence{weight: weight, Commands: []string{}, Numbers: []Number{}}, w.lang, w.facts}
}

// command adds a command, once.
func (d *draft) command(format string, args ...any) int {
	c := d.facts.command(fmt.Sprintf(format, args...))
	for i, x := range d.Commands {
		if x == c {
			return i
		}
	}
	d.Commands = append(d.Commands, c)
	return len(d.Commands) - 1
}

// command returns a command line, with the flags by which it asks the record that
// the brief is written from.
func (f *facts) command(words string) string {
	line := "salient " + words
	for _, verb := range []string{"held ", "change ", "chart ", "map ", "talks between "} {
		if !strings.HasPrefix(words, verb) {
			continue
		}
		if f.flags != "" {
			line += " " + f.flags
		}
		if f.slivers != "" && verb != "held " {
			line += " --slivers " + f.slivers
		}
	}
	return line
}

// number prints a value that a command has at a pointer, and keeps how.
func (d *draft) number(u Unit, op Op, value float64, command int, pointers ...string) string {
	text := Print(d.lang, u, value)
	d.Numbers = append(d.Numbers, Number{text, value, u, command, pointers, op})
	return text
}

func (d *draft) area(v float64, command int, pointer string) string {
	return d.number(SquareKm, "", v, command, pointer)
}

// bare prints an area without its unit, and in square miles.
func (d *draft) bare(v float64, command int, pointer string) (km, mi string) {
	return d.number(KmNumber, "", v, command, pointer), d.number(MileNumber, "", v, command, pointer)
}

// units gives the unit of two areas, with both in square miles.
func (l Lang) units(mi1, mi2 string) string {
	kilometers := "square kilometers"
	if l == BritishEnglish {
		kilometers = "square kilometres"
	}
	return fmt.Sprintf("%s (%s and %s square miles)", kilometers, mi1, mi2)
}

// Print gives a value's text in a unit.
func Print(l Lang, u Unit, v float64) string {
	switch u {
	case SquareKm:
		return l.Area(v)
	case KmNumber:
		return amount(v)
	case MileNumber:
		return amount(v / SquareMile)
	case Percent:
		return l.PercentText(v)
	case Km:
		return l.Distance(v)
	}
	return count(int(v))
}

// Value combines the values at a number's pointers.
func (o Op) Value(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	v, lo, hi := values[0], values[0], values[0]
	for _, x := range values[1:] {
		lo, hi = min(lo, x), max(hi, x)
		if o == Sum {
			v += x
		}
	}
	switch {
	case o == Difference && len(values) == 2:
		return math.Abs(values[0] - values[1])
	case o == Spread:
		return hi - lo
	}
	return v
}

// done sets the text and returns the sentence; the first letter is made great.
func (d *draft) done(format string, args ...any) Sentence {
	d.Text = strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	if d.Text != "" {
		d.Text = strings.ToUpper(d.Text[:1]) + d.Text[1:]
	}
	return d.Sentence
}

// and joins names: "a, b and c".
func and(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
