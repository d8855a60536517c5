package gazetteer

import (
	"math"
	"testing"

	"github.com/salient-project/salient/geo"
)

// square returns a patch of about the given side in km around a center.
func square(lon, lat, km float64) geo.MultiPolygon {
	dy := km / 2 / 111.2
	dx := dy / math.Cos(lat*math.Pi/180)
	return geo.MultiPolygon{{{geo.Pt(lon-dx, lat-dy), geo.Pt(lon+dx, lat-dy), geo.Pt(lon+dx, lat+dy), geo.Pt(lon-dx, lat+dy)}}}
}

func place(t *testing.T, name string) Place {
	t.Helper()
	p, err := Default().Lookup(name, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWindOf(t *testing.T) {
	for _, tt := range []struct {
		bearing        float64
		eight, sixteen string
	}{
		{0, "N", "N"}, {11.24, "N", "N"}, {11.25, "N", "NNE"}, {22.5, "NE", "NNE"}, {22.49, "N", "NNE"},
		{90, "E", "E"}, {101.3, "E", "ESE"}, {112.4, "E", "ESE"}, {112.5, "SE", "ESE"},
		{348.74, "N", "NNW"}, {348.75, "N", "N"}, {359.999, "N", "N"}, {360, "N", "N"}, {-90, "W", "W"},
	} {
		if got := WindOf(tt.bearing, 8).Letters(); got != tt.eight {
			t.Errorf("WindOf(%v, 8) = %s, want %s", tt.bearing, got, tt.eight)
		}
		if got := WindOf(tt.bearing, 16).Letters(); got != tt.sixteen {
			t.Errorf("WindOf(%v, 16) = %s, want %s", tt.bearing, got, tt.sixteen)
		}
	}
}

func TestParseWind(t *testing.T) {
	for s, want := range map[string]string{
		"east": "E", "E": "E", "north-west": "NW", "northwestern": "NW", "South of": "S", "east-northeast": "ENE",
		"south-south-east": "SSE", "NNW": "NNW", "westwards": "W", "eastern": "E", "north east": "NE",
	} {
		w, ok := ParseWind(s)
		if !ok || w.Letters() != want {
			t.Errorf("ParseWind(%q) = %v, %v, want %s", s, w.Letters(), ok, want)
		}
	}
	for _, s := range []string{"", "upward", "northsouth", "nowhere"} {
		if w, ok := ParseWind(s); ok {
			t.Errorf("ParseWind(%q) = %v", s, w)
		}
	}
	for w := Wind(0); w < 16; w++ {
		for _, s := range []string{w.Letters(), w.String()} {
			if got, ok := ParseWind(s); !ok || got != w {
				t.Errorf("ParseWind(%q) = %v", s, got)
			}
		}
		if got := WindOf(w.Degrees(), 16); got != w {
			t.Errorf("WindOf(%v) = %v, want %v", w.Degrees(), got, w)
		}
	}
}

func TestWhere(t *testing.T) {
	for _, tt := range []struct {
		name     string
		lon, lat float64
		region   string
		phrase   string
		village  string
	}{
		{"east of Huliaipole", 36.40, 47.66, "Zaporizhzhia Oblast", "97 km east of Zaporizhzhia, near Huliaipole", "Huliaipole"},
		{"north-west of Pokrovsk", 37.05, 48.36, "Donetsk Oblast", "57 km southwest of Kramatorsk, near Dobropillia", "Hryshyne"},
		{"in Kharkiv", 36.2304, 49.9808, "Kharkiv Oblast", "at Kharkiv", "Kharkiv"},
		{"on the Sivash", 34.75, 46.00, "Sivash and its shores", "", ""},
		{"in Kursk Oblast", 35.27, 51.19, "Kursk Oblast, Russia", "", "Sudzha"},
	} {
		w := Default().Where(geo.Pt(tt.lon, tt.lat))
		if got := w.RegionName(); got != tt.region {
			t.Errorf("%s: region %q, want %q", tt.name, got, tt.region)
		}
		if got := w.String(); tt.phrase != "" && got != tt.phrase {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.phrase)
		}
		if got := w.Settlement.Place.Name; tt.village != "" && got != tt.village {
			t.Errorf("%s: nearest settlement %q, want %q", tt.name, got, tt.village)
		}
	}
}

func TestDescribePatch(t *testing.T) {
	city := place(t, "Zaporizhzhia")
	east := geo.Destination(city.Point, 90, 80_000)
	w, ok := Default().Describe(square(east.Lon(), east.Lat(), 10))
	if !ok {
		t.Fatal("no description")
	}
	if d, _ := geo.Distance(w.Point, east); d > 5 {
		t.Errorf("centroid lies %.1f m off", d)
	}
	if w.Reference.Place.ID != city.ID || w.Reference.Wind().Letters() != "E" {
		t.Errorf("described as %v", w)
	}
	if math.Abs(w.Nearest.Km()-75) > 0.1 || math.Abs(w.Farthest.Km()-85.1) > 0.2 {
		t.Errorf("edges at %.1f and %.1f km, want 75.0 and 85.1", w.Nearest.Km(), w.Farthest.Km())
	}
	if _, ok := Default().Describe(nil); ok {
		t.Error("nothing was described")
	}
	if near, _ := Span(square(city.Point.Lon(), city.Point.Lat(), 10), city.Point); near != 0 {
		t.Errorf("a patch around the city lies %.0f m from it", near)
	}
}

func TestCentroidWithHole(t *testing.T) {
	outer := square(35, 48, 20)[0][0]
	hole := square(35.05, 48, 5)[0][0]
	for i, j := 0, len(hole)-1; i < j; i, j = i+1, j-1 {
		hole[i], hole[j] = hole[j], hole[i]
	}
	c, ok := Centroid(geo.MultiPolygon{{outer, hole}})
	// Moments: 400·35 − 25·35.05 over 375.
	if want := (400*35.0 - 25*35.05) / 375; !ok || math.Abs(c.Lon()-want) > 1e-5 || math.Abs(c.Lat()-48) > 1e-5 {
		t.Errorf("Centroid = %v, want %.5f,48", c, want)
	}
}

func TestTolerance(t *testing.T) {
	for _, tt := range []struct {
		name string
		a    Assertion
		km   float64
		deg  float64
	}{
		{"about 80 km east", Assertion{Distance: 80_000, About: true, Wind: 4}, 16, 33.75},
		{"80 km east", Assertion{Distance: 80_000, Wind: 4}, 5, 33.75},
		{"78 km east-southeast", Assertion{Distance: 78_000, Wind: 5}, 3.9, 22.5},
		{"about 5 km north", Assertion{Distance: 5_000, About: true}, 5, 33.75},
		{"1 km north", Assertion{Distance: 1_000}, 2, 33.75},
		{"100 km south", Assertion{Distance: 100_000, Wind: 8}, 25, 33.75},
		{"50 miles east", Assertion{Distance: 50 * 1609.344, Unit: 1609.344, Wind: 4}, 8.04672, 33.75},
	} {
		got := tt.a.Tolerance()
		if math.Abs(got.Distance.Km()-tt.km) > 1e-6 || got.Angle != tt.deg {
			t.Errorf("%s: ± %.3f km, ± %.2f°; want %.3f, %.2f", tt.name, got.Distance.Km(), got.Angle, tt.km, tt.deg)
		}
	}
}

func TestJudge(t *testing.T) {
	city := place(t, "Zaporizhzhia").Point
	east := Assertion{Place: city, Distance: 80_000, About: true, HasWind: true, Wind: 4}
	at := func(azimuth, km float64) geo.Point { return geo.Destination(city, azimuth, geo.Meters(km*1000)) }
	patch := func(azimuth, km, side float64) Patch {
		p := at(azimuth, km)
		return Patch{Polygons: square(p.Lon(), p.Lat(), side)}
	}
	for _, tt := range []struct {
		name    string
		a       Assertion
		patches []Patch
		share   float64
	}{
		{"all of it", east, []Patch{patch(95, 82, 10)}, 1},
		{"none: west", east, []Patch{patch(270, 80, 10)}, 0},
		{"none: too far", east, []Patch{patch(90, 120, 10)}, 0},
		{"half by area", east, []Patch{patch(90, 80, 10), patch(180, 80, 10)}, 0.5},
		{"by centroids", east, []Patch{{Area: 3e6, Centroid: at(90, 80)}, {Area: 1e6, Centroid: at(0, 80)}}, 0.75},
		{"half a patch beyond", east, []Patch{patch(90, 96, 8)}, 0.5},
		{"within", Assertion{Place: city, Distance: 80_000, Within: true}, []Patch{patch(200, 20, 10)}, 1},
		{"no distance", Assertion{Place: city, HasWind: true, Wind: 8}, []Patch{patch(180, 20, 10)}, 1},
		{"across north", Assertion{Place: city, HasWind: true, Wind: 0}, []Patch{patch(350, 50, 5), patch(10, 50, 5)}, 1},
	} {
		j := Judge(tt.a, tt.patches)
		if math.Abs(j.Share-tt.share) > 0.02 {
			t.Errorf("%s: %v, want share %.2f", tt.name, j, tt.share)
		}
		if again := Judge(tt.a, tt.patches); again != j {
			t.Errorf("%s: a second time %v, first %v", tt.name, again, j)
		}
	}
	if j := Judge(east, nil); !math.IsNaN(j.Share) || j.String() != "no ground to judge" {
		t.Errorf("of no ground: %v", j)
	}
	j := Judge(east, []Patch{patch(90, 80, 10)})
	if math.Abs(j.Median.Km()-80) > 0.5 || math.Abs(j.Area.Km2()-100) > 1 || j.Nearest > j.Median || j.Median > j.Farthest {
		t.Errorf("figures: %+v", j)
	}
}
