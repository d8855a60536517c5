package watch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/salient-project/salient/control"
)

// state is what a watcher's file holds.
type state struct {
	Version int                `json:"version"`
	Primed  bool               `json:"primed"`
	Told    map[string]told    `json:"told"`    // by definition
	Pending map[string][]Event `json:"pending"` // by sink, oldest first
}

// told is what was told of one definition.
type told struct {
	Day         control.Day     `json:"day"`         // of the newest map
	Corrections map[string]bool `json:"corrections"` // keys of redraws in the store
}

const stateVersion = 1

func readState(path string) (state, error) {
	s := state{Version: stateVersion, Told: map[string]told{}, Pending: map[string][]Event{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%s: not a watcher's file: %w", path, err)
	}
	if s.Version != stateVersion {
		return s, fmt.Errorf("%s: written by another version (%d, this program reads %d)", path, s.Version, stateVersion)
	}
	if s.Told == nil {
		s.Told = map[string]told{}
	}
	if s.Pending == nil {
		s.Pending = map[string][]Event{}
	}
	return s, nil
}

// write replaces the file, whole or not at all.
func (s state) write(path string) (err error) {
	data, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(append(data, '\n')); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
