// Draws who held what, on a canvas that lies over the base map: paint().
//
// The canvas is apart from the map so that another day costs one path and not a
// new picture of the whole map; docs/web.md has the measurements. Change is drawn
// from the few segments that differ: they enclose what changed hands, and the
// ground held on one day, laid over that, tells gained from lost.
import type { Track } from "../chronicle/track";
import type { Patch } from "../api";
import { toUnits, worldUnits, type Camera } from "./projection";
import { dashes, type Palette } from "./palette";

/** What to show. Days are counted from 1970. */
export type Scene =
  | { kind: "centers"; patches: readonly Patch[] }
  | { kind: "change"; track: Track; from: number; to: number; front: Path2D | null; patches: readonly Patch[] }
  | { kind: "overlay"; tracks: Track[]; to: number }
  | { kind: "difference"; tracks: [Track, Track]; to: number };

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type Box = [number, number, number, number];

/** Paths of the states drawn last. They are the same for every camera. */
class Paths {
  private readonly kept = new Map<string, { path: Path2D; box: Box }>();

  outline(track: Track, state: number): Path2D {
    return this.get(String(state), (pen) => track.outline(state, pen)).path;
  }

  change(track: Track, a: number, b: number): { path: Path2D; box: Box } {
    return this.get(`${a} ${b}`, (pen) => track.change(a, b, pen));
  }

  private get(key: string, draw: (pen: Bounded) => void): { path: Path2D; box: Box } {
    let found = this.kept.get(key);
    if (found) this.kept.delete(key);
    else {
      const pen = new Bounded();
      draw(pen);
      found = { path: pen.path, box: pen.box };
    }
    this.kept.set(key, found);
    if (this.kept.size > 96) this.kept.delete(this.kept.keys().next().value as string);
    return found;
  }
}

/** A path that knows its box. */
class Bounded {
  readonly path = new Path2D();
  readonly box: Box = [Infinity, Infinity, -Infinity, -Infinity];

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
    this.widen(x, y);
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y);
    this.widen(x, y);
  }

  closePath(): void {
    this.path.closePath();
  }

  private widen(x: number, y: number): void {
    const b = this.box;
    if (x < b[0]) b[0] = x;
    if (y < b[1]) b[1] = y;
    if (x > b[2]) b[2] = x;
    if (y > b[3]) b[3] = y;
  }
}

export class Painter {
  private readonly paths = new WeakMap<Track, Paths>();
  private readonly hatches = new Map<string, CanvasPattern>();

  constructor(private colors: Palette) {}

  use(colors: Palette): void {
    this.colors = colors;
    this.hatches.clear();
  }

  /** Draws a scene; ratio is device pixels a pixel, and size that of text, 1 where
   *  it is 16 pixels: lines, rings and hatching are as much larger. Only the part of
   *  the picture between two x is drawn, in pixels, if they are given. */
  paint(ctx: Context, camera: Camera, ratio: number, size: number, scene: Scene, part?: [number, number]): void {
    const matrix = new DOMMatrix([
      camera.scale * ratio, 0, 0, camera.scale * ratio,
      (camera.width / 2 - camera.x * camera.scale) * ratio, (camera.height / 2 - camera.y * camera.scale) * ratio,
    ]);
    ctx.save();
    if (part) {
      ctx.beginPath();
      ctx.rect(part[0] * ratio, 0, (part[1] - part[0]) * ratio, camera.height * ratio);
      ctx.clip();
    }
    const p: Picture = { ctx, matrix, pen: ratio * size, width: camera.width * ratio, height: camera.height * ratio };
    if (scene.kind === "change") this.change(p, scene);
    else if (scene.kind === "centers") this.centers(p, scene.patches);
    else if (scene.kind === "overlay") this.overlay(p, scene);
    else this.difference(p, scene);
    ctx.restore();
  }

  private change(p: Picture, { track, from, to, front, patches }: Scene & { kind: "change" }): void {
    const [a, b] = [track.stateOn(from), track.stateOn(to)];
    const paths = this.of(track);
    const held = paths.outline(track, b);
    fill(p, held, this.colors.held);
    stroke(p, held, this.colors.outline, 1.1);
    if (front) stroke(p, front, this.colors.front, 2.4);
    if (a >= 0 && a !== b) {
      const { path, box } = paths.change(track, a, b);
      const part = pixels(p, box);
      if (part) {
        this.common(p, part, path, held, this.colors.gained, 1);
        this.common(p, part, path, paths.outline(track, a), this.colors.lost, -1);
        stroke(p, path, this.colors.outline, 0.75);
      }
    }
    for (const patch of patches) this.pointOut(p, patch);
  }

  /** Puts a ring around a patch that is too small to be seen at this scale. */
  private pointOut(p: Picture, { kind, lon, lat, area_km2, sliver }: Patch): void {
    const [x, y] = toUnits(lon, lat);
    const across = 2 * Math.sqrt(area_km2 / Math.PI) * unitsAKm(lat) * p.matrix.a; // device pixels
    if (sliver || area_km2 < 0.5 || across > 14 * p.pen) return;
    p.ctx.beginPath();
    p.ctx.arc(x * p.matrix.a + p.matrix.e, y * p.matrix.d + p.matrix.f, (7 * p.pen + across) / 1.6, 0, 2 * Math.PI);
    for (const [color, width] of [[this.colors.halo, 5], [kind === "gained" ? this.colors.gained : this.colors.lost, 2.2]] as const) {
      p.ctx.strokeStyle = color;
      p.ctx.lineWidth = width * p.pen;
      if (kind === "lost") p.ctx.setLineDash(width === 5 ? [] : [4 * p.pen, 2 * p.pen]);
      p.ctx.stroke();
    }
    p.ctx.setLineDash([]);
  }

  /** Where only centers of patches are known: discs as large as the ground. */
  private centers(p: Picture, patches: readonly Patch[]): void {
    for (const { kind, lon, lat, area_km2 } of patches) {
      const [x, y] = toUnits(lon, lat);
      const radius = Math.max(4 * p.pen, Math.sqrt(area_km2 / Math.PI) * unitsAKm(lat) * p.matrix.a);
      const [cx, cy] = [x * p.matrix.a + p.matrix.e, y * p.matrix.d + p.matrix.f];
      const color = kind === "gained" ? this.colors.gained : this.colors.lost;
      p.ctx.beginPath();
      p.ctx.arc(cx, cy, radius, 0, 2 * Math.PI);
      p.ctx.fillStyle = this.hatch(p.ctx, color, kind === "gained" ? 1 : -1, p.pen);
      p.ctx.fill();
      p.ctx.strokeStyle = color;
      p.ctx.lineWidth = p.pen;
      p.ctx.stroke();
    }
  }

  private overlay(p: Picture, { tracks, to }: Scene & { kind: "overlay" }): void {
    const outlines = tracks.map((t) => this.of(t).outline(t, t.stateOn(to)));
    outlines.forEach((path, i) => {
      p.ctx.globalAlpha = 0.16;
      fill(p, path, this.source(i));
      p.ctx.globalAlpha = 1;
    });
    outlines.forEach((path, i) => stroke(p, path, this.source(i), 2, dashes[i % dashes.length]));
  }

  private difference(p: Picture, { tracks: [first, second], to }: Scene & { kind: "difference" }): void {
    const a = this.of(first).outline(first, first.stateOn(to));
    const b = this.of(second).outline(second, second.stateOn(to));
    const all: Box = [0, 0, p.width, p.height];
    this.common(p, all, a, b, this.colors.both, 0);
    this.common(p, all, a, without(b), this.source(0), 1);
    this.common(p, all, b, without(a), this.source(1), -1);
    stroke(p, a, this.source(0), 1.2);
    stroke(p, b, this.source(1), 1.2, dashes[1]);
  }

  /** Fills what two paths have in common, hatched: lean 1 leans right, -1 left, 0
   *  is plain. part is the device pixels concerned. */
  private common(p: Picture, part: Box, path: Path2D, other: Path2D, color: string, lean: number): void {
    const { ctx, matrix: m } = p;
    const [x, y] = [Math.floor(part[0]), Math.floor(part[1])];
    const [w, h] = [Math.ceil(part[2]) - x, Math.ceil(part[3]) - y];
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, w, h);
    ctx.clip();
    ctx.transform(m.a, 0, 0, m.d, m.e, m.f);
    ctx.clip(path, "evenodd");
    ctx.clip(other, "evenodd");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (lean === 0) ctx.fillStyle = color;
    else {
      const hatch = this.hatch(ctx, color, lean, p.pen);
      const size = 8 * p.pen; // the hatching stays with the ground when the map moves
      hatch.setTransform(new DOMMatrix([1, 0, 0, 1, m.e % size, m.f % size]));
      ctx.fillStyle = hatch;
    }
    ctx.fillRect(x, y, w, h);
    ctx.restore();
  }

  /** A tile of diagonal lines over a tint. */
  private hatch(ctx: Context, color: string, lean: number, pen: number): CanvasPattern {
    const key = `${color} ${lean} ${pen}`;
    let pattern = this.hatches.get(key);
    if (!pattern) {
      const size = 8 * pen;
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(size);
      const t = tile.getContext("2d") as CanvasRenderingContext2D;
      t.scale(tile.width / 8, tile.height / 8);
      t.globalAlpha = 0.42;
      t.fillStyle = color;
      t.fillRect(0, 0, 8, 8);
      t.globalAlpha = 1;
      t.strokeStyle = color;
      t.lineWidth = 2;
      t.beginPath();
      for (const at of [-8, 0, 8]) {
        t.moveTo(at - 1, lean > 0 ? 9 : -1);
        t.lineTo(at + 9, lean > 0 ? -1 : 9);
      }
      t.stroke();
      pattern = ctx.createPattern(tile, "repeat") as CanvasPattern;
      this.hatches.set(key, pattern);
    }
    return pattern;
  }

  private of(track: Track): Paths {
    let p = this.paths.get(track);
    if (!p) this.paths.set(track, (p = new Paths()));
    return p;
  }

  private source(i: number): string {
    return this.colors.sources[i % this.colors.sources.length] as string;
  }
}

interface Picture {
  ctx: Context;
  matrix: DOMMatrix;
  /** Device pixels that a line of width 1 is wide. */
  pen: number;
  width: number;
  height: number;
}

/** Everything but what a path encloses. */
function without(path: Path2D): Path2D {
  const all = new Path2D();
  all.rect(-worldUnits, -worldUnits, 2 * worldUnits, 2 * worldUnits);
  all.addPath(path);
  return all;
}

/** Units of the projection that a kilometer on the ground is, at a latitude. */
function unitsAKm(lat: number): number {
  return worldUnits / (40075.017 * Math.cos((lat * Math.PI) / 180));
}

/** A box in units as device pixels within the picture; null if it is outside. */
function pixels(p: Picture, box: Box): Box | null {
  const m = p.matrix;
  const out: Box = [
    Math.max(0, box[0] * m.a + m.e - 1), Math.max(0, box[1] * m.d + m.f - 1),
    Math.min(p.width, box[2] * m.a + m.e + 1), Math.min(p.height, box[3] * m.d + m.f + 1),
  ];
  return out[0] < out[2] && out[1] < out[3] ? out : null;
}

function fill({ ctx, matrix }: Picture, path: Path2D, color: string): void {
  ctx.save();
  ctx.transform(matrix.a, 0, 0, matrix.d, matrix.e, matrix.f);
  ctx.fillStyle = color;
  ctx.fill(path, "evenodd");
  ctx.restore();
}

/** Strokes a path; width and dash are in pixels where text is 16 pixels. */
function stroke({ ctx, matrix, pen }: Picture, path: Path2D, color: string, width: number, dash: readonly number[] = []): void {
  ctx.save();
  ctx.transform(matrix.a, 0, 0, matrix.d, matrix.e, matrix.f);
  const unit = pen / matrix.a;
  ctx.strokeStyle = color;
  ctx.lineWidth = width * unit;
  ctx.lineJoin = "round";
  if (dash.length > 0) ctx.setLineDash(dash.map((d) => d * unit));
  ctx.stroke(path);
  ctx.restore();
}
