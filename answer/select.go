package answer

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/measure"
)

// NoData says that nothing answers for a source or definition, and for what
// there is data.
type NoData struct {
	What  string   // as "source deepstate"
	Known []string // definitions with data: the source's, or else all
}

func (e NoData) Error() string { return "no data for " + e.What }

// Hint says for what there is data.
func (e NoData) Hint() string { return "there is data for " + strings.Join(e.Known, ", ") }

// Select returns the definitions that a source and a definition's name mean;
// empty ones mean all. The error is a NoData.
func Select(record measure.Record, source, definition string) ([]measure.Coverage, error) {
	var out []measure.Coverage
	var names []string
	coverage := record.Coverage()
	if c, ok := measure.CoverageOf(record, definition); ok && c.Definition.Aside {
		coverage = []measure.Coverage{c}
	}
	for _, c := range coverage {
		if source != "" && c.Definition.Source != source {
			continue
		}
		names = append(names, c.Definition.Name)
		if definition == "" || c.Definition.Name == definition {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	what := fmt.Sprint("source ", source)
	if definition != "" {
		what = fmt.Sprint("definition ", definition)
	}
	if len(names) == 0 {
		for _, c := range coverage {
			names = append(names, c.Definition.Name)
		}
	}
	return nil, NoData{what, names}
}
