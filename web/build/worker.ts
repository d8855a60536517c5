// Tells the service worker which files the app has, and makes its name change
// whenever one of them does.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("no service worker");
      const all = Object.values(bundle).filter((f) => f !== worker && f.fileName !== "index.html").sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      const hash = createHash("sha256");
      for (const f of all) hash.update(f.fileName).update(f.type === "chunk" ? f.code : f.source);
      const files = JSON.stringify(JSON.stringify(all.map((f) => `/app/${f.fileName}`))).slice(1, -1);
      worker.code = worker.code.replace("__FILES__", () => files).replace("__VERSION__", hash.digest("hex").slice(0, 12));
    },
  };
}
