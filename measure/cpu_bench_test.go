//go:build unix

package measure_test

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime returns the processor time that the process has taken so far: on a
// machine that others use too, the clock on the wall measures them.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
