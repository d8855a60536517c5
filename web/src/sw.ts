// The service worker: what was seen once can be seen again without a network.
//
// The app's own files are kept when it is installed. The server's answers are
// always asked for anew, so that no figure is stale while there is a network, and
// kept for when there is none.
/// <reference lib="webworker" />
export {};
declare const self: ServiceWorkerGlobalScope;

// Filled in by build/worker.ts: the app's files, and a hash of them.
const files: string[] = JSON.parse("__FILES__");
const app = "app-__VERSION__";
const data = "data";
const mostAnswers = 800;

self.addEventListener("install", (e) => {
  e.waitUntil(caches.open(app).then((c) => c.addAll(["/app/", ...files])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (e) => {
  const old = caches.keys().then((all) => Promise.all(all.filter((k) => k !== app && k !== data).map((k) => caches.delete(k))));
  e.waitUntil(old.then(() => self.clients.claim()));
});

// What a page had loaded before this worker was there to see it.
self.addEventListener("message", (e: ExtendableMessageEvent) => {
  const addresses = (e.data as { keep?: string[] }).keep ?? [];
  e.waitUntil(caches.open(data).then((c) => Promise.allSettled(addresses.filter(answers).map(async (a) => keep(c, a, await fetch(a))))));
});

self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin) return;
  if (e.request.mode === "navigate") {
    if (url.pathname.startsWith("/app/")) e.respondWith(fetch(e.request).catch(async () => (await caches.match("/app/")) ?? Response.error()));
  } else if (url.pathname.startsWith("/app/")) {
    e.respondWith(caches.match(e.request, { cacheName: app }).then((kept) => kept ?? fetch(e.request)));
  } else if (answers(url.href)) e.respondWith(answer(e.request));
});

function answers(address: string): boolean {
  return /^\/(v1|collections|tiles|chronicle|docs)\//.test(new URL(address).pathname);
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(data);
  try {
    const fresh = await fetch(request);
    await keep(cache, request, fresh.clone()).then(() => trim(cache), () => undefined); // a full disk is no reason to fail
    return fresh;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/**
 * Keeps a good answer. That a source has no outlines here is one, too. It is read
 * to its end first: an answer cut short must not take the place of a whole one.
 */
async function keep(cache: Cache, request: Request | string, answer: Response): Promise<void> {
  if (!answer.ok && !(answer.status === 404 && answer.url.includes("/chronicle/"))) return;
  const { status, statusText, headers } = answer;
  await cache.put(request, new Response(await answer.blob(), { status, statusText, headers }));
}

/** Lets go of the oldest answers. */
async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - mostAnswers)).map((k) => cache.delete(k)));
}
