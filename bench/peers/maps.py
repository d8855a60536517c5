"""Reads the three archives into Shapely geometries, the obvious way.

Start with deepstate(), nzz() or isw(): each takes the folder that an archive
was unpacked to and yields (valid day, file name, geometry) in order of days.
Nothing here is shared with Salient's own readers: that is the point.
"""
import datetime
import glob
import json
import os

from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import unary_union
from shapely.validation import make_valid

ISW_LAYERS_2022 = {
    "control": "RussianAssessedCoTinUkraine",
    "advance": "RussianAssessedAdvanceinUkraine",
    "claimed": "RussianClaimedCoTinUkraine",
    "counteroffensive": "UkrainianClaimedCounterOffensives",
}
ISW_LAYERS_2023 = {
    "ロシア軍支配エリア": "control",
    "VIEW_RussiaCoTinUkraine_V3": "control",
    "ロシア軍侵攻エリア": "advance",
    "MDS_AssessedRussianAdvanceInUkraine_view": "advance",
    "VIEW_ClaimedRussianTerritoryinUkraine_V2": "claimed",
    "ウクライナ軍反撃エリア": "counteroffensive",
    "VIEW_ClaimedUkrainianCounteroffensives_V2": "counteroffensive",
}


def compact_day(digits):
    """Returns the date of YYYYMMDD."""
    return datetime.datetime.strptime(digits, "%Y%m%d").date()


def polygons(geometry):
    """Returns the polygons in a geometry, leaving lines and points out."""
    if geometry.is_empty:
        return []
    if isinstance(geometry, Polygon):
        return [geometry]
    if hasattr(geometry, "geoms"):
        return [p for g in geometry.geoms for p in polygons(g)]
    return []


def valid(geometry):
    """Returns the geometry repaired where OGC rules do not hold.

    Part by part: made valid as a whole, ground where two parts overlap would be
    taken out (65 km² of ISW's map of 2 March 2022).
    """
    if geometry.is_valid:
        return geometry
    return unary_union([p if p.is_valid else make_valid(p) for p in polygons(geometry)])


def union(geometries):
    """Returns the union of geometries as a MultiPolygon."""
    return MultiPolygon(polygons(unary_union([valid(g) for g in geometries])))


def deepstate_files(folder):
    """Returns (valid day, path): the file's date less one day."""
    paths = glob.glob(os.path.join(folder, "**", "deepstatemap_data_*.geojson"), recursive=True)
    day = datetime.timedelta(days=1)
    return sorted((compact_day(p[-16:-8]) - day, p) for p in paths)


def deepstate_geometry(path):
    """Returns the one MultiPolygon of a DeepState file."""
    with open(path, encoding="utf-8") as f:
        features = json.load(f)["features"]
    return valid(shape(features[0]["geometry"]))


def deepstate(folder):
    for day, path in deepstate_files(folder):
        yield day, os.path.basename(path), deepstate_geometry(path)


def nzz_files(folder):
    """Returns the paths in order of file date."""
    return sorted(glob.glob(os.path.join(folder, "**", "2???-??-??.json"), recursive=True))


def nzz_features(path):
    """Returns the map's day and its features by type."""
    with open(path, encoding="utf-8") as f:
        features = json.load(f)["value"]["features"]
    days = {x["properties"]["date"] for x in features}
    if len(days) != 1:
        raise ValueError(f"{path}: {len(days)} dates in one map")
    by_type = {}
    for x in features:
        if x["geometry"] is not None:
            by_type.setdefault(x["properties"]["type"], []).append(shape(x["geometry"]))
    return datetime.date.fromisoformat(days.pop()), by_type


def nzz(folder, types=("nochange", "gains")):
    """Yields every file, also those that repeat the map of the day before."""
    for path in nzz_files(folder):
        day, by_type = nzz_features(path)
        yield day, os.path.basename(path), union([g for t in types for g in by_type.get(t, [])])


def isw_files(folder):
    """Returns {day: {layer or "all": path}}; the file's date is the valid day."""
    days = {}
    for layer, name in ISW_LAYERS_2022.items():
        for path in glob.glob(os.path.join(folder, "**", f"????????_{name}.geojson"), recursive=True):
            days.setdefault(compact_day(os.path.basename(path)[:8]), {})[layer] = path
    for path in glob.glob(os.path.join(folder, "**", "????????.geojson"), recursive=True):
        days.setdefault(compact_day(os.path.basename(path)[:8]), {})["all"] = path
    return dict(sorted(days.items()))


def isw_layers(files):
    """Returns {layer: [geometry]} of one day's files, null geometries left out."""
    layers = {}
    for layer, path in files.items():
        with open(path, encoding="utf-8") as f:
            features = json.load(f)["features"]
        for x in features:
            if x["geometry"] is None:
                continue
            name = ISW_LAYERS_2023[x["properties"]["layer"]] if layer == "all" else layer
            layers.setdefault(name, []).append(shape(x["geometry"]))
    return layers
