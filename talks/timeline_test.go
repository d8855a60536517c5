package talks

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlaceNeverOverlaps draws labels at random and checks every pair.
func TestPlaceNeverOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		labels := make([]label, n)
		for i := range labels {
			labels[i].x = 74 + float64(rapid.IntRange(0, 1140).Draw(t, "x"))
			labels[i].text = strings.Repeat("m", rapid.IntRange(1, 24).Draw(t, "len"))
		}
		slices.SortFunc(labels, func(a, b label) int { return int(a.x - b.x) })
		rows, _ := place(labels, 74, 1214)
		for i := range labels {
			if labels[i].row < 0 || labels[i].row >= rows {
				t.Fatalf("row %d of %d", labels[i].row, rows)
			}
			for j := range i {
				if clashes(labels[i], labels[j]) {
					t.Fatalf("%+v and %+v overlap", labels[i], labels[j])
				}
			}
		}
	})
}

func TestTimelineLabels(t *testing.T) {
	rec := shipped(t)
	var b bytes.Buffer
	if err := rec.WriteTimeline(&b, nil, Timeline{}); err != nil {
		t.Fatal(err)
	}
	svg := b.String()
	for _, x := range rec.AllRounds {
		if x.Mode != "written" && !strings.Contains(svg, escape.Replace(labelText(x))) {
			t.Errorf("no label %q", labelText(x))
		}
	}
}

// wellFormed reads the picture as XML and checks what screen readers need.
func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(svg))
	seen := make(map[string]int)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			seen[e.Name.Local]++
		}
	}
	if seen["svg"] != 1 || seen["title"] == 0 || seen["desc"] != 1 || seen["text"] == 0 {
		t.Errorf("elements %v: want one svg, a title, a desc and text", seen)
	}
}

func TestTimelineGolden(t *testing.T) {
	rec := lakes(t)
	var b bytes.Buffer
	if err := rec.WriteTimeline(&b, lakeGround(t), Timeline{Title: "The lakes <1954>"}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b.Bytes())
	golden(t, "lakes.svg", b.Bytes())
}

func TestTimelineOfNothing(t *testing.T) {
	rec := lakes(t)
	if err := rec.WriteTimeline(io.Discard, nil, Timeline{Rounds: []*Round{}}); err == nil {
		t.Error("a timeline of nothing was drawn")
	}
	if err := rec.WriteTimeline(io.Discard, nil, Timeline{From: on("1954-06-01"), To: on("1954-05-01")}); err == nil {
		t.Error("a timeline that ends before it begins was drawn")
	}
}
