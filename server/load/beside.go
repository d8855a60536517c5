package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/store"
)

// compare asks for the same tiles and features from this server, from its own
// process by wrk, and from PostGIS, and prints both. Time of processors is told
// too: it says the same on a machine that is busy with other things.
func compare(path, definition string, seconds, callers int) error {
	s, err := store.OpenReadOnly(path)
	if err != nil {
		return err
	}
	c, err := s.Chronicle(store.Key{Source: definition, Name: string(control.Control)})
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	ours, err := startWith(path)
	if err != nil {
		return err
	}
	paths, features := tiles(definition), pages(definition)
	p, err := startPeer(c, loadDays())
	if err != nil {
		return err
	}
	defer p.close() //nolint:errcheck // the program ends
	fmt.Printf("load of the machine before: %s\n", machineLoad())
	for _, x := range []struct {
		name, address string
		paths         []string
		busy          func() time.Duration
	}{
		{"tiles, Salient", ours, paths, self}, {"tiles, PostGIS", p.address, paths, func() time.Duration { return self() + p.busy() }},
		{"pages of features, Salient", ours, features, self},
	} {
		if err := warm(x.address, x.paths); err != nil {
			return err
		}
		before := x.busy()
		m, err := wrk(x.address, x.paths, seconds, callers)
		if err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
		fmt.Printf("%-27s %v, %v of a processor each\n", x.name+":", m, ((x.busy() - before) / time.Duration(m.requests)).Round(time.Microsecond))
	}
	return nil
}

// warm asks for each path once.
func warm(address string, paths []string) error {
	c, err := connect(strings.TrimPrefix(address, "http://"))
	if err != nil {
		return err
	}
	for _, p := range paths {
		if _, err := c.ask(p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

// loadDays are those that are asked for.
func loadDays() []control.Day {
	var out []control.Day
	first, err := control.ParseDay("2026-02-10")
	if err != nil {
		panic(err) // a constant
	}
	for i := range 10 {
		out = append(out, first+control.Day(i))
	}
	return out
}

// pages are pages of features as a GIS asks for them: a day, a box.
func pages(definition string) []string {
	var out []string
	for _, day := range loadDays() {
		out = append(out, fmt.Sprintf("/collections/held/items?definition=%s&datetime=%s&bbox=35,46,39,50", definition, day),
			fmt.Sprintf("/collections/patches/items?definition=%s&datetime=%s/..&limit=50", definition, day))
	}
	return out
}

// self returns how long processors have worked for this process.
func self() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func machineLoad() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	return strings.Join(strings.Fields(string(b))[:2], " ")
}
