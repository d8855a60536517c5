// Command salient checks what is said about a war against what can be measured.
//
// It reads published control maps into one exact history, measures who gained
// what ground, where and when, and checks the claims of a news article against
// it. Run salient help for the commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/source/described"
)

// Exit statuses, the same for every command.
const (
	exitDone         = 0
	exitFailed       = 1
	exitUsage        = 2
	exitContradicted = 3
	exitNoData       = 4
)

// app is what commands share: where to write, and what is named once for all.
type app struct {
	in       io.Reader
	out      io.Writer // results
	err      io.Writer // progress, hints and errors
	now      func() time.Time
	terminal bool // out is a terminal
	progress bool // err is a terminal
	noColor  bool
	width    int // columns of out

	storePath string

	own      []*described.Source                      // described to the store opened last
	placesOf func(source string) *gazetteer.Gazetteer // by which its record places ground; nil: the embedded one
}

// exitError carries an exit status. A silent one has been explained already.
type exitError struct {
	code   int
	err    error
	silent bool
}

func (e exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}
func (e exitError) Unwrap() error { return e.err }

// usageErrorf returns an error for wrong usage.
func usageErrorf(format string, args ...any) error {
	return exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// hintError adds a line that says what to do next.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program, so that tests can start it in their own process.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{
		in: in, out: out, err: errOut, now: time.Now,
		terminal: isTerminal(out), progress: isTerminal(errOut),
		noColor: os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb",
		width:   columns(out),
	}
	root := newRootCommand(a)
	root.SetArgs(positions(args))
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var exit exitError
	code := exitFailed
	switch {
	case errors.As(err, &exit):
		code = exit.code
		if exit.silent {
			return code
		}
	case errors.Is(err, chronicle.ErrNoMap):
		code = exitNoData
	case ctx.Err() != nil:
		err = errors.New("interrupted")
	}
	fmt.Fprintf(errOut, "salient: error: %v\n", err)
	var hint hintError
	if errors.As(err, &hint) {
		fmt.Fprintf(errOut, "salient: hint: %s\n", hint.hint)
	}
	return code
}

// westOrSouth is a position that begins with a minus.
var westOrSouth = regexp.MustCompile(`^-\d+(\.\d*)?,\s*-?\d`)

// positions keeps a longitude west of Greenwich, which begins with a minus, from
// being taken for a flag: a blank before it makes it an argument.
func positions(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if out[i] = arg; westOrSouth.MatchString(arg) {
			out[i] = " " + arg
		}
	}
	return out
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "salient",
		Short: "Check what is said about a war against what can be measured",
		Long: `Salient reads published control maps into one exact day-by-day history,
measures who gained what ground, where and when, keeps the record of the peace
talks beside it, and checks the claims of a news article against them.

It is for verification after the fact, built on maps already published. It
takes no side, and it is not for operations.

Without imported maps, commands answer from the embedded ledger: figures that
were measured from the maps beforehand. Import maps for exact figures for any
window, polygons and places.

Areas are in square kilometers, geodesic on WGS 84. Days are valid days: the
day that a map describes, written 2026-02-17.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 check found a claim
contradicted or miscalculated, 4 no data for what was asked.`,
		Example: `  salient check --published 2026-02-17 article.txt
  salient change --from 2026-02-11 --to 2026-02-17
  salient held --on 2026-01-01 --by oblast --source deepstate`,
		Version:       programVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return hintError{exitError{code: exitUsage, err: err}, cmd.CommandPath() + " --help lists the flags"}
	})
	root.PersistentFlags().StringVar(&a.storePath, "store", "",
		"what keeps imported maps: a file, or postgres://USER@HOST/DATABASE (default $SALIENT_STORE, else a file in the user's data folder)")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", a.noColor, "print without color, as NO_COLOR does")
	root.AddCommand(commands(a)...)
	for _, c := range root.Commands() {
		usageArgs(c)
	}
	return root
}

// usageArgs makes wrong arguments of a command, and of those below it, wrong
// usage.
func usageArgs(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return hintError{exitError{code: exitUsage, err: err}, cmd.CommandPath() + " --help shows how"}
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		usageArgs(c)
	}
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
