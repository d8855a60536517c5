package talks

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/piprate/json-gold/ld"
)

var stamp = time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)

// component is a parsed iCalendar component.
type component struct {
	name     string
	props    map[string][]string // by name, parameters included
	children []*component
}

// parseICal reads an iCalendar as RFC 5545 describes it: lines end in CRLF, are
// at most 75 octets long, and continue where the next begins with a space.
func parseICal(data []byte) (*component, error) {
	var lines []string
	for raw := range strings.SplitSeq(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		switch {
		case len(raw) > 75:
			return nil, fmt.Errorf("line of %d octets: %q", len(raw), raw)
		case !utf8.ValidString(raw):
			return nil, fmt.Errorf("line cut inside a character: %q", raw)
		case strings.ContainsAny(raw, "\r\n"):
			return nil, fmt.Errorf("bare line end in %q", raw)
		case strings.HasPrefix(raw, " "):
			lines[len(lines)-1] += raw[1:]
		default:
			lines = append(lines, raw)
		}
	}
	var stack []*component
	for _, l := range lines {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("no colon in %q", l)
		}
		switch name {
		case "BEGIN":
			c := &component{name: value, props: make(map[string][]string)}
			if len(stack) > 0 {
				top := stack[len(stack)-1]
				top.children = append(top.children, c)
			}
			stack = append(stack, c)
		case "END":
			top := stack[len(stack)-1]
			if top.name != value {
				return nil, fmt.Errorf("END:%s inside %s", value, top.name)
			}
			if len(stack) == 1 {
				return top, nil
			}
			stack = stack[:len(stack)-1]
		default:
			top := stack[len(stack)-1]
			top.props[name] = append(top.props[name], value)
		}
	}
	return nil, fmt.Errorf("calendar is not closed")
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func TestICalParsesBack(t *testing.T) {
	rec := shipped(t)
	var b bytes.Buffer
	if err := rec.WriteICal(&b, rec.AllRounds, stamp); err != nil {
		t.Fatal(err)
	}
	cal, err := parseICal(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if cal.props["VERSION"][0] != "2.0" || len(cal.props["PRODID"]) != 1 {
		t.Error("calendar without its version and product")
	}
	if len(cal.children) != len(rec.AllRounds) {
		t.Fatalf("%d events, want %d", len(cal.children), len(rec.AllRounds))
	}
	uids := make(map[string]bool)
	for i, e := range cal.children {
		x := rec.AllRounds[i]
		for _, name := range []string{"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "STATUS", "DESCRIPTION"} {
			if len(e.props[name]) != 1 || e.props[name][0] == "" {
				t.Fatalf("%s: %d times %s", x.ID, len(e.props[name]), name)
			}
		}
		if uids[e.props["UID"][0]] {
			t.Errorf("UID %s twice", e.props["UID"][0])
		}
		uids[e.props["UID"][0]] = true
		start, err1 := time.Parse("20060102", e.props["DTSTART;VALUE=DATE"][0])
		end, err2 := time.Parse("20060102", e.props["DTEND;VALUE=DATE"][0])
		if err1 != nil || err2 != nil || !start.Equal(x.Start.Time()) || !end.Equal((x.Last() + 1).Time()) {
			t.Errorf("%s: %s to %s", x.ID, start, end)
		}
		if got := unescape(e.props["DESCRIPTION"][0]); got != rec.describe(x) {
			t.Errorf("%s: description %q", x.ID, got)
		}
		if cancelled := e.props["STATUS"][0] == "CANCELLED"; cancelled != (x.Status == "called-off") {
			t.Errorf("%s: status %s", x.ID, e.props["STATUS"][0])
		}
	}
}

// schemaOrg stands in for https://schema.org's context, so that the test needs
// no network: every term is schema.org's, and references are references.
type schemaOrg struct{}

func (schemaOrg) LoadDocument(u string) (*ld.RemoteDocument, error) {
	if u != "https://schema.org" {
		return nil, fmt.Errorf("unexpected context %s", u)
	}
	ref := func(s string) map[string]any { return map[string]any{"@id": "http://schema.org/" + s, "@type": "@id"} }
	date := func(s string) map[string]any {
		return map[string]any{"@id": "http://schema.org/" + s, "@type": "http://schema.org/Date"}
	}
	return &ld.RemoteDocument{DocumentURL: u, Document: map[string]any{"@context": map[string]any{
		"@vocab": "http://schema.org/", "url": ref("url"), "eventStatus": ref("eventStatus"), "eventAttendanceMode": ref("eventAttendanceMode"),
		"startDate": date("startDate"), "endDate": date("endDate"),
	}}}, nil
}

func TestJSONLDExpands(t *testing.T) {
	rec := shipped(t)
	var b bytes.Buffer
	if err := rec.WriteJSONLD(&b, rec.AllRounds); err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	opts := ld.NewJsonLdOptions("")
	opts.DocumentLoader = schemaOrg{}
	expanded, err := ld.NewJsonLdProcessor().Expand(doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	const so = "http://schema.org/"
	events := 0
	for _, n := range expanded {
		node := n.(map[string]any)
		kind := node["@type"].([]any)[0]
		if kind == so+"EventSeries" {
			continue
		}
		events++
		if kind != so+"Event" {
			t.Errorf("node of type %v", kind)
		}
		for _, want := range []string{"name", "startDate", "eventStatus", "subjectOf", "attendee", "superEvent"} {
			if _, ok := node[so+want]; !ok {
				t.Errorf("%v lacks %s", node["@id"], want)
			}
		}
		status := node[so+"eventStatus"].([]any)[0].(map[string]any)["@id"].(string)
		if !strings.HasPrefix(status, "https://schema.org/Event") {
			t.Errorf("status %s", status)
		}
	}
	if events != len(rec.AllRounds) {
		t.Errorf("%d events, want %d", events, len(rec.AllRounds))
	}
}

func TestPackage(t *testing.T) {
	rec := shipped(t)
	files := make(map[string][]byte)
	err := rec.WritePackage(func(name string, data []byte) error {
		files[name] = bytes.Clone(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var pkg struct {
		Resources []struct {
			Path   string
			Bytes  int
			Schema struct {
				Fields      []Field
				PrimaryKey  string
				ForeignKeys []struct {
					Fields    string
					Reference struct{ Resource, Fields string }
				}
			}
		}
	}
	if err := json.Unmarshal(files["datapackage.json"], &pkg); err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]map[string]bool)
	rows := make(map[string][][]string)
	for _, res := range pkg.Resources {
		data := files[res.Path]
		if len(data) == 0 || len(data) != res.Bytes {
			t.Fatalf("%s: %d bytes, package says %d", res.Path, len(data), res.Bytes)
		}
		all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", res.Path, err)
		}
		name := strings.TrimSuffix(res.Path, ".csv")
		rows[name], ids[name] = all[1:], make(map[string]bool)
		for i, f := range res.Schema.Fields {
			if all[0][i] != f.Name {
				t.Errorf("%s: column %q, schema %q", res.Path, all[0][i], f.Name)
			}
			for _, row := range all[1:] {
				checkCell(t, res.Path, f, row[i])
			}
		}
		if res.Schema.PrimaryKey == "id" {
			for _, row := range all[1:] {
				if ids[name][row[0]] {
					t.Errorf("%s: id %s twice", res.Path, row[0])
				}
				ids[name][row[0]] = true
			}
		}
	}
	for _, res := range pkg.Resources {
		for _, k := range res.Schema.ForeignKeys {
			col := 0
			for i, f := range res.Schema.Fields {
				if f.Name == k.Fields {
					col = i
				}
			}
			for _, row := range rows[strings.TrimSuffix(res.Path, ".csv")] {
				if v := row[col]; v != "" && !ids[k.Reference.Resource][v] {
					t.Errorf("%s: %s %q is not in %s", res.Path, k.Fields, v, k.Reference.Resource)
				}
			}
		}
	}
	if len(rows["rounds"]) != len(rec.AllRounds) || len(rows["agreements"]) != len(rec.Agreements) {
		t.Error("rows are missing in the package")
	}
}

func checkCell(t *testing.T, file string, f Field, v string) {
	t.Helper()
	if v == "" {
		if f.Constraints != nil && f.Constraints.Required {
			t.Errorf("%s: %s is required and empty", file, f.Name)
		}
		return
	}
	if f.Type == "date" {
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			t.Errorf("%s: %s: %v", file, f.Name, err)
		}
	}
	if f.Constraints != nil && f.Constraints.Enum != nil && !strings.Contains(" "+strings.Join(f.Constraints.Enum, " ")+" ", " "+v+" ") {
		t.Errorf("%s: %s %q is not in %q", file, f.Name, v, f.Constraints.Enum)
	}
}

func TestGraphML(t *testing.T) {
	rec := lakes(t)
	var b bytes.Buffer
	if err := rec.WriteGraphML(&b, rec.AllRounds); err != nil {
		t.Fatal(err)
	}
	golden(t, "lakes.graphml", b.Bytes())
	var g graphML
	if err := xml.Unmarshal(b.Bytes(), &g); err != nil {
		t.Fatal(err)
	}
	weights := make(map[string]string)
	for _, e := range g.Graph.Edges {
		weights[e.Source+" "+e.Target] = e.Data[0].Value
	}
	if weights["anna-north carl-south"] != "2" {
		t.Errorf("Anna North and Carl South met %s times, want 2", weights["anna-north carl-south"])
	}
	if w, ok := weights["anna-north emil-north"]; ok {
		t.Errorf("two of one party met %s times", w)
	}
}

func TestGraphMLWellFormed(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	rec := shipped(t)
	var b bytes.Buffer
	if err := rec.WriteGraphML(&b, rec.AllRounds); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(xmllint, "--noout", "-")
	cmd.Stdin = &b
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestMeetingsApart checks that sides who met only the mediator did not meet.
func TestMeetingsApart(t *testing.T) {
	rec := shipped(t)
	miami := rec.Round("2025-12-19-miami")
	for _, m := range rec.Meetings([]*Round{miami}) {
		if rec.Person(m.A).Party != "usa" && rec.Person(m.B).Party != "usa" {
			t.Errorf("%s met %s at a round held apart", m.A, m.B)
		}
	}
}

func TestRowsGolden(t *testing.T) {
	rec := lakes(t)
	var b bytes.Buffer
	for _, rows := range []any{
		rec.RoundRows(rec.AllRounds), rec.PositionRows(rec.Positions), rec.StatementRows(rec.Statements), rec.AgreementRows(rec.Agreements),
	} {
		if err := WriteJSON(&b, rows); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "lakes.rows.json", b.Bytes())
	b.Reset()
	if err := rec.WriteICal(&b, rec.AllRounds, stamp); err != nil {
		t.Fatal(err)
	}
	golden(t, "lakes.ics", b.Bytes())
	b.Reset()
	if err := rec.WriteJSONLD(&b, rec.AllRounds); err != nil {
		t.Fatal(err)
	}
	golden(t, "lakes.jsonld", b.Bytes())
}

func TestNoRowsPrintAsEmptyArray(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, shipped(t).RoundRows(nil)); err != nil {
		t.Fatal(err)
	}
	if b.String() != "[]\n" {
		t.Errorf("no rounds print as %q", b.String())
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Çırağan Palace, İstanbul; a \\ b\nc " + strings.Repeat("ü", 80))
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsRune(s, '\r') {
			t.Skip()
		}
		rec := lakes(t)
		x := *rec.AllRounds[0]
		x.Outcome = s
		var b bytes.Buffer
		if err := rec.WriteICal(&b, []*Round{&x}, stamp); err != nil {
			t.Fatal(err)
		}
		cal, err := parseICal(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got := unescape(cal.children[0].props["DESCRIPTION"][0]); got != rec.describe(&x) {
			t.Errorf("description %q, want %q", got, rec.describe(&x))
		}
	})
}
