package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// python is Debian's own interpreter: the peers' packages are installed there.
const python = "/usr/bin/python3"

// environment is where things lie.
type environment struct {
	self     string // this program
	peers    string // folder of the peers' scripts
	unpacked string // folder that holds deepstate, nzz and isw
	packed   string // folder of the archives they were unpacked from
}

// need is a Debian package that a peer needs, and how to see that it is there.
type need struct {
	pkg    string
	exists func() bool
}

func module(name string) func() bool {
	return func() bool { return exec.Command(python, "-c", "import "+name).Run() == nil }
}

func file(pattern string) func() bool {
	return func() bool {
		found, err := filepath.Glob(pattern)
		return err == nil && len(found) > 0
	}
}

var (
	shapelyNeeds = []need{
		{"python3", file(python)},
		{"python3-shapely", module("shapely")},
		{"python3-pyproj", module("pyproj")},
	}
	postgisNeeds = append([]need{
		{"postgresql-15", file("/usr/lib/postgresql/*/bin/initdb")},
		{"postgresql-15-postgis-3", file("/usr/share/postgresql/*/extension/postgis.control")},
	}, shapelyNeeds...)
)

// missing returns the Debian packages that a side needs and that are not here.
func missing(s Side) []string {
	var out []string
	for _, n := range s.Needs {
		if !n.exists() {
			out = append(out, n.pkg)
		}
	}
	return out
}

// script is a peer: one of the scripts in peers, with {deepstate}, {nzz} and
// {isw} standing for the unpacked folders.
func script(name string, needs []need, phases []string, argv ...string) Side {
	return Side{Name: name, Needs: needs, Phases: phases, Argv: func(env environment) []string {
		out := []string{python, "-B", filepath.Join(env.peers, argv[0])}
		for _, a := range argv[1:] {
			for _, source := range []string{"deepstate", "nzz", "isw"} {
				a = strings.ReplaceAll(a, "{"+source+"}", env.unpacked+string(os.PathSeparator)+source)
			}
			out = append(out, a)
		}
		return out
	}}
}
