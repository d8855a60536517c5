package main

import (
	"fmt"
	"io"

	"github.com/salient-project/salient/measure"
)

// printDoubts says, for people, what to know of the maps that answered: those
// that their source got wrong, and those that it has drawn anew.
func printDoubts(w io.Writer, faults []measure.Fault, corrected []measure.Correction) {
	for _, f := range faults {
		fmt.Fprintf(w, "  fault: the map of %s has %s km² against that of %s, which that of %s takes back: no ground changed hands so\n",
			f.Day, signed(f.Jump.Km2(), 0), f.Before, f.After)
	}
	for _, c := range corrected {
		says := "counted here"
		if !c.Counted {
			says = "not yet known then"
		}
		fmt.Fprintf(w, "  correction: the map of %s was drawn anew, known %s (before: %s): gained %s, lost %s km² on paper, no ground changed hands; %s\n",
			c.Day, c.Is, c.Was, number(c.Gained.Km2(), 2), number(c.Lost.Km2(), 2), says)
	}
}
