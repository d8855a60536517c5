package talks

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed record/*.yaml
var embedded embed.FS

// EmbeddedFS returns the shipped record's YAML files.
func EmbeddedFS() fs.FS {
	sub, err := fs.Sub(embedded, "record")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

// Embedded returns the shipped record. It is read once.
var Embedded = sync.OnceValues(func() (*Record, error) { return Load(EmbeddedFS()) })

// maxFile bounds a record file, in bytes: a year of daily rows is far below.
const maxFile = 16 << 20

// file is the content of one YAML file.
type file struct {
	Process    *Process     `yaml:"process"`
	Parties    []*Party     `yaml:"parties"`
	People     []*Person    `yaml:"people"`
	Issues     []*Issue     `yaml:"issues"`
	Rounds     []*Round     `yaml:"rounds"`
	Positions  []*Position  `yaml:"positions"`
	Statements []*Statement `yaml:"statements"`
	Agreements []*Agreement `yaml:"agreements"`
}

// Load reads every .yaml file at the top of each folder and checks the whole. A
// row of a later folder takes the place of a row of the same kind and id in an
// earlier one; within a folder an id is given once. So Load(EmbeddedFS(), user)
// extends the shipped record, and Load(user) replaces it.
//
// The error joins every fault found, each an [*Error] with file and line. A
// record with a fault is not returned.
func Load(folders ...fs.FS) (*Record, error) {
	rec := &Record{}
	var errs []error
	for _, folder := range folders {
		layer, err := loadFolder(folder)
		errs = append(errs, err...)
		rec.extend(layer)
	}
	rec.sort()
	errs = append(errs, rec.check()...)
	if len(folders) == 1 { // a folder laid over another may leave its people without a part
		errs = append(errs, rec.idle()...)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return rec, nil
}

func loadFolder(folder fs.FS) (*Record, []error) {
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return &Record{}, []error{err}
	}
	if len(names) == 0 {
		return &Record{}, []error{fmt.Errorf("talks: no .yaml file in the folder: %w", fs.ErrNotExist)}
	}
	slices.Sort(names)
	files, faults := make([]*file, len(names)), make([][]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			data, err := fs.ReadFile(folder, name)
			if err != nil {
				files[i], faults[i] = &file{}, []error{&Error{File: name, Err: err}}
				return
			}
			files[i], faults[i] = parse(path.Base(name), data)
		})
	}
	wg.Wait()
	layer := &Record{}
	var errs []error
	for i, f := range files {
		errs = append(errs, faults[i]...)
		layer.add(f)
	}
	return layer, append(errs, layer.duplicates()...)
}

// parse decodes one file; what it returns is not checked against other files.
func parse(name string, data []byte) (*file, []error) {
	f := &file{}
	if len(data) > maxFile {
		return f, []error{&Error{File: name, Err: fmt.Errorf("longer than %d bytes", maxFile)}}
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return f, nil
	case err != nil:
		return f, []error{&Error{File: name, Err: cleanYAML(err)}}
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return f, []error{&Error{File: name, Err: errors.New("more than one YAML document")}}
	}
	d := &decoder{file: name}
	d.value(doc.Content[0], reflect.ValueOf(f).Elem(), "file")
	if f.Process == nil && len(f.Rounds)+len(f.Positions)+len(f.Statements)+len(f.Agreements) > 0 {
		d.errorf(0, "rows without a process: give the file a process")
	}
	if f.Process != nil {
		f.setProcess(f.Process.ID)
	}
	return f, d.errs
}

// cleanYAML turns "yaml: line 3: cause" into "line 3: cause".
func cleanYAML(err error) error {
	return errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
}

func (f *file) setProcess(id string) {
	for _, r := range f.Rounds {
		r.Process = id
	}
	for _, p := range f.Positions {
		p.Process = id
	}
	for _, s := range f.Statements {
		s.Process = id
	}
	for _, a := range f.Agreements {
		a.Process = id
	}
}

func (r *Record) add(f *file) {
	if f.Process != nil {
		r.Processes = append(r.Processes, f.Process)
	}
	r.Parties = append(r.Parties, f.Parties...)
	r.People = append(r.People, f.People...)
	r.Issues = append(r.Issues, f.Issues...)
	r.AllRounds = append(r.AllRounds, f.Rounds...)
	r.Positions = append(r.Positions, f.Positions...)
	r.Statements = append(r.Statements, f.Statements...)
	r.Agreements = append(r.Agreements, f.Agreements...)
}

// extend lays another record over r: rows of the same kind and id are replaced.
func (r *Record) extend(o *Record) {
	r.Processes = overlay(r.Processes, o.Processes, func(p *Process) string { return p.ID })
	r.Parties = overlay(r.Parties, o.Parties, func(p *Party) string { return p.ID })
	r.People = overlay(r.People, o.People, func(p *Person) string { return p.ID })
	r.Issues = overlay(r.Issues, o.Issues, func(i *Issue) string { return i.ID })
	r.AllRounds = overlay(r.AllRounds, o.AllRounds, func(x *Round) string { return x.ID })
	r.Positions = overlay(r.Positions, o.Positions, func(x *Position) string { return x.ID })
	r.Statements = overlay(r.Statements, o.Statements, func(x *Statement) string { return x.ID })
	r.Agreements = overlay(r.Agreements, o.Agreements, func(x *Agreement) string { return x.ID })
}

func overlay[T any](base, over []T, id func(T) string) []T {
	at := make(map[string]int, len(base))
	for i, x := range base {
		at[id(x)] = i
	}
	for _, x := range over {
		if i, ok := at[id(x)]; ok {
			base[i] = x
		} else {
			base = append(base, x)
		}
	}
	return base
}
