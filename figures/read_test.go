package figures_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/figures"
	"github.com/salient-project/salient/gazetteer"
)

func TestRead(t *testing.T) {
	rows, err := figures.Read(strings.NewReader("\ufeffunit,value,to,from,region,actor,measure,data_source,publisher,id\n"+
		"%,19.10,2026-06-01,,Ukraine,Russia,SHARE,DeepState,DeepState,x1\n\n"), "made-up.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	r := rows[0]
	if r.Problem != "" || r.ID != "x1" || r.Unit != figures.Percent || r.Value != 19.1 || r.Decimals != 2 ||
		r.Measure != "share" || r.Actor != "russia" || r.From != control.NoDay || r.To != day("2026-06-01") || r.Number() != "19.10" {
		t.Errorf("%+v", r)
	}
}

// Spreadsheets and newsrooms write one table in many ways.
func TestReadIsLenient(t *testing.T) {
	const head = "id,publisher,data_source,measure,actor,region,from,to,value,unit"
	const body = "a,DeepState,DeepState,gained,russia,ukraine,2026-01-01,2026-01-31,%s,%s"
	tests := []struct {
		name, text string
		value      float64
		bound      bool
	}{
		{"CRLF and a byte order mark", "\ufeff" + head + "\r\n" + fmt.Sprintf(body, "245", "km2") + "\r\n", 245, false},
		{"more columns", "extra," + head + ",more\n" + "x," + fmt.Sprintf(body, "245", "km²") + ",y\n", 245, false},
		{"columns missing", "measure,actor,from,to,value,unit\ngained,russia,2026-01-01,2026-01-31,245,sq km\n", 245, false},
		{"semicolons", strings.ReplaceAll(head, ",", ";") + "\n" + strings.ReplaceAll(fmt.Sprintf(body, "245", "km2"), ",", ";") + "\n", 245, false},
		{"tabs", strings.ReplaceAll(head, ",", "\t") + "\n" + strings.ReplaceAll(fmt.Sprintf(body, "245", "km2"), ",", "\t") + "\n", 245, false},
		{"thousands", head + "\n" + fmt.Sprintf(body, "\"1,245\"", "square kilometers") + "\n", 1245, false},
		{"about, with a minus sign", head + "\n" + fmt.Sprintf(body, "~ \u2212245", "km2") + "\n", -245, false},
		{"at least", head + "\n" + fmt.Sprintf(body, ">= 1 245.5", "km2") + "\n", 1245.5, true},
		{"other words", head + "\n" + "a,DeepState,DeepState,Gain,Russian forces,ukraine,2026-01-01,2026-01-31,245,Sq. km\n", 245, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := figures.Read(strings.NewReader(tt.text), "made-up.csv")
			if err != nil || len(rows) != 1 {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			r := rows[0]
			if r.Problem != "" || r.Value != tt.value || r.LowerBound != tt.bound || r.Measure != "gained" || r.Actor != "russia" || r.Unit != figures.Km2 {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, csv, says string }{
		{"empty", "", "made-up.csv: empty"},
		{"a column missing", "id,publisher\n", "line 1: no column measure"},
		{"a quote left open", header + "a,\"b\n", "made-up.csv: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := figures.Read(strings.NewReader(tt.csv), "made-up.csv"); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
		})
	}
}

// TestBadRowsAreAnswered: a row that cannot be read is no reason to refuse the
// others.
func TestBadRowsAreAnswered(t *testing.T) {
	tests := []struct{ name, row, says string }{
		{"value", "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,many,km2", `line 2: value "many"`},
		{"not a number", "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,NaN,km2", "value"},
		{"no date", "a,DeepState,DeepState,share,russia,ukraine,,spring,19,percent", "to: day"},
		{"a day that is none", "a,DeepState,DeepState,gained,russia,ukraine,2026-02-01,2026-02-30,19,km2", "to: day"},
		{"parts that may be swapped", "a,DeepState,DeepState,share,russia,ukraine,,02/03/2026,19,percent", "to: day"},
		{"a range for a value", "a,DeepState,DeepState,share,russia,ukraine,,2026-03-01,350-400,km2", "value"},
		{"no last day", "a,DeepState,DeepState,share,russia,ukraine,,,19,percent", "to: no day"},
		{"unit", "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,1,acres", `unit "acres"`},
		{"measure", "a,DeepState,DeepState,won,russia,ukraine,2026-03-01,2026-03-31,1,km2", `measure "won"`},
		{"actor", "a,DeepState,DeepState,gained,atlantis,ukraine,2026-03-01,2026-03-31,1,km2", `actor "atlantis"`},
		{"short line", "a,DeepState", `measure ""`},
	}
	good := "b,DeepState,DeepState,share,russia,ukraine,,2026-06-01,19,percent"
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := answers(t, tt.row, good)
			if got[0].Covered || got[0].Kind != figures.BadRow || !strings.Contains(got[0].Reason, tt.says) {
				t.Errorf("%q: kind %q, reason %q; want %q", tt.row, got[0].Kind, got[0].Reason, tt.says)
			}
			if !got[1].Covered {
				t.Errorf("the row after it: %s", got[1].Reason)
			}
		})
	}
}

// FuzzRead: whatever is read, every row is answered: covered, or with a reason.
func FuzzRead(f *testing.F) {
	f.Add(header + "a,DeepState,DeepState,gained,russia,ukraine,2026-03-01,2026-03-31,464,km2,,,\n")
	f.Add(header + "a,AFP,ISW,share,ukraine,Donetsk,,2022-03-31,70,percent,yes,excl. Crimea,about\n")
	f.Add(header + "a,AFP,ISW,rate_per_day,russia,Kursk,2022-03-01,2022-03-31,-1e3,km2/day,,grey zone,\n")
	f.Add(header + "\"a\nb\",,,other,ukraine,Crimea,0001-01-01,9999-12-31,1,mi2,,,\n")
	c, err := figures.Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := figures.Read(strings.NewReader(text), "fuzz.csv")
		if err != nil {
			return
		}
		if len(rows) > 50 {
			rows = rows[:50]
		}
		table := figures.Recompute(rows, newMadeUp(), gazetteer.Default(), c)
		for _, a := range table.Answers {
			if !a.Covered && (a.Reason == "" || a.Kind == "" || a.Within) {
				t.Errorf("row %+v: no reason", a.Row)
			}
			if a.Covered && (a.Reading.Definition == "" || a.Ours != a.Ours) {
				t.Errorf("row %+v: ours %v by %q", a.Row, a.Ours, a.Reading.Definition)
			}
		}
	})
}
