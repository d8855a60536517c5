// What the server answers, typed. Every function rejects with a Problem whose
// message can be shown; docs/api.md describes the addresses.
import type { FeatureCollection } from "geojson";

/** An RFC 9457 problem document, as an error. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** A valid day, YYYY-MM-DD. */
export type Day = string;
export type Basis = "chronicle" | "ledger";

export interface Definition {
  name: string;
  source: string;
  layers: string[];
  title: string;
  counts: string;
  convention: string;
  baseline: string;
  denominator_km2: number;
  breaks?: { day: Day; note: string }[];
  actor: string;
  first: Day;
  last: Day;
  days: number;
}

export interface Source {
  source: string;
  name: string;
  definitions: string[];
  first: Day;
  last: Day;
  days: number;
  distinct: number;
  licence: string;
  terms: string;
  attribution: string;
  basis: Basis;
  conventions: string;
  method: string;
  counts: Definition[];
}

export interface Near {
  place: string;
  distance_km: number;
  bearing: string;
}

export interface Patch {
  kind: "gained" | "lost";
  area_km2: number;
  lon: number;
  lat: number;
  oblast: string | null;
  near: Near;
  sliver: boolean;
  day?: Day;
}

interface Answer {
  source: string;
  definition: string;
  days: { asked: unknown; used: unknown };
  method: string;
  basis: Basis;
  notes?: string[];
}

export interface Held extends Answer {
  day: Day;
  map_day: Day;
  known_on: Day;
  held_km2: number;
  share_percent: number;
  share_of_km2: number;
  interval_km2: [number, number] | null;
  by?: { name: string; held_km2: number; area_km2: number | null; share_percent: number | null }[];
}

export interface Change extends Answer {
  from: Day;
  to: Day;
  gained_km2: number;
  lost_km2: number;
  net_km2: number;
  sliver_km2: number;
  rate_km2_per_day: number | null;
  gross: "exact" | "bound";
  interval_km2: [number, number] | null;
  patches: Patch[];
  by?: { name: string; gained_km2: number; lost_km2: number; net_km2: number }[];
}

export interface Series {
  source: string;
  definition: string;
  days: Day[];
  held_km2: number[];
  method: string;
  basis: Basis;
}

/** Every whole week or month of a definition. */
export interface Periods {
  source: string;
  definition: string;
  period: "week" | "month";
  rows: { from: Day; to: Day; gained_km2: number; lost_km2: number; net_km2: number; gross: string; interval_km2: [number, number] | null }[];
  skipped: { from: Day; to: Day; reason: string }[];
  /** The day on which the period begins that stands out. */
  records: Record<"most_gained" | "most_lost" | "largest_net" | "smallest_net", Day>;
  method: string;
  basis: Basis;
}

export interface Agreement {
  id: string;
  process: string;
  day: Day;
  day_note: string | null;
  kind: string;
  parties: string[];
  mediators: string[];
  round: string | null;
  unilateral: boolean;
  signed: boolean;
  terms: string;
  from: Day | null;
  to: Day | null;
  to_note: string | null;
  end: string | null;
  note: string | null;
  sources: string[];
}

export interface Place {
  place: string;
  lon: number;
  lat: number;
  oblast: string | null;
  near: Near | null;
  method: string;
  history: { source: string; definition: string; from: Day; to: Day; held: boolean; basis: Basis }[];
}

export interface Found {
  id: number;
  name: string;
  region: string;
  country: string;
  lon: number;
  lat: number;
  population: number | null;
}

export interface Person {
  id: string;
  name: string;
}

export interface Round {
  id: string;
  process: string;
  start: Day;
  end: Day;
  status: string;
  city: string;
  place: string | null;
  country: string;
  host: string | null;
  mode: string;
  format: string;
  doors: string | null;
  mediators: string[];
  parties: string[];
  apart: boolean;
  called: string[];
  delegations: { party: string; head: Person | null; head_note: string | null; members: Person[]; change: string | null }[];
  agenda: string[];
  outcome: string | null;
  result: string | null;
  note: string | null;
  sources: string[];
}

export interface Results<T> {
  results: T[];
  notes?: string[];
}

type Query = Record<string, string | number | undefined>;

/** The address of one of the server's answers. */
export function address(path: string, query: Query = {}): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) if (v !== undefined && v !== "") q.set(k, String(v));
  const text = q.toString().replaceAll("%2C", ",");
  return text ? `${path}?${text}` : path;
}

async function ask(path: string, query: Query, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address(path, query), init);
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new Problem(0, "The server cannot be reached.");
  }
  if (answer.ok) return answer;
  const doc = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string; hint?: string };
  throw new Problem(answer.status, doc.detail ?? doc.title ?? `The server answered ${answer.status}.`, doc.hint);
}

/** Any JSON answer, for addresses that have no function here. */
export async function json<T>(path: string, query: Query = {}, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  return (await ask(path, query, { ...init, headers })).json() as Promise<T>;
}

/** An answer's bytes. */
export async function bytes(path: string, query: Query = {}): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await ask(path, query)).arrayBuffer());
}

/** A collection's features: those of one page, up to limit. */
export function features(collection: string, query: Query = {}): Promise<FeatureCollection> {
  return json(`/collections/${collection}/items`, { f: "json", limit: 10000, ...query });
}

interface Which {
  source?: string;
  definition?: string;
}

export const sources = (): Promise<Source[]> => json("/v1/sources");
export const held = (q: Which & { on?: Day; by?: string }): Promise<Results<Held>> => json("/v1/held", { ...q });
export const change = (q: Which & { from: Day; to: Day; by?: string }): Promise<Results<Change>> => json("/v1/change", { ...q });
export const series = (q: Which & { from?: Day; to?: Day }): Promise<Results<Series>> => json("/v1/series", { ...q });
export const place = (q: Which & { q: string }): Promise<Place> => json("/v1/place", { ...q });
export const search = (q: string, limit = 8): Promise<Results<Found>> => json("/v1/search", { q, limit });
export const rounds = (q: { from?: Day; to?: Day } = {}): Promise<Round[]> => json("/v1/talks/rounds", { ...q });
