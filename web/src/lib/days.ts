// Valid days as numbers counted from 1970-01-01, and back.
import type { Day } from "./api";

export function toNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

export function toDay(n: number): Day {
  return new Date(n * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string | undefined): text is Day {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && toDay(toNumber(text)) === text;
}
