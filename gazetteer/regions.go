package gazetteer

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math"

	"github.com/salient-project/salient/geo"
)

// regionIndex finds the region of a point. A raster over the box of all regions
// holds, for each cell, the regions whose box or boundary may reach into it:
// most cells lie in one region, and are answered by the raster alone.
type regionIndex struct {
	regions []Region
	byName  map[string][]int // skeleton to regions
	box     geo.Box
	stepX   int64
	stepY   int64
	cells   []int32 // region+1 when it fills the cell, 0 none, -k-1 list k
	lists   [][]int32
}

// rasterSide is the number of cells a side: about 0.07° by 0.03° for Ukraine.
const rasterSide = 256

// Regions returns all regions, sorted by ID. They must not be changed.
func (g *Gazetteer) Regions() []Region { return must(g.regions()).regions }

// RegionAt returns the region that the point lies in, or nil when it lies in
// none: abroad, at sea or in water beyond the drawn coast. A point on a border
// that regions share lies in exactly one of them.
func (g *Gazetteer) RegionAt(p geo.Point) *Region { return must(g.regions()).at(p) }

// RegionsIn returns the regions whose box shares a point with b, for
// prefiltering. None may in fact reach into b.
func (g *Gazetteer) RegionsIn(b geo.Box) []*Region {
	idx := must(g.regions())
	var out []*Region
	for i := range idx.regions {
		if r := &idx.regions[i]; r.box.Intersects(b) {
			out = append(out, r)
		}
	}
	return out
}

// RegionByName returns the region of a name, an alias or an ID, in any usual
// spelling, with or without its word for oblast. Where a city region bears the
// name of the oblast around it, the bare name is the city's: "Kyiv" is the city,
// "Kyiv Oblast" and "Kyiv region" are the oblast. nil: no such region.
func (g *Gazetteer) RegionByName(name string) *Region {
	idx := must(g.regions())
	for _, key := range []string{Fold(name), Fold(withoutKind(name))} {
		if at := idx.byName[key]; key != "" && len(at) > 0 {
			return &idx.regions[at[0]]
		}
	}
	return nil
}

func (idx *regionIndex) at(p geo.Point) *Region {
	if !idx.box.Contains(p) {
		return nil
	}
	x := (int64(p.X) - int64(idx.box.Min.X)) / idx.stepX
	y := (int64(p.Y) - int64(idx.box.Min.Y)) / idx.stepY
	switch c := idx.cells[y*rasterSide+x]; {
	case c > 0:
		return &idx.regions[c-1]
	case c < 0:
		for _, i := range idx.lists[-c-1] {
			if r := &idx.regions[i]; r.Contains(p) {
				return r
			}
		}
	}
	return nil
}

// readRegions reads regions.geojson.gz.
func (g *Gazetteer) readRegions() (*regionIndex, error) {
	f, err := g.fsys.Open(regionsFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	regions, err := decodeRegions(f)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: regionsFile, Err: err}
	}
	return newRegionIndex(regions), nil
}

// maxRegionBytes bounds the unpacked file, so that a hostile one cannot fill
// memory.
const maxRegionBytes = 256 << 20

// decodeRegions reads gzipped GeoJSON (RFC 7946): a FeatureCollection of
// Polygons and MultiPolygons with properties id, name, full_name, kind,
// aliases and official_km2, of which id and name are required and distinct.
func decodeRegions(r io.Reader) ([]Region, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxRegionBytes))
	if err != nil {
		return nil, err
	}
	var doc struct {
		Type     string `json:"type"`
		Features []struct {
			Properties struct {
				ID       string   `json:"id"`
				Name     string   `json:"name"`
				FullName string   `json:"full_name"`
				Kind     string   `json:"kind"`
				Official float64  `json:"official_km2"`
				Aliases  []string `json:"aliases"`
			} `json:"properties"`
			Geometry struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	if doc.Type != "FeatureCollection" {
		return nil, fmt.Errorf("type is %q, want FeatureCollection", doc.Type)
	}
	var out []Region
	ids := map[string]bool{}
	for i, f := range doc.Features {
		p := f.Properties
		if p.ID == "" || p.Name == "" || ids[p.ID] {
			return nil, fmt.Errorf("feature %d: id %q and name %q must be given and new", i, p.ID, p.Name)
		}
		ids[p.ID] = true
		m, err := decodePolygons(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			return nil, fmt.Errorf("feature %d (%s): %w", i, p.ID, err)
		}
		if p.FullName == "" {
			p.FullName = p.Name
		}
		out = append(out, Region{ID: p.ID, Name: p.Name, FullName: p.FullName, Kind: p.Kind,
			Aliases: p.Aliases, OfficialKm2: p.Official, Polygons: m})
	}
	return out, nil
}

func decodePolygons(kind string, raw json.RawMessage) (geo.MultiPolygon, error) {
	s := &coordinateScanner{text: bytes.TrimSpace(raw)}
	var m geo.MultiPolygon
	var err error
	switch kind {
	case "Polygon":
		var p geo.Polygon
		p, err = s.polygon()
		m = geo.MultiPolygon{p}
	case "MultiPolygon":
		err = s.list(func() error {
			p, err := s.polygon()
			m = append(m, p)
			return err
		})
	default:
		return nil, fmt.Errorf("geometry is %q, want Polygon or MultiPolygon", kind)
	}
	if err != nil {
		return nil, err
	}
	return m, nil
}

// newRegionIndex prepares the regions and builds the raster.
func newRegionIndex(regions []Region) *regionIndex {
	idx := &regionIndex{regions: regions, byName: map[string][]int{}, box: geo.EmptyBox()}
	for i := range regions {
		regions[i].prepare()
		idx.box = idx.box.Union(regions[i].box)
	}
	idx.nameRegions()
	if idx.box.Empty() {
		return idx
	}
	idx.stepX = (int64(idx.box.Max.X)-int64(idx.box.Min.X))/rasterSide + 1
	idx.stepY = (int64(idx.box.Max.Y)-int64(idx.box.Min.Y))/rasterSide + 1
	idx.cells = make([]int32, rasterSide*rasterSide)
	// 1. Cells that a boundary may touch list the regions of that boundary.
	longer := map[[2]int32]int32{}
	for i := range regions {
		for _, s := range regions[i].Polygons.Segments(nil) {
			idx.mark(s, int32(i), longer)
		}
	}
	// 2. No boundary separates an unmarked cell from its unmarked neighbor, so
	// one test answers a run of them.
	for y := int64(0); y < rasterSide; y++ {
		run := int32(-1)
		for x := int64(0); x < rasterSide; x++ {
			c := &idx.cells[y*rasterSide+x]
			if *c != 0 {
				run = -1
				continue
			}
			if run < 0 {
				run = idx.search(geo.Point{
					X: clamp(int64(idx.box.Min.X) + x*idx.stepX + idx.stepX/2),
					Y: clamp(int64(idx.box.Min.Y) + y*idx.stepY + idx.stepY/2),
				})
			}
			*c = run
		}
	}
	return idx
}

func clamp(v int64) int32 { return int32(min(max(v, math.MinInt32), math.MaxInt32)) }

// search returns region+1 by trying each, 0 for none.
func (idx *regionIndex) search(p geo.Point) int32 {
	for i := range idx.regions {
		if idx.regions[i].Contains(p) {
			return int32(i) + 1
		}
	}
	return 0
}

// mark adds the region to each cell of the columns that the edge runs through,
// between its lowest and highest row there, widened by a unit for rounding.
func (idx *regionIndex) mark(s geo.Segment, region int32, longer map[[2]int32]int32) {
	if s.A.X > s.B.X {
		s = s.Reverse()
	}
	minX, minY := int64(idx.box.Min.X), int64(idx.box.Min.Y)
	ax, ay, bx, by := int64(s.A.X)-minX, int64(s.A.Y)-minY, int64(s.B.X)-minX, int64(s.B.Y)-minY
	for x := ax / idx.stepX; x <= bx/idx.stepX; x++ {
		left, right := max(ax, x*idx.stepX), min(bx, (x+1)*idx.stepX)
		y0, y1 := ay, by
		if bx > ax {
			slope := float64(by-ay) / float64(bx-ax)
			y0 = ay + int64(math.Round(slope*float64(left-ax)))
			y1 = ay + int64(math.Round(slope*float64(right-ax)))
		}
		lo, hi := max(0, min(y0, y1)-1), max(y0, y1)+1
		for y := lo / idx.stepY; y <= min(hi/idx.stepY, rasterSide-1); y++ {
			idx.add(y*rasterSide+x, region, longer)
		}
	}
}

// add puts the region on the cell's list. Cells with the same regions in the
// same order share one list: a list and one more region make another, once.
func (idx *regionIndex) add(cell int64, region int32, longer map[[2]int32]int32) {
	c := idx.cells[cell]
	var list []int32
	if c < 0 {
		list = idx.lists[-c-1]
	}
	for _, r := range list {
		if r == region {
			return
		}
	}
	key := [2]int32{c, region}
	next, ok := longer[key]
	if !ok {
		idx.lists = append(idx.lists, append(list[:len(list):len(list)], region))
		next = -int32(len(idx.lists))
		longer[key] = next
	}
	idx.cells[cell] = next
}
