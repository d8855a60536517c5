#!/usr/bin/python3
"""Computes reference areas with Shapely and pyproj, independently of Salient.

    bench/reference.py ../shared/data > bench/testdata/reference.json

The argument is a folder that holds deepstate, nzz and isw, unpacked or as
*.tar.zst (these are unpacked to a temporary folder; needs zstd and about 2 GB).
Needs Debian's python3-shapely and python3-pyproj. Takes a few minutes.

Every figure is a geodesic area on WGS 84 in square meters (pyproj's Geod, after
Karney 2013), of the union of the parts named. `gained_m2` and `lost_m2` come
from Shapely's difference, which cuts straight lines in longitude and latitude;
each piece is then measured along its own geodesic. So gained - lost departs
from held(to) - held(from), `net_m2`, where long edges are cut: that departure
is `cut_m2`, and a gross figure of another tool can agree no better than about
that.

Most of DeepState's points have six decimals, but since spring 2025 a few have 15.
`grid_m2` and `grid_net_m2` are of the same maps with each point on the grid of
1e-7 degree, Salient's: they tell its rounding from its arithmetic.
"""
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

from shapely.ops import transform

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
import maps  # noqa: E402
from measuring import area_m2, versions  # noqa: E402

DEEPSTATE_DAYS = 20
NZZ_MAPS = 30
ISW_DAYS = 30
PAIR_GAPS = [1, 1, 7, 30, 90, 365]  # files between the two maps of a pair
PAIRS = 24
OTHER_PAIRS = 20  # of NZZ and of ISW, drawn from the maps above


def spread(items, n):
    """Returns n of the items, evenly spaced, first and last included."""
    if len(items) <= n:
        return list(items)
    return [items[round(i * (len(items) - 1) / (n - 1))] for i in range(n)]


def deepstate(folder):
    files = maps.deepstate_files(folder)
    held = []
    for day, path in spread(files, DEEPSTATE_DAYS):
        geometry = maps.deepstate_geometry(path)
        held.append({"day": str(day), "file": os.path.basename(path),
                     "held_m2": round(area_m2(geometry), 3),
                     "grid_m2": round(area_m2(on_grid(geometry)), 3)})
    change = []
    for i in range(PAIRS):
        gap = PAIR_GAPS[i % len(PAIR_GAPS)]
        start = round(i * (len(files) - 1 - gap) / (PAIRS - 1))
        change.append(deepstate_change(files[start], files[start + gap]))
    return {"held": held, "change": change}


def deepstate_change(a, b):
    """Returns what was gained and lost from (day, path) a to b."""
    before, after = maps.deepstate_geometry(a[1]), maps.deepstate_geometry(b[1])
    gained, lost = area_m2(after.difference(before)), area_m2(before.difference(after))
    net = area_m2(after) - area_m2(before)
    grid_net = area_m2(on_grid(after)) - area_m2(on_grid(before))
    return {"from": str(a[0]), "to": str(b[0]),
            "from_file": os.path.basename(a[1]), "to_file": os.path.basename(b[1]),
            "gained_m2": round(gained, 3), "lost_m2": round(lost, 3),
            "net_m2": round(net, 3), "grid_net_m2": round(grid_net, 3),
            "cut_m2": round(gained - lost - net, 3)}


def on_grid(geometry):
    """Returns the geometry with its points on the grid of 1e-7 degree."""
    return transform(lambda x, y: (round(x * 1e7) / 1e7, round(y * 1e7) / 1e7), geometry)


def drawn(maps_of, seed):
    """Returns the change between pairs of maps, of [(day, file, geometry)]."""
    out = []
    draw = random.Random(seed)
    for _ in range(OTHER_PAIRS):
        (day, file, before), (to, to_file, after) = sorted(draw.sample(maps_of, 2), key=lambda m: m[0])
        gained, lost = area_m2(after.difference(before)), area_m2(before.difference(after))
        net = area_m2(after) - area_m2(before)
        out.append({"from": str(day), "to": str(to), "from_file": file, "to_file": to_file,
                    "gained_m2": round(gained, 3), "lost_m2": round(lost, 3), "net_m2": round(net, 3),
                    "cut_m2": round(gained - lost - net, 3)})
    return out


def nzz(folder):
    held, unions = [], []
    for path in spread(maps.nzz_files(folder), NZZ_MAPS):
        day, parts = maps.nzz_features(path)
        union = maps.union(parts.get("nochange", []) + parts.get("gains", []))
        row = {"day": str(day), "file": os.path.basename(path),
               "held_m2": round(area_m2(union), 3)}
        for kind in ("nochange", "gains", "losses"):
            row[kind + "_m2"] = round(area_m2(maps.union(parts.get(kind, []))), 3)
        held.append(row)
        unions.append((day, row["file"], union))
    return {"held": held, "change": drawn(unions, 3)}


def isw(folder):
    wanted = ("control", "advance", "claimed")
    days = [(d, f) for d, f in maps.isw_files(folder).items()
            if "all" in f or all(layer in f for layer in wanted)]
    held, unions = [], []
    for day, files in spread(days, ISW_DAYS):
        layers = maps.isw_layers(files)
        row = {"day": str(day), "files": sorted(os.path.basename(p) for p in files.values())}
        for layer in wanted:
            row[layer + "_m2"] = round(area_m2(maps.union(layers.get(layer, []))), 3)
        every = [g for layer in wanted for g in layers.get(layer, [])]
        row["afp_m2"] = round(area_m2(maps.union(every)), 3)
        row["invalid_parts"] = sum(not g.is_valid for g in every)
        held.append(row)
        control = os.path.basename(files.get("all") or files["control"])
        unions.append((day, control, maps.union(layers.get("control", []))))
    return {"held": held, "change": drawn(unions, 4)}


def unpacked(folder, name, temp):
    """Returns the folder of an archive, unpacking it first where it is packed."""
    packed = os.path.join(folder, name + ".tar.zst")
    if not os.path.exists(packed):
        return os.path.join(folder, name)
    to = os.path.join(temp, name)
    os.mkdir(to)
    subprocess.run(["tar", "-I", "zstd -d --long=27", "-xf", packed, "-C", to], check=True)
    return to


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: reference.py FOLDER")
    with tempfile.TemporaryDirectory() as temp:
        result = {
            "made_by": "bench/reference.py",
            "made_on": str(datetime.date.today()),
            "versions": versions(),
            "valid_days": {"deepstate": "file date less one day", "nzz": "properties.date",
                           "isw": "file date"},
            "attribution": "figures computed from maps of DeepState; of Liveuamap, published by "
                           "NZZ; and of the Institute for the Study of War and AEI's Critical "
                           "Threats Project",
        }
        for name, compute in (("deepstate", deepstate), ("nzz", nzz), ("isw", isw)):
            print(f"reference: {name} …", file=sys.stderr)
            result[name] = compute(unpacked(sys.argv[1], name, temp))
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
