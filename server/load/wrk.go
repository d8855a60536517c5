package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// wrkScript has wrk ask for each of the paths in turn.
const wrkScript = `
paths = {%s}
at = 0
request = function()
	at = at %% #paths + 1
	return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
done = function(summary, latency)
	io.write(string.format("RESULT %%d %%d %%d %%d %%d\n", summary.requests, summary.duration,
		latency:percentile(50), latency:percentile(99), summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
`

// measured is what a run of requests came to.
type measured struct {
	requests    int
	took        time.Duration
	median, p99 time.Duration
}

func (m measured) String() string {
	return fmt.Sprintf("%.0f answers/s, median %v, p99 %v", float64(m.requests)/m.took.Seconds(), m.median, m.p99)
}

var wrkResult = regexp.MustCompile(`RESULT (\d+) (\d+) (\d+) (\d+) (\d+)`)

// wrk asks a server for paths, from another process.
func wrk(address string, paths []string, seconds, callers int) (measured, error) {
	program, err := exec.LookPath("wrk")
	if err != nil {
		return measured{}, fmt.Errorf("%w (the Debian package wrk has it)", err)
	}
	var quoted []string
	for _, p := range paths {
		quoted = append(quoted, strconv.Quote(p))
	}
	dir, err := os.MkdirTemp("", "salient-load")
	if err != nil {
		return measured{}, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	script := filepath.Join(dir, "paths.lua")
	if err := os.WriteFile(script, fmt.Appendf(nil, wrkScript, strings.Join(quoted, ",")), 0o644); err != nil {
		return measured{}, err
	}
	out, err := exec.Command(program, "-t1", "-c", strconv.Itoa(callers), "-d", strconv.Itoa(seconds), "--timeout", "30", "-s", script, address).CombinedOutput()
	m := wrkResult.FindSubmatch(out)
	if err != nil || m == nil {
		return measured{}, fmt.Errorf("wrk: %w: %s", err, out)
	}
	var n [5]int
	for i := range n {
		n[i], _ = strconv.Atoi(string(m[i+1])) // the expression has digits only
	}
	if n[4] > 0 || n[0] == 0 {
		return measured{}, fmt.Errorf("wrk: %d of %d answers were none", n[4], n[0])
	}
	us := func(n int) time.Duration { return (time.Duration(n) * time.Microsecond).Round(10 * time.Microsecond) }
	return measured{n[0], time.Duration(n[1]) * time.Microsecond, us(n[2]), us(n[3])}, nil
}
