#!/usr/bin/env python3
"""Writes the XML cases beside this file: inputs by hand, results by GEOS.

The format is that of the JTS Topology Suite's test runner. Run with Debian's
python3-shapely (GEOS): /usr/bin/python3 make.py. Inputs that are not valid are
first made so by a method of our own, apart from the Go code: faces of the noded
rings, from GEOS's polygonizer, that a ring winds around.
"""
import math
import os
from shapely import wkt, wkb
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import polygonize, unary_union
from shapely.validation import explain_validity


def p(*rings):
    return "(" + ", ".join("(" + ", ".join(f"{x} {y}" for x, y in r) + ")" for r in rings) + ")"


def poly(*rings):
    return "POLYGON " + p(*rings)


def multi(*polys):
    return "MULTIPOLYGON (" + ", ".join(p(*rings) for rings in polys) + ")"


def box(x, y, w, h=None):
    h = w if h is None else h
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]


def cw(ring):
    return ring[::-1]


def star(x, y, n, inner, outer, digits=0):
    pts = []
    for i in range(2 * n):
        r = outer if i % 2 == 0 else inner
        t = math.pi * i / n
        pts.append((round(x + r * math.cos(t), digits), round(y + r * math.sin(t), digits)))
    return pts + pts[:1]


def comb(x, y, teeth, height, width=2):
    pts = [(x, y)]
    for i in range(teeth):
        pts += [(x + 2 * width * i, y + height), (x + 2 * width * i + width, y + height),
                (x + 2 * width * i + width, y + 1), (x + 2 * width * (i + 1), y + 1)]
    pts += [(x + 2 * width * teeth, y), (x, y)]
    return pts


def circle(x, y, r, n):
    pts = [(round(x + r * math.cos(2 * math.pi * i / n), 6), round(y + r * math.sin(2 * math.pi * i / n), 6)) for i in range(n)]
    return pts + pts[:1]


plain = [
    ("two squares cross", poly(box(10, 10, 90)), poly(box(50, 50, 150))),
    ("same square, other start and direction", poly(box(0, 0, 20)), poly(cw([(20, 20), (0, 20), (0, 0), (20, 0), (20, 20)]))),
    ("disjoint", poly(box(0, 0, 10)), poly(box(30, 5, 10))),
    ("boxes apart, interleaved in both axes", multi([box(0, 0, 5)], [box(20, 20, 5)]), multi([box(10, 0, 5)], [box(0, 10, 5)])),
    ("nested", poly(box(0, 0, 100)), poly(box(40, 40, 20))),
    ("nested, with the inner one first", poly(box(40, 40, 20)), poly(box(0, 0, 100))),
    ("whole edge shared", poly(box(0, 0, 20)), poly(box(20, 0, 20))),
    ("part of an edge shared", poly(box(0, 0, 20)), poly(box(20, 5, 7, 10))),
    ("edge shared from inside", poly(box(0, 0, 20)), poly(box(10, 5, 10, 10))),
    ("corner touches corner", poly(box(0, 0, 20)), poly(box(20, 20, 20))),
    ("corner touches an edge: T", poly(box(0, 0, 20)), poly([(20, 10), (40, 0), (40, 20), (20, 10)])),
    ("corner touches an edge from inside", poly(box(0, 0, 20)), poly([(20, 10), (5, 15), (5, 5), (20, 10)])),
    ("edge and point at once", poly(box(0, 0, 30)), poly([(30, 5), (50, 5), (50, 25), (30, 25), (30, 20), (40, 15), (30, 10), (30, 5)])),
    ("b fills a's hole", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(15, 15, 20))),
    ("b lies within a's hole", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(20, 20, 5))),
    ("b covers a's hole", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(12, 12, 26))),
    ("b crosses the hole's edge", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(25, 25, 50))),
    ("b cuts the ring in two", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(-10, 20, 70, 10))),
    ("b opens the ring", poly(box(0, 0, 50), cw(box(15, 15, 20))), poly(box(20, 30, 10, 40))),
    ("holes cross", poly(box(0, 0, 60), cw(box(10, 10, 30))), poly(box(0, 0, 60), cw(box(20, 20, 30)))),
    ("hole in one, the same hole in the other", poly(box(0, 0, 60), cw(box(10, 10, 30))), poly(box(-5, -5, 70), cw(box(10, 10, 30)))),
    ("hole touches the shell in a point", poly(box(0, 0, 40), [(0, 20), (10, 30), (10, 10), (0, 20)]), poly(box(-10, 15, 30, 10))),
    ("two holes touch in a point", poly(box(0, 0, 60), [(30, 30), (20, 40), (20, 20), (30, 30)], [(30, 30), (40, 20), (40, 40), (30, 30)]), poly(box(25, 0, 10, 60))),
    ("triangles close a chain of holes", poly(box(0, 0, 40), [(10, 10), (10, 20), (20, 10), (10, 10)], [(10, 20), (10, 30), (20, 30), (10, 20)], [(20, 30), (30, 30), (30, 20), (20, 30)]), poly([(20, 10), (30, 10), (30, 20), (20, 10)])),
    ("holes cut ground off", poly(box(0, 0, 200), [(100, 100), (50, 100), (50, 200), (100, 100)][::-1]), poly([(150, 100), (100, 100), (150, 200), (150, 100)])),
    ("islands in holes, three deep", multi([box(0, 0, 100), cw(box(10, 10, 80))], [box(20, 20, 60), cw(box(30, 30, 40))]), multi([box(5, 5, 90), cw(box(15, 15, 70))], [box(25, 25, 50), cw(box(35, 35, 30))])),
    ("island moves from b to a's hole", poly(box(0, 0, 50), cw(box(10, 10, 30))), multi([box(20, 20, 10)], [box(60, 0, 10)])),
    ("bow-ties that share their knot", multi([[(10, 30), (20, 20), (10, 10), (10, 30)]], [[(30, 30), (20, 20), (30, 10), (30, 30)]]), multi([[(10, 30), (30, 30), (20, 20), (10, 30)]], [[(10, 10), (20, 20), (30, 10), (10, 10)]])),
    ("chessboard", multi(*[[box(10 * x, 10 * y, 10)] for x in range(4) for y in range(4) if (x + y) % 2 == 0]), multi(*[[box(10 * x, 10 * y, 10)] for x in range(4) for y in range(4) if (x + y) % 2])),
    ("chessboard and its frame", multi(*[[box(10 * x, 10 * y, 10)] for x in range(4) for y in range(4) if (x + y) % 2 == 0]), poly(box(-5, -5, 50), cw(box(5, 5, 30)))),
    ("combs that interlock", poly(comb(0, 0, 6, 20)), poly([(x + 2, 22 - y) for x, y in comb(0, 0, 6, 20)])),
    ("combs at right angles", poly(comb(0, 0, 6, 40)), poly([(y - 3, x + 4) for x, y in comb(0, 0, 6, 40)])),
    ("stars turned against each other", poly(star(0, 0, 5, 40, 100)), poly(star(7, 3, 7, 35, 90))),
    ("a cross of two bars", poly(box(0, 10, 30, 10)), poly(box(10, 0, 10, 30))),
    ("a grid of bars", multi(*[[box(0, 10 * i, 60, 5)] for i in range(6)]), multi(*[[box(10 * i, -2, 5, 60)] for i in range(6)])),
    ("crossing at a vertex of both", poly([(0, 0), (20, 0), (10, 10), (20, 20), (0, 20), (0, 0)]), poly([(10, 10), (30, 0), (30, 20), (10, 10)])),
    ("crossing through a vertex", poly([(0, 0), (40, 0), (20, 20), (40, 40), (0, 40), (0, 0)]), poly([(10, 20), (30, 10), (30, 30), (10, 20)])),
    ("slanting crossings", poly([(20, 340), (330, 380), (50, 40), (20, 340)]), poly([(210, 320), (140, 270), (0, 270), (140, 220), (210, 320)])),
    ("collinear edges, other vertices", poly([(0, 0), (10, 0), (20, 0), (30, 0), (30, 30), (0, 30), (0, 0)]), poly([(5, 0), (15, 0), (25, 0), (25, -10), (5, -10), (5, 0)])),
    ("slanting collinear edges", poly([(0, 0), (30, 10), (60, 20), (0, 20), (0, 0)]), poly([(15, 5), (45, 15), (45, 0), (15, 5)])),
    ("needle across a square", poly(box(0, 0, 100)), poly([(-50, 50), (150, 50), (150, 50.001), (-50, 50)])),
    ("needle from corner to corner", poly(box(0, 0, 100)), poly([(0, 0), (100, 100), (100, 100.001), (0, 0)])),
    ("needles that cross", poly([(0, 0), (1000, 1), (1000, 1.01), (0, 0)]), poly([(0, 1), (1000, 0), (1000, 0.01), (0, 1)])),
    ("needles side by side", poly([(0, 0), (1000, 333), (1000, 333.01), (0, 0)]), poly([(0, 0), (1000, 333.005), (1000, 333.02), (0, 0)])),
    ("nearly the same edge", poly([(0, 0), (100, 33.3333333), (100, 60), (0, 60), (0, 0)]), poly([(0, 0), (100, 33.3333334), (100, 0), (0, 0)])),
    ("narrow wedge into a", poly([(10, 10), (50, 10), (50, 50), (10, 50), (10, 31), (49, 30), (10, 30), (10, 10)]), poly([(60, 40), (40, 40), (40, 20), (60, 20), (60, 40)])),
    ("hole close to the shell", poly(box(10, 10, 90), [(10.5, 11), (11, 90), (90, 90), (90, 11), (10.5, 11)]), poly(box(0, 0, 30))),
    ("far from the origin", poly([(742605.987, 5087763.725), (742599.903, 5087760.560), (742591.101, 5087758.505), (742586.862, 5087766.632), (742592.429, 5087767.350), (742605.987, 5087763.725)]), poly([(742601.541, 5087772.181), (742592.429, 5087767.350), (742589.944, 5087771.515), (742582.816, 5087784.278), (742601.541, 5087772.181)])),
    ("hundredths of a unit far from the origin", poly(box(500000.01, 4649776.22, 0.05)), poly(box(500000.03, 4649776.25, 0.05))),
    ("degrees, seven digits", poly([(37.1234567, 48.1234567), (37.2345678, 48.1111111), (37.2222222, 48.2345678), (37.1234567, 48.1234567)]), poly([(37.1534567, 48.1034567), (37.2145678, 48.1911111), (37.1022222, 48.2045678), (37.1534567, 48.1034567)])),
    ("circles", poly(circle(0, 0, 100, 30)), poly(circle(60, 11, 70, 31))),
    ("circle in a circle of the same center", poly(circle(0, 0, 100, 24)), poly(circle(0, 0, 99.9999, 23))),
    ("a circle and itself, turned by a hair", poly(circle(0, 0, 100, 20)), poly([(x * math.cos(1e-7) - y * math.sin(1e-7), x * math.sin(1e-7) + y * math.cos(1e-7)) for x, y in circle(0, 0, 100, 20)])),
    ("nothing and a square", "POLYGON EMPTY", poly(box(0, 0, 10))),
    ("a square and nothing", poly(box(0, 0, 10)), "MULTIPOLYGON EMPTY"),
    ("nothing at all", "POLYGON EMPTY", "POLYGON EMPTY"),
]

hostile = [
    ("bow-tie", poly([(0, 0), (20, 20), (20, 0), (0, 20), (0, 0)]), poly(box(5, 5, 10))),
    ("bow-tie with unequal wings", poly([(0, 0), (30, 30), (30, 0), (0, 10), (0, 0)]), poly(box(0, 3, 40, 4))),
    ("spike outward", poly([(0, 0), (20, 0), (20, 10), (40, 10), (20, 10), (20, 20), (0, 20), (0, 0)]), poly(box(10, 5, 20, 10))),
    ("spike inward", poly([(0, 0), (20, 0), (20, 10), (5, 10), (20, 10), (20, 20), (0, 20), (0, 0)]), poly(box(3, 5, 20, 10))),
    ("gore: a spike away from the corner", poly([(0, 0), (20, 0), (20, 20), (10, 20), (10, 40), (10, 20), (0, 20), (0, 0)]), poly(box(5, 10, 10, 20))),
    ("every point twice", poly([q for q in box(0, 0, 20) for _ in range(2)]), poly([q for q in box(10, 10, 20) for _ in range(3)])),
    ("no area: a line", poly([(0, 0), (20, 20), (0, 0)] + [(0, 0)]), poly(box(5, 5, 10))),
    ("no area: a point", poly([(7, 7)] * 4), poly(box(5, 5, 10))),
    ("hole outside its shell", poly(box(0, 0, 20), cw(box(30, 0, 10))), poly(box(10, 0, 25, 10))),
    ("hole across its shell", poly(box(0, 0, 20), cw(box(10, 5, 20, 10))), poly(box(5, 0, 20, 30))),
    ("hole as large as its shell", poly(box(0, 0, 20), cw(box(0, 0, 20))), poly(box(5, 5, 10))),
    ("holes that overlap", poly(box(0, 0, 40), cw(box(5, 5, 20)), cw(box(15, 15, 20))), poly(box(0, 0, 20))),
    ("a hole within a hole", poly(box(0, 0, 40), cw(box(5, 5, 30)), cw(box(10, 10, 10))), poly(box(8, 8, 30))),
    ("holes that turn as the shell does", poly(box(0, 0, 40), box(5, 5, 10), box(20, 20, 10)), poly(cw(box(10, 10, 15)))),
    ("parts that overlap", multi([box(0, 0, 20)], [box(10, 10, 20)]), multi([box(5, 5, 10)], [box(5, 5, 10)])),
    ("parts that share an edge", multi([box(0, 0, 20)], [box(20, 0, 20)]), poly(box(10, -10, 20, 20))),
    ("the same part twice, once each way round", multi([box(0, 0, 20)], [cw(box(0, 0, 20))]), poly(box(10, 10, 20))),
    ("part within a part", multi([box(0, 0, 40)], [box(10, 10, 10)]), poly(box(5, 5, 20))),
    ("a ring around twice", poly(box(0, 0, 20)[:-1] + box(0, 0, 20)), poly(box(10, 10, 20))),
    ("figure of eight", poly([(0, 0), (10, 10), (20, 0), (20, 20), (10, 10), (0, 20), (0, 0)]), poly(box(5, 5, 10))),
    ("inverted shell: a hole drawn by the shell", poly([(0, 0), (40, 0), (40, 40), (0, 40), (0, 20), (10, 30), (10, 10), (0, 20), (0, 0)]), poly(box(5, 15, 20, 10))),
    ("pentagram", poly([star(0, 0, 5, 50, 100)[2 * (2 * i % 5)] for i in range(6)]), poly(box(-20, -20, 40))),
]


def winding(ring, x, y):
    n = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if ay <= y < by and side > 0:
            n += 1
        elif by <= y < ay and side < 0:
            n -= 1
    return n


def around(ring):
    """The ground that a ring winds around."""
    coords = list(ring.coords)
    if len(set(coords)) < 3:
        return Polygon()
    noded = unary_union(ring)
    kept = [f for f in polygonize(noded) if winding(coords, *f.representative_point().coords[0])]
    return unary_union(kept)


def structure(g):
    parts = []
    for q in getattr(g, "geoms", [g]):
        if q.is_empty:
            continue
        parts.append(around(q.exterior).difference(unary_union([around(h) for h in q.interiors])))
    return unary_union(parts)


def areal(g):
    """The polygons of a result, without lines and points, as WKT."""
    polys = [q for q in getattr(g, "geoms", [g]) if q.geom_type == "Polygon" and not q.is_empty]
    if not polys:
        return "POLYGON EMPTY"
    return wkt.dumps(polys[0] if len(polys) == 1 else MultiPolygon(polys), trim=True, rounding_precision=15)


def write(name, about, cases, hexed=()):
    out = ["<run>", f"  <desc>{about}</desc>", '  <precisionModel type="FLOATING"/>']
    for i, (desc, a, b) in enumerate(cases):
        ga, gb = wkt.loads(a), wkt.loads(b)
        va, vb = structure(ga), structure(gb)
        if i in hexed:
            a, b = wkb.dumps(ga, hex=True), wkb.dumps(gb, hex=True)
        out += ["", "<case>", f"  <desc>{desc}</desc>", f"  <a>{a}</a>", f"  <b>{b}</b>"]
        for op, result in [("intersection", va.intersection(vb)), ("union", va.union(vb)),
                           ("difference", va.difference(vb)), ("symdifference", va.symmetric_difference(vb))]:
            assert result.is_valid, (desc, op, explain_validity(result))
            out += ["<test>", f'  <op name="{op}" arg1="A" arg2="B">', f"    {areal(result)}", "  </op>", "</test>"]
        out += ['<test>', '  <op name="overlayAreaTest" arg1="A" arg2="B">true</op>', '</test>', "</case>"]
    out += ["", "</run>", ""]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "w") as f:
        f.write("\n".join(out))
    print(name, len(cases), "cases")


write("polygons.xml", "Valid polygons; results by GEOS", plain, hexed={0, 50})
write("hostile.xml", "Polygons that are not valid, as MakeValid understands them; results by GEOS", hostile)
