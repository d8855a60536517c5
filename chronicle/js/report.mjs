// Reads a chronicle from standard input and prints, for the test in js_test.go,
// what it makes of it: node report.mjs STATE… < FILE
import { boundary, decode, diff, mapOn } from "./decode.mjs";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const c = await decode(new Uint8Array(Buffer.concat(chunks)));

// Twice the area in the plane, in squares of 1e-7 degree: exact, in integers.
function planar(ids, sign = 1n) {
  let sum = 0n;
  for (const id of ids) {
    const [ax, ay, bx, by] = c.segments.subarray(4 * id, 4 * id + 4);
    sum += BigInt(ax) * BigInt(by) - BigInt(bx) * BigInt(ay);
  }
  return sign * sum;
}

const states = process.argv.slice(2).map(Number);
console.log(
  JSON.stringify({
    source: c.source,
    name: c.name,
    segments: c.segments.length / 4,
    observations: c.observations.map((o) => [o.day, o.known, o.state]),
    last: mapOn(c, c.observations.at(-1).day + 10).state,
    states: states.map((s) => {
      const ids = boundary(c, s);
      const d = diff(c, 0, s);
      return {
        segments: ids.length,
        planar: String(planar(ids)),
        changed: d.added.length + d.removed.length,
        net: String(planar(d.added) + planar(d.removed, -1n)),
      };
    }),
  }),
);
