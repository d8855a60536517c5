// How verdicts look: a sign besides the colour, so that neither is needed alone.
import type { Verdict } from "../../lib/api";

export const verdicts: readonly Verdict[] = ["contradicted", "miscalculated", "disputed", "supported", "unverifiable"];

export const signs: Record<Verdict, string> = { supported: "✓", contradicted: "✗", disputed: "⇄", miscalculated: "≠", unverifiable: "?" };
