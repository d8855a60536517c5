package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
)

// Row is what came of one workload.
type Row struct {
	Name  string    `json:"name"`
	Title string    `json:"title"`
	Ours  Measured  `json:"ours"`
	Peers []Against `json:"peers"`
	Error string    `json:"error,omitempty"` // why ours was not measured
	Goals []string  `json:"goals,omitempty"` // what was asked of the row, and whether it holds
}

// Measured is one side's runs.
type Measured struct {
	Side    string    `json:"side"`
	Seconds []float64 `json:"seconds"` // by run
	Reports []Report  `json:"reports"`
}

// Against is a peer's runs beside ours.
type Against struct {
	Measured
	Ratio   float64  `json:"ratio"` // median over paired runs of its time by ours
	Floor   bool     `json:"floor,omitempty"`
	Missing []string `json:"missing,omitempty"`      // Debian packages; nothing was run
	Worst   float64  `json:"worst_difference"`       // of the results that both print, relative
	WorstOf string   `json:"worst_result,omitempty"` // name of that result
}

// runner runs sides, and remembers a script's report within a run: one run of
// PostGIS serves two rows.
type runner struct {
	env  environment
	log  io.Writer
	done map[string]Report
}

// run measures a workload: ours, then each peer, n times over.
func (r *runner) run(ctx context.Context, w Workload, n int) Row {
	row := Row{Name: w.Name, Title: w.Title, Ours: Measured{Side: w.Ours.Name}}
	for _, p := range w.Peers {
		a := Against{Measured: Measured{Side: p.Name}, Missing: missing(p), Floor: p.Floor}
		if len(a.Missing) > 0 {
			fmt.Fprintf(r.log, "bench: %s: NOT RUN BESIDE %s: not installed: %s\n",
				w.Name, p.Name, strings.Join(a.Missing, " "))
		}
		row.Peers = append(row.Peers, a)
	}
	for i := range n {
		if err := r.once(ctx, w.Ours, i, &row.Ours); err != nil {
			row.Error = err.Error()
			return row
		}
		for k, p := range w.Peers {
			if len(row.Peers[k].Missing) > 0 || i > 0 && w.Heavy && !p.Floor {
				continue
			}
			if err := r.once(ctx, p, i, &row.Peers[k].Measured); err != nil {
				row.Error = err.Error()
				return row
			}
		}
	}
	for k := range row.Peers {
		row.Peers[k].compare(row.Ours)
	}
	row.Goals = judge(w, row)
	return row
}

// once runs a side once and adds what it measured.
func (r *runner) once(ctx context.Context, s Side, run int, m *Measured) error {
	argv := s.Argv(r.env)
	key := fmt.Sprint(run, argv)
	report, ok := r.done[key]
	if !ok {
		fmt.Fprintf(r.log, "bench: run %d: %s\n", run+1, strings.Join(argv[1:], " "))
		var err error
		if report, err = start(ctx, argv); err != nil {
			return err
		}
		r.done[key] = report
	}
	spent, err := report.seconds(s.Phases)
	if err != nil {
		return err
	}
	m.Seconds = append(m.Seconds, spent)
	m.Reports = append(m.Reports, report)
	return nil
}

// start runs a process and returns its report, its peak memory filled in where
// it does not tell a better one itself.
func start(ctx context.Context, argv []string) (Report, error) {
	out, err := output(ctx, argv)
	if err != nil {
		return Report{}, err
	}
	report, err := parseReport(out.stdout)
	if report.PeakRSS == 0 {
		report.PeakRSS = out.peakRSS
	}
	if report.Peer != "postgis" { // its work is the server's, not this process's
		report.CPU = out.cpu
	}
	return report, err
}

// finished is what a process left.
type finished struct {
	stdout  []byte
	peakRSS int64   // bytes
	cpu     float64 // seconds, user and system
}

// output runs a process to its end. What it said on stderr goes into the error.
func output(ctx context.Context, argv []string) (finished, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return finished{}, fmt.Errorf("%s: %w: %s", strings.Join(argv[1:], " "), err, bytes.TrimSpace(complaints.Bytes()))
	}
	p := cmd.ProcessState
	return finished{out.Bytes(), peakRSS(p), (p.UserTime() + p.SystemTime()).Seconds()}, nil
}
