package main

import (
	"context"
	"os"
	"testing"
)

// TestSetOperationsAgreeWithGEOS compares a few pairs of each drawn kind;
// go run ./bench -geos compares many, and real maps.
func TestSetOperationsAgreeWithGEOS(t *testing.T) {
	for _, n := range shapelyNeeds[:2] {
		if !n.exists() {
			t.Skipf("NOT COMPARED WITH GEOS: %s is not installed", n.pkg)
		}
	}
	version, rows, err := agree(context.Background(), "peers", drawnKinds(), 60)
	if err != nil {
		t.Fatal(err)
	}
	if testing.Verbose() {
		printAgreement(os.Stdout, version, rows)
	}
	for _, a := range rows {
		// Rounding moves an edge by less than a unit.
		if a.Off >= 1 || a.Refused > a.Pairs/2 {
			t.Errorf("%s: off by %.2f units along the boundary (%s, seed %d); GEOS refused %d of %d",
				a.Kind, a.Off, a.Op, a.Seed, a.Refused, a.Pairs)
		}
	}
}
