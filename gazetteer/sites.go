package gazetteer

import (
	"fmt"
	"io/fs"

	"github.com/salient-project/salient/geo"
)

// Site is a named site with where it was looked up.
type Site struct {
	Place
	What   string // as "nuclear power plant"
	Source string // where a reader can look it up
}

// Sites returns the named sites in the order of sites.yaml.
func (g *Gazetteer) Sites() []Site { return must(g.sites()) }

// readSites reads sites.yaml; a gazetteer may have none. IDs run downward from
// firstSiteID, in the file's order.
func (g *Gazetteer) readSites() ([]Site, error) {
	m, err := g.manifest()
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(g.fsys, sitesFile); err != nil {
		return nil, nil
	}
	var rows []struct {
		Name    string   `yaml:"name"`
		What    string   `yaml:"what"`
		Lon     float64  `yaml:"lon"`
		Lat     float64  `yaml:"lat"`
		Country string   `yaml:"country"`
		Names   []string `yaml:"names"`
		Source  string   `yaml:"source"`
	}
	if err := g.readYAML(sitesFile, &rows); err != nil {
		return nil, err
	}
	var out []Site
	for i, r := range rows {
		if r.Name == "" || !(r.Lon >= -180 && r.Lon <= 180 && r.Lat >= -90 && r.Lat <= 90) {
			return nil, fmt.Errorf("%s: site %d (%s): needs a name and a position", sitesFile, i, r.Name)
		}
		if r.Country == "" {
			r.Country = m.Home
		}
		p := Place{ID: firstSiteID - i, Name: r.Name, Names: r.Names, Point: geo.Pt(r.Lon, r.Lat),
			Country: r.Country, Kind: NamedSite}
		if region, err := g.regions(); err == nil && r.Country == m.Home {
			if at := region.at(p.Point); at != nil {
				p.RegionID = at.ID
			}
		}
		out = append(out, Site{Place: p, What: r.What, Source: r.Source})
	}
	return out, nil
}

const firstSiteID = -1_000_000
