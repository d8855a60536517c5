package brief

import (
	"fmt"

	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// Desk draws pictures of a window one by one, as charts for a page of one's own.
type Desk struct {
	facts *facts
	lang  Lang
}

// NewDesk reads what the pictures of a window need. Errors are those of [Write].
func NewDesk(o Options) (*Desk, error) {
	if err := o.Window.check(); err != nil {
		return nil, err
	}
	f, err := gather(o)
	if err != nil {
		return nil, err
	}
	return &Desk{f, o.Lang}, nil
}

// Changes draws gained and lost of the window and up to n-1 windows before it;
// n of 0 goes back to the first map.
func (d *Desk) Changes(n int) *picture.Scene { return d.facts.changes(n, d.lang) }

// History returns the periods that Changes draws, by definition.
func (d *Desk) History(n int) []picture.Panel {
	var out []picture.Panel
	for _, g := range d.facts.known() {
		rows := g.history
		if n > 0 && len(rows) > n {
			rows = rows[len(rows)-n:]
		}
		out = append(out, picture.Panel{Name: g.name, Definition: g.cov.Definition.Name, Periods: rows})
	}
	return out
}

// Sources draws what each source shows of the window.
func (d *Desk) Sources() *picture.Scene { return d.facts.sources(d.lang) }

// Cumulative draws net change from a day to the window's last map.
func (d *Desk) Cumulative(from control.Day) (*picture.Scene, error) {
	return d.facts.cumulative(from, d.lang)
}

// Held draws the area held from a day to the window's last map.
func (d *Desk) Held(from control.Day) (*picture.Scene, error) { return d.facts.area(from, d.lang) }

// Oblasts draws small panels by oblast, n periods each, of the first definition
// that tells the window.
func (d *Desk) Oblasts(n int) (*picture.Scene, error) {
	return d.facts.oblasts(d.facts.known()[0], n, d.lang)
}

// Map draws where ground changed hands, by the first definition that tells the
// window.
func (d *Desk) Map() (*picture.Scene, error) {
	if s := d.facts.mapOf(d.facts.known()[0], d.lang); s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("no ground to draw: %w", chronicle.ErrNoMap)
}

// Country draws the ground held in the whole country on one day or on two, by
// the first definition that tells the window.
func (d *Desk) Country(on ...control.Day) (*picture.Scene, error) {
	return d.facts.country(d.facts.known()[0], d.lang, on...)
}
