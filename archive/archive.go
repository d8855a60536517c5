// Package archive walks the files of a map archive: a file, a folder, a .zip,
// .tar, .tar.gz or .tar.zst, or a single compressed file. Start with [Walk].
//
// Formats are told by their first bytes, not by name. Nothing is written to
// disk, unless Options.Spill says where. Archives are taken as hostile: names that lead out of the archive,
// links, and contents beyond the limits in [Options] end the walk with an error
// that names the member.
package archive

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Causes that callers tell apart with errors.Is.
var (
	ErrUnsafe    = errors.New("unsafe archive member")
	ErrTooLarge  = errors.New("archive exceeds a limit")
	ErrTruncated = errors.New("archive ends too early")
)

// Entry is one file of an archive.
type Entry struct {
	Archive string // path that Walk was given, or of the file below it
	Name    string // slash-separated, relative to the archive or folder
	Data    []byte // valid during the call, unless Options.Buffer owns it

	// Unread reads Data, where Options.Later has left that to the callee.
	Unread *Unread
}

// SHA256 returns the hash of the entry's bytes. It is computed on each call.
func (e Entry) SHA256() [32]byte { return sha256.Sum256(e.Data) }

// Options limits a walk. The zero value is ready and suits published archives.
type Options struct {
	MaxFile  int64 // largest file, unpacked, in bytes; 0: 256 MiB
	MaxTotal int64 // all files together, unpacked, in bytes; 0: 16 GiB
	MaxFiles int   // number of members; 0: 1,000,000
	MaxRatio int64 // unpacked to packed, beyond the first 64 MiB; 0: 10,000

	// Wanted chooses files by name; the others are counted and not read.
	// Nil: names that end as a map's do, see Maps.
	Wanted func(name string) bool

	// Whole chooses zips, by a member's name, that are one map of several files
	// and handed on as they are. Nil: none.
	Whole func(member string) bool

	// Streams chooses files by name that are not read into memory but handed to
	// Stream, unpacked, as they come. MaxFile does not bound them, MaxTotal and
	// MaxRatio do. What Stream leaves unread is left out. Nil: none.
	Streams func(name string) bool
	Stream  func(e Entry, r io.Reader) error // Entry without Data

	// Damaged is told of a file that cannot be unpacked, where the files beside
	// it can: in a zip or a folder, by its name and without Data. The walk goes
	// on unless it returns an error. Nil: the walk ends.
	Damaged func(e Entry, err error) error

	// Buffer returns a buffer for a file of about size bytes, to append to.
	// The callee of fn owns it then. Nil: one buffer serves the whole walk.
	Buffer func(size int64) []byte

	// Later has plain files of a folder handed on without Data, as Unread: so
	// that others read them, side by side. Those not read are to be closed.
	Later bool

	// Spill is a folder in which archives packed with a long window may be
	// unpacked to a temporary file before their maps are handed on, so that the
	// window's memory, up to 128 MiB, is free again by then. Empty: they are
	// unpacked as they are read.
	Spill string

	// Progress is told how many bytes of the input have been read so far, as
	// packed; the goal is what Size returns. Nil: nobody is told.
	Progress func(read int64)
}

// Stats counts what a walk came by.
type Stats struct {
	Files   int   // handed on
	Skipped int   // not maps: readme files, folders' own files such as .DS_Store
	Bytes   int64 // handed on, unpacked
}

// Maps reports whether a name ends as a map file's does.
func Maps(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".csv", ".kml", ".kmz", ".zip", ".gpkg", ".fgb", ".gz", ".zst":
		return true
	}
	return false
}

// hidden reports whether a file is the operating system's, not the archive's.
func hidden(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") && part != "." {
			return true
		}
	}
	return false
}

// Size returns how many bytes Walk will read from the paths, as packed.
func Size(paths ...string) (int64, error) {
	var sum int64
	for _, p := range paths {
		err := filepath.WalkDir(p, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			info, err := d.Info()
			if err == nil {
				sum += info.Size()
			}
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// Walk calls fn with each map file at the path, in the archive's own order;
// folders go in the order of names. It stops at the first error, fn's included,
// and when ctx ends. An archive inside an archive is not opened, except a single
// compressed file; an archive in a folder is.
func Walk(ctx context.Context, name string, opts Options, fn func(Entry) error) (Stats, error) {
	w := newWalker(ctx, opts, fn)
	info, err := os.Stat(name)
	if err != nil {
		return w.stats, err
	}
	if !info.IsDir() {
		return w.stats, w.file(name, filepath.Base(name), true)
	}
	err = filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(name, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir() && rel != "." && hidden(rel):
			return filepath.SkipDir
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s: %w: a link", p, ErrUnsafe)
		case !d.Type().IsRegular():
			w.stats.Skipped++
			return nil
		}
		return w.damaged(name, rel, w.file(p, rel, false))
	})
	return w.stats, err
}

// walker is one walk's state.
type walker struct {
	ctx      context.Context
	opts     Options
	fn       func(Entry) error
	stats    Stats
	seen     int   // members met, wanted or not
	packed   int64 // bytes of input read so far
	buf      []byte
	head     [headSize]byte
	spilling *spilled      // being written
	in       *bufio.Reader // of the archive on disk that is being read
}

func newWalker(ctx context.Context, opts Options, fn func(Entry) error) *walker {
	set := func(v *int64, to int64) {
		if *v == 0 {
			*v = to
		}
	}
	set(&opts.MaxFile, 256<<20)
	set(&opts.MaxTotal, 16<<30)
	set(&opts.MaxRatio, 10_000)
	if opts.MaxFiles == 0 {
		opts.MaxFiles = 1_000_000
	}
	if opts.Wanted == nil {
		opts.Wanted = Maps
	}
	w := &walker{ctx: ctx, opts: opts, fn: fn}
	if opts.Buffer == nil {
		w.opts.Buffer = func(int64) []byte { return w.buf[:0] }
	}
	return w
}

// file walks one file on disk: an archive, a compressed file or a map. A file
// that the user named is read whatever it is called.
func (w *walker) file(disk, name string, named bool) error {
	if !named && (hidden(name) || !w.opts.Wanted(name) && !packedName(name)) {
		w.stats.Skipped++
		return nil
	}
	f, err := os.Open(disk)
	if err != nil {
		return err
	}
	left := false // to the callee
	defer func() {
		if !left {
			f.Close()
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	n, err := f.ReadAt(w.head[:], 0)
	if err != nil && err != io.EOF {
		return w.named(disk, err)
	}
	switch formatOf(w.head[:n]) {
	case formatZip:
		return w.zip(disk, name, f, info.Size())
	case formatPlain: // into its own memory at once
		if w.opts.Later && !w.streams(name) {
			if limit := w.over(info.Size()); limit != "" {
				return fmt.Errorf("%s: %s: %w: %s", disk, name, ErrTooLarge, limit)
			}
			left = true
			return w.later(disk, name, f, info.Size())
		}
		return w.member(disk, name, w.counted(f), info.Size())
	}
	if w.in == nil {
		w.in = bufio.NewReaderSize(nil, 1<<20)
	}
	w.in.Reset(w.counted(f))
	return w.stream(disk, name, w.in)
}

// packedName reports whether a name ends as an archive's does.
func packedName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".tar", ".tgz", ".gz", ".zst", ".tzst":
		return true
	}
	return false
}

// counted returns r, counting what is read from it and ending with the context.
func (w *walker) counted(r io.Reader) io.Reader { return &counter{w, r} }

type counter struct {
	w *walker
	r io.Reader
}

func (c *counter) Read(b []byte) (int, error) {
	if err := c.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.w.packed += int64(n)
	switch s := c.w.spilling; {
	case c.w.opts.Progress == nil:
	case s != nil:
		c.w.opts.Progress(s.from + (c.w.packed-s.from)/4)
	default:
		c.w.opts.Progress(c.w.packed)
	}
	return n, err
}
