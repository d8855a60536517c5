package shipped_test

import (
	"context"
	"errors"
	"testing"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

// firstFiles returns the first n map files of an archive.
func firstFiles(b *testing.B, name string, n int) []archive.Entry {
	enough := errors.New("enough")
	var entries []archive.Entry
	opts := archive.Options{Buffer: func(int64) []byte { return nil }}
	_, err := archive.Walk(context.Background(), archivePath(b, name), opts, func(e archive.Entry) error {
		if entries = append(entries, e); len(entries) == n {
			return enough
		}
		return nil
	})
	if err != enough {
		b.Fatal(err)
	}
	return entries
}

// BenchmarkRead reads ten unpacked files of each source, one after another.
func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"deepstate", "nzz", "isw"} {
		b.Run(name, func(b *testing.B) {
			entries := firstFiles(b, name, 10)
			var bytes int64
			for _, e := range entries {
				bytes += int64(len(e.Data))
			}
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				for _, e := range entries {
					r := source.Detect(shipped.All(), e.Name, e.Data)
					if result := r.Read(e.Name, e.Data, control.Origin{File: e.Name}); len(result.Snapshots) == 0 {
						b.Fatal(result.Refused)
					}
				}
			}
		})
	}
}
