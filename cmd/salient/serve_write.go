package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/salient-project/salient/intake"
	"github.com/salient-project/salient/server"
	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
	"github.com/salient-project/salient/store"
)

// takeIn takes in a file of maps that came over HTTP, as import does.
func (a *app) takeIn(ctx context.Context, name, id string, body []byte) (any, error) {
	path, err := a.store()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "salient-map-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, body, 0o600); err != nil {
		return nil, err
	}
	s, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	own, err := describedIn(s)
	if err != nil {
		return nil, err
	}
	readers := shipped.All()
	for _, src := range own {
		readers = append(readers, src)
	}
	if id != "" && source.ByID(readers, id) == nil {
		return nil, server.Refused{Reason: "no source named " + id}
	}
	reports, err := intake.Run(ctx, intake.Options{Paths: []string{file}, Store: s, Read: source.Options{Readers: readers, Source: id, Now: a.now()}})
	if err != nil {
		return nil, server.Refused{Reason: strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")}
	}
	if len(reports) == 0 {
		return nil, server.Refused{Reason: name + ": not a map file of a source that is known here"}
	}
	taken := 0
	var why []string
	for _, r := range reports {
		for _, n := range r.Layers {
			taken += n
		}
		for _, refusal := range r.Refused {
			why = append(why, strings.ReplaceAll(refusal.Error(), dir+string(filepath.Separator), ""))
		}
	}
	if taken == 0 {
		return nil, server.Refused{Reason: "no map could be read: " + strings.Join(why, "; ")}
	}
	return map[string]any{"results": reports}, nil
}

// reloadOnHangup has a server read its store anew at each SIGHUP, until the
// context ends.
func reloadOnHangup(ctx context.Context, a *app, s *server.Server) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	go func() {
		defer signal.Stop(hangups)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hangups:
				if err := s.Reload(); err != nil {
					fmt.Fprintf(a.err, "salient: the store could not be read anew: %v\n", err)
				}
			}
		}
	}()
}
