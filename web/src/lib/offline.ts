// Installs the service worker, and tells it what was loaded before it was there.

/** What the other pages ask first: some tens of kilobytes, so that after one visit
 *  none of them is empty without a network. */
const others = [
  "/v1/sources", "/v1/talks/rounds", "/v1/talks/positions", "/v1/talks/statements", "/v1/talks/agreements",
  "/docs/method.md", "/docs/accuracy.md", "/v1/periods?period=week&definition=deepstate",
];

export async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL });
  const { active } = await navigator.serviceWorker.ready;
  const loaded = () => performance.getEntriesByType("resource").map((r) => r.name).filter((a) => a.startsWith(location.origin));
  active?.postMessage({ keep: [...new Set([...loaded(), ...others.map((path) => location.origin + path)])] });
  // Workers' requests are not in the page's list: chronicles, and the map's tiles.
  new PerformanceObserver((list) => active?.postMessage({ keep: list.getEntries().map((r) => r.name) })).observe({ type: "resource" });
}
