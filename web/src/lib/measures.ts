// Areas in words: square kilometers first, square miles behind, as news agencies
// print them.
import { number } from "./i18n.svelte";

const squareMile = 2.589988110336; // km², exactly

/** An area with its unit; small ones with a decimal. */
export function area(km2: number): string {
  const digits = Math.abs(km2) < 99.95 ? 1 : 0;
  return `${number(km2, digits)} km² (${number(km2 / squareMile, digits)} sq mi)`;
}

/** An area alone, with its sign. */
export function signed(km2: number): string {
  const digits = Math.abs(km2) < 99.95 ? 1 : 0;
  return `${km2 > 0 ? "+" : km2 < 0 ? "−" : ""}${number(Math.abs(km2), digits)} km²`;
}
