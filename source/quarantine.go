package source

import (
	"fmt"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

// MaxLoss is the share of its area that a map's control layer may lose from one
// map to the next before it is put aside: sources lose layers and polygons by
// mistake, once 79 % of a map for three days, while the largest true loss, the
// retreat from Kyiv in April 2022, was 22 %.
const MaxLoss = 0.4

// Loss returns the share of its area that a boundary lost from one map to the
// next, from 0 to 1; 0 also where it grew or there was nothing to lose. It is
// measured on the plane, which is enough to raise an alarm.
func Loss(before, after []geo.Segment) float64 { return lossOf(planar(before), planar(after)) }

func lossOf(before, after float64) float64 {
	if before <= 0 || after >= before {
		return 0
	}
	return 1 - max(after, 0)/before
}

// planar returns the area in square degrees on a plate carrée.
func planar(segs []geo.Segment) float64 {
	if len(segs) == 0 {
		return 0
	}
	o := segs[0].A
	var sum float64
	for _, s := range segs {
		ax, ay := float64(s.A.X)-float64(o.X), float64(s.A.Y)-float64(o.Y)
		bx, by := float64(s.B.X)-float64(o.X), float64(s.B.Y)-float64(o.Y)
		sum += ax*by - bx*ay
	}
	return sum / 2 / geo.E7 / geo.E7
}

// quarantine remembers the last map taken of each source's control layer.
type quarantine map[string]mapArea

type mapArea struct {
	day  control.Day
	area float64
}

// check says why a map is put aside, or returns "" and remembers it.
func (q quarantine) check(s control.Snapshot) string {
	if s.Layer != control.Control {
		return "" // claims and advances come and go
	}
	now := mapArea{s.Day, planar(s.Boundary)}
	was := q[s.Source]
	if loss := lossOf(was.area, now.area); loss > MaxLoss {
		return fmt.Sprintf("map of %s put aside: it shows %.0f %% less held ground than the map of %s; accept it if that is so",
			s.Day, 100*loss, was.day)
	}
	q[s.Source] = now
	return ""
}
