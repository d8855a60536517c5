// Areas in words: square kilometers first, square miles behind, as news agencies
// print them.
import { number, strings } from "./i18n.svelte";

const squareMile = 2.589988110336; // km², exactly
const digitsOf = (km2: number) => (Math.abs(km2) < 99.95 ? 1 : 0);

/** A number with its unit, which stay together. */
export function measured(x: number, unit: "km2" | "mi2" | "km", digits = 0): string {
  return `${number(x, digits)}\u00a0${strings().shell.units[unit]}`;
}

/** An area with its unit; small ones with a decimal. */
export function area(km2: number): string {
  const digits = digitsOf(km2);
  return `${measured(km2, "km2", digits)} (${measured(km2 / squareMile, "mi2", digits)})`;
}

/** A number with its sign; small ones with a decimal, unless digits are given. */
export function signed(x: number, digits = digitsOf(x)): string {
  return `${x > 0 ? "+" : x < 0 ? "−" : ""}${number(Math.abs(x), digits)}`;
}

/** An area alone, with its sign. */
export function signedArea(km2: number): string {
  return `${signed(km2)}\u00a0${strings().shell.units.km2}`;
}
