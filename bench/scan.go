package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// scanWork reads every file of a folder and counts its newlines, on every
// processor: the floor of anything that reads these bytes.
func scanWork(r *Report, folder string) error {
	var files []string
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	var total, lines atomic.Int64
	r.timed("scan", func() {
		paths := make(chan string)
		errs := make(chan error, runtime.GOMAXPROCS(0))
		var workers sync.WaitGroup
		for range cap(errs) {
			workers.Go(func() { errs <- count(paths, &total, &lines) })
		}
		for _, p := range files {
			paths <- p
		}
		close(paths)
		workers.Wait()
		close(errs)
		for e := range errs {
			err = errors.Join(err, e)
		}
	})
	r.Results["bytes"] = float64(total.Load())
	r.Results["lines"] = float64(lines.Load())
	r.Results["files"] = float64(len(files))
	return err
}

// count adds up the bytes and newlines of the files. After an error it goes on
// taking paths, so that their sender is not left waiting.
func count(paths <-chan string, total, lines *atomic.Int64) error {
	buffer := make([]byte, 256<<10)
	var failed error
	for p := range paths {
		f, err := os.Open(p)
		for err == nil {
			var n int
			n, err = f.Read(buffer)
			total.Add(int64(n))
			lines.Add(int64(bytes.Count(buffer[:n], []byte{'\n'})))
		}
		f.Close()
		if err != io.EOF {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
