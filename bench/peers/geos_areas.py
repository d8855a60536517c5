#!/usr/bin/python3
"""Areas of set operations by GEOS, for pairs of multipolygons on standard input.

A line holds two multipolygons as WKB in hex, in grid units. For each, prints the
areas of intersection, union, difference and symmetric difference, or the word
refused where GEOS found no answer.
"""
import sys

import shapely
import shapely.geos
from shapely import wkb
from shapely.errors import TopologicalError


def main():
    print("geos", ".".join(map(str, shapely.geos.geos_version)))
    for line in sys.stdin:
        a, b = (wkb.loads(text, hex=True) for text in line.split())
        try:
            results = (a.intersection(b), a.union(b), a.difference(b), a.symmetric_difference(b))
        except TopologicalError:
            print("refused")
            continue
        print(*(repr(r.area) for r in results))


if __name__ == "__main__":
    main()
