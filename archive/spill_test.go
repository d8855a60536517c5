package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// longZstd packs with a window of 64 MiB, as zstd --long=26 does.
func longZstd(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out, zstd.WithWindowSize(64<<20), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	for rest := b; len(rest) > 0; { // in pieces, so that the size is not known beforehand
		n := min(len(rest), 300<<10)
		w.Write(rest[:n])
		rest = rest[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !long(out.Bytes()[:headSize]) {
		t.Fatal("the test's archive has no long window")
	}
	return out.Bytes()
}

// packedWithLongWindow are files of random digits, which hardly pack, and their archive.
func packedWithLongWindow(t *testing.T) ([]file, []byte) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	var files []file
	for day := range 40 {
		body := make([]byte, 100_000)
		for i := range body {
			body[i] = '0' + byte(random.IntN(10))
		}
		files = append(files, file{fmt.Sprintf("data/202602%02d.geojson", day), string(body)})
	}
	return files, longZstd(t, tarOf(t, files...))
}

// spilledWalk walks an archive by way of a temporary file and returns what came
// of it, and the progress told.
func spilledWalk(t *testing.T, packed []byte, opts Options) (got []file, progress []int64, err error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "maps.tar.zst")
	if err := os.WriteFile(name, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	opts.Progress = func(n int64) { progress = append(progress, n) }
	_, err = Walk(context.Background(), name, opts, func(e Entry) error {
		got = append(got, file{e.Name, string(e.Data)})
		return nil
	})
	return got, progress, err
}

func TestSpill(t *testing.T) {
	files, packed := packedWithLongWindow(t)
	folder := t.TempDir()
	got, progress, err := spilledWalk(t, packed, Options{Spill: folder})
	if err != nil || !slices.Equal(got, files) {
		t.Errorf("%d files, %v; want %d as packed", len(got), err, len(files))
	}
	if !slices.IsSorted(progress) || progress[len(progress)-1] != int64(len(packed)) {
		t.Errorf("progress from %d to %d of %d, sorted: %v", progress[0], progress[len(progress)-1], len(packed), slices.IsSorted(progress))
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	got, _, err = spilledWalk(t, packed, Options{Spill: filepath.Join(folder, "missing")})
	if err != nil || !slices.Equal(got, files) {
		t.Errorf("without a folder to write to: %d files, %v", len(got), err)
	}
}

// TestSpillTruncated: what came before the end of half an archive is handed on.
func TestSpillTruncated(t *testing.T) {
	files, packed := packedWithLongWindow(t)
	folder := t.TempDir()
	got, _, err := spilledWalk(t, packed[:len(packed)/2], Options{Spill: folder})
	if !errors.Is(err, ErrTruncated) {
		t.Errorf("error %v, want %v", err, ErrTruncated)
	}
	if len(got) < 10 || !slices.Equal(got, files[:len(got)]) {
		t.Errorf("%d files before the end", len(got))
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestSpillLimits: an archive too large is refused as it is without a file.
func TestSpillLimits(t *testing.T) {
	files, packed := packedWithLongWindow(t)
	_, _, plain := spilledWalk(t, packed, Options{MaxTotal: 1_000_000})
	got, _, err := spilledWalk(t, packed, Options{MaxTotal: 1_000_000, Spill: t.TempDir()})
	if !errors.Is(err, ErrTooLarge) || !errors.Is(plain, ErrTooLarge) || len(got) == 0 || !slices.Equal(got, files[:len(got)]) {
		t.Errorf("%d files, %v; streamed: %v", len(got), err, plain)
	}
}

// narrow takes room bytes and then no more, as a full disk does.
type narrow struct {
	bytes.Buffer
	room int
}

func (n *narrow) Write(b []byte) (int, error) {
	k := min(len(b), n.room-n.Len())
	n.Buffer.Write(b[:k]) //nolint:errcheck // never fails
	if k < len(b) {
		return k, errors.New("no space left on device")
	}
	return k, nil
}

// TestWriteBehindFull: what is written and what could not be are all there is.
func TestWriteBehindFull(t *testing.T) {
	for _, room := range []int{0, 1, 1 << 20, 1<<20 + 1, 3 << 20, 100 << 20} {
		disk := &narrow{room: room}
		b := writeBehind(disk)
		var want []byte
		for i := 0; i < 9 && b.fine(); i++ {
			piece := <-b.free
			for k := range piece {
				piece[k] = byte(i + k)
			}
			piece = piece[:len(piece)-i]
			want = append(want, piece...)
			b.full <- piece
		}
		written, rest := b.end()
		if int(written) != min(room, len(want)) || !bytes.Equal(append(disk.Bytes(), rest...), want) {
			t.Errorf("room for %d: %d written, %d left, of %d", room, written, len(rest), len(want))
		}
		if len(rest) > 9<<20 {
			t.Errorf("room for %d: %d bytes held", room, len(rest))
		}
	}
}
