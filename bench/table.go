package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// printTable prints the rows for people.
func printTable(w io.Writer, rows []Row) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "work\tside\tmedian\truns\tratio\tCPU time\tpeak memory\tallocations\tfigures differ by at most")
	for _, r := range rows {
		if r.Error != "" {
			fmt.Fprintf(t, "%s\tNOT MEASURED: %s\n", r.Name, r.Error)
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t\t%s\t%s\t%s\t\n", r.Name, r.Ours.Side, duration(median(r.Ours.Seconds)),
			len(r.Ours.Seconds), cpu(r.Ours), peak(r.Ours), allocations(r.Ours))
		for _, p := range r.Peers {
			if len(p.Missing) > 0 {
				fmt.Fprintf(t, "\t%s\tNOT RUN, not installed: %s\n", p.Side, strings.Join(p.Missing, " "))
				continue
			}
			fmt.Fprintf(t, "\t%s\t%s\t%d\t%s\t%s\t%s\t\t%s\n", p.Side, duration(median(p.Seconds)), len(p.Seconds),
				ratio(p), cpu(p.Measured), peak(p.Measured), agreement(p))
		}
		for _, g := range r.Goals {
			fmt.Fprintf(t, "\t%s\n", g)
		}
	}
	t.Flush()
}

func ratio(p Against) string { return fmt.Sprintf("%.3g×", p.Ratio) }

// cpu returns the median CPU time of a side's whole process, user and system:
// steadier than the clock where other work runs.
func cpu(m Measured) string {
	var spent []float64
	for _, r := range m.Reports {
		if r.CPU > 0 {
			spent = append(spent, r.CPU)
		}
	}
	if len(spent) == 0 {
		return ""
	}
	return duration(median(spent))
}

func peak(m Measured) string {
	var most int64
	for _, r := range m.Reports {
		most = max(most, r.PeakRSS)
	}
	if most == 0 {
		return "not known"
	}
	return fmt.Sprintf("%.0f MB", float64(most)/1e6)
}

func allocations(m Measured) string {
	var objects, size []float64
	for _, r := range m.Reports {
		objects = append(objects, float64(r.Allocs))
		size = append(size, float64(r.AllocBytes))
	}
	return fmt.Sprintf("%.0f k, %.0f MB", median(objects)/1e3, median(size)/1e6)
}

func agreement(p Against) string {
	if p.WorstOf == "" {
		return ""
	}
	return fmt.Sprintf("%.2g %% (%s)", p.Worst*100, strings.TrimSuffix(p.WorstOf, "_m2"))
}
