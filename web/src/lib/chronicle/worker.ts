// Decodes a chronicle off the main thread, and lays it out for drawing: see
// Packed. One message in, the bytes of a chronicle; one out.
import { decode } from "../../../../chronicle/js/decode.mjs";
import { toUnits } from "../map/projection";

/** A chronicle as typed arrays, which move between threads without copying. */
export interface Packed {
  source: string;
  /** Where each segment starts and ends: numbers of points. */
  from: Uint32Array<ArrayBuffer>;
  to: Uint32Array<ArrayBuffer>;
  /** The points, two numbers each, in units of projection.ts. */
  points: Float64Array<ArrayBuffer>;
  /** Segments that state i adds are added[addedAt[i]…addedAt[i+1]]; so removed. */
  added: Uint32Array<ArrayBuffer>;
  addedAt: Uint32Array<ArrayBuffer>;
  removed: Uint32Array<ArrayBuffer>;
  removedAt: Uint32Array<ArrayBuffer>;
  /** The newest observation of each valid day: days ascending, with their states. */
  days: Int32Array<ArrayBuffer>;
  states: Uint32Array<ArrayBuffer>;
  /** How long decoding took, in milliseconds. */
  took: number;
}

export type Loaded = { packed: Packed } | { error: string };

addEventListener("message", (e: MessageEvent<ArrayBuffer>) => {
  load(e.data).then(
    (packed) => postMessage({ packed } satisfies Loaded, Object.values(packed).flatMap((v) => (ArrayBuffer.isView(v) ? [v.buffer] : []))),
    (error: unknown) => postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Loaded),
  );
});

async function load(bytes: ArrayBuffer): Promise<Packed> {
  const start = performance.now();
  const c = await decode(new Uint8Array(bytes));
  const n = c.segments.length / 4;
  const from = new Uint32Array(n);
  const to = new Uint32Array(n);
  const flat: number[] = [];
  const seen = new Points(2 * n);
  const numbered = (x: number, y: number): number => {
    const id = seen.number(x, y);
    if (2 * id === flat.length) flat.push(...toUnits(x / 1e7, y / 1e7));
    return id;
  };
  for (let i = 0; i < n; i++) {
    from[i] = numbered(c.segments[4 * i] as number, c.segments[4 * i + 1] as number);
    to[i] = numbered(c.segments[4 * i + 2] as number, c.segments[4 * i + 3] as number);
  }
  const [added, addedAt] = concat(c.deltas.map((d) => d.added));
  const [removed, removedAt] = concat(c.deltas.map((d) => d.removed));
  const newest = new Map<number, number>();
  for (const o of c.observations) newest.set(o.day, o.state); // in order of day, then of knowing
  return {
    source: c.source, from, to, points: Float64Array.from(flat), added, addedAt, removed, removedAt,
    days: Int32Array.from(newest.keys()), states: Uint32Array.from(newest.values()), took: performance.now() - start,
  };
}

/** Numbers distinct points as they come: a hash table with open addressing. */
class Points {
  private readonly table: Int32Array;
  private readonly xy: Int32Array;
  private count = 0;

  constructor(most: number) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2))).fill(-1);
    this.xy = new Int32Array(2 * most);
  }

  number(x: number, y: number): number {
    const mask = this.table.length - 1;
    let at = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 0;
    for (at = (at ^ (at >>> 15)) & mask; ; at = (at + 1) & mask) {
      const id = this.table[at] as number;
      if (id < 0) {
        this.table[at] = this.count;
        this.xy[2 * this.count] = x;
        this.xy[2 * this.count + 1] = y;
        return this.count++;
      }
      if (this.xy[2 * id] === x && this.xy[2 * id + 1] === y) return id;
    }
  }
}

function concat(lists: Uint32Array[]): [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>] {
  const at = new Uint32Array(lists.length + 1);
  lists.forEach((l, i) => (at[i + 1] = (at[i] as number) + l.length));
  const all = new Uint32Array(at[lists.length] as number);
  lists.forEach((l, i) => all.set(l, at[i]));
  return [all, at];
}
