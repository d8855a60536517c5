package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/salient-project/salient/archive"
)

// passWork reads every file of a folder, on every processor, and has look see
// each: the floor of anything that reads these bytes.
func passWork(r *Report, folder string, look func(path string, buffer []byte) (bytes, lines int64, err error)) error {
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
			workers.Go(func() { errs <- takeAll(paths, &total, &lines, look) })
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

// passPacked unpacks an archive and counts the newlines of its files as they
// come: what no reader of the packed archive can beat without another unpacker.
func passPacked(r *Report, path string) error {
	var total, lines, files int64
	var err error
	r.timed("scan", func() {
		_, err = archive.Walk(context.Background(), path, archive.Options{}, func(e archive.Entry) error {
			files++
			total += int64(len(e.Data))
			lines += int64(bytes.Count(e.Data, []byte{'\n'}))
			return nil
		})
	})
	r.Results["bytes"], r.Results["lines"], r.Results["files"] = float64(total), float64(lines), float64(files)
	return err
}

// takeAll adds up the bytes and newlines of the files. After an error it goes on
// taking paths, so that their sender is not left waiting.
func takeAll(paths <-chan string, total, lines *atomic.Int64, look func(string, []byte) (int64, int64, error)) error {
	buffer := make([]byte, 256<<10)
	var failed error
	for p := range paths {
		b, l, err := look(p, buffer)
		total.Add(b)
		lines.Add(l)
		failed = errors.Join(failed, err)
	}
	return failed
}

// countLines reads a file by way of the buffer and counts its newlines.
func countLines(path string, buffer []byte) (size, lines int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	for err == nil {
		var n int
		n, err = f.Read(buffer)
		size += int64(n)
		lines += int64(bytes.Count(buffer[:n], []byte{'\n'}))
	}
	if err == io.EOF {
		err = nil
	}
	return size, lines, err
}

// checkJSON reads a file and has encoding/json check its syntax.
func checkJSON(path string, _ []byte) (size, lines int64, err error) {
	data, err := os.ReadFile(path)
	if err == nil && !json.Valid(data) {
		err = errors.New(path + ": not valid JSON")
	}
	return int64(len(data)), 0, err
}
