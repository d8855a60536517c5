package viina_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source/viina"
)

const header = "geonameid,date,status_wiki,status_boost,status_dsm,status_isw,status,vcontrol_version\n"

// table is drawn in the files' own form: ids as R writes them, empty cells, NA.
const table = header +
	"700646,20260201,UA,UA,UA,,UA,v20260301\n" +
	"700646,20260202,UA,RU,UA,UA,UA,v20260301\n" +
	"700646,20260204,RU,RU,RU,CONTESTED,RU,v20260301\n" +
	"7e+05,20260201,RU,RU,RU,NA,RU,v20260301\n" +
	"7e+05,20260202,RU,RU,RU,RU,RU,v20260301\n" +
	"700647.0,20260202,CONTESTED,UA,UA,UA,UA,v20260301\n"

func day(s string) control.Day {
	d, err := control.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestReadTable(t *testing.T) {
	got, err := viina.ReadTable(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	if got.Rows != 6 || len(got.Settlements) != 3 || fmt.Sprint(got.Days) != "[2026-02-01 2026-02-02 2026-02-04]" || got.Has != [viina.Columns]bool{true, true, true, true, true} {
		t.Errorf("%d lines, days %v, columns %v", got.Rows, got.Days, got.Has)
	}
	if got.Known[viina.ISW][day("2026-02-01")] || !got.Known[viina.ISW][day("2026-02-02")] {
		t.Errorf("ISW is known on %v", got.Known[viina.ISW])
	}
	for i, id := range []int{700000, 700646, 700647} {
		if got.Settlements[i].ID != id {
			t.Errorf("settlement %d has id %d, want %d", i, got.Settlements[i].ID, id)
		}
	}
	s := got.Settlements[1]
	if len(s.Runs[viina.Majority]) != 2 || len(s.Runs[viina.ISW]) != 3 {
		t.Errorf("runs %+v", s.Runs)
	}
	for on, want := range map[string]viina.Status{"2026-01-31": viina.Unknown, "2026-02-01": viina.Ukraine, "2026-02-03": viina.Ukraine, "2026-02-04": viina.Russia, "2026-03-01": viina.Russia} {
		if got := s.On(viina.Majority, day(on)); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	if got := s.On(viina.ISW, day("2026-02-04")); got.String() != "CONTESTED" {
		t.Errorf("ISW: %s", got)
	}
	// With quotes and the line ends of Windows, lines say the same.
	quoted := strings.ReplaceAll(strings.ReplaceAll(table, "UA", `"UA"`), "\n", "\r\n")
	if again, err := viina.ReadTable(strings.NewReader(quoted)); err != nil || fmt.Sprint(again.Settlements) != fmt.Sprint(got.Settlements) {
		t.Errorf("quoted: %+v, %v", again, err)
	}
	// By day and by settlement, lines say the same; and the first table has no majority.
	other := "geonameid,date,status_boost,status_wiki\n2,20220301,RU,UA\n1,20220301,UA,UA\n2,20220302,RU,UA\n1,20220302,RU,UA\n"
	if got, err = viina.ReadTable(strings.NewReader(other)); err != nil || got.Has[viina.Majority] || !got.Has[viina.Boost] || got.Settlements[0].On(viina.Boost, day("2022-03-02")) != viina.Russia {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadTableRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"nothing":           {"", "line 1"},
		"HTML":              {"<!DOCTYPE html>\n<p>", "columns"},
		"Git LFS pointer":   {"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "columns"},
		"no line":           {header, "no line below the header"},
		"no status":         {"geonameid,date\n1,20260201\n", "at least one of status"},
		"status of no one":  {header + "1,20260201,UA,UA,UA,UA,XX,v\n", `line 2: status: status "XX"`},
		"no id":             {header + ",20260201,UA,UA,UA,UA,UA,v\n", `line 2: geonameid ""`},
		"half an id":        {header + "1.5,20260201,UA,UA,UA,UA,UA,v\n", `line 2: geonameid "1.5"`},
		"no day":            {header + "1,20260231,UA,UA,UA,UA,UA,v\n", `line 2: date "20260231"`},
		"a day twice":       {header + "1,20260201,UA,UA,UA,UA,UA,v\n1,20260201,UA,UA,UA,UA,UA,v\n", "line 3: settlement 1 stands twice on 2026-02-01"},
		"cut off":           {header + "1,20260201,UA,UA,UA,UA,UA,v\n1,20260202,UA", "line 3"},
		"an open quote":     {header + "1,20260201,\"UA,UA,UA,UA,UA,v\n", `line 2: status_wiki: status "\"UA"`},
		"a comma in quotes": {header + "1,20260201,\"U,A\",UA,UA,UA,UA,v\n", "line 2: 9 fields, the header has 8"},
		"an endless line":   {header + strings.Repeat("1,", 1<<16), "line 2: bufio.Scanner: token too long"},
	} {
		if _, err := viina.ReadTable(strings.NewReader(tt.text)); !errors.Is(err, viina.ErrTable) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

func TestReadPlaces(t *testing.T) {
	feature := func(props string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":` + props + `,"geometry":{"type":"MultiPolygon","coordinates":[[[[33,46],[34,46],[34,47],[33,46]]]]}}]}`
	}
	got, err := viina.ReadPlaces([]byte(feature(`{"geonameid":706448.0,"name":"Херсон","asciiname":"Kherson","longitude":32.6178,"latitude":"46.65581","ADM1_NAME":"Khersonska"}`)))
	if err != nil || len(got) != 1 || got[0].ID != 706448 || got[0].Name != "Kherson" || got[0].Point.String() != "32.6178000,46.6558100" {
		t.Errorf("%+v, %v", got, err)
	}
	for name, props := range map[string]string{"no id": `{"longitude":32,"latitude":46}`, "half an id": `{"geonameid":1.5,"longitude":32,"latitude":46}`, "on no globe": `{"geonameid":1,"longitude":320,"latitude":46}`, "no place": `{"geonameid":1,"longitude":"east","latitude":46}`, "no properties": `null`} {
		if got, err := viina.ReadPlaces([]byte(feature(props))); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := viina.ReadPlaces([]byte(`{"type":"FeatureCollection","features":[]}`)); err == nil {
		t.Error("an empty file places nothing")
	}
}

func TestParseColumn(t *testing.T) {
	for name, want := range map[string]viina.Column{"status": viina.Majority, "isw": viina.ISW, "status_dsm": viina.DeepState, "viina-wiki-estimate": viina.Wiki} {
		if got, ok := viina.ParseColumn(name); !ok || got != want {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
	}
	if _, ok := viina.ParseColumn("control"); ok {
		t.Error("control is no column")
	}
}

// TestEveryDefinitionIsAnEstimate: nothing made of points goes for a drawn map.
func TestEveryDefinitionIsAnEstimate(t *testing.T) {
	for _, d := range viina.New().Definitions() {
		if !strings.HasSuffix(d.Name, "-estimate") || !strings.Contains(d.Title, "estimate") || !strings.HasPrefix(d.Counts, "an estimate") {
			t.Errorf("%s, %q: %s", d.Name, d.Title, d.Counts)
		}
	}
	if r := viina.New().Read("control_latest_2026.csv", []byte(table), control.Origin{}); len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Reason, "--source viina") {
		t.Errorf("%+v", r)
	}
}

// FuzzReadTable holds the reader to tables whose runs ascend, or an error.
func FuzzReadTable(f *testing.F) {
	f.Add(table)
	f.Add("geonameid,date,status_boost\n1,2022-03-01,UA\n")
	f.Add("\ufeffgeonameid,date,status\n\"1\",\"20220301\",\"RU\"\n")
	f.Add(header + "1e3,20260201,,,,,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := viina.ReadTable(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, viina.ErrTable) {
				t.Error(err)
			}
			return
		}
		if len(got.Settlements) == 0 || len(got.Days) == 0 {
			t.Error("an empty table")
		}
		for i, s := range got.Settlements {
			if s.ID <= 0 || i > 0 && s.ID <= got.Settlements[i-1].ID {
				t.Errorf("settlement %d after %d", s.ID, got.Settlements[max(i-1, 0)].ID)
			}
			for _, runs := range s.Runs {
				for k := 1; k < len(runs); k++ {
					if runs[k].From <= runs[k-1].From || runs[k].Status == runs[k-1].Status {
						t.Errorf("runs %v", runs)
					}
				}
			}
		}
	})
}

// FuzzReadPlaces holds the reader to places on the globe, or an error.
func FuzzReadPlaces(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"geonameid":1.0,"longitude":33,"latitude":46,"asciiname":"x"},"geometry":null}]}`))
	f.Add([]byte(`{"features":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := viina.ReadPlaces(data)
		if err == nil && len(got) == 0 {
			t.Error("no place and no error")
		}
		for _, p := range got {
			if p.ID <= 0 || p.Point.X < -1.8e9 || p.Point.X > 1.8e9 || p.Point.Y < -9e8 || p.Point.Y > 9e8 {
				t.Errorf("%+v", p)
			}
		}
	})
}
