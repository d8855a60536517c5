package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/salient-project/salient/internal/pgtest"
)

// TestServerScripts runs commands with a store on a real PostgreSQL, each script
// in a database of its own: those made for it, and those of files whose answers
// must be the same.
func TestServerScripts(t *testing.T) {
	server := pgtest.Start(t)
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	var made atomic.Int32
	testscript.Run(t, testscript.Params{
		Files: []string{"testdata/server/store.txtar", "testdata/script/described.txtar", "testdata/script/known.txtar"},
		Setup: func(env *testscript.Env) error {
			name := fmt.Sprintf("script%d", made.Add(1))
			if err := createDatabase(server, name); err != nil {
				return err
			}
			u, err := url.Parse(server)
			if err != nil {
				return err
			}
			u.Path = "/" + name
			env.Setenv("SALIENT_STORE", u.String())
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("PASSWORD", pgtest.Password)
			env.Setenv("NO_COLOR", "1")
			env.Setenv("EXAMPLES", examples)
			return nil
		},
	})
}

func createDatabase(server, name string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, "CREATE DATABASE "+name)
	return err
}
