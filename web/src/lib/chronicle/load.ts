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

async function load(definition: string): Promise<Track | null> {
  const answer = await fetch(`/chronicle/${encodeURIComponent(definition)}.bin`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${definition}: the server answered ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<Track | null>((resolve, reject) => {
    worker.onmessage = (e: MessageEvent<Loaded>) => {
      if ("packed" in e.data) {
        performance.measure(`decode ${definition}`, { start: performance.now() - e.data.packed.took, duration: e.data.packed.took });
        resolve(new Track(e.data.packed));
      } else reject(new Error(`${definition}: ${e.data.error}`));
    };
    worker.onerror = (e) => reject(new Error(`${definition}: ${e.message}`));
    worker.postMessage(bytes, [bytes]);
  }).finally(() => worker.terminate());
}
