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
  /** 0 or null where a source names no area to divide by. */
  denominator_km2: number | null;
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
  /** null where no reference place is known. */
  near: Near | null;
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
  share_percent: number | null;
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
  end: { how: string; day: Day | null; by: string | null; summary: string; sources: string[] } | null;
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
  city: string | null;
  place: string | null;
  country: string | null;
  host: string | null;
  mode: string;
  format: string;
  doors: string | null;
  mediators: string[];
  parties: string[];
  apart: boolean;
  called: string[];
  delegations: { party: string; head: Person | null; head_note: string | null; members: Person[]; change: { day: Day | null; summary: string; sources: string[] } | null }[];
  agenda: string[];
  outcome: string | null;
  result: string | null;
  note: string | null;
  sources: string[];
}

export interface Position {
  id: string;
  process: string;
  party: string;
  issue: string;
  kind: string;
  day: Day;
  day_note: string | null;
  round: string | null;
  summary: string;
  sources: string[];
}

export interface Statement {
  id: string;
  process: string;
  speaker: Person;
  party: string;
  day: Day;
  channel: string;
  topic: string;
  summary: string;
  quote: string | null;
  sources: string[];
}

/** What moved between two rounds, by source. */
export interface Between {
  from_day: Day;
  to_day: Day;
  results: { source: string; definition: string; map_from: Day; map_to: Day; gained_km2: number; lost_km2: number; net_km2: number; interval_km2: [number, number] | null; gross: string; basis: Basis }[];
}

export type Verdict = "supported" | "contradicted" | "disputed" | "miscalculated" | "unverifiable";

export interface Evidence {
  source: string;
  definition: string;
  measure: string | null;
  from: Day | null;
  to: Day | null;
  value: number | null;
  range?: number[];
  unit: string;
  supports: boolean | null;
  command: string | null;
  map_from: Day | null;
  map_to: Day | null;
  basis: Basis | null;
  note: string | null;
}

/** A place in an article: code points of its text, from start to before end. */
interface Span {
  start: number;
  end: number;
}

export interface Claim extends Span {
  kind: string;
  text: string;
  region: string | null;
  reference_place: string | null;
  verdict: Verdict;
  rule: string;
  evidence: Evidence[];
  explanation: string;
  reading: { why: string };
}

export interface Checked {
  document: { text: string; title: string; site: string; url: string; published_from: string };
  published: Day | null;
  claims: Claim[];
  statements: (Span & { quote: string; speaker: string | null; role: string | null; party: string | null; date: Day | null; why: string })[];
  talks: (Span & {
    text: string;
    check: { verdict: Verdict; round: string | null; fields: { field: string; said: string; record: string; supports: boolean | null }[]; sources: string[]; explanation: string };
  })[];
}

interface Sentence {
  text: string;
  commands: string[];
}

export interface Brief {
  window: { kind: string; first: Day; last: Day; from: Day; to: Day };
  headline: string;
  standfirst: Sentence;
  sections: { id: string; heading: string; sentences: Sentence[] }[];
  definitions: { definition: string; name: string; counts: string; convention: string; baseline: string; map_days: [Day, Day] | null; note?: string }[];
  credits: string[];
  pictures: { id: string; title: string; alt: string; caption: string; command: string; width: number; height: number }[];
  method: string;
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

/** Every source that is known here, also those without any map: their first and last are null. */
export const allSources = (): Promise<(Source | (Omit<Source, "first" | "last"> & { first: null; last: null }))[]> => json("/v1/sources");
/** The sources that have maps or figures here, and their definitions that do. */
export const sources = async (): Promise<Source[]> =>
  (await allSources()).filter((x) => x.first !== null).map((x) => ({ ...x, counts: x.counts.filter((d) => d.days > 0) }));
export const held = (q: Which & { on?: Day; by?: string }): Promise<Results<Held>> => json("/v1/held", { ...q });
export const change = (q: Which & { from: Day; to: Day; by?: string }): Promise<Results<Change>> => json("/v1/change", { ...q });
export const series = (q: Which & { from?: Day; to?: Day }): Promise<Results<Series>> => json("/v1/series", { ...q });
export const place = (q: Which & { q: string }): Promise<Place> => json("/v1/place", { ...q });
export const search = (q: string, limit = 8): Promise<Results<Found>> => json("/v1/search", { q, limit });
export const periods = (q: Which & { period: "week" | "month" }): Promise<Results<Periods>> => json("/v1/periods", { ...q });
export const positions = (q: { on?: Day } = {}): Promise<Position[]> => json("/v1/talks/positions", { ...q });
export const statements = (): Promise<Statement[]> => json("/v1/talks/statements");
export const agreements = (): Promise<Agreement[]> => json("/v1/talks/agreements");
export const between = (from: string, to: string): Promise<Between> => json(`/v1/talks/between/${encodeURIComponent(from)}/${encodeURIComponent(to)}`);
export const counts = (round: string): Promise<{ number: number; names: string[] }[]> => json(`/v1/talks/rounds/${encodeURIComponent(round)}/count`);
export const brief = (q: Query): Promise<Brief> => json("/v1/brief", q);
export const check = (article: { text?: string; url?: string; published?: Day }, signal: AbortSignal): Promise<Checked> =>
  json("/v1/check", { document: 1 }, { method: "POST", body: JSON.stringify(article), headers: { "Content-Type": "application/json" }, signal });
/** A page of the documentation, as Markdown. */
export const document = async (name: string): Promise<string> => (await ask(`/docs/${encodeURIComponent(name)}.md`, {})).text();
/** The rounds; where the record does not know the last day, the first stands for it. */
export const rounds = async (q: { from?: Day; to?: Day } = {}): Promise<Round[]> =>
  (await json<(Omit<Round, "end"> & { end: Day | null })[]>("/v1/talks/rounds", { ...q })).map((r) => ({ ...r, end: r.end ?? r.start }));
