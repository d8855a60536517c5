package talks

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"github.com/salient-project/salient/control"
)

// Table is one table of the record, as CSV and in a Frictionless package. Lists
// inside a cell are separated by a semicolon and a space.
type Table struct {
	Name   string // also the file's name, without .csv
	Title  string
	Fields []Field
	Rows   [][]string
}

// Field is one column, as Frictionless Table Schema describes it.
type Field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Description string       `json:"description,omitempty"`
	Constraints *Constraints `json:"constraints,omitempty"`
}

// Constraints bound a column.
type Constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

func id() Field               { return Field{"id", "string", "", &Constraints{Required: true, Unique: true}} }
func text(name string) Field  { return Field{Name: name, Type: "string"} }
func day(name string) Field   { return Field{Name: name, Type: "date"} }
func yesNo(name string) Field { return Field{Name: name, Type: "boolean"} }
func lists(name string) Field { return Field{name, "string", "separated by a semicolon", nil} }

func must(f Field) Field {
	f.Constraints = &Constraints{Required: true}
	return f
}

func one(name string, of []string) Field {
	return Field{name, "string", "", &Constraints{Enum: of}}
}

// Tables returns the record as tables: parties, people, rounds, delegations (a
// row a person), positions, statements and agreements.
func (r *Record) Tables() []Table {
	parties := Table{Name: "parties", Title: "Parties", Fields: []Field{id(), must(text("name")), one("kind", partyKinds)}}
	for _, p := range r.Parties {
		parties.Rows = append(parties.Rows, []string{p.ID, p.Name, p.Kind})
	}
	people := Table{Name: "people", Title: "People", Fields: []Field{id(), must(text("name")), text("party"), text("note")}}
	for _, p := range r.People {
		people.Rows = append(people.Rows, []string{p.ID, p.Name, p.Party, p.Note})
	}
	return []Table{parties, people, r.roundTable(), r.delegationTable(), r.positionTable(), r.statementTable(), r.agreementTable()}
}

func (r *Record) roundTable() Table {
	t := Table{Name: "rounds", Title: "Rounds of talks", Fields: []Field{
		id(), must(text("process")), must(day("start")), day("end"), one("status", statuses), text("city"), text("place"), text("country"),
		text("host"), one("mode", modes), one("format", formats), one("doors", doors), lists("mediators"), lists("parties"), yesNo("apart"),
		lists("called"), lists("agenda"), text("outcome"), one("result", results), text("note"), must(lists("sources"))}}
	for _, x := range r.RoundRows(r.AllRounds) {
		t.Rows = append(t.Rows, []string{x.ID, x.Process, x.Start.String(), dayCell(x.End), x.Status, cell(x.City), cell(x.Place), cell(x.Country),
			cell(x.Host), x.Mode, x.Format, cell(x.Doors), join(x.Mediators), join(x.Parties), strconv.FormatBool(x.Apart),
			join(x.Called), join(x.Agenda), cell(x.Outcome), cell(x.Result), cell(x.Note), join(x.Sources)})
	}
	return t
}

func (r *Record) delegationTable() Table {
	t := Table{Name: "delegations", Title: "Who sat for whom", Fields: []Field{
		must(text("round")), must(text("party")), must(text("person")), {"seat", "string", "", &Constraints{Required: true, Enum: words("head member")}}}}
	for _, x := range r.AllRounds {
		for i := range x.Delegations {
			d := &x.Delegations[i]
			for _, p := range d.people() {
				seat := "member"
				if p == d.Head {
					seat = "head"
				}
				t.Rows = append(t.Rows, []string{x.ID, d.Party, p, seat})
			}
		}
	}
	return t
}

func (r *Record) positionTable() Table {
	t := Table{Name: "positions", Title: "Positions", Fields: []Field{
		id(), must(text("process")), must(text("party")), must(text("issue")), one("kind", positionKinds), must(day("day")), text("day_note"),
		text("round"), must(text("summary")), one("ground_rule", groundRules), lists("ground_of"), must(lists("sources"))}}
	for _, x := range r.Positions {
		rule, of := "", ""
		if x.Ground != nil {
			rule, of = x.Ground.Rule, join(x.Ground.Of)
		}
		t.Rows = append(t.Rows, []string{x.ID, x.Process, x.Party, x.Issue, x.Kind, x.Day.String(), x.DayNote, x.Round, x.Summary, rule, of, join(x.Sources)})
	}
	return t
}

func (r *Record) statementTable() Table {
	t := Table{Name: "statements", Title: "Statements", Fields: []Field{
		id(), must(text("process")), must(text("speaker")), must(text("party")), must(day("day")), one("channel", channels), must(text("topic")),
		must(text("summary")), text("quote"), must(lists("sources"))}}
	for _, x := range r.Statements {
		t.Rows = append(t.Rows, []string{x.ID, x.Process, x.Speaker, r.SpeakerParty(x), x.Day.String(), x.Channel, x.Topic, x.Summary, x.Quote, join(x.Sources)})
	}
	return t
}

func (r *Record) agreementTable() Table {
	t := Table{Name: "agreements", Title: "Agreements", Fields: []Field{
		id(), must(text("process")), must(day("day")), text("day_note"), must(text("kind")), lists("parties"), lists("mediators"), text("round"),
		yesNo("unilateral"), yesNo("signed"), text("pax"), must(text("terms")), day("from"), day("to"), text("to_note"),
		one("end_how", endings), day("end_day"), text("end_by"), text("end_summary"), text("note"), must(lists("sources"))}}
	for _, x := range r.Agreements {
		e := [4]string{}
		if x.Ended != nil {
			e = [4]string{x.Ended.How, x.Ended.Day.String(), x.Ended.By, x.Ended.Summary}
		}
		t.Rows = append(t.Rows, []string{x.ID, x.Process, x.Day.String(), x.DayNote, x.Kind, join(x.Parties), join(x.Mediators), x.Round,
			strconv.FormatBool(x.Unilateral), strconv.FormatBool(x.Signed), x.PAX, x.Terms, dayCell(x.From), dayCell(x.To), x.ToNote,
			e[0], e[1], e[2], e[3], x.Note, join(x.Sources)})
	}
	return t
}

func cell(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func dayCell(d *control.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func join(ss []string) string { return strings.Join(ss, "; ") }

// WriteCSV writes the table with its header, as RFC 4180 has it.
func (t Table) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	head := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		head[i] = f.Name
	}
	if err := c.Write(head); err != nil {
		return err
	}
	return c.WriteAll(t.Rows)
}

// WritePackage hands each file of a Frictionless tabular data package to put:
// the CSV tables, then datapackage.json with their schemas, sizes and hashes.
func (r *Record) WritePackage(put func(name string, data []byte) error) error {
	type key struct {
		Fields    string         `json:"fields"`
		Reference map[string]any `json:"reference"`
	}
	type resource struct {
		Name     string         `json:"name"`
		Path     string         `json:"path"`
		Title    string         `json:"title"`
		Profile  string         `json:"profile"`
		Format   string         `json:"format"`
		Media    string         `json:"mediatype"`
		Encoding string         `json:"encoding"`
		Bytes    int            `json:"bytes"`
		Hash     string         `json:"hash"`
		Schema   map[string]any `json:"schema"`
	}
	refs := map[string]string{"round": "rounds", "party": "parties", "person": "people", "speaker": "people"}
	var resources []resource
	for _, t := range r.Tables() {
		var b bytes.Buffer
		if err := t.WriteCSV(&b); err != nil {
			return err
		}
		if err := put(t.Name+".csv", b.Bytes()); err != nil {
			return err
		}
		sum := sha256.Sum256(b.Bytes())
		schema := map[string]any{"fields": t.Fields, "missingValues": []string{""}}
		var keys []key
		for _, f := range t.Fields {
			if f.Name == "id" {
				schema["primaryKey"] = "id"
			}
			if to, ok := refs[f.Name]; ok {
				keys = append(keys, key{f.Name, map[string]any{"resource": to, "fields": "id"}})
			}
		}
		if keys != nil {
			schema["foreignKeys"] = keys
		}
		resources = append(resources, resource{t.Name, t.Name + ".csv", t.Title, "tabular-data-resource", "csv", "text/csv", "utf-8",
			b.Len(), "sha256:" + hex.EncodeToString(sum[:]), schema})
	}
	var b bytes.Buffer
	err := WriteJSON(&b, map[string]any{
		"profile": "tabular-data-package", "name": "salient-talks", "title": "Record of talks",
		"description": "Rounds, delegations, positions, statements and agreements, in own words, each row with its sources.",
		"resources":   resources,
	})
	if err != nil {
		return err
	}
	return put("datapackage.json", b.Bytes())
}
