// Names of what the record calls by an id: parties, and whatever has a list of
// words in the catalogue.
import { language } from "./i18n.svelte";

/** Parties that are states, by ISO 3166 code; Intl has their names. */
const states: Record<string, string> = {
  usa: "US", us: "US", russia: "RU", ukraine: "UA", turkiye: "TR", uae: "AE", germany: "DE", france: "FR", uk: "GB", poland: "PL", italy: "IT", belarus: "BY",
  "saudi-arabia": "SA", china: "CN", switzerland: "CH", qatar: "QA", finland: "FI", japan: "JP", hungary: "HU", norway: "NO", india: "IN", brazil: "BR",
};

/** A party's name in the reader's language. */
export function party(id: string, others: Record<string, string>): string {
  const state = states[id];
  if (state) return new Intl.DisplayNames(language(), { type: "region" }).of(state) ?? id;
  return label(id, others);
}

/** The word for an id; an id that the catalogue lacks is shown as words. */
export function label(id: string, words: Record<string, string>): string {
  return words[id] ?? id.replaceAll("-", " ");
}

/** The site that an address is of, as a short name for it. */
export function siteOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, "");
  } catch {
    return address;
  }
}

/** Whether an address may be linked to: what others wrote may hold anything. */
export function linkable(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
