package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"time"
)

// work runs one piece of Salient's own work in this process and prints its
// report.
func work(w io.Writer, name, sourceID, folder string) error {
	r := Report{
		Peer:     "salient-" + name,
		Versions: map[string]string{"go": runtime.Version()},
		Phases:   map[string]float64{}, Results: map[string]float64{},
	}
	var err error
	switch name {
	case "scan":
		err = passWork(&r, folder, countLines)
	case "scan-packed":
		err = passPacked(&r, folder)
	case "json":
		err = passWork(&r, folder, checkJSON)
	case "unpack":
		return unpackWork(sourceID, folder)
	case "stages":
		return stagesWork(w, sourceID, folder)
	case "archive":
		err = archiveWork(&r, sourceID, folder)
	case "loaded":
		err = loadedWork(&r, sourceID, folder)
	case "change":
		err = changeWork(&r, sourceID, folder)
	case "held":
		err = heldWork(&r, sourceID, folder)
	case "growth":
		return growthWork(w, sourceID, folder)
	case "overlays":
		return overlaysWork(w, sourceID, folder)
	default:
		err = fmt.Errorf("no work named %q", name)
	}
	if err != nil {
		return err
	}
	if r.Allocs == 0 {
		r.memory()
	}
	return json.NewEncoder(w).Encode(r)
}

// memory notes what has been allocated so far.
func (r *Report) memory() {
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	r.Allocs, r.AllocBytes = mem.Mallocs, mem.TotalAlloc
}

// timed adds the time that f takes to a phase.
func (r *Report) timed(phase string, f func()) {
	start := time.Now()
	f()
	r.Phases[phase] += time.Since(start).Seconds()
}
