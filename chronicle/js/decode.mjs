// Reads the chronicle encoding, docs/chronicle-format.md, in a browser or in
// Node 20. Start with decode(); ask with mapOn(), boundary() and diff().
//
// Days count from 1970-01-01; points are degrees × 1e7, longitude first.

const MAX_BODY = 1 << 25;
const MAX_ENTRIES = 1 << 25;
const NO_DAY = -(2 ** 31);

/**
 * Decodes one chronicle.
 *
 * @param {Uint8Array} bytes the whole encoding
 * @returns {Promise<{
 *   source: string, name: string,
 *   segments: Int32Array, // ax, ay, bx, by of each segment; held side on the left
 *   deltas: {added: Uint32Array, removed: Uint32Array}[], // by state: segment numbers
 *   observations: {day: number, known: number, state: number}[],
 * }>} rejects with an Error for bytes that are not a chronicle
 */
export async function decode(bytes) {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "SALC") throw new Error("not a chronicle");
  if (bytes[4] !== 1) throw new Error(`chronicle version ${bytes[4]}, this program reads 1`);
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(5, true);
  if (crc32(bytes.subarray(9)) !== sum) throw new Error("chronicle: checksum differs");
  const head = new Stream(bytes.subarray(9));
  const source = head.text();
  const name = head.text();
  const size = head.number();
  const packed = head.take(head.number());
  if (size > MAX_BODY) throw new Error(`chronicle: body of ${size} bytes`);
  return { source, name, ...decodeBody(await inflate(packed, size)) };
}

/** The observation that answers for a day, as known on another; null if none. */
export function mapOn(chronicle, day, asKnownOn = NO_DAY) {
  for (let i = chronicle.observations.length - 1; i >= 0; i--) {
    const o = chronicle.observations[i];
    if (o.day <= day && (asKnownOn === NO_DAY || o.known <= asKnownOn)) return o;
  }
  return null;
}

/** The numbers of the segments standing at a state, ascending. */
export function boundary(chronicle, state) {
  const standing = new Uint8Array(chronicle.segments.length / 4);
  for (let i = 0; i <= state; i++) {
    for (const id of chronicle.deltas[i].added) standing[id] = 1;
    for (const id of chronicle.deltas[i].removed) standing[id] = 0;
  }
  const ids = [];
  standing.forEach((on, id) => on && ids.push(id));
  return ids;
}

/** The numbers of the segments standing only at state b, and only at state a. */
export function diff(chronicle, a, b) {
  if (a > b) {
    const { added, removed } = diff(chronicle, b, a);
    return { added: removed, removed: added };
  }
  const net = new Map();
  for (let i = a + 1; i <= b; i++) {
    for (const id of chronicle.deltas[i].added) net.set(id, (net.get(id) ?? 0) + 1);
    for (const id of chronicle.deltas[i].removed) net.set(id, (net.get(id) ?? 0) - 1);
  }
  const only = (sign) => [...net].filter(([, n]) => n === sign).map(([id]) => id);
  return { added: only(1), removed: only(-1) };
}

function decodeBody(body) {
  const whole = new Stream(body);
  const sizes = Array.from({ length: 8 }, () => whole.number());
  const [obs, counts, runs, chains, xs, ys, nearXs, nearYs] = sizes.map((n) => new Stream(whole.take(n)));

  const quantum = counts.number();
  const segments = []; // ax, ay, bx, by
  const deltas = [];
  let start = [0, 0];
  let entries = 0;
  const read = (x, y, from) => [from[0] + x.signed() * quantum, from[1] + y.signed() * quantum];

  const readRuns = (limit) => {
    const ids = [];
    let last = -1;
    for (let n = counts.number(), i = 0; i < n; i++) {
      const first = i === 0 ? limit - runs.number() : last + runs.number();
      last = first + runs.number();
      if (first < 0 || last >= limit) throw new Error("chronicle: run out of range");
      if ((entries += last - first + 1) > MAX_ENTRIES) throw new Error("chronicle: too many changes");
      for (let id = first; id <= last; id++) ids.push(id);
    }
    return ids;
  };

  for (let states = counts.number(), s = 0; s < states; s++) {
    const first = segments.length / 4;
    const removed = readRuns(first);
    const again = readRuns(first);
    const foretell = new Predictor(removed.map((id) => segments.slice(4 * id, 4 * id + 4)));
    let loose = 0;
    for (let n = counts.number(), k = 0; k < n; k++) {
      const skip = chains.number();
      loose += skip;
      start = skip > 0 ? foretell.loose[loose - 1] : read(xs, ys, start);
      if (!start) throw new Error("chronicle: a chain starts at no point");
      let at = start;
      for (let left = chains.number(); left >= 0; left--) {
        const guess = foretell.next(start, at, left === 0 && skip > 0);
        const same = guess[0] === at[0] && guess[1] === at[1];
        const to = same ? read(xs, ys, guess) : read(nearXs, nearYs, guess);
        segments.push(...at, ...to);
        at = to;
      }
    }
    const next = segments.length / 4;
    const added = Uint32Array.from({ length: again.length + next - first }, (_, i) =>
      i < again.length ? again[i] : first + i - again.length,
    );
    deltas.push({ added, removed: Uint32Array.from(removed) });
  }

  const observations = [];
  let day = 0;
  let state = 0;
  for (let n = obs.number(), i = 0; i < n; i++) {
    day += obs.signed();
    const known = day + obs.signed();
    state += obs.number();
    observations.push({ day, known, state });
  }
  return { segments: Int32Array.from(segments), deltas, observations };
}

const REACH = 64;
const CELL = 128;

/** Foretells the points of new chains from the segments that a state removes. */
class Predictor {
  constructor(removed) {
    this.removed = removed;
    this.cells = new Map(); // from cell to the segments that start there, in order
    const ends = new Set();
    for (const s of removed) {
      const cell = cellOf(s[0], s[1]);
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(s);
      ends.add(`${s[2]},${s[3]}`);
    }
    const loose = new Map();
    for (const [x, y] of removed) {
      const key = `${x},${y}`;
      if (!ends.has(key)) loose.set(key, [x, y]);
    }
    this.loose = [...loose.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  next(start, at, lastOfKnown) {
    if (this.removed.length === 0) return at;
    if (lastOfKnown) return this.end(start);
    const s = this.nearest(at);
    return s ? [s[2], s[3]] : at;
  }

  /** The removed segment that starts nearest, within reach; of several, the first. */
  nearest([x, y]) {
    let best = null;
    let bestFar = [Infinity, Infinity]; // squared distance, then number
    for (let cx = Math.floor((x - REACH) / CELL); cx <= Math.floor((x + REACH) / CELL); cx++) {
      for (let cy = Math.floor((y - REACH) / CELL); cy <= Math.floor((y + REACH) / CELL); cy++) {
        for (const s of this.cells.get(cellAt(cx, cy)) ?? []) {
          const [dx, dy] = [s[0] - x, s[1] - y];
          if (Math.max(Math.abs(dx), Math.abs(dy)) > REACH) continue;
          const far = [dx * dx + dy * dy, this.number(s)];
          if (far[0] < bestFar[0] || (far[0] === bestFar[0] && far[1] < bestFar[1])) [best, bestFar] = [s, far];
        }
      }
    }
    return best;
  }

  number(segment) {
    this.numbers ??= new Map(this.removed.map((s, i) => [s, i]));
    return this.numbers.get(segment);
  }

  /** Follows the removed segments from a loose point to where they end. */
  end([x, y]) {
    for (let i = 0; i < this.removed.length; i++) {
      const s = this.cells.get(cellOf(x, y))?.find((s) => s[0] === x && s[1] === y);
      if (!s) break;
      [x, y] = [s[2], s[3]];
    }
    return [x, y];
  }
}

function cellOf(x, y) {
  return cellAt(Math.floor(x / CELL), Math.floor(y / CELL));
}

/** One number for two of less than 2^25 either way: maps find numbers fast. */
function cellAt(cx, cy) {
  return cx * 2 ** 26 + cy;
}


/** Varints, one after the other. */
class Stream {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(n) {
    if (this.at + n > this.bytes.length) throw new Error("chronicle: a stream ends early");
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  number() {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      const byte = this.take(1)[0];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Error("chronicle: number out of range");
  }

  /** 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 … */
  signed() {
    const v = this.number();
    return v % 2 === 0 ? v / 2 : -(v + 1) / 2;
  }

  text() {
    return new TextDecoder().decode(this.take(this.number()));
  }
}

/** Unpacks raw DEFLATE (RFC 1951), and stops at the first byte beyond size. */
async function inflate(packed, size) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const body = new Uint8Array(size);
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > size) throw new Error("chronicle: body larger than claimed");
    body.set(value, at);
    at += value.length;
  }
  if (at !== size) throw new Error(`chronicle: body ends at ${at} of ${size} bytes`);
  return body;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** CRC-32 as in ISO 3309, zip and PNG. */
function crc32(bytes) {
  let c = 0xffffffff;
  for (const b of bytes) c = crcTable[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
