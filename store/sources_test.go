package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
)

func TestDescriptions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.gpkg")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := s.Descriptions(); err != nil || len(got) != 0 {
		t.Fatalf("%v, %v; want none", got, err)
	}
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	ctx := context.Background()
	for _, text := range []string{"source: b", "source: b\nname: B"} {
		if err := s.Describe(ctx, Description{Source: "b", Text: []byte(text), Regions: []byte("{}"), Added: at}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Describe(ctx, Description{Source: "a", Text: []byte("source: a"), Added: at}); err != nil {
		t.Fatal(err)
	}
	other, err := OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	got, err := other.Descriptions()
	if err != nil || len(got) != 2 || got[0].Source != "a" || string(got[1].Text) != "source: b\nname: B" || string(got[1].Regions) != "{}" || !got[1].Added.Equal(at) {
		t.Errorf("%+v, %v", got, err)
	}
	// Another process writes meanwhile.
	late, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if err := late.Describe(ctx, Description{Source: "c", Text: []byte("source: c"), Added: at}); err != nil {
		t.Fatal(err)
	}
	if err := s.Describe(ctx, Description{Source: "d", Added: at}); !errors.Is(err, ErrChanged) {
		t.Errorf("described over another's writing: %v", err)
	}
}

// TestForget drops a description without maps, and keeps one with.
func TestForget(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "s.gpkg"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, at := context.Background(), time.Unix(0, 0)
	if err := s.Forget(ctx, "a"); err != nil {
		t.Errorf("of a store without any: %v", err)
	}
	for _, id := range []string{"a", "b"} {
		if err := s.Describe(ctx, Description{Source: id, Added: at}); err != nil {
			t.Fatal(err)
		}
	}
	c := chronicle.New("b", "held")
	ring := geo.MultiPolygon{{{geo.Pt(1, 1), geo.Pt(2, 1), geo.Pt(2, 2)}}}
	c.Add(1, 1, geo.Boundary(ring.Segments(nil), geo.AtLeastOne))
	if err := s.Commit(ctx, Batch{Chronicles: []*chronicle.Chronicle{c}, Files: []File{{Source: "b", Maps: []FileMap{{control.Layer("held"), 1, 1}}}}, Now: at}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		if err := s.Forget(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Descriptions(); err != nil || len(got) != 1 || got[0].Source != "b" {
		t.Errorf("%+v, %v", got, err)
	}
}
