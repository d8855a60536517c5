package talks

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/salient-project/salient/control"
)

// reading is of an invented article about the invented war.
func reading() Reading {
	text := "Anna North meets Carl South in Reedport on 1 July. “We bring sandwiches,” said Ida Söuth."
	return Reading{
		Article: "https://example.org/news/sandwiches", Published: on("1954-06-30"), Text: text, Process: "lakes-1954",
		Rounds: []ReadRound{
			{Start: 0, End: 50, Day: on("1954-07-01"), City: "Reedport", Country: "Westland", Parties: []string{"northland", "southland"},
				Heads: map[string]string{"northland": "Anna North", "southland": "South"}, Closed: true},
			{Start: 0, End: 9, Day: on("1954-05-04"), City: "midlake", Parties: []string{"northland", "southland"}}, // in the record
		},
		Statements: []ReadStatement{
			{Start: 51, End: 90, Speaker: "Ida Söuth", Party: "southland", Day: on("1954-06-30"), Channel: "press", Quote: "We bring sandwiches"},
			{Start: 1, End: 2, Speaker: "Carl South", Day: on("1954-05-04"), Channel: "press", Quote: "The fish will not mind."}, // in the record
		},
		Positions: []ReadPosition{{Start: 3, End: 9, Party: "southland", Issue: "border", Kind: "offer", Day: control.NoDay}},
	}
}

func TestDraftGolden(t *testing.T) {
	got := lakes(t).Draft(reading())
	golden(t, "lakes.draft.yaml", got)
	if _, err := Load(fstest.MapFS{"lakes.yaml": {Data: []byte(example(t))}, "draft.yaml": {Data: got}}); err == nil {
		t.Error("a draft loaded as a record")
	}
}

func TestMergeRefusesAnEmptyValue(t *testing.T) {
	draft := lakes(t).Draft(reading())
	_, err := Merge("lakes.yaml", []byte(example(t)), draft)
	if err == nil || !strings.Contains(err.Error(), "draft:") || !strings.Contains(err.Error(), "complete it") {
		t.Errorf("a draft without summaries: %v", err)
	}
}

// completed is the draft as a person would complete it.
func completed(t *testing.T) []byte {
	s := string(lakes(t).Draft(reading()))
	for _, r := range [][2]string{
		{`day: ""`, "day: 1954-06-30"}, {`southland-border`, "southland-border-1954-06-30"},
		{`topic: ""`, "topic: catering"}, {`summary: "" # in own words`, "summary: Lunch is arranged."},
	} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	return []byte(s)
}

func TestMerge(t *testing.T) {
	base := []byte(example(t))
	m, err := Merge("lakes.yaml", base, completed(t))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "lakes.merge.diff", []byte(m.Diff))
	rec, err := Load(folder(string(m.Text)))
	if err != nil {
		t.Fatal(err)
	}
	if rec.Round("1954-07-01-reedport") == nil || rec.Person("ida-south") == nil || len(m.Added) != 4 {
		t.Errorf("added %q, want the round, the position, the statement and its speaker", m.Added)
	}
	again, err := Merge("lakes.yaml", m.Text, completed(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Added) != 0 || again.Diff != "" || string(again.Text) != string(m.Text) || len(again.Skipped) != 4 {
		t.Errorf("merged twice: added %q, skipped %q", again.Added, again.Skipped)
	}
	renamed := strings.ReplaceAll(string(completed(t)), "1954-07-01-reedport", "another-id")
	if again, err = Merge("lakes.yaml", m.Text, []byte(renamed)); err != nil || len(again.Added) != 0 {
		t.Errorf("a row of the same place under another id: added %q, %v", again.Added, err)
	}
}

func TestMergeRefusesAnotherProcess(t *testing.T) {
	other := strings.Replace(string(completed(t)), "lakes-1954", "rivers-1960", 1)
	if _, err := Merge("lakes.yaml", []byte(example(t)), []byte(other)); err == nil {
		t.Error("merged into another process")
	}
	if _, err := Merge("lakes.yaml", []byte(example(t)), []byte(example(t))); err == nil {
		t.Error("merged what is no draft")
	}
}

func TestMergeMakesTheSection(t *testing.T) {
	base := example(t)
	base = base[:strings.Index(base, "statements:")] + base[strings.Index(base, "agreements:"):]
	m, err := Merge("lakes.yaml", []byte(base), completed(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(folder(string(m.Text))); err != nil {
		t.Error(err)
	}
}

func FuzzMerge(f *testing.F) {
	f.Add([]byte("draft: {sha256: 0123456789abcdef}\nrounds:\n  - {id: a, at: [1, 2]}\n"), []byte("rounds:\n  - {id: b}\n"))
	f.Add([]byte("draft: {sha256: 0123456789abcdef}\nstatements: [{id: a}]\n"), []byte("# nothing\n"))
	f.Fuzz(func(t *testing.T, draft, current []byte) {
		m, err := Merge("f.yaml", current, draft)
		if err != nil {
			return
		}
		again, err := Merge("f.yaml", m.Text, draft)
		if err != nil {
			t.Fatalf("merging again: %v", err)
		}
		if len(again.Added) > 0 {
			t.Errorf("added twice: %q\n%s", again.Added, m.Text)
		}
	})
}
