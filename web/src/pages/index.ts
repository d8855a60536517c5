// The pages, each fetched when first opened.
import type { Component } from "svelte";

export const pageNames = ["map", "check", "talks", "brief", "sources", "method"] as const;
export type PageName = (typeof pageNames)[number];

export const pages: Record<PageName, () => Promise<{ default: Component }>> = {
  map: () => import("./map/Map.svelte"),
  check: () => import("./check/Check.svelte"),
  talks: () => import("./talks/Talks.svelte"),
  brief: () => import("./brief/Brief.svelte"),
  sources: () => import("./sources/Sources.svelte"),
  method: () => import("./method/Method.svelte"),
};
