"""What the peers share: geodesic area, versions, and one line of JSON at the end.

Start with Report: time phases with it, then print it.
"""
import contextlib
import json
import platform
import resource
import time

import numpy
import pyproj
import shapely
import shapely.geos
from shapely.geometry.polygon import orient

import maps

WGS84 = pyproj.Geod(ellps="WGS84")


def area_m2(geometry):
    """Returns the geodesic area in square meters, holes taken out."""
    return sum(WGS84.geometry_area_perimeter(orient(p))[0] for p in maps.polygons(geometry))


def versions():
    """Returns the versions of all that takes part in a figure."""
    return {
        "python": platform.python_version(),
        "shapely": shapely.__version__.split("+")[0],
        "geos": ".".join(map(str, shapely.geos.geos_version)),
        "pyproj": pyproj.__version__,
        "proj": pyproj.proj_version_str,
        "numpy": numpy.__version__,
    }


class Report:
    """Times phases; prints them with results, versions and peak memory."""

    def __init__(self, peer):
        self.report = {"peer": peer, "versions": versions(), "phases_s": {}, "results": {}}

    @contextlib.contextmanager
    def phase(self, name):
        start = time.perf_counter()
        yield
        spent = time.perf_counter() - start
        phases = self.report["phases_s"]
        phases[name] = round(phases.get(name, 0) + spent, 6)

    def print(self, **results):
        self.report["results"] = results
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB on Linux
        self.report["peak_rss_bytes"] = peak * 1024
        print(json.dumps(self.report, ensure_ascii=False))
