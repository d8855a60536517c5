package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/salient-project/salient/archive"
	"github.com/salient-project/salient/control"
)

// Options of ReadAll. Readers is required.
type Options struct {
	Readers []Reader
	Source  string          // take every file for this reader's; empty: tell by Match
	Now     time.Time       // the clock's; zero: time.Now()
	Workers int             // parsing goroutines; 0: one a processor
	Archive archive.Options // limits and progress; Buffer is ReadAll's own

	// Start refuses maps of earlier days than this; zero: the source's own
	// Info().Start.
	Start control.Day

	// Recycle promises that fn keeps no boundary after it returns: their memory
	// serves later maps.
	Recycle bool

	// NoSHA256 leaves Origin.SHA256 empty: for callers that keep no record of
	// files. Hashing takes as long as parsing does.
	NoSHA256 bool

	// Accept takes maps in that lost more than MaxLoss of their area.
	Accept bool
}

// Summary adds up what ReadAll came by.
type Summary struct {
	Files      int   // map files read
	Skipped    int   // other files in the archives
	Duplicates int   // files with the same bytes as a recent one
	Superseded int   // maps left out for one of the same day that was drawn later
	Snapshots  int   //
	Bytes      int64 // of map files, unpacked
	Repairs    Repairs
	Refused    []Refusal
}

// inFlight bounds the files between unpacking and delivery.
const inFlight = 5

// job is one file on its way to a worker.
type job struct {
	seq      int
	entry    archive.Entry
	damage   error // why it could not be unpacked
	repeatOf int   // sequence number of the file with the same bytes, told by work; -1: none
	result   Result
}

// ReadAll reads every map file in the paths and hands on one Result a file, in
// the archives' order, from the calling goroutine. One goroutine unpacks while
// others parse; memory is bounded by a few files. It stops at fn's first error,
// and when ctx ends. An archive that cannot be read on does not keep the paths after
// it from being read: what came before has been handed on, and the error is returned.
func ReadAll(ctx context.Context, paths []string, opts Options, fn func(Result) error) (Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := newPipeline(opts)
	var sum Summary
	var walkErr error
	p.opts.Archive.Damaged = func(e archive.Entry, err error) error {
		return p.queue(ctx, job{entry: e, damage: err})
	}
	go func() {
		defer close(p.jobs)
		for _, path := range paths {
			stats, err := archive.Walk(ctx, path, p.opts.Archive, func(e archive.Entry) error { return p.queue(ctx, job{entry: e}) })
			p.skipped += stats.Skipped
			p.bytes += stats.Bytes
			if walkErr = errors.Join(walkErr, err); ctx.Err() != nil {
				return
			}
		}
	}()
	var workers sync.WaitGroup
	for range p.opts.Workers {
		workers.Go(func() { p.work(ctx) })
	}
	go func() { workers.Wait(); close(p.done) }()

	err := p.deliver(&sum, fn)
	cancel()
	for range p.done { // let the workers go
	}
	if err == nil {
		err = walkErr // written before jobs was closed, hence before done was
	}
	sum.Skipped, sum.Bytes = p.skipped, p.bytes
	return sum, err
}

type pipeline struct {
	opts    Options
	today   control.Day
	jobs    chan job
	done    chan job
	slots   chan struct{} // one per file in flight
	buffers *buffers

	seq     int // of the file that comes next
	skipped int
	bytes   int64
	repeats *repeats

	aside quarantine
}

func newPipeline(opts Options) *pipeline {
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	p := &pipeline{
		opts: opts, today: control.DayOf(opts.Now), aside: quarantine{},
		jobs: make(chan job), done: make(chan job, inFlight), slots: make(chan struct{}, inFlight),
		buffers: new(buffers),
	}
	p.repeats = newRepeats(p.buffers)
	p.opts.Archive.Later = true
	p.opts.Archive.Whole = func(member string) bool { return strings.EqualFold(path.Ext(member), ".shp") }
	p.opts.Archive.Buffer = func(int64) []byte { return p.buffers.take() }
	return p
}

// queue numbers a job and waits until a worker takes it.
func (p *pipeline) queue(ctx context.Context, j job) error {
	j.seq = p.seq
	p.seq++
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		j.drop()
		return ctx.Err()
	}
	select {
	case p.jobs <- j:
		return nil
	case <-ctx.Done():
		j.drop()
		return ctx.Err()
	}
}

// drop closes a file that will not be read.
func (j *job) drop() {
	if u := j.entry.Unread; u != nil {
		u.Close()
		j.entry.Unread = nil
	}
}

// work reads and parses files until there are no more.
func (p *pipeline) work(ctx context.Context) {
	for j := range p.jobs {
		if ctx.Err() != nil {
			j.drop()
		}
		if u := j.entry.Unread; u != nil {
			j.entry.Unread = nil
			j.entry.Data, j.damage = u.Read(p.buffers.take())
		}
		var kept bool
		j.repeatOf, kept = p.repeats.of(j)
		if j.repeatOf < 0 && ctx.Err() == nil {
			j.result = p.read(j)
			if !kept {
				p.free(&j)
			}
			j.entry.Data = nil
		}
		p.done <- j
	}
}

// free gives a file's buffer back.
func (p *pipeline) free(j *job) {
	if j.entry.Data != nil {
		p.buffers.give(j.entry.Data)
		j.entry.Data = nil
	}
}

// read parses one file.
func (p *pipeline) read(j job) Result {
	e := j.entry
	origin := control.Origin{File: e.Name}
	if j.damage != nil {
		return p.unread(e.Name, origin, fmt.Errorf("damaged in the archive: %w", j.damage))
	}
	if !p.opts.NoSHA256 {
		origin.SHA256 = sha256.Sum256(e.Data)
	}
	if bytes.HasPrefix(e.Data, []byte("version https://git-lfs")) {
		return p.unread(e.Name, origin, errPointer)
	}
	r := p.reader(e.Name, e.Data)
	if r == nil {
		return Refuse("", e.Name, origin, "", "not recognized as any source's file; name the source if you know it")
	}
	return readBy(r, e, origin)
}

// readBy has a reader read a file. Should it come to grief over one, that file is
// refused, and the others are read: a panic would end the import.
func readBy(r Reader, e archive.Entry, origin control.Origin) (result Result) {
	defer func() {
		if fault := recover(); fault != nil {
			result = Refuse(r.ID(), e.Name, origin, "", fmt.Sprintf("salient itself is at fault, please report it: %v", fault))
		}
	}()
	result = r.Read(e.Name, e.Data, origin)
	result.Size = int64(len(e.Data))
	return result
}

var errPointer = errors.New("a Git LFS pointer, not the file itself: git lfs pull fetches it")

// unread refuses a file that is not there to be read. It is of the source that
// its name speaks of or else, where one is named, of that.
func (p *pipeline) unread(name string, origin control.Origin, why error) Result {
	id := p.opts.Source
	if r := p.reader(name, nil); r != nil {
		id = r.ID()
	}
	return Refuse(id, name, origin, "", why.Error())
}

func (p *pipeline) reader(name string, head []byte) Reader {
	if p.opts.Source == "" {
		return Detect(p.opts.Readers, name, head)
	}
	return ByID(p.opts.Readers, p.opts.Source)
}

// ByID returns the reader of a source, or nil.
func ByID(readers []Reader, id string) Reader {
	for _, r := range readers {
		if r.ID() == id {
			return r
		}
	}
	return nil
}

// deliver hands results on in order and adds them up.
func (p *pipeline) deliver(sum *Summary, fn func(Result) error) error {
	days := lastOfDay{drawn: map[string]time.Time{}, fn: func(r Result) error {
		sum.add(r)
		return fn(r)
	}}
	waiting := map[int]job{}
	var kept [remembered]job // the ring of repeats, as of the file being delivered
	nKept, next := 0, 0
	for j := range p.done {
		waiting[j.seq] = j
		for {
			j, ok := waiting[next]
			if !ok {
				break
			}
			delete(waiting, next)
			next++
			<-p.slots
			if j.repeatOf >= 0 {
				for _, k := range kept[:min(nKept, remembered)] {
					if k.seq == j.repeatOf {
						j.result = p.restamp(k.result, j.entry)
					}
				}
				p.free(&j)
				sum.Duplicates++
			} else if j.damage == nil {
				old := &kept[nKept%remembered]
				if p.opts.Recycle {
					recycle(old.result)
				}
				*old = j
				nKept++
			}
			if err := days.add(p.checked(j.result)); err != nil {
				return err
			}
		}
	}
	return days.end()
}

// add counts one result.
func (sum *Summary) add(r Result) {
	sum.Files++
	sum.Snapshots += len(r.Snapshots)
	sum.Repairs.Merge(r.Repairs)
	sum.Refused = append(sum.Refused, r.Refused...)
	if r.Superseded {
		sum.Superseded++
	}
}

// restamp makes a result for another file with the same bytes. Where the first
// was refused, the name may have been at fault: the file is read by itself.
func (p *pipeline) restamp(prev Result, e archive.Entry) Result {
	r := p.reader(e.Name, e.Data)
	if r == nil || r.ID() != prev.Source || len(prev.Snapshots) == 0 {
		return p.read(job{entry: e})
	}
	if n, ok := r.(Namer); ok && !n.Alike(prev.File, e.Name) {
		return p.read(job{entry: e})
	}
	again := r.Restamp(prev, e.Name, control.Origin{File: e.Name, SHA256: prev.SHA256})
	again.Size = prev.Size
	return again
}

// checked refuses snapshots of days that cannot be, and puts aside maps that
// suddenly lost much of their area.
func (p *pipeline) checked(r Result) Result {
	reader := ByID(p.opts.Readers, r.Source)
	if reader == nil {
		return r
	}
	start := p.opts.Start
	if start == 0 {
		start = reader.Info().Start
	}
	var in []control.Snapshot
	for _, s := range r.Snapshots {
		if why := OutOfRange(s.Day, start, p.today); why != "" {
			r.Refused = append(r.Refused, Refusal{File: r.File, Reason: why})
			continue
		}
		if !p.opts.Accept {
			if why := p.aside.check(s); why != "" {
				r.Refused = append(r.Refused, Refusal{File: r.File, Reason: why})
				continue
			}
		}
		in = append(in, s)
	}
	r.Snapshots = in
	return r
}
