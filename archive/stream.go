package archive

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// maxWindow is the longest zstd window taken: archives packed with --long=27.
const maxWindow = 1 << 27

// headSize is how many bytes tell a format: a tar's mark lies at 257.
const headSize = 262

// format is what the first bytes of a stream tell of it.
type format int

const (
	formatPlain format = iota // none of the others
	formatZip
	formatZstd
	formatGzip
	formatTar
)

func formatOf(head []byte) format {
	starts := func(magic string) bool { return len(head) >= len(magic) && string(head[:len(magic)]) == magic }
	switch {
	case starts("PK\x03\x04"):
		return formatZip
	case starts("\x28\xb5\x2f\xfd"):
		return formatZstd
	case starts("\x1f\x8b"):
		return formatGzip
	case len(head) == headSize && string(head[257:262]) == "ustar":
		return formatTar
	}
	return formatPlain
}

// stream walks a stream of any format but zip, unpacking layer by layer.
func (w *walker) stream(archive, name string, r *bufio.Reader) error {
	for range 3 { // a compressed tar has two layers; more is a trick
		head, err := r.Peek(headSize)
		if err != nil && err != io.EOF {
			return w.broken(archive, err)
		}
		switch formatOf(head) {
		case formatZstd:
			d, err := w.unzstd(r, head)
			if err != nil {
				return w.named(archive, err)
			}
			defer d.Close()
			r, name = bufio.NewReaderSize(d, 1<<16), trimPacked(name)
		case formatGzip:
			d, err := gzip.NewReader(r)
			if err != nil {
				return w.broken(archive, err)
			}
			r, name = bufio.NewReaderSize(d, 1<<16), trimPacked(name)
		case formatTar:
			return w.tar(archive, tar.NewReader(r))
		default:
			return w.member(archive, name, r, -1)
		}
	}
	return fmt.Errorf("%s: %w: compressed more than twice", archive, ErrUnsafe)
}

// unzstd unpacks a zstd stream that starts as head does, by way of a temporary
// file where that is wanted.
func (w *walker) unzstd(r io.Reader, head []byte) (io.ReadCloser, error) {
	spill := w.opts.Spill != "" && long(head)
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	switch {
	case err != nil:
		return nil, err
	case spill:
		return w.spill(d.IOReadCloser())
	}
	return d.IOReadCloser(), nil
}

// trimPacked drops a compression's extension.
func trimPacked(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".gz", ".zst", ".tgz", ".tzst":
		return name[:len(name)-len(ext)]
	}
	return name
}

func (w *walker) tar(archive string, t *tar.Reader) error {
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return w.broken(archive, err)
		}
		if h.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		if err := w.admit(archive, h.Name, h.Size); err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeDir:
			continue
		case tar.TypeReg:
		case tar.TypeLink, tar.TypeSymlink:
			return fmt.Errorf("%s: %s: %w: a link", archive, h.Name, ErrUnsafe)
		default:
			return fmt.Errorf("%s: %s: %w: not a plain file", archive, h.Name, ErrUnsafe)
		}
		name := path.Clean(h.Name)
		if hidden(name) || !w.opts.Wanted(name) {
			w.stats.Skipped++
			continue
		}
		if err := w.single(archive, name, t, h.Size); err != nil {
			return err
		}
	}
}

// WalkZip calls fn with each wanted file of a zip of so many bytes, as Walk does
// with one on disk, within the same limits. Errors call it by the name given.
func WalkZip(ctx context.Context, name string, r io.ReaderAt, size int64, opts Options, fn func(Entry) error) error {
	return newWalker(ctx, opts, fn).zip(name, name, r, size)
}

// zip walks a zip on disk, which is called by its name where it is handed on whole.
func (w *walker) zip(disk, name string, f io.ReaderAt, size int64) error {
	z, err := zip.NewReader(f, size)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return w.broken(disk, io.ErrUnexpectedEOF) // the directory stands at the end
		}
		return w.broken(disk, err)
	}
	if w.whole(z) || w.opts.Whole != nil && strings.EqualFold(path.Ext(name), ".kmz") {
		return w.member(disk, name, w.counted(io.NewSectionReader(f, 0, size)), size)
	}
	for _, m := range z.File {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.admit(disk, m.Name, int64(min(m.UncompressedSize64, 1<<62))); err != nil {
			return err
		}
		mode := m.Mode()
		if mode.IsDir() {
			continue
		}
		if !mode.IsRegular() {
			return fmt.Errorf("%s: %s: %w: a link or no plain file", disk, m.Name, ErrUnsafe)
		}
		name := path.Clean(m.Name)
		if hidden(name) || !w.opts.Wanted(name) {
			w.stats.Skipped++
			continue
		}
		if err := w.damaged(disk, name, w.zipped(disk, name, m)); err != nil {
			return err
		}
		if w.opts.Progress != nil {
			w.opts.Progress(w.packed)
		}
	}
	return nil
}

// zipped reads one member of a zip.
func (w *walker) zipped(disk, name string, m *zip.File) error {
	r, err := m.Open()
	if err != nil {
		return w.broken(disk+": "+m.Name, err)
	}
	defer r.Close()
	w.packed += int64(m.CompressedSize64)
	return w.single(disk, name, r, int64(m.UncompressedSize64))
}

// damaged tells of a file that cannot be unpacked, and returns the other errors.
func (w *walker) damaged(archive, name string, err error) error {
	var broken *brokenError
	if w.opts.Damaged == nil || !errors.As(err, &broken) || w.ctx.Err() != nil {
		return err
	}
	return w.opts.Damaged(Entry{Archive: archive, Name: name}, broken.cause)
}

// brokenError is of bytes that cannot be unpacked: it says nothing of the files
// beside them.
type brokenError struct {
	text  string
	cause error
}

func (e *brokenError) Error() string { return e.text }
func (e *brokenError) Unwrap() error { return e.cause }

// broken is named for an error of unpacking.
func (w *walker) broken(archive string, err error) error {
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrUnsafe) {
		return w.named(archive, err)
	}
	named := w.named(archive, err)
	cause := err
	if errors.Is(named, ErrTruncated) {
		cause = ErrTruncated
	}
	return &brokenError{named.Error(), cause}
}

// whole reports whether a zip is to be handed on as it is.
func (w *walker) whole(z *zip.Reader) bool {
	if w.opts.Whole == nil {
		return false
	}
	for _, m := range z.File {
		if !hidden(m.Name) && w.opts.Whole(m.Name) {
			return true
		}
	}
	return false
}

// admit checks a member's name, its declared size and the number of members.
func (w *walker) admit(archive, name string, size int64) error {
	w.seen++
	clean := path.Clean(name)
	switch {
	case w.seen > w.opts.MaxFiles:
		return fmt.Errorf("%s: %w: more than %d members", archive, ErrTooLarge, w.opts.MaxFiles)
	case name == "" || path.IsAbs(name) || strings.ContainsAny(name, "\\\x00") || len(name) > 1 && name[1] == ':':
		return fmt.Errorf("%s: %q: %w: want a relative name with forward slashes", archive, name, ErrUnsafe)
	case clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains("/"+name+"/", "/../"):
		return fmt.Errorf("%s: %q: %w: the name leads out of the archive", archive, name, ErrUnsafe)
	case size > w.opts.MaxFile && w.opts.Wanted(clean) && !w.streams(clean):
		return fmt.Errorf("%s: %s: %w: %d bytes, at most %d are read", archive, name, ErrTooLarge, size, w.opts.MaxFile)
	}
	return nil
}

// single reads a member, unpacking it if it is one compressed file.
func (w *walker) single(archive, name string, r io.Reader, size int64) error {
	if strings.EqualFold(path.Ext(name), ".gz") {
		d, err := gzip.NewReader(r)
		if err != nil {
			return w.broken(archive+": "+name, err)
		}
		return w.member(archive, trimPacked(name), d, -1)
	}
	return w.member(archive, name, r, size)
}

// member reads one file whole, within the limits, and hands it on. Size is what
// its header promises, or negative.
func (w *walker) member(archive, name string, r io.Reader, size int64) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.streams(name) {
		return w.pass(archive, name, r)
	}
	buf := w.opts.Buffer(max(size, 0))[:0]
	if want := min(max(size, 0), 4<<20) + 1; int64(cap(buf)) < want {
		buf = make([]byte, 0, want) // a header's promise alone buys 4 MiB
	}
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if limit := w.over(int64(len(buf))); limit != "" {
			return fmt.Errorf("%s: %s: %w: %s", archive, name, ErrTooLarge, limit)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return w.broken(archive+": "+name, err)
		}
	}
	w.buf = buf
	w.stats.Files++
	w.stats.Bytes += int64(len(buf))
	return w.fn(Entry{Archive: archive, Name: name, Data: buf})
}

// streams reports whether a file is handed on as a stream.
func (w *walker) streams(name string) bool {
	return w.opts.Streams != nil && (w.opts.Streams(name) || w.opts.Streams(trimPacked(name)))
}

// pass hands one file on as a stream.
func (w *walker) pass(archive, name string, r io.Reader) error {
	s := &passing{w: w, r: r}
	err := w.opts.Stream(Entry{Archive: archive, Name: name}, s)
	w.stats.Files++
	w.stats.Bytes += s.n
	if s.err != nil { // said by the archive, whatever was made of it
		return w.named(archive+": "+name, s.err)
	}
	return err
}

// passing counts a stream against the walk's limits.
type passing struct {
	w   *walker
	r   io.Reader
	n   int64
	err error // other than the end
}

func (s *passing) Read(b []byte) (int, error) {
	if err := s.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(b)
	s.n += int64(n)
	if limit := s.w.overTotal(s.n); limit != "" {
		s.err = fmt.Errorf("%w: %s", ErrTooLarge, limit)
		return 0, s.err
	}
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// over names the limit that a file of n bytes so far breaks, if any.
func (w *walker) over(n int64) string {
	if n > w.opts.MaxFile {
		return fmt.Sprintf("more than %d bytes unpacked", w.opts.MaxFile)
	}
	return w.overTotal(n)
}

// overTotal names the limit of all files together that a file of n bytes so far
// breaks, if any.
func (w *walker) overTotal(n int64) string {
	total := w.stats.Bytes + n
	switch {
	case total > w.opts.MaxTotal:
		return fmt.Sprintf("more than %d bytes unpacked in all", w.opts.MaxTotal)
	case total > 64<<20 && w.packed > 0 && total/w.opts.MaxRatio > w.packed:
		return fmt.Sprintf("unpacks to more than %d times its size", w.opts.MaxRatio)
	}
	return ""
}

// named adds the archive's name to an error and says plainly when it is cut off.
func (w *walker) named(archive string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", archive, ErrTruncated)
	}
	return fmt.Errorf("%s: %w", archive, err)
}
