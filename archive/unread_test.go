package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Later leaves plain files of a folder unread, and reads the others.
func TestLater(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.json", "first")
	put("b.json.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00") // hello
	put("c.json", "third, longer")
	put("d.json", "grows")
	var got []string
	var buf []byte
	stats, err := Walk(context.Background(), dir, Options{Later: true, MaxFile: 20}, func(e Entry) error {
		if e.Unread == nil {
			got = append(got, e.Name+"="+string(e.Data))
			return nil
		}
		if e.Data != nil {
			t.Errorf("%s: both read and unread", e.Name)
		}
		if e.Name == "d.json" {
			put("d.json", "grows beyond what is allowed")
		}
		var err error
		if buf, err = e.Unread.Read(buf[:0]); err != nil {
			got = append(got, e.Name+" fails")
			if !errors.Is(err, ErrTooLarge) {
				t.Errorf("%s: %v", e.Name, err)
			}
			return nil
		}
		got = append(got, e.Name+"="+string(buf))
		if err := e.Unread.f.Close(); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s is left open: %v", e.Name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.json=first", "b.json=hello", "c.json=third, longer", "d.json fails"}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
	if stats.Files != 4 || stats.Bytes != 5+5+13+5 {
		t.Errorf("stats %+v", stats)
	}
}

// A file that is too large is refused before anyone reads it.
func TestLaterTooLarge(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.json"), []byte("too long by far"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Walk(context.Background(), dir, Options{Later: true, MaxFile: 4}, func(e Entry) error {
		t.Errorf("%s was handed on", e.Name)
		return nil
	})
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v", err)
	}
}
