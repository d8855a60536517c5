// The article as pieces of text, each with the claims, statements and talks that
// it is part of: what was found may overlap and nest.
import type { Checked, Verdict } from "../../lib/api";

export interface Note {
  /** Of the element beside the article that tells of it. */
  id: string;
  start: number;
  end: number;
  kind: "claim" | "statement" | "talks";
  verdict: Verdict | null;
}

export interface Piece {
  text: string;
  notes: Note[];
}

export function notes(c: Checked): Note[] {
  return [
    ...c.claims.map((x, i): Note => ({ id: `claim-${i}`, start: x.start, end: x.end, kind: "claim", verdict: x.verdict })),
    ...c.statements.map((x, i): Note => ({ id: `statement-${i}`, start: x.start, end: x.end, kind: "statement", verdict: null })),
    ...c.talks.map((x, i): Note => ({ id: `talks-${i}`, start: x.start, end: x.end, kind: "talks", verdict: x.check.verdict })),
  ];
}

/** Cuts a text wherever a note begins or ends. Notes count code points. */
export function pieces(text: string, all: Note[]): Piece[] {
  const points = [...text];
  const cuts = [...new Set([0, points.length, ...all.flatMap((n) => [n.start, n.end])])].filter((c) => c >= 0 && c <= points.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] as number;
    return { text: points.slice(from, to).join(""), notes: all.filter((n) => n.start <= from && n.end >= to) };
  });
}
