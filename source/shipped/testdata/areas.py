#!/usr/bin/python3
"""Held areas of sampled maps, computed without salient: Shapely unites, PROJ measures.

    areas.py DEEPSTATE_DIR NZZ_DIR ISW_DIR > areas.json
    areas.py --files SOURCE FILE...

The folders are the unpacked archives; the second form prints the areas of single
files, as published, one a line. archives_test.go compares with the
numbers; polygons are not kept. m2 is of the coordinates as published, grid_m2 of
the same rounded to seven decimals, as salient keeps them.
"""
import glob
import json
import os
import sys

import pyproj
import shapely
from shapely.geometry import shape
from shapely.ops import transform, unary_union
from shapely.validation import make_valid

GEOD = pyproj.Geod(ellps="WGS84")
SAMPLES = 30


# Far from Ukraine NZZ's maps of early July 2026 hold parts that no one holds.
WEST, SOUTH, EAST, NORTH = 21.5, 43.5, 41.5, 54


def polygons(features):
    for f in features:
        if f["geometry"]:
            whole = shape(f["geometry"])
            for p in getattr(whole, "geoms", [whole]):
                w, s, e, n = p.bounds
                if e >= WEST and w <= EAST and n >= SOUTH and s <= NORTH:
                    yield p


def area(parts):
    return round(abs(GEOD.geometry_area_perimeter(unary_union([make_valid(p) for p in parts]))[0]), 1)


def on_grid(p):
    return transform(lambda x, y: ([round(v, 7) for v in x], [round(v, 7) for v in y]), p)


def sample(names):
    names = sorted(names)
    step = max(1, len(names) // SAMPLES)
    return names[step // 2 :: step][:SAMPLES]


def held(source, features):
    if source == "liveuamap":
        return [f for f in features if f["properties"]["type"] in ("nochange", "gains")]
    if source == "isw" and any("layer" in (f["properties"] or {}) for f in features):
        control = ("VIEW_RussiaCoTinUkraine_V3", "ロシア軍支配エリア")
        return [f for f in features if f["properties"]["layer"] in control]
    return features


def load(name):
    with open(name) as f:
        data = json.load(f)
    return data.get("value", data)


def files(source, names):
    for name in names:
        print(area(list(polygons(held(source, load(name)["features"])))), flush=True)


def main():
    if sys.argv[1] == "--files":
        return files(sys.argv[2], sys.argv[3:])
    deepstate, nzz, isw = sys.argv[1:]
    rows = []
    for source, root, names in (
        ("deepstate", deepstate, glob.glob(deepstate + "/data/*.geojson")),
        ("liveuamap", nzz, glob.glob(nzz + "/data/*.json")),
        ("isw", isw, glob.glob(isw + "/geoJSON/2022/*/RussianAssessedCoT*/*.geojson") + glob.glob(isw + "/data/*.geojson")),
    ):
        for name in sample(names):
            parts = list(polygons(held(source, load(name)["features"])))
            row = {"source": source, "file": os.path.relpath(name, root), "m2": area(parts)}
            row["grid_m2"] = area([on_grid(p) for p in parts])
            rows.append(row)
            print(rows[-1], file=sys.stderr)
    made = f"Shapely {shapely.__version__}, pyproj {pyproj.__version__}, PROJ {pyproj.proj_version_str}"
    json.dump({"made_by": "testdata/areas.py with " + made, "areas": rows}, sys.stdout, indent=1)
    print()


main()
