package show

import (
	"bufio"
	"bytes"
	"encoding/json"
	"testing"
)

// TestIndent holds what a stream prints against json.Indent.
func TestIndent(t *testing.T) {
	for _, raw := range []string{
		`{}`, `[]`, `null`, `"a"`, `{"a":[],"b":{},"c":[{}]}`, `[[1,2],[3],{"x":null}]`,
		`{"a":"b\"{c,:\\","d\\":"\\\\","e":[true,-1.5e9,"“,:”"]}`,
	} {
		var want, got bytes.Buffer
		if err := json.Indent(&want, []byte(raw), "    ", "  "); err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriter(&got)
		if err := indent(w, []byte(raw), "\n    "); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if got.String() != want.String() {
			t.Errorf("%s: %s, want %s", raw, &got, &want)
		}
	}
}
