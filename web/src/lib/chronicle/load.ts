// Fetches chronicles, each once, and has a worker decode them: chronicle().
import { Track } from "./track";
import type { Loaded } from "./worker";

const loading = new Map<string, Promise<Track | null>>();

/** The chronicle of a definition; null where its maps were not imported. */
export function chronicle(definition: string): Promise<Track | null> {
  let track = loading.get(definition);
  if (!track) {
    track = load(definition);
    track.catch(() => loading.delete(definition)); // the next one to ask tries again
    loading.set(definition, track);
  }
  return track;
}

function load(definition: string): Promise<Track | null> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<Track | null>((resolve, reject) => {
    worker.onmessage = (e: MessageEvent<Loaded>) => {
      if ("packed" in e.data) {
        performance.measure(`decode ${definition}`, { start: performance.now() - e.data.packed.took, duration: e.data.packed.took });
        resolve(new Track(e.data.packed));
      } else if (e.data.status === 404) resolve(null);
      else reject(new Error(`${definition}: ${e.data.error}`));
    };
    worker.onerror = (e) => reject(new Error(`${definition}: ${e.message}`));
    worker.postMessage(`/chronicle/${encodeURIComponent(definition)}.bin`);
  }).finally(() => worker.terminate());
}
