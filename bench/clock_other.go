//go:build !linux

package main

import "time"

// stageClock returns a clock; only Linux tells a goroutine's processor time.
func stageClock() func() float64 {
	start := time.Now()
	return func() float64 { return time.Since(start).Seconds() }
}
