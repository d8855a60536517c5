// Installs the service worker, and tells it what was loaded before it was there.

export async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL });
  const { active } = await navigator.serviceWorker.ready;
  const loaded = () => performance.getEntriesByType("resource").map((r) => r.name).filter((a) => a.startsWith(location.origin));
  active?.postMessage({ keep: [...new Set(loaded())] });
  // Workers' requests are not in the page's list: chronicles, and the map's tiles.
  new PerformanceObserver((list) => active?.postMessage({ keep: list.getEntries().map((r) => r.name) })).observe({ type: "resource" });
}
