package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/salient-project/salient/store"
)

// store returns where the store lies: what --store says, else the default.
func (a *app) store() (string, error) {
	if a.storePath != "" {
		return a.storePath, nil
	}
	return store.DefaultPath()
}

// openStore opens a store for questions.
func openStore(path string) (store.Store, error) {
	s, err := store.OpenReadOnly(path)
	if errors.Is(err, store.ErrNotStore) && store.OnServer(path) {
		return nil, hintError{err, "salient import --store with the same URL makes one there"}
	}
	return s, err
}

// storeFlag returns the flag that names the store, for commands that others can
// run again: without a password, in quotes where a shell needs them. It is
// empty if the user named none.
func (a *app) storeFlag() string {
	if a.storePath == "" {
		return ""
	}
	path := store.Shown(a.storePath)
	if strings.ContainsAny(path, " \t\n&;|<>()$`\\\"'*?#~!{}[]") {
		path = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return "--store " + path
}

// watchState returns the file that keeps what was told of a store's news: beside
// it or, for one on a server, in the user's data folder.
func watchState(path string) (string, error) {
	if !store.OnServer(path) {
		return path + ".watch.json", nil
	}
	folder, err := store.DataFolder()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(store.Shown(path)))
	return filepath.Join(folder, fmt.Sprintf("server-%x.watch.json", sum[:6])), nil
}
