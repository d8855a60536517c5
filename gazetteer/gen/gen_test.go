package main

import (
	"testing"

	"github.com/salient-project/salient/geo"
)

func TestRomanize(t *testing.T) {
	for native, want := range map[string]string{
		"Запоріжжя": "Zaporizhzhia", "Гуляйполе": "Huliaipole", "Київ": "Kyiv", "Згурівка": "Zghurivka",
		"Знам'янка": "Znamianka", "Щастя": "Shchastia", "Єнакієве": "Yenakiieve", "Їжакове": "Yizhakove",
		"Йосипівка": "Yosypivka", "Юр'ївка": "Yurivka", "Яготин": "Yahotyn", "Нью-Йорк": "Niu-York",
		"Новий Яричів": "Novyi Yarychiv", "Ґрунь": "Grun", "Куп’янськ": "Kupiansk",
	} {
		if got := romanize(native); got != want {
			t.Errorf("romanize(%s) = %s, want %s", native, got, want)
		}
	}
}

func TestOfficialName(t *testing.T) {
	for _, tt := range []struct {
		main       string
		alternates []string
		name       string
	}{
		{"Hulyaypole", []string{"Guljajpole", "Гуляйполе"}, "Huliaipole"},
		{"Brovary", []string{"Броварі", "Бровари"}, "Brovary"},
		{"Bakhmut", []string{"Артемівськ", "Бахмут"}, "Bakhmut"}, // not its former name
		{"Olenevka", []string{"Karadzhi"}, "Olenevka"},
		{"Prymors’ke", nil, "Prymorske"},
	} {
		if got, _ := officialName(tt.main, tt.alternates); got != tt.name {
			t.Errorf("officialName(%s) = %s, want %s", tt.main, got, tt.name)
		}
	}
}

// A square of one degree, as ECharts codes it: 2·1024 + 64 is U+0840, and a step
// back, 2·1024 − 1 + 64, is U+083F.
func TestDecodeRing(t *testing.T) {
	const code = "@@" + "\u0840@" + "@\u0840" + "\u083f@" + "@\u083f"
	const half = geo.E7 / 2048
	ring := decodeRing(code, [2]int{30 * 1024, 50 * 1024})
	want := geo.Ring{geo.Pt(30, 50), geo.Pt(31, 50), geo.Pt(31, 51), geo.Pt(30, 51)}
	if len(ring) != len(want) {
		t.Fatalf("%d points, want %d", len(ring), len(want))
	}
	for i, p := range want {
		dx, dy := p.X-half-ring[i].X, p.Y-half-ring[i].Y
		if dx < -1 || dx > 1 || dy < -1 || dy > 1 {
			t.Errorf("point %d is %v, want %v less half a step", i, ring[i], p)
		}
	}
}

func TestWanted(t *testing.T) {
	for s, want := range map[string]bool{
		"Zaporizhzhia": true, "Запоріжжя": true, "OZH": false, "zha bo luo re": false, "ザポリージャ": false,
		"Αθήνα": false, "": false, "Алекса́ндровск": true,
	} {
		if got := wanted(s, true); got != want {
			t.Errorf("wanted(%q) = %v", s, got)
		}
	}
	if wanted("Запоріжжя", false) {
		t.Error("Cyrillic is kept where it is not asked for")
	}
}
