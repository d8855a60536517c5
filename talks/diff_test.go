package talks

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	a := "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
	b := "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n"
	want := `--- old
+++ new
@@ -2,8 +2,9 @@
 2
 3
 4
-5
+five
 6
 7
 8
 9
+10
`
	if got := Diff("old", "new", a, b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := Diff("old", "new", a, a); got != "" {
		t.Errorf("equal texts differ: %s", got)
	}
}

// FuzzDiff checks that the edits hold both texts whole.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nc\n")
	f.Add("", "x\n")
	f.Add("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n", "a\nB\nc\nd\ne\nf\ng\nh\ni\nJ\nk\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 400 {
			t.Skip()
		}
		edits := editsOf(splitLines(a), splitLines(b))
		var from, to strings.Builder
		for _, e := range edits {
			if e.op != '+' {
				from.WriteString(e.line)
			}
			if e.op != '-' {
				to.WriteString(e.line)
			}
		}
		if from.String() != a || to.String() != b {
			t.Errorf("edits turn %q into %q, want %q into %q", from.String(), to.String(), a, b)
		}
	})
}

func TestDiffPatches(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("patch is not installed")
	}
	a := example(t)
	b := strings.Replace(a, "city: Midlake", "city: Longlake", 1) + "# end\n"
	b = strings.Replace(b, "    doors: closed\n", "", 1)
	file := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(file, []byte(a), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(patch, file)
	cmd.Stdin = strings.NewReader(Diff("a.yaml", "a.yaml", a, b))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b {
		t.Error("patch(1) does not turn a into b")
	}
}
