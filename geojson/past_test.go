package geojson

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/salient-project/salient/geo"
)

// same fails unless a parser that has scanned before makes of now what a fresh
// one does.
func same(t *testing.T, before, now []byte, fine bool) {
	t.Helper()
	fresh := Parser{Fine: fine}
	used := Parser{Fine: fine, Remember: true}
	used.Parse(before) //nolint:errcheck // whatever comes of it
	for range 2 {
		want, wantErr := fresh.Parse(now)
		got, gotErr := used.Parse(now)
		if !reflect.DeepEqual(gotErr, wantErr) {
			t.Fatalf("after another document: %v, want %v\nbefore %q\nnow %q", gotErr, wantErr, before, now)
		}
		if wantErr == nil && !alikeDocuments(got, want) {
			t.Fatalf("after another document:\n%+v\nwant\n%+v\nbefore %q\nnow %q", got, want, before, now)
		}
	}
}

// alikeDocuments takes empty and nil slices for the same.
func alikeDocuments(a, b *Document) bool {
	empty := func(d Document) Document {
		d.Features, d.Rings, d.Points = append([]Feature{}, d.Features...), append([]Ring{}, d.Rings...), append([]geo.Point{}, d.Points...)
		d.Fine, d.Members = append([]Fine{}, d.Fine...), append([]Member{}, d.Members...)
		return d
	}
	return reflect.DeepEqual(empty(*a), empty(*b))
}

func TestPastChangesNothing(t *testing.T) {
	old := `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2]],[[7,8],[9,8],[9,9],[7,8]]],[[[1,2],[3,4],[5,7],[1,2]]]]}`
	tests := []struct{ name, now string }{
		{"the same", old},
		{"a ring less", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2]]],[[[1,2],[3,4],[5,7],[1,2]]]]}`},
		{"a ring more", `{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,0]]],[[[1,2],[3,4],[5,6],[1,2]],[[7,8],[9,8],[9,9],[7,8]]],[[[1,2],[3,4],[5,7],[1,2]]]]}`},
		{"a point put in", `{"type":"MultiPolygon","coordinates":[[[[1,2],[2,2],[3,4],[5,6],[1,2]]]]}`},
		{"a point left out", `{"type":"MultiPolygon","coordinates":[[[[1,2],[5,6],[1,2]]]]}`},
		{"a digit more", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,61],[1,2]]]]}`},
		{"a digit more at the start", `{"type":"MultiPolygon","coordinates":[[[[1,21],[3,4],[5,6],[1,2]]]]}`},
		{"out of range", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2000]]]]}`},
		{"an altitude", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6,7],[1,2]]]]}`},
		{"a bracket missing", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2],[[7,8],[9,8],[9,9],[7,8]]]]}`},
		{"cut off", old[:60]},
		{"cut off behind a position", old[:58]},
		{"a comma behind the last", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6],[1,2],]]]}`},
		{"other blanks", `{"type":"MultiPolygon","coordinates":[[[[1,2],[3, 4],[5,6],[1,2]]]]}`},
		{"a point where a ring was", `{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`},
		{"a position", `{"type":"Point","coordinates":[1,2]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			same(t, []byte(old), []byte(tt.now), false)
			same(t, []byte(tt.now), []byte(old), true)
		})
	}
}

// TestPastOfEditedMaps cuts, doubles and changes pieces of a map's text.
func TestPastOfEditedMaps(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, seed))
	for _, indent := range []bool{false, true} {
		before := made(300, indent)
		for n := range 400 {
			now := bytes.Clone(before)
			for range 1 + random.IntN(4) {
				lo := random.IntN(len(now))
				hi := min(len(now), lo+random.IntN(200))
				switch random.IntN(4) {
				case 0:
					now = append(now[:lo:lo], now[hi:]...)
				case 1:
					now = append(now[:hi:hi], now[lo:]...)
				case 2:
					now[lo] = "0123456789.,-[]{} \""[random.IntN(19)]
				default: // a digit, so that most stay well formed
					if now[lo]-'0' <= 9 {
						now[lo] = '0' + byte(random.IntN(10))
					}
				}
			}
			same(t, before, now, n&1 == 0)
		}
	}
}

func FuzzPast(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}`), []byte(`{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,7],[1,2]]]}`))
	f.Add([]byte(`{"type":"LineString","coordinates":[[1,2],[3,4]]}`), []byte(`{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[3,4]]]}`))
	f.Add(made(20, true), made(21, true))
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[1,2],[3,4`), []byte(`{"type":"FeatureCollection","features":[]}`))
	f.Fuzz(func(t *testing.T, before, now []byte) {
		same(t, before, now, false)
		same(t, now, before, true)
	})
}
