// The map of a change as an SVG file, drawn from the same boundaries as the
// picture on the page, with days, source and credits in it.
import type { FeatureCollection, Position } from "geojson";
import type { Track } from "../chronicle/track";
import { escaped } from "../save";
import { palette } from "./palette";
import { toUnits, type Camera } from "./projection";
import type { Ground } from "./style";

export interface Drawing {
  camera: Camera;
  ground: Ground;
  track: Track;
  to: number;
  patches: FeatureCollection;
  title: string;
  credit: string;
}

export function svg(d: Drawing): string {
  const c = palette(false);
  const { camera } = d;
  const at = (x: number, y: number) => `${((x - camera.x) * camera.scale + camera.width / 2).toFixed(1)} ${((y - camera.y) * camera.scale + camera.height / 2).toFixed(1)}`;
  const held = { text: "", moveTo(x: number, y: number) { this.text += `M${at(x, y)}`; }, lineTo(x: number, y: number) { this.text += `L${at(x, y)}`; }, closePath() { this.text += "Z"; } };
  d.track.outline(d.track.stateOn(d.to), held);
  const line = (points: Position[]) => points.map(([lon = 0, lat = 0], i) => (i === 0 ? "M" : "L") + at(...toUnits(lon, lat))).join("");
  const rings = (all: FeatureCollection, wanted: (p: Record<string, unknown>) => boolean) =>
    all.features.flatMap((f) => {
      if (!wanted(f.properties ?? {})) return [];
      const g = f.geometry;
      const polygons = g?.type === "Polygon" ? [g.coordinates] : g?.type === "MultiPolygon" ? g.coordinates : [];
      return polygons.flat().map((r) => `${line(r)}Z`);
    }).join("");
  const borders = d.ground.base.features.flatMap((f) => (f.geometry.type === "MultiLineString" ? f.geometry.coordinates.map(line) : [])).join("");
  const { width: w, height: h } = camera;
  const hatch = (id: string, color: string, turn: number) =>
    `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="6" height="6" fill="${color}" fill-opacity=".42"/><rect width="2" height="6" fill="${color}"/></pattern>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${escaped(d.title)}">
<title>${escaped(d.title)}</title>
<defs>${hatch("g", c.gained, 45)}${hatch("l", c.lost, -45)}</defs>
<rect width="${w}" height="${h}" fill="${c.water}"/>
<path d="${rings(d.ground.base, () => true)}" fill="${c.land}"/>
<path d="${rings(d.ground.oblasts, () => true)}" fill="${c.country}" stroke="${c.oblast}" stroke-width=".8"/>
<path d="${borders}" fill="none" stroke="${c.border}"/>
<path d="${held.text}" fill="${c.held}" fill-rule="evenodd" stroke="${c.outline}" stroke-width="1.1"/>
<path d="${rings(d.patches, (p) => p["kind"] === "gained")}" fill="url(#g)" stroke="${c.gained}" stroke-width=".8" fill-rule="evenodd"/>
<path d="${rings(d.patches, (p) => p["kind"] === "lost")}" fill="url(#l)" stroke="${c.lost}" stroke-width=".8" fill-rule="evenodd"/>
<g font-family="system-ui, sans-serif" fill="${c.label}"><rect width="${w}" height="34" fill="${c.country}" fill-opacity=".9"/><text x="12" y="22" font-size="15" font-weight="600">${escaped(d.title)}</text>
<rect y="${h - 24}" width="${w}" height="24" fill="${c.country}" fill-opacity=".9"/><text x="12" y="${h - 8}" font-size="11">${escaped(d.credit)}</text></g>
</svg>
`;
}
