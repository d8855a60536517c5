#!/usr/bin/python3
"""The same from PostGIS: areas and daily changes of the DeepState archive.

    postgis_archive.py FOLDER FROM TO [REPEATS]

Starts a PostgreSQL cluster of its own in a temporary folder, reached by a Unix
socket there and by no port, as the user postgres where it is run by root (the
server refuses root), and stops and removes it at the end. Loads every map, then
times the series (areas, and ST_Difference both ways, of each consecutive pair)
and the change between the maps valid on FROM and TO. Prints one line of JSON.

Needs Debian's postgresql-15 and postgresql-15-postgis-3.
"""
import contextlib
import glob
import json
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import maps

SERIES = """
select count(*),
       sum(ST_Area(geom::geography)),
       sum(ST_Area(ST_Difference(geom, before)::geography)),
       sum(ST_Area(ST_Difference(before, geom)::geography))
from (select geom, lag(geom) over (order by day) as before from map) pairs
"""
CHANGE = """
select ST_Area(gained::geography), ST_Area(lost::geography),
       ST_AsBinary(gained), ST_AsBinary(lost)
from (select ST_Difference(b.geom, a.geom) as gained, ST_Difference(a.geom, b.geom) as lost
      from map a, map b where a.day = '{0}' and b.day = '{1}') change
"""


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit("usage: postgis_archive.py FOLDER FROM TO [REPEATS]")
    repeats = int(sys.argv[4]) if len(sys.argv) == 5 else 20
    with cluster() as server:
        print(json.dumps(measured(server, *sys.argv[1:4], repeats)))


def measured(server, folder, first, last, repeats):
    phases = {}
    start = time.perf_counter()
    server.sql("create extension postgis")
    server.sql("create table map (day date primary key, geom geometry(MultiPolygon, 4326))")
    copy = "".join(f"{day}\t{row_geometry(path)}\n" for day, path in maps.deepstate_files(folder))
    server.sql("copy map from stdin", copy)
    server.sql("vacuum analyze map")
    phases["load"] = time.perf_counter() - start

    rows, phases["series"], peak = server.timed(SERIES)
    count, held, gained, lost = rows[0]
    times = []
    for _ in range(repeats):
        change, spent, _ = server.timed(CHANGE.format(first, last))
        times.append(spent)
    phases["change"] = statistics.median(times)
    return {
        "peer": "postgis",
        "versions": {
            "postgresql": server.sql("show server_version")[0][0],
            "postgis": server.sql("select postgis_full_version()")[0][0],
        },
        "phases_s": {k: round(v, 6) for k, v in phases.items()},
        "results": {
            "maps": int(count), "held_sum_m2": round(float(held)),
            "gained_m2": round(float(gained)), "lost_m2": round(float(lost)),
            "change_gained_m2": round(float(change[0][0])),
            "change_lost_m2": round(float(change[0][1])),
        },
        "peak_rss_bytes": peak,
    }


def row_geometry(path):
    """Returns a map as hexadecimal EWKB, which copy reads."""
    from shapely import geos
    geometry = maps.deepstate_geometry(path)
    geos.lgeos.GEOSSetSRID(geometry._geom, 4326)
    return geos.WKBWriter(geos.lgeos, include_srid=True).write_hex(geometry)


class Server:
    """A running cluster; speaks to it through psql."""

    def __init__(self, root, binaries, user):
        self.root, self.binaries, self.user = root, binaries, user

    def run(self, *command, stdin=None):
        done = subprocess.run(command, input=stdin, text=True, capture_output=True,
                              user=self.user, cwd=self.root)
        if done.returncode != 0:
            sys.exit(f"{os.path.basename(command[0])}: {done.stderr.strip()}")
        return done.stdout

    def psql(self, commands):
        return self.run(os.path.join(self.binaries, "psql"), "-X", "-q", "-A", "-t", "-F", "\t",
                        "-v", "ON_ERROR_STOP=1", "-h", self.root, "-d", "postgres", "-f", "-",
                        stdin=commands)

    def sql(self, statement, copied=None):
        """Runs one statement and returns its rows as lists of text."""
        commands = statement + ";\n" + (copied + "\\.\n" if copied else "")
        return [line.split("\t") for line in self.psql(commands).splitlines() if line]

    def timed(self, statement):
        """Returns a statement's rows, the seconds that psql measured around it,
        and the backend's peak memory in bytes, its share of shared buffers in.
        """
        out = self.psql("\\timing on\n" + statement + ";\n\\timing off\n"
                        "select pg_read_file('/proc/self/status');\n")
        rows, timing, status = [], None, []
        for line in out.splitlines():
            if timing is not None:
                status.append(line)
            elif line.startswith("Time: "):
                timing = float(line.split()[1]) / 1e3  # Time: 18.123 ms
            else:
                rows.append(line.split("\t"))
        peak = next(int(s.split()[1]) * 1024 for s in status if s.startswith("VmHWM:"))
        return rows, timing, peak


@contextlib.contextmanager
def cluster():
    """Starts a private cluster; stops and removes it at the end."""
    binaries = max(glob.glob("/usr/lib/postgresql/*/bin"), default=None)
    if binaries is None:
        sys.exit("postgis_archive.py: no PostgreSQL in /usr/lib/postgresql")
    user = "postgres" if os.geteuid() == 0 else None
    root = tempfile.mkdtemp(prefix="salient-bench-")
    server = Server(root, binaries, user)
    try:
        if user:
            os.chown(root, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        data = os.path.join(root, "data")
        server.run(os.path.join(binaries, "initdb"), "-D", data, "-A", "trust", "-U",
                   user or pwd.getpwuid(os.geteuid()).pw_name, "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{root}' -c fsync=off"
        control = os.path.join(binaries, "pg_ctl")
        server.run(control, "-D", data, "-w", "-l", os.path.join(root, "log"), "-o", options,
                   "start")
        try:
            yield server
        finally:
            server.run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
