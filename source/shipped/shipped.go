// Package shipped lists the sources that come with salient. Start with [All].
package shipped

import (
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/deepstate"
	"github.com/salient-project/salient/source/isw"
	"github.com/salient-project/salient/source/nzz"
	"github.com/salient-project/salient/source/viina"
)

// All returns the readers of every shipped source, the most particular first,
// as [source.Detect] wants them.
func All() []source.Reader {
	return []source.Reader{deepstate.New(), nzz.New(), isw.New(), viina.New()}
}
