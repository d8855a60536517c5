package gazetteer

import (
	"testing"
)

func TestParseAssertion(t *testing.T) {
	for _, tt := range []struct {
		text  string
		km    float64
		wind  string // letters; empty: none
		about bool
		upTo  bool
		place string
	}{
		{"about 80 kilometers east of Zaporizhzhia", 80, "E", true, false, "Zaporizhzhia"},
		{"80 km ENE of Zaporizhzhia", 80, "ENE", false, false, "Zaporizhzhia"},
		{"roughly 50 miles to the north-west of Pokrovsk", 80.4672, "NW", true, false, "Pokrovsk"},
		{"north-east of Velyka Novosilka", 0, "NE", false, false, "Velyka Novosilka"},
		{"within 20 km of Kupiansk", 20, "", false, true, "Kupiansk"},
		{"1,200km south-southeast of Kyiv", 1200, "SSE", false, false, "Kyiv"},
		{"800 m from Robotyne", 0.8, "", false, false, "Robotyne"},
	} {
		a, place, err := ParseAssertion(tt.text)
		letters := ""
		if a.HasWind {
			letters = a.Wind.Letters()
		}
		if err != nil || a.Distance.Km() < tt.km-1e-6 || a.Distance.Km() > tt.km+1e-6 || letters != tt.wind ||
			a.About != tt.about || a.Within != tt.upTo || place != tt.place {
			t.Errorf("%q: %+v, %q, %v", tt.text, a, place, err)
		}
	}
	for _, text := range []string{"", "Zaporizhzhia", "of Zaporizhzhia", "80 km upwards of Zaporizhzhia", "80 parsecs east of Zaporizhzhia", "0 km east of Kyiv"} {
		if a, place, err := ParseAssertion(text); err == nil {
			t.Errorf("%q: %+v, %q", text, a, place)
		}
	}
}

func FuzzParseAssertion(f *testing.F) {
	f.Add("about 80 kilometers east of Zaporizhzhia")
	f.Add("within 20 km of Kupiansk")
	f.Fuzz(func(t *testing.T, text string) {
		a, place, err := ParseAssertion(text)
		if err == nil && (place == "" || a.Distance == 0 && !a.HasWind || a.Distance < 0) {
			t.Errorf("%q: %+v, %q", text, a, place)
		}
	})
}
