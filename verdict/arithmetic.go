package verdict

import (
	"fmt"
	"math"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// ownSum recomputes a net figure from the gains of both sides that the article
// gives for the same days and ground; nil where it does not give both.
func (c *checker) ownSum(i int) *Evidence {
	cl := c.reading.Claims[i]
	stated, one := cl.Value.One()
	if cl.Kind != claim.AreaChange || cl.Direction != claim.Net || !one {
		return nil
	}
	var gained, lost *claim.Claim
	for k, end := c.inReach(i); k < end; k++ {
		o := &c.reading.Claims[k]
		if o.Kind != claim.AreaChange || o.Unit != cl.Unit || o.Window.From != cl.Window.From || o.Window.To != cl.Window.To ||
			o.Region != cl.Region || len(o.Value) != 1 || o.Attribution != cl.Attribution || !asserted(o) {
			continue
		}
		same := strings.EqualFold(o.Actor, cl.Actor)
		switch {
		case o.Direction == claim.Gained && same, o.Direction == claim.Lost && !same:
			gained = o
		case o.Direction == claim.Lost && same, o.Direction == claim.Gained && !same:
			lost = o
		}
	}
	if gained == nil || lost == nil {
		return nil
	}
	net := gained.Value[0] - lost.Value[0]
	slack := (step(gained.Value[0]) + step(lost.Value[0]) + step(stated)) / 2
	if cl.Approx || gained.Approx || lost.Approx {
		slack = max(slack, 0.1*math.Abs(net))
	}
	right := math.Abs(math.Abs(net)-math.Abs(stated)) <= slack+1e-9
	return &Evidence{
		Source: "article", Definition: "arithmetic", Measure: "the article's own figures, net",
		From: cl.Window.From, To: cl.Window.To, UsedFrom: control.NoDay, UsedTo: control.NoDay,
		Value: value(net), Unit: cl.Unit, Supports: answer(right),
		Note: fmt.Sprintf("%s − %s = %s", number(gained.Value[0]), number(lost.Value[0]), number(net)),
	}
}

func asserted(cl *claim.Claim) bool {
	return cl.Modality == "" || cl.Modality == claim.Asserted
}

// step is the step to which a printed figure may have been rounded by
// convention: its last digit, or the last that is not zero in a longer figure
// (1,930: 10; 620: 10; 95: 1; 5.4: 0.1).
func step(v float64) float64 {
	if v != math.Trunc(v) {
		s := 1.0
		for k := 0; k < 6 && math.Abs(v/s-math.Round(v/s)) > 1e-9; k++ {
			s /= 10
		}
		return s
	}
	s := 1.0
	for v != 0 && math.Mod(v, s*10) == 0 && math.Abs(v) > s*10 {
		s *= 10
	}
	return s
}

// subject returns the claim that a ratio, a superlative or "most of it" is
// about; nil where there is none. For places it is the nearest change before
// it; for records and comparisons the one with the latest days within reach,
// because baselines lie earlier. Claims of the same actor are tried first.
func (c *checker) subject(i int) *claim.Claim {
	cl := c.reading.Claims[i]
	if s := c.beside(i); cl.Kind == claim.Record && s != nil {
		return s
	}
	latest := cl.Kind == claim.Record || cl.Kind == claim.Comparison
	for _, strict := range []bool{true, false} {
		var best *claim.Claim
		lo, _ := c.inReach(i)
		for k := i - 1; k >= lo; k-- {
			o := &c.reading.Claims[k]
			if o.Kind != claim.AreaChange || !asserted(o) || o.Window.From == control.NoDay {
				continue
			}
			// A baseline is not its own subject.
			if cl.Kind == claim.Comparison && o.Window.From == cl.Window.From && o.Window.To == cl.Window.To {
				continue
			}
			if strict && cl.Actor != "" && !strings.EqualFold(o.Actor, cl.Actor) {
				continue
			}
			if best == nil || latest && o.Window.To > best.Window.To && cl.Start-o.End <= 2*near {
				best = o
			}
			if !latest {
				break
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// beside returns the change that a record's own sentence tells; of several, the
// one with the latest days. "The most since March, 505 km², came in November"
// tells it after the record.
func (c *checker) beside(i int) *claim.Claim {
	cl := c.reading.Claims[i]
	start, end, ok := c.sentenceSpan(cl)
	if !ok {
		return nil
	}
	var best *claim.Claim
	for k, last := c.inReach(i); k < last; k++ {
		o := &c.reading.Claims[k]
		if o.Kind != claim.AreaChange || !asserted(o) || o.Window.From == control.NoDay || o.Start < start || o.End > end {
			continue
		}
		if cl.Actor != "" && o.Actor != "" && !strings.EqualFold(o.Actor, cl.Actor) {
			continue
		}
		if best == nil || o.Window.To > best.Window.To {
			best = o
		}
	}
	return best
}
