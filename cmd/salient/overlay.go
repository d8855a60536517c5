package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/geo/plane"
	"github.com/salient-project/salient/measure"
)

func newOverlayCommand(a *app) *cobra.Command {
	var opts overlayOptions
	cmd := &cobra.Command{
		Use:   "overlay OPERATION A [B]",
		Short: "Unite, cut, subtract or repair polygons of your own",
		Long: `Runs the overlay that all figures here come from on polygons of your own, and
prints the polygons that result.

Operations: union (of one geometry's parts, or of several geometries),
intersection, difference (A without B), symdifference (what is in one of them
only), repair (A made valid).

A and B are files, - for standard input, or the geometry itself: GeoJSON,
well-known text or well-known binary (also in hexadecimal digits). They need not
be valid: a polygon stands for what its outer ring goes around, in either
direction, less what its holes go around. Lines and points have no ground: they
are left out of what is read, and never come out.

Coordinates are longitude and latitude in degrees, rounded to 1e-7 degree (1 cm),
and areas are geodesic on WGS 84. With --plane they are those of any plane, of any
size: the finest decimal grid that holds them is taken, or with --scale N that of
1/N (a "fixed precision model"). Results are valid (OGC 06-103r4), oriented as RFC
7946 says, and the same for the same input.

Exit status: 0 done, 1 failed (not a geometry, coordinates out of range), 2 wrong
usage.`,
		Example: `  salient overlay intersection patch.geojson oblast.geojson > inside.geojson
  salient overlay union --plane --format wkt "POLYGON ((0 0, 4 0, 4 4, 0 0))" "POLYGON ((2 0, 6 0, 4 4, 2 0))"
  curl … | salient overlay repair - --json`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.operation, opts.args = args[0], args[1:]
			return runOverlay(a, opts)
		},
		ValidArgs: overlayOperations,
	}
	f := cmd.Flags()
	f.BoolVar(&opts.plane, "plane", false, "coordinates are of a plane, not degrees")
	f.Float64Var(&opts.scale, "scale", 0, "with --plane: grid units in a coordinate unit (default: as many as fit)")
	f.StringVar(&opts.format, "format", "geojson", "geojson or wkt")
	f.BoolVar(&opts.json, "json", false, "print the result with areas and what was read as JSON")
	return cmd
}

type overlayOptions struct {
	operation   string
	args        []string
	plane, json bool
	scale       float64
	format      string
}

var overlayOperations = []string{"union", "intersection", "difference", "symdifference", "repair"}

// overlayInput is what is said of a geometry that was read.
type overlayInput struct {
	Name        string `json:"name"`
	Polygons    int    `json:"polygons"`
	Valid       bool   `json:"valid"` // as one multipolygon
	Why         string `json:"why,omitempty"`
	overlayArea        // of the ground it stands for
	Lines       int    `json:"lines_left_out"`
	Points      int    `json:"points_left_out"`

	shapes plane.Shapes
	placed geo.MultiPolygon
}

// overlayArea is in square meters, or in a plane's square units.
type overlayArea struct {
	M2    *float64 `json:"area_m2,omitempty"`
	Plane *float64 `json:"area,omitempty"`
}

func (o overlayArea) String() string {
	if o.M2 != nil {
		return number(*o.M2, 1) + " square meters"
	}
	return fmt.Sprintf("%.15g square units", *o.Plane)
}

func (o *overlayOptions) check() error {
	switch two := o.operation != "union" && o.operation != "repair"; {
	case !slices.Contains(overlayOperations, o.operation):
		return usageErrorf("operation %q: want one of %s", o.operation, strings.Join(overlayOperations, ", "))
	case two && len(o.args) != 2:
		return usageErrorf("%s takes two geometries, not %d", o.operation, len(o.args))
	case o.operation == "repair" && len(o.args) != 1:
		return usageErrorf("repair takes one geometry, not %d", len(o.args))
	case o.format != "geojson" && o.format != "wkt":
		return usageErrorf("--format %q: want geojson or wkt", o.format)
	case o.scale != 0 && !o.plane:
		return usageErrorf("--scale is for --plane: degrees have the grid of 1e-7")
	case o.scale < 0 || o.scale != o.scale:
		return usageErrorf("--scale %v: want a positive number", o.scale)
	}
	return nil
}

func runOverlay(a *app, opts overlayOptions) error {
	if err := opts.check(); err != nil {
		return err
	}
	var inputs []*overlayInput
	var all []plane.Shapes
	for _, arg := range opts.args {
		in, err := readOverlay(a, arg)
		if err != nil {
			return err
		}
		inputs, all = append(inputs, in), append(all, in.shapes)
	}
	grid, err := opts.grid(all)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		if in.placed, err = grid.Place(in.shapes); err != nil {
			err = fmt.Errorf("%s: %w", in.Name, err)
			if errors.Is(err, plane.ErrRange) && !opts.plane {
				err = hintError{err, "degrees are wanted; --plane takes the coordinates of any plane"}
			}
			return err
		}
		in.overlayArea = opts.area(grid, geo.MakeValid(in.placed))
		in.Valid, in.Why = validity(grid, in.placed)
	}
	return opts.print(a, grid, inputs, opts.compute(inputs))
}

func (o *overlayOptions) grid(all []plane.Shapes) (plane.Grid, error) {
	switch {
	case o.scale > 0:
		return plane.Fixed(o.scale, all...)
	case o.plane:
		return plane.Fit(all...)
	}
	return plane.Degrees, nil
}

func (o *overlayOptions) area(grid plane.Grid, m geo.MultiPolygon) overlayArea {
	area := float64(m.Area())
	if o.plane {
		area = grid.Area(m)
		return overlayArea{Plane: &area}
	}
	return overlayArea{M2: &area}
}

func (o *overlayOptions) compute(inputs []*overlayInput) geo.MultiPolygon {
	first := inputs[0].placed
	switch o.operation {
	case "intersection":
		return geo.Intersection(first, inputs[1].placed)
	case "difference":
		return geo.Difference(first, inputs[1].placed)
	case "symdifference":
		return geo.SymmetricDifference(first, inputs[1].placed)
	}
	var every geo.MultiPolygon // union, repair: the ground of any polygon
	for _, in := range inputs {
		every = append(every, in.placed...)
	}
	return geo.MakeValid(every)
}

// inlineGeometry is a geometry where a file's name may stand.
var inlineGeometry = regexp.MustCompile(`(?i)^\s*(\{|(srid=\d+;)?\s*[a-z]+\s*(zm?|m)?\s*(\(|empty)|0[01][0-9a-f]{16})`)

func readOverlay(a *app, arg string) (*overlayInput, error) {
	in := &overlayInput{Name: arg}
	var data []byte
	var err error
	switch {
	case arg == "-":
		in.Name = "standard input"
		data, err = io.ReadAll(a.in)
	case inlineGeometry.MatchString(arg):
		data = []byte(arg)
		if in.Name = strings.Join(strings.Fields(arg), " "); len(in.Name) > 40 {
			in.Name = in.Name[:40] + "…"
		}
	default:
		data, err = os.ReadFile(arg)
	}
	if err != nil {
		return nil, err
	}
	if in.shapes, err = plane.Read(data); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	in.Polygons, in.Lines, in.Points = len(in.shapes.Polygons), in.shapes.Lines, in.shapes.Points
	return in, nil
}

// validity says whether polygons are valid, whichever way their rings turn, and
// why not.
func validity(grid plane.Grid, m geo.MultiPolygon) (bool, string) {
	var bad *geo.InvalidError
	if err := geo.Validate(geo.Oriented(m)); errors.As(err, &bad) {
		x, y := grid.XY(bad.At)
		return false, fmt.Sprintf("polygon %d, ring %d: %s at %v %v", bad.Polygon, bad.Ring, bad.Rule, x, y)
	}
	return true, ""
}

// overlayAnswer is the JSON of the command.
type overlayAnswer struct {
	Operation string          `json:"operation"`
	OnPlane   bool            `json:"plane"`
	Unit      float64         `json:"grid"` // width of its unit, in coordinate units
	Inputs    []*overlayInput `json:"inputs"`
	overlayArea
	Polygons int             `json:"polygons"`
	Rings    int             `json:"rings"`
	Valid    bool            `json:"valid"`
	Geometry json.RawMessage `json:"geometry"`
	Method   string          `json:"method"`
}

func (o *overlayOptions) print(a *app, grid plane.Grid, inputs []*overlayInput, result geo.MultiPolygon) error {
	valid, why := validity(grid, result)
	if !valid { // it never is; if it were, nobody should build on it
		return fmt.Errorf("the result is not valid: %s", why)
	}
	rings := 0
	for _, p := range result {
		rings += len(p)
	}
	area, text := o.area(grid, result), grid.AppendGeoJSON(nil, result)
	if o.json {
		return json.NewEncoder(a.out).Encode(overlayAnswer{ // not indented: a line a number would be long
			o.operation, o.plane, grid.Unit(), inputs, area, len(result), rings, valid, text, measure.MethodVersion,
		})
	}
	for _, in := range inputs {
		if !in.Valid {
			fmt.Fprintf(a.err, "salient: %s: not valid as one multipolygon: %s\n", in.Name, in.Why)
		}
		if in.Lines+in.Points > 0 {
			fmt.Fprintf(a.err, "salient: %s: left out, as they have no ground: %s, %s\n", in.Name, plural(in.Lines, "line"), plural(in.Points, "point"))
		}
	}
	fmt.Fprintf(a.err, "salient: %s: %s, %s, %s\n", o.operation, plural(len(result), "polygon"), plural(rings, "ring"), area)
	if o.format == "wkt" {
		text = grid.AppendWKT(nil, result)
	}
	_, err := fmt.Fprintf(a.out, "%s\n", text)
	return err
}
