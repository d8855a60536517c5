// Package pgtest runs a real PostgreSQL for tests: a cluster of its own in a
// temporary folder, on a free port of the loopback, gone when the test ends.
package pgtest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Password is the superuser's. Tests look for it in what is printed.
const Password = "hush-3fd9"

// Start returns the URL of an empty database. Where PostgreSQL is not installed
// the test is skipped, and says so; in CI it fails.
func Start(t testing.TB) string {
	t.Helper()
	c, err := Run()
	switch {
	case errors.Is(err, ErrNotInstalled) && os.Getenv("CI") == "":
		t.Skip("SKIPPED: no PostgreSQL here; scripts/install-test-tools installs it")
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c.URL
}

// Cluster is a PostgreSQL that runs.
type Cluster struct {
	URL  string // of an empty database, with the superuser's password
	PID  int    // of the server's first process
	Stop func()
}

// ErrNotInstalled says that there is no PostgreSQL to run.
var ErrNotInstalled = errors.New("no PostgreSQL here: scripts/install-test-tools installs it")

// Run starts a cluster for whoever is no test.
func Run() (Cluster, error) {
	bin := programs()
	if bin == "" {
		return Cluster{}, ErrNotInstalled
	}
	return start(bin)
}

// programs returns the folder of PostgreSQL's programs, the newest there is;
// Debian keeps them off the path.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.Sort(found)
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	return ""
}

func start(bin string) (c Cluster, err error) {
	dir, err := os.MkdirTemp("", "salient-pg")
	if err != nil {
		return c, err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	as, err := unprivileged(dir)
	if err != nil {
		return c, err
	}
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte(Password), 0o644); err != nil {
		return c, err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, as
	if out, err := initdb.CombinedOutput(); err != nil {
		return c, fmt.Errorf("initdb: %w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return c, err
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return c, err
	}
	defer func() { _ = log.Close() }()
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(port), "-k", dir,
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=40")
	server.Dir, server.SysProcAttr, server.Stdout, server.Stderr = dir, as, log, log
	if err := server.Start(); err != nil {
		return c, err
	}
	stop := func() {
		_ = server.Process.Signal(os.Interrupt) // a fast shutdown
		_ = server.Wait()
		_ = os.RemoveAll(dir)
	}
	if err := answers(bin, port); err != nil {
		out, _ := os.ReadFile(log.Name())
		stop()
		return c, fmt.Errorf("%w: %s", err, out)
	}
	url := fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%d/postgres", Password, port)
	return Cluster{URL: url, PID: server.Process.Pid, Stop: stop}, nil
}

// unprivileged gives a folder to a user that PostgreSQL agrees to run as: it
// refuses root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// answers waits until the server does.
func answers(bin string, port int) error {
	var out []byte
	var err error
	for range 100 {
		ask := exec.Command(filepath.Join(bin, "pg_isready"), "-h", "127.0.0.1", "-p", strconv.Itoa(port))
		if out, err = ask.CombinedOutput(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("pg_isready: %w: %s", err, strings.TrimSpace(string(out)))
}
