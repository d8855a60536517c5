package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// neutral are the packages that know of no country and of no source: another
// war's maps go through them as this one's do.
var neutral = strings.Fields("geo geojson archive fetch vector chronicle store intake redraw tile measure")

// names are those of this war and of who draws it.
var names = regexp.MustCompile(`(?i)ukrain|russia|crimea|donbas|donetsk|luhansk|kyiv|oblast|\b(isw|deepstate|liveuamap|viina|nzz)\b`)

// partial returns the lines of the neutral packages, below dir, that name a
// country or a source. Tests may.
func partial(dir string) (lines []string, err error) {
	for _, pkg := range neutral {
		err := filepath.WalkDir(filepath.Join(dir, pkg), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for n, line := range strings.Split(string(text), "\n") {
				if names.MatchString(line) {
					lines = append(lines, fmt.Sprintf("%s:%d: %s", path, n+1, strings.TrimSpace(line)))
				}
			}
			return err
		})
		if err != nil {
			return lines, err
		}
	}
	return lines, nil
}
