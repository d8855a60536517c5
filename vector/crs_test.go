package vector

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/salient-project/salient/geo"
)

const esriDegrees = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

func TestWKT(t *testing.T) {
	geodetic2 := `ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (Transit)"],ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[2.0]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]`
	tests := []struct {
		name, text string
		want       CRS
		refused    string // the name in the error
	}{
		{"ESRI degrees", esriDegrees, WGS84, ""},
		{"with a byte order mark", "\ufeff" + esriDegrees + "\r\n", WGS84, ""},
		{"ESRI Web Mercator", `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",` + esriDegrees + `,PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`, WebMercator, ""},
		{"OGC Web Mercator", `PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],AXIS["Easting",EAST],EXTENSION["PROJ4","+proj=merc"],AUTHORITY["EPSG","3857"]]`, WebMercator, ""},
		{"WKT 2 degrees", `GEOGCRS["WGS 84",` + geodetic2 + `,CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]`, WGS84, ""},
		{"WKT 2 Web Mercator", `PROJCRS["WGS 84 / Pseudo-Mercator",BASEGEOGCRS["WGS 84",` + geodetic2 + `],CONVERSION["Popular Visualisation Pseudo-Mercator",METHOD["Popular Visualisation Pseudo Mercator",ID["EPSG",1024]],PARAMETER["Latitude of natural origin",0]],CS[Cartesian,2],ID["EPSG",3857]]`, WebMercator, ""},
		{"with heights", `COMPD_CS["WGS 84 + EGM96",` + esriDegrees + `,VERT_CS["EGM96",VERT_DATUM["EGM96",2005],UNIT["metre",1]]]`, WGS84, ""},
		{"other datum", strings.ReplaceAll(esriDegrees, "WGS_1984", "Pulkovo_1942"), 0, "GCS_Pulkovo_1942"},
		{"other ellipsoid", strings.ReplaceAll(esriDegrees, "298.25", "299.15"), 0, "GCS_WGS_1984"},
		{"from Paris", strings.ReplaceAll(esriDegrees, `"Greenwich",0.0`, `"Paris",2.337`), 0, "GCS_WGS_1984"},
		{"in grads", strings.ReplaceAll(esriDegrees, "0.0174532925199433", "0.01570796326794897"), 0, "GCS_WGS_1984"},
		{"true Mercator", `PROJCS["WGS 84 / World Mercator",` + esriDegrees + `,PROJECTION["Mercator_1SP"],PARAMETER["scale_factor",1],UNIT["metre",1]]`, 0, "WGS 84 / World Mercator"},
		{"UTM", `PROJCS["WGS_1984_UTM_Zone_36N",` + esriDegrees + `,PROJECTION["Transverse_Mercator"],UNIT["Meter",1.0]]`, 0, "WGS_1984_UTM_Zone_36N"},
		{"in kilometers", `PROJCS["WGS_1984_Web_Mercator",` + esriDegrees + `,PROJECTION["Mercator_Auxiliary_Sphere"],UNIT["Kilometer",1000]]`, 0, "WGS_1984_Web_Mercator"},
		{"cut off", esriDegrees[:50], 0, "ends where"},
		{"nothing", "", 0, "ends where a name"},
	}
	for _, tt := range tests {
		got, err := WKT(tt.text)
		if tt.refused == "" && (err != nil || got != tt.want) {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
		if tt.refused != "" && (!errors.Is(err, ErrCRS) || !strings.Contains(err.Error(), tt.refused)) {
			t.Errorf("%s: error %v, want one that names %s", tt.name, err, tt.refused)
		}
	}
}

// TestWebMercator holds the formula against figures of PROJ's cs2cs for
// EPSG:4326 to EPSG:3857.
func TestWebMercator(t *testing.T) {
	for _, tt := range []struct {
		x, y float64
		want geo.Point
	}{
		{0, 0, geo.Pt(0, 0)},
		{4007501.67, 6106854.83, geo.Pt(36, 48)}, // to a centimeter, which is 1e-7 degree
		{-20037508.342789244, 0, geo.Pt(-180, 0)},
	} {
		p, err := WebMercator.Point(tt.x, tt.y)
		if err != nil || math.Abs(float64(p.X-tt.want.X)) > 1 || math.Abs(float64(p.Y-tt.want.Y)) > 1 {
			t.Errorf("%v, %v: %v, %v; want %v", tt.x, tt.y, p, err, tt.want)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), 3e7} {
		if p, err := WebMercator.Point(bad, 0); err == nil {
			t.Errorf("easting %v: %v", bad, p)
		}
	}
	if _, err := WGS84.Point(36, 91); err == nil {
		t.Error("latitude 91")
	}
}

func FuzzWKT(f *testing.F) {
	f.Add(esriDegrees)
	f.Add(`A["x""y",1,-2e3,B(C,D[1])]`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := WKT(text); err != nil && !errors.Is(err, ErrCRS) {
			t.Fatal(err)
		}
	})
}
