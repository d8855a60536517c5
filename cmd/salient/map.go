package main

import (
	"errors"
	"fmt"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/measure"
)

// outlines gives maps the ground held.
func outlines(measure.Record) brief.Outline {
	return func(definition string, on control.Day) (brief.Ground, error) {
		return brief.Ground{}, fmt.Errorf("%s on %s: %w", definition, on, chronicle.ErrNoMap)
	}
}

var errNoOutline = errors.New("none")
