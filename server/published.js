// Answers what the app asks a server for from the files that salient publish
// wrote beside it. It runs before the app. What no file answers is told as the
// server tells problems: nothing is answered by figures of other days.
(() => {
  const without = new Set(["f", "v", "limit", "form"]); // say how, not what
  const endings = { text: ".txt", markdown: ".md" };

  /** The file that answers an address of the server, as Go's publishedName names it. */
  function file(address) {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin || !/^\/(v1|collections|docs)\//.test(url.pathname)) return address;
    const collection = /^\/collections\/([^/]+)\/items$/.exec(url.pathname);
    if (collection && !url.searchParams.has("datetime")) return `/collections/${collection[1]}.geojson`;
    const ending = /\.[a-z]+$/.exec(url.pathname)?.[0] ?? "";
    const asked = [...url.searchParams].filter(([k, v]) => !without.has(k) && v !== "").map(([k, v]) => `~${k}=${v}`).sort();
    return encodeURI(url.pathname.slice(0, url.pathname.length - ending.length) + asked.join("") + (ending || endings[url.searchParams.get("form")] || ".json"));
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
    return fetched(file(url.href));
  }

  window.fetch = async (asked, init) => {
    const address = typeof asked === "string" || asked instanceof URL ? String(asked) : asked.url;
    const url = new URL(address, location.href);
    const name = file(address);
    if (name === address) return fetched(asked, init);
    if ((init?.method ?? "GET") !== "GET") return problem(501, "This is a published copy, which checks no articles: salient serve does, and salient check.");
    if (url.pathname === "/v1/search") return search(url);
    if (url.pathname === "/v1/talks/positions" && url.searchParams.has("on")) return standing(url);
    const answer = await fetched(name, init?.signal ? { signal: init.signal } : {});
    if (answer.ok) return answer;
    return problem(404, `This is a published copy: it has the figures of whole weeks and months and of the newest days. For any other question there is salient serve. (No file ${name}.)`);
  };

  // Pictures and links that name the server's answers.
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    set.call(this, name, (name === "src" || name === "href") && typeof value === "string" ? file(value) : value);
  };
})();
