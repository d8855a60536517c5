package main

import (
	"context"
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update-scripts", false, "write what commands print into the scripts of testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"salient": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the commands as a user would. Each script has a store of its
// own, and none of it touches the user's.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *updateScripts,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SALIENT_STORE", env.WorkDir+"/store/salient.gpkg")
			env.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}
