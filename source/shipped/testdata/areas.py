#!/usr/bin/python3
"""Held areas of sampled maps, computed without salient: Shapely unites, PROJ measures.

    areas.py DEEPSTATE_DIR NZZ_DIR ISW_DIR > areas.json
    areas.py --files SOURCE FILE...

The folders are the unpacked archives, of which thirty days each are taken, with
all layers; the second form prints file, layer and area, as published, of single
files. archives_test.go compares with the numbers; polygons are not kept. m2 is of
the coordinates as published, grid_m2 of the same rounded to seven decimals, as
salient keeps them.
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
    if not parts:
        return 0.0
    return round(abs(GEOD.geometry_area_perimeter(unary_union([make_valid(p) for p in parts]))[0]), 1)


def on_grid(p):
    return transform(lambda x, y: ([round(v, 7) for v in x], [round(v, 7) for v in y]), p)


def sample(names):
    names = sorted(names)
    step = max(1, len(names) // SAMPLES)
    return names[step // 2 :: step][:SAMPLES]


# Parts of ISW's names of layers, by the layer that they are taken for.
LAYERS = {
    "CoTinUkraine": "control", "ロシア軍支配エリア": "control",
    "AssessedAdvance": "advance", "AssessedRussianAdvance": "advance", "ロシア軍侵攻エリア": "advance",
    "RussianClaimed": "claimed", "ClaimedRussian": "claimed",
    "ounterOffensives": "counteroffensive", "ounteroffensives": "counteroffensive", "ウクライナ軍反撃エリア": "counteroffensive",
    "PartisanWarfare": "partisan",
}


def layer_of(name):
    """The layer of a name; of RussianClaimedCoTinUkraine it is not control."""
    return [layer for part, layer in LAYERS.items() if part in name][-1:]


def layers(source, name, features):
    """The features of a file that each layer holds."""
    if source == "liveuamap":
        return {"control": [f for f in features if f["properties"]["type"] in ("nochange", "gains")]}
    if source == "deepstate":
        return {"control": features}
    if layer_of(os.path.basename(name)):
        return {layer_of(os.path.basename(name))[0]: features}
    out = {}
    for f in features:
        out.setdefault(layer_of(f["properties"]["layer"])[0], []).append(f)
    return out


def load(name):
    with open(name) as f:
        data = json.load(f)
    return data.get("value", data)


def files(source, names):
    for name in names:
        for layer, features in sorted(layers(source, name, load(name)["features"]).items()):
            print(name, layer, area(list(polygons(features))), flush=True)


def beside(name):
    """The other layers' files of the same day."""
    day = os.path.basename(name)[:8]
    return sorted(glob.glob(os.path.join(os.path.dirname(name), "..", "*", day + "_*.geojson")))


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
        days = sample(names)
        if source == "isw":
            days = [n for d in days for n in ([d] if os.path.dirname(d) == isw + "/data" else beside(d))]
        for name in days:
            for layer, features in sorted(layers(source, name, load(name)["features"]).items()):
                parts = list(polygons(features))
                row = {"source": source, "file": os.path.relpath(name, root), "layer": layer, "m2": area(parts)}
                row["grid_m2"] = area([on_grid(p) for p in parts])
                rows.append(row)
                print(rows[-1], file=sys.stderr)
    made = f"Shapely {shapely.__version__}, pyproj {pyproj.__version__}, PROJ {pyproj.proj_version_str}"
    json.dump({"made_by": "testdata/areas.py with " + made, "areas": rows}, sys.stdout, indent=1)
    print()


main()
