package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// growthFile is the name that [Growth] is kept under.
const growthFile = "growth"

// kept is one file of bench/out: a row or the growth, with when and where it
// was measured.
type kept[T any] struct {
	Measured string  `json:"measured"` // UTC day
	Machine  string  `json:"machine"`
	Load     float64 `json:"load"` // at the end
	Value    T       `json:"value"`
}

// keep writes what was measured to bench/out.
func keep[T any](name string, v T) error {
	folder := filepath.Join("bench", "out")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	k := kept[T]{Measured: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Load: load(), Value: v}
	b, err := json.MarshalIndent(k, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name+".json"), append(b, '\n'), 0o644)
}

// recall reads what was kept. It returns fs.ErrNotExist where nothing was.
func recall[T any](folder, name string) (kept[T], error) {
	var k kept[T]
	path := filepath.Join(folder, name+".json")
	b, err := os.ReadFile(path)
	if err != nil {
		return k, err
	}
	if err := json.Unmarshal(b, &k); err != nil {
		return k, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// absent reports whether an error of recall means that nothing was measured.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// machine says what was measured on: processor, processors used, Go.
func machine() string {
	model := runtime.GOARCH
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d processors, %s, %s", model, runtime.NumCPU(), runtime.GOOS, runtime.Version())
}

// load returns the system's load average over the last minute; 0 where it is
// not told.
func load() float64 {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	var load float64
	if _, err := fmt.Sscan(string(b), &load); err != nil {
		return 0
	}
	return load
}

// busy reports whether other work ran beside the one measured process and this.
func busy(load float64) bool { return load > float64(runtime.NumCPU())+0.5 }
