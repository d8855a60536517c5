package verdict_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/claim/read"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/talks"
	"github.com/salient-project/salient/verdict"
)

// TestStreamAgrees: a text checked while it is read comes out as one checked whole,
// also where it is longer than what a claim is held against.
func TestStreamAgrees(t *testing.T) {
	data, err := os.ReadFile("../examples/dispatch.txt")
	if err != nil {
		t.Fatal(err)
	}
	record, err := ledger.Default()
	if err != nil {
		t.Fatal(err)
	}
	rounds, err := talks.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, times := range []int{1, 120} {
		text := strings.Repeat(string(data)+"\n\n", times)
		doc, err := article.Parse("a.txt", []byte(text), article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := verdict.Sources{Record: record, Places: gazetteer.Default(), Talks: rounds}
		reading := read.Article(doc)
		reading.Talks = nil // a stream tells them last
		whole := s
		whole.Text = doc.Text
		want := verdict.Check(reading, whole).Claims
		var got []verdict.Checked
		stream := verdict.NewStream(doc.Published, s, func(c verdict.Checked) { got = append(got, c) })
		err = read.Stream(strings.NewReader(text), doc.Published, read.Sink{
			Block: func(b article.Block) { stream.Block(b.Start, b.Text) },
			Claim: func(c claim.Claim) { stream.Claim(c) },
		})
		if err != nil {
			t.Fatal(err)
		}
		stream.Close()
		if len(got) != len(want) || len(got) < 10*times {
			t.Fatalf("%d times: %d claims, want %d", times, len(got), len(want))
		}
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("%d times: claim %d:\ngot  %+v\nwant %+v", times, i, got[i], want[i])
			}
		}
	}
}
