import type { Round } from "../../lib/api";
import { party } from "../../lib/labels";
import type { Strings } from "../../lib/strings/en";

/** A round's city; where it had none, who spoke and how. */
export function roundName(r: Round, s: Strings["talks"]): string {
  if (r.city) return r.city;
  const how = (s.modes as Record<string, string>)[r.mode] ?? r.mode;
  return `${r.parties.map((p) => party(p, s.parties)).join(", ")}${how ? `, ${how}` : ""}`;
}
