// Words in the reader's language. strings() gives the catalogue; English is
// always there, the others are fetched when chosen. Every catalogue has every
// word: the compiler refuses one that lacks any.
import { en, type Strings } from "./strings/en";

export const languages = [
  ["en", "English"],
  ["uk", "Українська"],
  ["ru", "Русский"],
  ["fr", "Français"],
] as const;
export type Language = (typeof languages)[number][0];

const key = "salient-language";
let current = $state<Language>("en");
let catalogue = $state.raw<Strings>(en);

const others: Record<Exclude<Language, "en">, () => Promise<{ default: Strings }>> = {
  uk: () => import("./strings/uk"),
  ru: () => import("./strings/ru"),
  fr: () => import("./strings/fr"),
};

export function strings(): Strings {
  return catalogue;
}

export function language(): Language {
  return current;
}

export async function setLanguage(to: Language): Promise<void> {
  catalogue = to === "en" ? en : (await others[to]()).default;
  current = to;
  document.documentElement.lang = to;
  try {
    localStorage.setItem(key, to);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

/** The language chosen before, else the browser's first that is known here. */
export async function loadLanguage(): Promise<void> {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(key);
  } catch {
    // as above
  }
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, kept, ...navigator.languages.map((l) => l.slice(0, 2))];
  const to = wanted.map((w) => languages.find(([code]) => code === w)?.[0]).find((l) => l !== undefined) ?? "en";
  if (to !== "en") await setLanguage(to).catch(() => undefined); // English serves offline
}

/** A number in the reader's way of writing. */
export function number(x: number, digits = 0): string {
  return new Intl.NumberFormat(current, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(x);
}

/** A share in percent, from 0 to 100, in the reader's way of writing. */
export function percent(x: number, digits = 0): string {
  return new Intl.NumberFormat(current, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(x / 100);
}

const dates = (form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(current === "en" ? "en-GB" : current, { ...form, timeZone: "UTC" });
const noon = (day: string) => new Date(`${day.length === 7 ? `${day}-01` : day}T12:00:00Z`);
/** Russian and Ukrainian abbreviate "year" behind a date, whose stop would double a sentence's. */
const bare = (text: string) => text.replace(/\s[гр]\.$/, "");

/** A day, YYYY-MM-DD, in the reader's way of writing. */
export function dayText(day: string, style: "long" | "medium" = "medium"): string {
  return bare(dates({ dateStyle: style }).format(noon(day)));
}

/** The days from one to another, which share what they have in common: 17–18 Feb 2026. */
export function daysText(from: string, to: string, style: "long" | "medium" = "medium"): string {
  return bare(dates({ dateStyle: style }).formatRange(noon(from), noon(to)));
}

/** A day without its year. */
export function dayOfYear(day: string): string {
  return dates({ day: "numeric", month: "short" }).format(noon(day));
}

/** The days from one to another without their year. */
export function daysOfYear(from: string, to: string): string {
  return dates({ day: "numeric", month: "short" }).formatRange(noon(from), noon(to));
}

/** A month, YYYY-MM or a day of it, as a short name, with its year if that is wanted. */
export function monthText(month: string, year = false): string {
  return bare(dates({ month: "short", ...(year ? { year: "numeric" } : {}) }).format(noon(month)));
}

/** What stands before something, as "Sources: "; French sets a space before the colon, too. */
export function before(label: string): string {
  return `${label}${catalogue.shell.colon}`;
}
