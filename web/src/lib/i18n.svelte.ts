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

/** A day, YYYY-MM-DD, in the reader's way of writing. */
export function dayText(day: string, style: "long" | "medium" = "medium"): string {
  const text = new Intl.DateTimeFormat(current === "en" ? "en-GB" : current, { dateStyle: style, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  return text.replace(/\s[гр]\.$/, ""); // Russian and Ukrainian abbreviate "year" behind it, whose stop would double a sentence's
}
