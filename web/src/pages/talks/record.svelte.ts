// The record of the talks as the page asks it: loaded once, read by the address.
import { agreements, positions, rounds, statements, type Agreement, type Position, type Round, type Statement } from "../../lib/api";
import { isDay } from "../../lib/days";
import { route } from "../../lib/state.svelte";

export class Talks {
  all = $state.raw<Round[]>([]);
  agreed = $state.raw<Agreement[]>([]);
  said = $state.raw<Statement[]>([]);
  positions = $state.raw<Position[]>([]);
  loaded = $state(false);
  problem = $state("");

  readonly process = $derived(route.params["process"] ?? "");
  readonly processes = $derived([...new Set(this.all.map((r) => r.process))]);
  /** The rounds shown, the newest last. */
  readonly rounds = $derived(this.all.filter((r) => this.process === "" || r.process === this.process));
  readonly round: Round | undefined = $derived(this.all.find((r) => r.id === route.params["round"]) ?? this.rounds.findLast((r) => r.mode !== "phone") ?? this.rounds.at(-1));
  /** The day of the matrix: asked for, else that on which the round began. */
  readonly on = $derived(isDay(route.params["on"]) ? route.params["on"] : (this.round?.start ?? ""));

  async load(): Promise<void> {
    try {
      [this.all, this.agreed, this.said, this.positions] = await Promise.all([rounds().then((r) => r.filter((x) => x.status === "held")), agreements(), statements(), positions()]);
    } catch (e) {
      this.problem = e instanceof Error ? e.message : String(e);
    }
    this.loaded = true;
  }

  /** The round before one, of the same process: the last that ended before it began. */
  before(r: Round): Round | undefined {
    const earlier = this.all.filter((x) => x.process === r.process && x.end < r.start);
    return (r.mode === "phone" ? undefined : earlier.findLast((x) => x.mode !== "phone")) ?? earlier.at(-1);
  }

  get first(): string {
    return [this.all[0]?.start, this.agreed[0]?.day, this.said[0]?.day].filter((d) => d !== undefined).sort()[0] ?? "2022-02-24";
  }

  get last(): string {
    return [this.all.at(-1)?.end, this.agreed.at(-1)?.day, this.said.at(-1)?.day].filter((d) => d !== undefined).sort().at(-1) ?? "2022-02-24";
  }
}

/** The day before or after one. */
export function dayAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 864e5).toISOString().slice(0, 10);
}
