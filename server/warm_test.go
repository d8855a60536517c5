package server

import (
	"errors"
	"testing"
)

// TestWarm: what is made before anybody asks is what the web app asks for.
func TestWarm(t *testing.T) {
	s := New(embeddedOptions())
	s.warm()
	if _, err := s.pages.get("periods week  deepstate", func() (*blob, int, error) { return nil, 0, errors.New("not made") }); err != nil {
		t.Error("the weeks of deepstate:", err)
	}
}
