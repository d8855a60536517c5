import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

import { basemap } from "./build/basemap.ts";
import { serviceWorker } from "./build/worker.ts";

// The output is checked in (web/dist) and compared byte for byte with a build
// from source, so nothing here may depend on the time or the machine.
export default defineConfig({
  base: "/app/",
  plugins: [svelte(), basemap(), serviceWorker()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or styles
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: { index: "index.html", sw: "src/sw.ts" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es" },
  server: {
    // npm run dev, beside a salient serve on its usual port.
    proxy: Object.fromEntries(
      ["/v1", "/collections", "/tiles", "/chronicle", "/readyz", "/api", "/docs", "/feed.atom"].map((path) => [path, "http://127.0.0.1:8017"]),
    ),
  },
});
