package nzz

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/source"
)

// Published is a map with what NZZ itself draws as its change.
type Published struct {
	Day      control.Day
	From, To control.Day // the period that gains and losses are of; NoDay: not told
	Held     []geo.Segment
	Gains    []geo.Segment // held now, drawn as newly so
	Losses   []geo.Segment // not held now, drawn as lost, or as held by Ukraine in Russia
}

// ReadPublished reads one file with its gains and losses, each united like held
// ground. The error names the place in the file.
func ReadPublished(name string, data []byte) (Published, error) {
	p := Published{Day: control.NoDay, From: control.NoDay, To: control.NoDay}
	r := Reader{}.Read(name, data, control.Origin{File: name})
	if len(r.Refused) > 0 {
		return p, r.Refused[0]
	}
	if len(r.Snapshots) == 0 {
		return p, errors.New(name + ": no map")
	}
	p.Day, p.Held = r.Snapshots[0].Day, r.Snapshots[0].Boundary
	s := source.Borrow()
	defer s.Return()
	s.Parser.Wrappers = []string{"value"}
	defer func() { s.Parser.Wrappers = nil }()
	doc, refusal := s.Scan(name, data, Extent)
	if refusal != nil {
		return p, *refusal
	}
	for i := range doc.Features {
		for property, day := range map[string]*control.Day{"_datefrom": &p.From, "_dateto": &p.To} {
			text, ok := doc.Features[i].Properties.String(property)
			if !ok {
				continue
			}
			d, err := control.ParseDay(text)
			if err != nil {
				return p, fmt.Errorf("%s: feature %d: properties.%s: %w", name, i, property, err)
			}
			*day = d
		}
	}
	for kind, to := range map[string]*[]geo.Segment{"gains": &p.Gains, "losses": &p.Losses} {
		s.Areas.Reset()
		for i := range doc.Features {
			if is, _ := doc.Features[i].Properties.String("type"); is != kind {
				continue
			}
			if place, reason := s.Areas.Add(doc, i, Extent); reason != "" {
				return p, fmt.Errorf("%s: %s: %s", name, place, reason)
			}
		}
		*to = s.Areas.Boundary()
	}
	return p, nil
}
