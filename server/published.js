// Answers what the app asks a server for from the files that salient publish
// wrote beside it. It runs before the app. What no file answers is told as the
// server tells problems: nothing is answered by figures of other days.
(() => {
  const without = new Set(["f", "v", "limit", "form"]); // say how, not what
  const endings = { text: ".txt", markdown: ".md" };

  /** Every file that answers something: salient publish writes them in here. */
  const there = new Set([]);

  // The map asks for no tiles beyond these.
  document.documentElement.dataset.deepest = "0";

  /** The file that answers an address of the server, as Go's publishedName names it;
   *  undefined for addresses that ask the server nothing. */
  function file(address) {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin || !/^\/(v1|collections|chronicle|docs|tiles)\//.test(url.pathname)) return undefined;
    const collection = /^\/collections\/([^/]+)\/items$/.exec(url.pathname);
    if (collection && !url.searchParams.has("datetime")) return `/collections/${collection[1]}.geojson`;
    const tile = /^(\/tiles\/[^/]+)\/\d+\/\d+\/\d+\.mvt$/.exec(url.pathname);
    if (tile) url.pathname = `${tile[1]}.pmtiles`;
    const ending = /\.[a-z]+$/.exec(url.pathname)?.[0] ?? "";
    const asked = [...url.searchParams].filter(([k, v]) => !without.has(k) && v !== "").map(([k, v]) => `~${k}=${v}`).sort();
    return decodeURI(url.pathname.slice(0, url.pathname.length - ending.length)) + asked.join("") + (ending || endings[url.searchParams.get("form")] || ".json");
  }

  function problem(status, detail) {
    return new Response(JSON.stringify({ type: "about:blank", title: "Not here", status, detail }), { status, headers: { "Content-Type": "application/problem+json" } });
  }

  const fetched = window.fetch.bind(window);
  const places = () => fetched("/collections/settlements.geojson").then((r) => r.json());

  /** Places by the beginning of a name, as /v1/search answers. */
  async function search(url) {
    const text = (url.searchParams.get("q") ?? "").toLocaleLowerCase();
    const found = (await places()).features.filter((p) => p.properties.name.toLocaleLowerCase().startsWith(text))
      .sort((a, b) => (b.properties.population ?? 0) - (a.properties.population ?? 0)).slice(0, Number(url.searchParams.get("limit") ?? 10));
    const results = found.map((p) => ({ id: p.id, name: p.properties.name, region: p.properties.oblast ?? "", country: p.properties.country, lon: p.geometry.coordinates[0], lat: p.geometry.coordinates[1], population: p.properties.population ?? null }));
    return new Response(JSON.stringify({ results }), { headers: { "Content-Type": "application/json" } });
  }

  /** The positions that stood on a day: those of the last day on which one was told. */
  async function standing(url) {
    const told = (await fetched("/v1/talks/positions.json").then((r) => r.json())).map((x) => x.day).filter((d) => d <= url.searchParams.get("on")).sort();
    if (told.length === 0) return new Response("[]", { headers: { "Content-Type": "application/json" } });
    url.searchParams.set("on", told.at(-1));
    return fetched(encodeURI(file(url.href)));
  }

  // An archive of tiles is read in parts (PMTiles 3), or as a whole from hosts that
  // give no parts.
  const archives = new Map();

  function archive(name) {
    let a = archives.get(name);
    if (!a) {
      archives.set(name, (a = opened(name)));
      a.catch(() => archives.delete(name)); // the next one to ask tries again
    }
    return a;
  }

  async function opened(name) {
    let whole = null;
    const part = async (from, length) => {
      if (whole) return whole.slice(from, from + length);
      const answer = await fetched(encodeURI(name), { headers: { Range: `bytes=${from}-${from + length - 1}` } });
      if (answer.status === 206) return answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      whole = await answer.arrayBuffer();
      return whole.slice(from, from + length);
    };
    const unpacked = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    const first = await part(0, 16384); // the header and the root are in these
    const header = new DataView(first);
    const at = (i) => Number(header.getBigUint64(i, true));
    const [root, length, leaves, data, most] = [at(8), at(16), at(40), at(56), header.getUint8(101)];
    const directories = new Map();
    const directory = (from, size) => {
      const key = `${from}`;
      let d = directories.get(key);
      if (!d) directories.set(key, (d = (from + size <= first.byteLength ? Promise.resolve(first.slice(from, from + size)) : part(from, size)).then(unpacked).then(entries)));
      return d;
    };
    return async (z, x, y) => {
      if (z > most) return null;
      const id = tileID(z, x, y);
      let [from, size] = [root, length];
      for (let depth = 0; depth < 4; depth++) {
        const e = (await directory(from, size)).findLast((e) => e.id <= id);
        if (!e || (e.run > 0 && id >= e.id + e.run)) return new ArrayBuffer(0);
        if (e.run > 0) return unpacked(await part(data + e.offset, e.length));
        [from, size] = [leaves + e.offset, e.length];
      }
      return new ArrayBuffer(0);
    };
  }

  /** The entries of a directory: run tiles from id on share the bytes; run 0 is a leaf. */
  function entries(buffer) {
    const bytes = new Uint8Array(buffer);
    let i = 0;
    const number = () => {
      for (let value = 0, scale = 1; ; scale *= 128) {
        const b = bytes[i++];
        value += (b & 127) * scale;
        if (b < 128) return value;
      }
    };
    const all = Array.from({ length: number() }, () => ({ id: 0, run: 0, length: 0, offset: 0 }));
    let id = 0;
    for (const e of all) e.id = id += number();
    for (const e of all) e.run = number();
    for (const e of all) e.length = number();
    all.forEach((e, k) => {
      const v = number();
      e.offset = v > 0 ? v - 1 : all[k - 1].offset + all[k - 1].length;
    });
    return all;
  }

  /** The number of a tile: those of smaller zooms, and its place on Hilbert's curve. */
  function tileID(z, x, y) {
    let id = (4 ** z - 1) / 3;
    for (let s = 2 ** z / 2; s >= 1; s /= 2) {
      const [rx, ry] = [x & s ? 1 : 0, y & s ? 1 : 0];
      id += s * s * ((3 * rx) ^ ry);
      if (ry === 0) {
        if (rx === 1) [x, y] = [s - 1 - x, s - 1 - y];
        [x, y] = [y, x];
      }
    }
    return id;
  }

  async function tile(name, z, x, y) {
    const data = await (await archive(name))(z, x, y);
    return data ? new Response(data, { headers: { "Content-Type": "application/vnd.mapbox-vector-tile" } }) : problem(404, `The tiles of this published copy end above zoom ${z}.`);
  }

  // Its service worker is for a server.
  if (navigator.serviceWorker) navigator.serviceWorker.register = () => Promise.reject(new Error("a published copy has none"));

  window.fetch = async (asked, init) => {
    const address = typeof asked === "string" || asked instanceof URL ? String(asked) : asked.url;
    const url = new URL(address, location.href);
    const name = file(address);
    if (name === undefined) return fetched(asked, init);
    if ((init?.method ?? "GET") !== "GET") return problem(501, "This is a published copy, which checks no articles: salient serve does, and salient check.");
    if (url.pathname === "/v1/search") return search(url);
    if (url.pathname === "/v1/talks/positions" && url.searchParams.has("on")) return standing(url);
    if (!there.has(name)) return problem(404, `This is a published copy: it has the figures of whole weeks and months and of the newest days. For any other question there is salient serve. (No file ${name}.)`);
    const place = /\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(url.pathname);
    if (place) return tile(name, ...place.slice(1).map(Number));
    return fetched(encodeURI(name), init);
  };

  // Pictures and links that name the server's answers.
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    const answer = (name === "src" || name === "href") && typeof value === "string" ? file(value) : undefined;
    set.call(this, name, answer === undefined ? value : encodeURI(answer));
  };
})();
