// Decodes a tile, or a tile of a PMTiles archive, with Mapbox's own reader and
// prints what it found as JSON: node decode.mjs FILE [Z X Y]
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "x.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { VectorTile } = await load("@mapbox/vector-tile");
const pbf = await load("pbf");
const Pbf = pbf.PbfReader ?? pbf.default;

let data = readFileSync(process.argv[2]);
const out = { layers: {} };
if (process.argv.length > 3) {
  const { PMTiles } = await load("pmtiles");
  const source = {
    getKey: () => "file",
    getBytes: async (offset, length) => ({ data: data.buffer.slice(data.byteOffset + offset, data.byteOffset + offset + length) }),
  };
  const archive = new PMTiles(source);
  out.header = await archive.getHeader();
  out.metadata = await archive.getMetadata();
  const tile = await archive.getZxy(...process.argv.slice(3).map(Number));
  data = tile ? new Uint8Array(tile.data) : new Uint8Array();
}
const tile = new VectorTile(new Pbf(data));
for (const [name, layer] of Object.entries(tile.layers)) {
  const features = [];
  for (let i = 0; i < layer.length; i++) {
    const f = layer.feature(i);
    features.push({ id: f.id, type: f.type, properties: f.properties, rings: f.loadGeometry().map((r) => r.map((p) => [p.x, p.y])) });
  }
  out.layers[name] = { version: layer.version, extent: layer.extent, features };
}
console.log(JSON.stringify(out));
