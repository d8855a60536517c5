// What the map page shows, read from the address and written back to it, and the
// data behind it. The page makes one Model; its parts read and change it.
import { change, features, json, rounds, series, sources, type Change, type Definition, type Periods, type Round, type Series, type Source, type Agreement } from "../../lib/api";
import { chronicle } from "../../lib/chronicle/load";
import type { Track } from "../../lib/chronicle/track";
import { isDay, toDay, toNumber } from "../../lib/days";
import { toUnits } from "../../lib/map/projection";
import { route, update } from "../../lib/state.svelte";

export const modes = ["change", "swipe", "overlay", "difference"] as const;
export type Mode = (typeof modes)[number];

/** What the map shows at first, in any window: west, south, east, north. */
export const home: [number, number, number, number] = [29.2, 44.3, 40.4, 51];

export class Model {
  sources = $state.raw<Source[]>([]);
  /** Of each definition: undefined while it loads, null where the maps were not imported. */
  tracks = $state.raw<Record<string, Track | null>>({});
  series = $state.raw<Record<string, Series>>({});
  periods = $state.raw<Record<string, Periods>>({});
  rounds = $state.raw<Round[]>([]);
  agreements = $state.raw<Agreement[]>([]);
  /** Of the days that were last let go of; null while they are measured. */
  changes = $state.raw<Change[] | null>(null);
  notes = $state.raw<string[]>([]);
  front = $state.raw<{ definition: string; day: number; path: Path2D } | null>(null);
  problem = $state<string | null>(null);
  from = $state(0);
  to = $state(0);

  readonly definitions = $derived(this.sources.flatMap((s) => s.counts));
  readonly mode = $derived<Mode>(modes.find((m) => m === route.params["mode"]) ?? "change");
  readonly chosen: Definition[] = $derived(this.choose());
  /** The first and the last day of what is chosen. */
  readonly extent = $derived<[number, number]>(
    this.chosen.length > 0 ? [Math.min(...this.chosen.map((d) => toNumber(d.first))), Math.max(...this.chosen.map((d) => toNumber(d.last)))] : [0, 1],
  );
  readonly place = $derived(route.params["place"]);
  /** Share of the width that the first of two sources has, 0.02…0.98. */
  readonly split = $derived(Math.min(0.98, Math.max(0.02, Number(route.params["split"] ?? 0.5) || 0.5)));

  private asked = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;

  async load(): Promise<void> {
    try {
      this.sources = await sources(); // the page then follows the address
    } catch (e) {
      this.problem = e instanceof Error ? e.message : String(e);
    }
    rounds().then((r) => (this.rounds = r.filter((x) => x.status === "held")), () => undefined); // marks only
    json<Agreement[]>("/v1/talks/agreements").then((a) => (this.agreements = a), () => undefined);
  }

  sourceOf(definition: string): Source | undefined {
    return this.sources.find((s) => s.definitions.includes(definition));
  }

  /** Takes the days from the address; where it has none, the newest week. */
  follow(): void {
    if (this.chosen.length === 0) return;
    const [first, last] = this.extent;
    const { from, to } = route.params;
    this.to = clamp(isDay(to) ? toNumber(to) : last, first, last);
    this.from = clamp(isDay(from) ? toNumber(from) : this.to - 7, first, this.to);
    for (const d of this.chosen) this.need(d.name);
    this.settle();
  }

  /** Sets both days while they are dragged; let go with settled. */
  set(from: number, to: number, settled = true): void {
    const [first, last] = this.extent;
    const [a, b] = from <= to ? [from, to] : [to, from];
    const days = [clamp(a, first, last), clamp(b, first, last)] as const;
    if (days[0] === this.from && days[1] === this.to && !settled) return;
    [this.from, this.to] = days;
    this.asked++; // figures of other days that are still under way come too late
    this.changes = null;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      const now = { from: toDay(this.from), to: toDay(this.to) };
      if (route.params["from"] === now.from && route.params["to"] === now.to) this.settle();
      else update(now);
    }, settled ? 120 : 500);
  }

  /** Moves both days, keeping them as far apart as they are where that goes. */
  shift(days: number): void {
    const [first, last] = this.extent;
    const step = clamp(days, first - this.from, last - this.to);
    this.set(this.from + step, this.to + step);
  }

  /** Whether the outlines of everything chosen can be drawn. */
  get drawable(): boolean {
    return this.chosen.every((d) => this.tracks[d.name] !== null);
  }

  private choose(): Definition[] {
    const asked = (route.params["source"] ?? "").split(",").filter(Boolean);
    const found = asked.flatMap((name) => {
      const d = this.definitions.find((x) => x.name === name) ?? this.definitions.find((x) => x.source === name);
      return d ? [d] : [];
    });
    const unique = [...new Map((found.length > 0 ? found : this.definitions.slice(0, 1)).map((d) => [d.name, d])).values()];
    if (this.mode === "change") return unique.slice(0, 1);
    // Two or more are compared: the next ones fill up what the address leaves out.
    const more = this.definitions.filter((d) => !unique.includes(d) && !unique.some((u) => u.source === d.source));
    const all = unique.length < 2 ? [...unique, ...more].slice(0, 2) : unique;
    return this.mode === "overlay" ? all.slice(0, 5) : all.slice(0, 2);
  }

  private need(name: string): void {
    if (this.tracks[name] === undefined) {
      chronicle(name).then(
        (t) => (this.tracks = { ...this.tracks, [name]: t }),
        (e: unknown) => (this.problem = e instanceof Error ? e.message : String(e)),
      );
    }
    if (!this.series[name]) series({ definition: name }).then(({ results: [s] }) => s && (this.series = { ...this.series, [name]: s }), () => undefined);
    if (!this.periods[name]) {
      json<{ results: Periods[] }>("/v1/periods", { period: "week", definition: name }).then(
        ({ results: [p] }) => p && (this.periods = { ...this.periods, [name]: p }),
        () => undefined, // bars are missing then, and everything else is there
      );
    }
  }

  /** Asks the server for the figures of the days, and for the front. */
  private settle(): void {
    const [from, to] = [this.from, this.to];
    const now = ++this.asked;
    const current = () => now === this.asked;
    this.changes = null;
    const q = { from: toDay(from), to: toDay(to) };
    void Promise.allSettled(this.chosen.map((d) => change({ ...q, definition: d.name }))).then((answers) => {
      if (!current()) return;
      this.changes = answers.flatMap((a) => (a.status === "fulfilled" ? a.value.results : []));
      this.notes = answers.flatMap((a) => (a.status === "rejected" ? [a.reason instanceof Error ? a.reason.message : String(a.reason)] : (a.value.notes ?? [])));
    });
    const [first] = this.chosen;
    if (!first || this.mode !== "change") return;
    features("fronts", { definition: first.name, datetime: q.to, limit: 1 }).then(
      ({ features: [f] }) => {
        if (current() && f?.geometry.type === "MultiLineString") this.front = { definition: first.name, day: to, path: lines(f.geometry.coordinates) };
      },
      () => undefined, // the collection is there with imported maps only
    );
  }
}

function lines(all: number[][][]): Path2D {
  const path = new Path2D();
  for (const line of all) {
    line.forEach(([lon = 0, lat = 0], i) => {
      const [x, y] = toUnits(lon, lat);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
  }
  return path;
}

function clamp(x: number, least: number, most: number): number {
  return Math.min(Math.max(x, least), most);
}
