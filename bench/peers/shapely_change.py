#!/usr/bin/python3
"""The change between two DeepState maps, polygons included, already loaded.

    shapely_change.py FOLDER FROM TO [REPEATS]

FROM and TO are valid days, as 2026-02-10. Prints one line of JSON; the phase is
the median of the repeats.
"""
import datetime
import statistics
import sys
import time

import maps
from measuring import Report, area_m2


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit("usage: shapely_change.py FOLDER FROM TO [REPEATS]")
    repeats = int(sys.argv[4]) if len(sys.argv) == 5 else 50
    files = dict(maps.deepstate_files(sys.argv[1]))
    before, after = (maps.deepstate_geometry(files[datetime.date.fromisoformat(d)])
                     for d in sys.argv[2:4])
    report = Report("shapely-change")
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        gained, lost = after.difference(before), before.difference(after)
        gained_m2, lost_m2 = area_m2(gained), area_m2(lost)
        patches = [p.wkb for g in (gained, lost) for p in maps.polygons(g)]
        spent.append(time.perf_counter() - start)
    report.report["phases_s"] = {"change": statistics.median(spent)}
    report.print(change_gained_m2=round(gained_m2), change_lost_m2=round(lost_m2),
                 patches=len(patches))


if __name__ == "__main__":
    main()
