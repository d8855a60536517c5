package main

import (
	"encoding/json"
	"fmt"
)

// Report is what one run of one side prints as its one line: Salient's own
// processes and the peers alike.
type Report struct {
	Peer     string             `json:"peer"`
	Versions map[string]string  `json:"versions"`
	Phases   map[string]float64 `json:"phases_s"` // seconds
	Results  map[string]float64 `json:"results"`  // what was computed, so that sides can be compared
	PeakRSS  int64              `json:"peak_rss_bytes,omitempty"`
	CPU      float64            `json:"cpu_s,omitempty"` // seconds, filled in by the parent; 0: not known

	Allocs     uint64 `json:"allocs,omitempty"`      // Go only: objects
	AllocBytes uint64 `json:"alloc_bytes,omitempty"` // Go only
}

// seconds returns the sum of the named phases; of all, if none is named.
func (r Report) seconds(phases []string) (float64, error) {
	var sum float64
	if len(phases) == 0 {
		for _, s := range r.Phases {
			sum += s
		}
		return sum, nil
	}
	for _, p := range phases {
		s, ok := r.Phases[p]
		if !ok {
			return 0, fmt.Errorf("%s: no phase %q in its report", r.Peer, p)
		}
		sum += s
	}
	return sum, nil
}

func parseReport(line []byte) (Report, error) {
	var r Report
	if err := json.Unmarshal(line, &r); err != nil {
		return Report{}, fmt.Errorf("report %.80q: %w", line, err)
	}
	return r, nil
}
