// Weeks and months as the server's briefs have them: weeks from Monday to Sunday,
// months by their name.
import { toDay, toNumber } from "../../lib/days";

/** The Monday of a day's week. */
export function monday(day: string): string {
  const n = toNumber(day);
  return toDay(n - ((((n + 3) % 7) + 7) % 7)); // 1970-01-01 was a Thursday
}

/** The newest week that is over by a day, by its Monday. */
export function latestWeek(last: string): string {
  const m = toNumber(monday(last));
  return toDay(m + 6 <= toNumber(last) ? m : m - 7);
}

/** The newest month whose successor's first day is there, as YYYY-MM. */
export function latestMonth(last: string): string {
  return toDay(toNumber(`${last.slice(0, 7)}-01`) - 1).slice(0, 7);
}

/** The Mondays of the weeks that begin in a year, the newest first, from after one day to another. */
export function weeksOf(year: string, first: string, last: string): string[] {
  const out: string[] = [];
  if (!last) return out;
  for (let w = latestWeek(last); w > first; w = toDay(toNumber(w) - 7)) if (w.startsWith(year)) out.push(w);
  return out;
}

export function monthsOf(year: string, first: string, last: string): string[] {
  if (!last) return [];
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}`).filter((m) => `${m}-01` >= first && m <= latestMonth(last)).reverse();
}
