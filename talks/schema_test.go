package talks

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("talks.json", doc); err != nil {
		t.Fatal(err)
	}
	sch, err := c.Compile("talks.json")
	if err != nil {
		t.Fatal(err)
	}
	return sch
}

// plain turns a YAML node into what the same text would be as JSON, with days as
// strings.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.MappingNode:
		m := make(map[string]any)
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!bool":
		return n.Value == "true"
	case "!!null":
		return nil
	}
	return n.Value
}

func instance(t *testing.T, data []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		t.Fatal(err)
	}
	return plain(&n)
}

func TestSchemaTakesTheRecord(t *testing.T) {
	sch := compiled(t)
	entries, err := embedded.ReadDir("record")
	if err != nil || len(entries) == 0 {
		t.Fatal("no record files", err)
	}
	for _, e := range entries {
		data, err := embedded.ReadFile("record/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if err := sch.Validate(instance(t, data)); err != nil {
			t.Errorf("%s: %v", e.Name(), err)
		}
	}
	if err := sch.Validate(instance(t, []byte(example(t)))); err != nil {
		t.Errorf("example: %v", err)
	}
}

func TestSchemaRefuses(t *testing.T) {
	sch := compiled(t)
	base := example(t)
	for _, edit := range [][2]string{
		{"    mode: in-person", "    mood: in-person"},
		{"kind: demand", "kind: wish"},
		{"start: 1954-05-03", "start: 1954-04-31"},
		{"{party: southland, head: carl-south}", "{party: southland}"},
		{"    sources:\n      - https://example.org/lakes/fishing\n", ""},
		{"https://example.org/lakes/fishing", "lakes/fishing"},
		{"rule: oblast, of: [Reedshire]", "rule: line-of-contact, of: [Reedshire]"},
		{"      by: southland\n", ""},
		{"    format: bilateral\n    parties: [northland, southland]", "    format: trilateral\n    parties: [northland, southland]"},
		{"process:\n  id: lakes-1954\n", "process:\n"},
	} {
		edited := strings.Replace(base, edit[0], edit[1], 1)
		if edited == base {
			t.Fatalf("the example does not hold %q", edit[0])
		}
		if err := sch.Validate(instance(t, []byte(edited))); err == nil {
			t.Errorf("%q in place of %q passes the schema", edit[1], edit[0])
		}
	}
}

// TestSchemaMatchesTypes holds the schema's keys and words to those of the
// loader.
func TestSchemaMatchesTypes(t *testing.T) {
	var doc struct {
		Properties map[string]any
		Defs       map[string]struct {
			Properties map[string]struct{ Enum []string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema, &doc); err != nil {
		t.Fatal(err)
	}
	for def, typ := range map[string]reflect.Type{
		"party": reflect.TypeFor[Party](), "person": reflect.TypeFor[Person](), "role": reflect.TypeFor[Role](),
		"issue": reflect.TypeFor[Issue](), "process": reflect.TypeFor[Process](), "round": reflect.TypeFor[Round](),
		"delegation": reflect.TypeFor[Delegation](), "reason": reflect.TypeFor[Reason](), "position": reflect.TypeFor[Position](),
		"rule": reflect.TypeFor[Rule](), "statement": reflect.TypeFor[Statement](), "agreement": reflect.TypeFor[Agreement](),
		"ending": reflect.TypeFor[Ending](),
	} {
		fields := layoutOf(typ).keys
		props := doc.Defs[def].Properties
		for k := range fields {
			if _, ok := props[k]; !ok {
				t.Errorf("schema of %s lacks %q", def, k)
			}
		}
		for k := range props {
			if _, ok := fields[k]; !ok {
				t.Errorf("schema of %s has %q, which the loader refuses", def, k)
			}
		}
	}
	for at, list := range map[string][]string{
		"party.kind": partyKinds, "round.status": statuses, "round.mode": modes, "round.format": formats, "round.doors": doors,
		"round.result": results, "position.kind": positionKinds, "statement.channel": channels, "ending.how": endings, "rule.rule": groundRules,
	} {
		def, prop, _ := strings.Cut(at, ".")
		if got := doc.Defs[def].Properties[prop].Enum; !slices.Equal(got, list) {
			t.Errorf("%s: schema has %q, loader %q", at, got, list)
		}
	}
}
