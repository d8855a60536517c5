package brief_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/internal/nodetools"
)

// TestValid has others' validators read the pages and pictures of all golden
// windows: html-validate and libxml2's xmllint.
func TestValid(t *testing.T) {
	validate := nodetools.Bin(t, "html-validate")
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var pages, pictures []string
	for name, w := range golden(t) {
		b, err := brief.Write(options(t, w, brief.AmericanEnglish))
		if err != nil {
			t.Fatal(err)
		}
		page, err := b.HTML()
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, write(name+".html", page))
		for _, s := range b.Pictures() {
			pictures = append(pictures, write(name+"-"+s.ID+".svg", s.SVG()))
		}
	}
	rules := write("rules.json", []byte(`{"root":true,"extends":["html-validate:standard"]}`))
	if out, err := exec.Command(validate, append([]string{"--config", rules}, pages...)...).CombinedOutput(); err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("SKIPPED: pictures are NOT read by xmllint, which is not installed")
	}
	if out, err := exec.Command("xmllint", append([]string{"--noout"}, pictures...)...).CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
	t.Logf("%d pages and %d pictures", len(pages), len(pictures))
}
