package claim

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"github.com/salient-project/salient/control"
)

// TestClaimJSON: the corpus' field names, null for what is not known, and back.
func TestClaimJSON(t *testing.T) {
	c := Claim{
		Kind: AreaChange, Actor: "russia", Direction: Gained, Value: Value{132}, Unit: Km2,
		Window:      Window{From: control.Date(2026, 2, 1), To: control.NoDay, Phrase: "in February"},
		Attribution: "AFP", Text: "Russia took 132 sq km", Start: 3, End: 24, Rule: "area", Why: "took", Confidence: 0.95,
	}
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"kind":"area_change","text":"Russia took 132 sq km","start":3,"end":24,"actor":"russia","direction":"gained","value":132,"unit":"km2","approx":false,"bound":"none","window":{"from":"2026-02-01","to":null,"phrase":"in February"},"region":null,"reference_place":null,"bearing":null,"attribution":"AFP","through":null,"modality":"asserted","rule":"area","why":"took","confidence":0.95}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
	var back Claim
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	c.Bound, c.Modality = NoBound, Asserted
	if !reflect.DeepEqual(back, c) {
		t.Errorf("back %+v, want %+v", back, c)
	}
}

func TestValueJSON(t *testing.T) {
	for want, v := range map[string]Value{"null": nil, "0.2": {0.2}, "[10,12]": {10, 12}} {
		got, err := json.Marshal(v)
		if err != nil || string(got) != want {
			t.Errorf("Marshal(%v) = %s, %v; want %s", v, got, err, want)
		}
		var back Value
		if err := json.Unmarshal(got, &back); err != nil || !reflect.DeepEqual(back, v) {
			t.Errorf("Unmarshal(%s) = %v, %v", got, back, err)
		}
	}
	if _, err := json.Marshal(Value{math.NaN()}); err == nil {
		t.Error("NaN was printed")
	}
	var v Value
	if err := json.Unmarshal([]byte(`"many"`), &v); err == nil {
		t.Error("a word was read as a value")
	}
}

// TestReadingJSON: empty lists are lists, heads are a name, names or null.
func TestReadingJSON(t *testing.T) {
	yes := true
	r := Reading{Published: control.NoDay, Talks: []TalksFact{{
		Kind: "round", Ordinal: 2, City: "Abu Dhabi", Date: control.NoDay, Parties: []string{"us", "russia", "ukraine"},
		Heads: map[string][]string{"russia": {"A"}, "us": {"B", "C"}}, Closed: &yes,
	}}}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"published":null,"claims":[],"statements":[],"talks":[{"city":"Abu Dhabi","closed":true,"date":null,"end":0,"heads":{"russia":"A","ukraine":null,"us":["B","C"]},"kind":"round","ordinal":2,"parties":["russia","ukraine","us"],"rule":"","start":0,"text":"","why":""}]}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}
