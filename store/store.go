// Package store keeps imported history: in one file, a GeoPackage 1.4, which
// QGIS and GDAL open as it is, or on a PostgreSQL server.
//
// Start with [Open]. A store holds the newest map of every definition as a
// feature (table held), the chronicles in their binary form, and for every file
// taken in its name, SHA-256, and what was repaired in it. Writing happens in
// Commit, all or nothing, so that an import killed at any instant leaves the
// last commit and nothing of the next.
package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
)

// ErrChanged says that another process wrote to the store since it was read.
var ErrChanged = errors.New("another import wrote to the store meanwhile; run this one again")

// ErrNotStore says that a file is something else.
var ErrNotStore = errors.New("not a salient store")

// Store is an open store. It is not safe for concurrent use.
type Store interface {
	// Path names the store as its user did, without a password.
	Path() string
	// Keys returns the chronicles that the store holds, in order.
	Keys() ([]Key, error)
	// Chronicle returns a chronicle, or an error wrapping [chronicle.ErrNoMap]
	// if the store has none of that name.
	Chronicle(Key) (*chronicle.Chronicle, error)
	// Files returns the SHA-256 of every file of a source that was taken in.
	Files(source string) (map[[32]byte]bool, error)
	// Provenance returns the files that a source's map of a valid day came from.
	Provenance(source string, day control.Day) ([]File, error)
	// Fetched returns what a source's addresses last answered, by address.
	Fetched(source string) (map[string]Fetch, error)
	// Descriptions returns the sources that users described, in order of their
	// ids.
	Descriptions() ([]Description, error)
	// Describe keeps a description, in place of an earlier one of the same
	// source. Maps taken in before stay as they were read.
	Describe(context.Context, Description) error
	// Forget drops a description of which no map was taken in.
	Forget(ctx context.Context, source string) error
	// Commit writes a batch, all of it or nothing. It returns [ErrChanged] if
	// another process wrote since this store was opened or last committed.
	Commit(context.Context, Batch) error
	Close() error
}

// DefaultPath returns where the store lies if the user names none:
// $SALIENT_STORE, or salient/salient.gpkg in the user's data folder.
func DefaultPath() (string, error) {
	if p := os.Getenv("SALIENT_STORE"); p != "" {
		return p, nil
	}
	folder, err := DataFolder()
	if err != nil {
		return "", fmt.Errorf("no place for the store: %w; name one with --store", err)
	}
	return filepath.Join(folder, "salient.gpkg"), nil
}

// DataFolder returns the user's folder for what salient keeps.
func DataFolder() (string, error) {
	if d := os.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "salient"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "share", "salient"), nil
}

// Exists reports whether there is a store at path. That of a server is taken to
// be there: opening it tells.
func Exists(path string) bool {
	if OnServer(path) {
		return true
	}
	st, err := os.Stat(path)
	return err == nil && !st.IsDir()
}

// OnServer reports whether path is the URL of a PostgreSQL database.
func OnServer(path string) bool {
	return strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://")
}

// Shown returns path as it may be printed: the URL of a database without its
// password.
func Shown(path string) string {
	if !OnServer(path) {
		return path
	}
	u, err := url.Parse(path)
	if err != nil {
		scheme, _, _ := strings.Cut(path, "://")
		return scheme + "://…" // what cannot be read might hold a password anywhere
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	if q.Has("password") || q.Has("sslpassword") {
		q.Del("password")
		q.Del("sslpassword")
		u.RawQuery = q.Encode()
	}
	return u.String()
}

// Open opens the store at path for reading and writing, and creates it where
// there is none: a file and its folder, or tables in the schema salient of a
// database.
func Open(path string) (Store, error) {
	if OnServer(path) {
		return openServer(path, true)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return orNil(openFile(path, sqlite.OpenReadWrite|sqlite.OpenCreate))
}

// OpenReadOnly opens the store at path, which must exist.
func OpenReadOnly(path string) (Store, error) {
	if OnServer(path) {
		return openServer(path, false)
	}
	return orNil(openFile(path, sqlite.OpenReadOnly))
}

// orNil keeps a nil pointer from becoming a store that is not nil.
func orNil(s *geoPackage, err error) (Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Key names a chronicle: a source and one of its layers or definitions.
type Key struct{ Source, Name string }

// File is one file taken in.
type File struct {
	Source  string
	Origin  control.Origin
	Size    int64
	Repairs map[string]int // by kind; empty if nothing was wrong
	Maps    []FileMap      // the maps that it held
}

// FileMap is one map that a file held.
type FileMap struct {
	Layer      control.Layer
	Day, Known control.Day
}

// Feature is the newest map of a definition, for the table that GIS programs
// show.
type Feature struct {
	Source, Definition string
	Day                control.Day
	AreaKm2            float64
	WKB                []byte     // MultiPolygon, little-endian ISO WKB
	Box                [4]float64 // min lon, min lat, max lon, max lat
}

// Batch is what one commit writes.
type Batch struct {
	Chronicles []*chronicle.Chronicle
	Files      []File
	Dropped    []File  // files' maps that were taken in and are not to be after all
	Fetches    []Fetch // what these files' addresses answered
	Held       []Feature
	Now        time.Time
}
