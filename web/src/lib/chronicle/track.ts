// A chronicle that can be asked for any day's boundary at once: Track.outline().
//
// It keeps the standing segments of one state and walks to another by adding and
// removing the few segments by which states differ, so that the next day costs
// tens of steps, and a jump over years a millisecond.
import type { Packed } from "./worker";

/** Receives rings: a path to draw, or text for a file. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** The segments standing at one state, walking from state to state. */
class Standing {
  private state = -1;
  readonly list: Uint32Array;
  readonly place: Int32Array; // of each segment in list; -1: it does not stand
  count = 0;

  constructor(private readonly p: Packed) {
    this.list = new Uint32Array(p.from.length);
    this.place = new Int32Array(p.from.length).fill(-1);
  }

  goTo(state: number): this {
    const { added, addedAt, removed, removedAt } = this.p;
    for (; this.state < state; this.state++) {
      const s = this.state + 1;
      this.each(removed, removedAt, s, this.drop);
      this.each(added, addedAt, s, this.put);
    }
    for (; this.state > state; this.state--) {
      this.each(added, addedAt, this.state, this.drop);
      this.each(removed, removedAt, this.state, this.put);
    }
    return this;
  }

  has(segment: number): boolean {
    return (this.place[segment] as number) >= 0;
  }

  private each(ids: Uint32Array, at: Uint32Array, state: number, act: (id: number) => void): void {
    for (let i = at[state] as number, end = at[state + 1] as number; i < end; i++) act(ids[i] as number);
  }

  private readonly put = (id: number): void => {
    this.place[id] = this.count;
    this.list[this.count++] = id;
  };

  private readonly drop = (id: number): void => {
    const hole = this.place[id] as number;
    const last = this.list[--this.count] as number;
    this.list[hole] = last;
    this.place[last] = hole;
    this.place[id] = -1;
  };
}

export class Track {
  readonly first: number;
  readonly last: number;
  private readonly now: Standing;
  private readonly then: Standing; // a second one, so that a change needs no walk there and back
  private readonly links: Int32Array; // of each point, the last segment that starts there; -1: none
  private readonly more: Int32Array; // of each segment, another that starts where it does

  constructor(private readonly packed: Packed) {
    this.first = packed.days[0] as number;
    this.last = packed.days[packed.days.length - 1] as number;
    this.now = new Standing(packed);
    this.then = new Standing(packed);
    this.links = new Int32Array(packed.points.length / 2).fill(-1);
    this.more = new Int32Array(packed.from.length).fill(-1);
  }

  /** The valid day of the map that answers for a day, counted from 1970; null
   *  before the first. A map stands until the next one. */
  mapOn(day: number): number | null {
    const i = this.index(day);
    return i < 0 ? null : (this.packed.days[i] as number);
  }

  /** Whether there is a map of just this day. */
  hasMap(day: number): boolean {
    return this.mapOn(day) === day;
  }

  /** The days that have maps, ascending. */
  get days(): Int32Array {
    return this.packed.days;
  }

  /** The state on a day; -1 before the first map. */
  stateOn(day: number): number {
    const i = this.index(day);
    return i < 0 ? -1 : (this.packed.states[i] as number);
  }

  /** Draws the boundary of the ground held at a state, as closed rings. */
  outline(state: number, pen: Pen): void {
    if (state < 0) return;
    const s = this.now.goTo(state);
    for (let i = 0; i < s.count; i++) this.link(s.list[i] as number);
    for (let i = 0; i < s.count; i++) this.walk(s.list[i] as number, pen, this.packed.from, this.packed.to);
  }

  /** Draws the boundary of the ground that is held at one of two states only, as
   *  closed rings: the segments that stand at one of the two, those of the
   *  earlier state backwards. */
  change(a: number, b: number, pen: Pen): void {
    const { from, to } = this.packed;
    const before = this.then.goTo(a);
    const after = this.now.goTo(b);
    const chain: number[] = []; // a segment, or ~segment for one to be walked backwards
    for (let i = 0; i < after.count; i++) if (!before.has(after.list[i] as number)) chain.push(after.list[i] as number);
    for (let i = 0; i < before.count; i++) if (!after.has(before.list[i] as number)) chain.push(~(before.list[i] as number));
    const out = new Map<number, number[]>();
    const start = (s: number) => (s >= 0 ? from[s] : to[~s]) as number;
    const end = (s: number) => (s >= 0 ? to[s] : from[~s]) as number;
    for (const s of chain) {
      const there = out.get(start(s));
      if (there) there.push(s);
      else out.set(start(s), [s]);
    }
    for (const s of chain) {
      if (!out.get(start(s))?.length) continue;
      this.point(start(s), pen, "moveTo");
      for (let next = out.get(start(s))?.pop(); next !== undefined; next = out.get(end(next))?.pop()) this.point(end(next), pen, "lineTo");
      pen.closePath();
    }
  }

  private index(day: number): number {
    const days = this.packed.days;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private link(id: number): void {
    const start = this.packed.from[id] as number;
    this.more[id] = this.links[start] as number;
    this.links[start] = id;
  }

  /** Takes the ring that a segment's start still lies on, if there is one. Which
   *  way is taken where rings touch makes no difference to what they enclose. */
  private walk(id: number, pen: Pen, from: Uint32Array, to: Uint32Array): void {
    let at = from[id] as number;
    let next = this.links[at] as number;
    if (next < 0) return;
    this.point(at, pen, "moveTo");
    while (next >= 0) {
      this.links[at] = this.more[next] as number;
      at = to[next] as number;
      this.point(at, pen, "lineTo");
      next = this.links[at] as number;
    }
    pen.closePath();
  }

  private point(id: number, pen: Pen, how: "moveTo" | "lineTo"): void {
    pen[how](this.packed.points[2 * id] as number, this.packed.points[2 * id + 1] as number);
  }
}
