package server

import (
	"fmt"
	"io"
	"testing"

	"github.com/salient-project/salient/internal/mvtspec"
)

// TestTilesAreAsSpecified holds the tiles of every layer, at every zoom down to
// the squares of the made-up map, against the specification.
func TestTilesAreAsSpecified(t *testing.T) {
	for name, s := range map[string]*Server{"imported": imported(), "embedded": embedded()} {
		for layer := range tileKinds {
			full := 0
			for z := range 10 {
				x, y := (38<<z)>>6, (22<<z)>>6 // 6/38/22 and what lies above and below it
				r := ask(t, s, "GET", fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", layer, z, x, y), "")
				b, err := io.ReadAll(r.Body)
				if err != nil {
					t.Fatal(err)
				}
				if r.StatusCode >= 400 {
					continue // polygons are not in the ledger
				}
				if len(b) > 0 {
					full++
				}
				if err := mvtspec.Check(b); err != nil {
					t.Errorf("%s: %s/%d/%d/%d: %v", name, layer, z, x, y, err)
				}
			}
			if full == 0 && (layer == "oblasts" || layer == "cells" && name == "embedded" || layer == "held" && name == "imported") {
				t.Errorf("%s: no tile of %s holds anything", name, layer)
			}
		}
	}
}
