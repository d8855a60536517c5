package gazetteer

import (
	"errors"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

func TestLookupSpellings(t *testing.T) {
	for want, spellings := range map[string][]string{
		"Zaporizhzhia":                     {"Zaporizhzhia", "Zaporizhia", "Zaporizhzhya", "Zaporozhye", "Zaporizhzhja", "Запоріжжя", "Запорожье", "ZAPORIZHZHIA", "Saporischschja", "Zaporijia"},
		"Huliaipole":                       {"Huliaipole", "Hulyaipole", "Huliajpole", "Gulyaypole", "Guliaipole", "Гуляйполе", "Hulyaypole", "Guliai-Pole"},
		"Bakhmut":                          {"Bakhmut", "Artemivsk", "Artyomovsk", "Бахмут", "Артемовск", "Bachmut", "Bahmut"},
		"Kyiv":                             {"Kyiv", "Kiev", "Київ", "Киев", "Kijew", "Kyyiv"},
		"Odesa":                            {"Odesa", "Odessa", "Одеса", "Одесса"},
		"Kharkiv":                          {"Kharkiv", "Kharkov", "Харків", "Харьков", "Charkiw"},
		"Avdiivka":                         {"Avdiivka", "Avdeevka", "Avdeyevka", "Авдіївка", "Авдеевка"},
		"Pokrovsk":                         {"Pokrovsk", "Pokrovs'k", "Krasnoarmiisk", "Покровськ", "Красноармейск"},
		"Mykolaiv":                         {"Mykolaiv", "Mykolayiv", "Nikolaev", "Николаев", "Миколаїв"},
		"Dnipro":                           {"Dnipro", "Dnepropetrovsk", "Dnipropetrovsk", "Днепр"},
		"Sloviansk":                        {"Sloviansk", "Slavyansk", "Slovyansk", "Слов'янськ", "Словʼянськ", "Славянск"},
		"Luhansk":                          {"Luhansk", "Lugansk", "Луганськ"},
		"Hryshyne":                         {"Hryshyne", "Гришине"},
		"Sheptytskyi":                      {"Sheptytskyi", "Chervonohrad"},
		"Geneva":                           {"Geneva", "Genève"},
		"Abu Dhabi":                        {"Abu Dhabi", "Abu-Dhabi"},
		"Istanbul":                         {"Istanbul", "İstanbul"},
		"Belgorod":                         {"Belgorod", "Bielgorod", "Белгород"},
		"Kursk":                            {"Kursk", "Курск"},
		"Robotyne":                         {"Robotyne", "Rabotino", "Роботине"},
		"Zaporizhzhia Nuclear Power Plant": {"ZNPP", "Zaporizhzhia NPP", "Zaporizhzhya Nuclear Power Plant", "Запорожская АЭС"},
		"Kakhovka Dam":                     {"Kakhovka dam", "Nova Kakhovka dam", "Каховська ГЕС"},
	} {
		for _, s := range spellings {
			p, err := Default().Lookup(s, Hint{})
			if err != nil {
				t.Errorf("Lookup(%q): %v", s, err)
			} else if p.Name != want {
				t.Errorf("Lookup(%q) = %s (%s), want %s", s, p.Name, p.RegionID, want)
			}
		}
	}
}

func TestLookupPicksTheOneThatReadersMean(t *testing.T) {
	near := geo.Pt(31.8, 47.2)
	for _, tt := range []struct {
		name   string
		hint   Hint
		region string
	}{
		{"Donetsk", Hint{}, "UA-14"},
		{"Avdiivka", Hint{}, "UA-14"},
		{"Lyman", Hint{}, "UA-14"},
		{"Kostiantynivka", Hint{}, "UA-14"},
		{"Avdiivka", Hint{Region: "Chernihiv"}, "UA-74"},
		{"Avdiivka, Chernihiv Oblast", Hint{}, "UA-74"},
		{"Ternuvate", Hint{Near: &near}, "UA-48"},
		{"Ternuvate", Hint{Region: "Zaporizhzhia Oblast"}, "UA-23"},
		{"Ternuvate", Hint{Region: "Mykolaiv"}, "UA-48"},
		{"Donetsk, Russia", Hint{}, "RU.61"},
		{"Donetsk", Hint{Country: "RU"}, "RU.61"},
		{"Sudzha", Hint{}, "RU.41"},
	} {
		p, err := Default().Lookup(tt.name, tt.hint)
		if err != nil {
			t.Errorf("Lookup(%q, %+v): %v", tt.name, tt.hint, err)
		} else if p.RegionID != tt.region {
			t.Errorf("Lookup(%q, %+v) = %s in %s, want one in %s", tt.name, tt.hint, p.Name, p.RegionID, tt.region)
		}
	}
}

func TestLookupAmbiguous(t *testing.T) {
	_, err := Default().Lookup("Ternuvate", Hint{})
	var amb *AmbiguousError
	if !errors.As(err, &amb) || !errors.Is(err, ErrAmbiguous) {
		t.Fatalf("error is %v, want an AmbiguousError", err)
	}
	if len(amb.Candidates) != 2 {
		t.Fatalf("%d candidates, want 2: %v", len(amb.Candidates), err)
	}
	const want = `place "Ternuvate": several places bear this name: Ternuvate, Zaporizhzhia Oblast (population 1306); Ternuvate, Mykolaiv Oblast (population 647)`
	if err.Error() != want {
		t.Errorf("error is\n%s\nwant\n%s", err, want)
	}
}

func TestLookupUnknown(t *testing.T) {
	for name, suggestion := range map[string]string{
		"Zaporishia":          "Zaporizhzhia",
		"Huliapole":           "Huliaipole",
		"Bahkmut":             "Bakhmut",
		"Avdiivka, Lviv":      "Avdiivka",
		"Atlantis-on-Dnieper": "",
		"":                    "",
		"???":                 "",
		"漢字":                  "",
	} {
		_, err := Default().Lookup(name, Hint{})
		var unknown *UnknownPlaceError
		if !errors.As(err, &unknown) || !errors.Is(err, ErrUnknownPlace) {
			t.Errorf("Lookup(%q): error is %v, want an UnknownPlaceError", name, err)
			continue
		}
		got := ""
		if len(unknown.Suggestions) > 0 {
			got = unknown.Suggestions[0].Place.Name
		}
		if got != suggestion {
			t.Errorf("Lookup(%q) suggests %q, want %q: %v", name, got, suggestion, err)
		}
	}
}

func TestSearch(t *testing.T) {
	got := Default().Search("Zapor", 3)
	if len(got) == 0 || got[0].Place.Name != "Zaporizhzhia" || len(got) > 3 {
		t.Errorf("Search(Zapor) = %v", got)
	}
	if got := Default().Search("Хар", 1); len(got) != 1 || got[0].Place.Name != "Kharkiv" {
		t.Errorf("Search(Хар) = %v", got)
	}
	if got := Default().Search("", 5); got != nil {
		t.Errorf("Search of nothing = %v", got)
	}
}

// Every place must be among those that its own names mean.
func TestEveryNameFindsItsPlace(t *testing.T) {
	g := Default()
	for i, p := range g.Places() {
		for _, name := range append([]string{p.Name, p.Native}, p.Names...) {
			if name == "" {
				continue
			}
			found := false
			for _, m := range g.candidates(name) {
				found = found || int(m.place) == i
			}
			if !found {
				t.Errorf("%q does not find %s (%d)", name, p.Name, p.ID)
			}
		}
	}
}

func TestFold(t *testing.T) {
	same := [][]string{
		{"Zaporizhzhia", "Zaporizhia", "Zaporizhzhya", "Запоріжжя", "zaporizhzhia"},
		{"Huliaipole", "Hulyaypole", "Guliaipole", "Гуляйполе", "Houliaipole"},
		{"Khmelnytskyi", "Khmelnytsky", "Хмельницький", "Hmelnitskij"},
		{"Shchastia", "Schastya", "Щастя"},
		{"Sievierodonetsk", "Syevyerodonets'k", "Sєverodonetsk", "Сєвєродонецьк"},
		{"Izium", "Izyum", "Ізюм", "Изюм"},
		{"Kupiansk", "Kupyansk", "Куп'янськ", "Купʼянськ", "Купянск"},
		{"Ivano-Frankivsk", "Ivano Frankivsk", "Івано-Франківськ"},
		{"Genève", "Geneve"},
	}
	for _, group := range same {
		for _, s := range group[1:] {
			if Fold(s) != Fold(group[0]) {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", s, Fold(s), group[0], Fold(group[0]))
			}
		}
	}
	if Fold("Donetsk") == Fold("Dontsk") || Fold("Orikhiv") == Fold("Orekhov") {
		t.Error("Fold merges what it should not")
	}
	if FoldLoosely("Orikhiv") != FoldLoosely("Orekhov") {
		t.Error("FoldLoosely keeps Orikhiv and Orekhov apart")
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"Zaporizhzhia", "Гуляйполе", "Avdiivka, Chernihiv", ",", "a,,b", "\xff\xfe", strings.Repeat("zh", 200), "Kyïv", "e", "ie"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1000 {
			return
		}
		key := Fold(s)
		if Fold(strings.ToUpper(strings.ToLower(s))) != Fold(strings.ToLower(s)) && isPlain(s) {
			t.Errorf("Fold(%q) depends on case", s)
		}
		p, err := Default().Lookup(s, Hint{})
		if err == nil && p.Name == "" {
			t.Errorf("Lookup(%q) found a place without a name (key %q)", s, key)
		}
		if err != nil && !errors.Is(err, ErrAmbiguous) && !errors.Is(err, ErrUnknownPlace) {
			t.Errorf("Lookup(%q): %v", s, err)
		}
		Default().Search(s, 3)
		Default().RegionByName(s)
	})
}

func isPlain(s string) bool {
	for _, r := range s {
		if r > 0x7f {
			return false
		}
	}
	return true
}
