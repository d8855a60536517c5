package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// notAsked are the commands that answer nothing about ground, and so have
// neither --as-known-on nor --slivers; why.
var notAsked = map[string]string{
	"import": "reads maps", "token": "keys of the server", "sync": "reads maps", "watch": "tells what is new", "sources": "lists sources",
	"sources add": "describes a source", "sources compare": "holds a source's own drawing of changes, as it is, against ours",
	"sources territory": "reads files", "overlay": "polygons of one's own",
	"serve": "its answers take as_known_on and slivers", "publish": "writes the pages of serve",
	"talks": "the record of the table", "talks rounds": "the table", "talks positions": "the table", "talks statements": "the table",
	"talks agreements": "the table", "talks teams": "the table", "talks count": "the table", "talks draft": "the table", "talks export": "the table",
	"chart": "its parts draw", "salient": "the program",
}

// noSlivers are those that print no changes of ground, tell of moved ground only
// (where), or count by a convention that leaves slivers out.
var noSlivers = map[string]bool{
	"held": true, "place": true, "where": true, "settlements": true, "agree": true, "check": true, "figures": true, "talks position": true, "talks timeline": true,
}

// TestEveryCommandIsAskedAsKnown: a command that answers about ground can be
// asked as of an earlier day, and one that prints changes what becomes of slivers.
func TestEveryCommandIsAskedAsKnown(t *testing.T) {
	seen := 0
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		name := strings.TrimPrefix(c.CommandPath(), "salient ")
		if _, ok := notAsked[name]; !ok {
			seen++
			if c.Flags().Lookup("as-known-on") == nil {
				t.Errorf("%s has no --as-known-on", name)
			}
			if (c.Flags().Lookup("slivers") == nil) != noSlivers[name] {
				t.Errorf("%s: --slivers: %v, want %v", name, noSlivers[name], !noSlivers[name])
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRootCommand(&app{}))
	if seen < 15 {
		t.Errorf("only %d commands answer about ground", seen)
	}
}
