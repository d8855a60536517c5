package server

import (
	"slices"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// periodsAnswer is the change of every whole week or month of a definition.
// Records has the periods with the most gained, the most lost, and the largest
// and the smallest net, by the day that they begin.
type periodsAnswer struct {
	Source     string                 `json:"source"`
	Definition string                 `json:"definition"`
	Period     measure.Period         `json:"period"`
	Rows       []answer.Row           `json:"rows"`
	Skipped    []answer.Skipped       `json:"skipped"`
	Records    map[string]control.Day `json:"records"`
	Method     string                 `json:"method"`
	Basis      measure.Basis          `json:"basis"`
}

// periods answers with every week or month, for charts. Measuring them takes up
// to a second the first time.
func (s *Server) periods(r *request) (reply, error) {
	if err := r.onlyKnown("period", "source", "definition"); err != nil {
		return reply{}, err
	}
	p := measure.Monthly
	switch text := r.values.Get("period"); text {
	case "", "month":
	case "week":
		p = measure.Weekly
	default:
		return reply{}, badParameter("period", "%q: want week or month", text)
	}
	key := "periods " + string(p) + " " + r.values.Get("source") + " " + r.values.Get("definition")
	body, err := s.pages.get(key, func() (*blob, int, error) {
		out, err := each(s, r, func(c measure.Coverage) (periodsAnswer, error) {
			rows, skipped, err := measure.Periods(s.Record, c, p, measure.Within{}, c.First, c.Last)
			if err != nil {
				return periodsAnswer{}, err
			}
			return periodsAnswer{
				Source: c.Definition.Source, Definition: c.Definition.Name, Period: p,
				Rows: answer.RowsOf(rows), Skipped: answer.SkippedOf(skipped), Records: recordDays(rows),
				Method: measure.MethodVersion, Basis: c.Basis,
			}, nil
		})
		if err != nil {
			return nil, 0, err
		}
		b, err := marshal(out)
		return newBlob(b), len(b), err
	})
	return reply{media: mediaJSON, body: body, lasting: current}, err
}

// recordDays names the periods that stand out; none where there are none.
func recordDays(rows []measure.Row) map[string]control.Day {
	if len(rows) == 0 {
		return map[string]control.Day{}
	}
	most := func(kind string, sign float64) control.Day {
		return slices.MaxFunc(rows, func(a, b measure.Row) int {
			switch x, y := sign*float64(a.Value(kind)), sign*float64(b.Value(kind)); {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		}).From
	}
	return map[string]control.Day{
		"most_gained": most(string(measure.Gained), 1), "most_lost": most(string(measure.Lost), 1),
		"largest_net": most("net", 1), "smallest_net": most("net", -1),
	}
}

// patches answers with the ground that changed hands between any two days, as
// GeoJSON: what the collection of that name has for neighboring maps only.
func (s *Server) patches(r *request) (reply, error) {
	if err := r.onlyKnown("from", "to", "source", "definition"); err != nil {
		return reply{}, err
	}
	o, err := options(r)
	if err != nil {
		return reply{}, err
	}
	from, to, err := fromTo(r)
	if err != nil {
		return reply{}, err
	}
	o.Patches = true
	out, err := each(s, r, func(c measure.Coverage) ([]*row, error) {
		ch, err := s.Record.Change(c.Definition.Name, from, to, o)
		return patchRows(&mapped{Coverage: c}, ch), err
	})
	if err != nil {
		return reply{}, err
	}
	features := []byte{}
	for _, row := range slices.Concat(out.Results...) {
		if len(features) > 0 {
			features = append(features, ",\n"...)
		}
		if features, err = row.appendJSON(features, nil); err != nil {
			return reply{}, err
		}
	}
	head, err := marshal(map[string]any{"attribution": s.attribution(), "notes": append([]string{}, out.Notes...)})
	if err != nil {
		return reply{}, err
	}
	b := append([]byte(`{"type":"FeatureCollection","salient":`), head...)
	b = append(append(append(b, `,"features":[`...), features...), "]}\n"...)
	return reply{media: mediaGeo, body: newBlob(b), lasting: dated}, nil
}
