// Where the reader is. All of it is in the address, so that a link says
// everything and the browser's back works: read `route`, change it with go().
//
// Parameters that several pages share:
//   source     comma-separated definitions, as deepstate,liveuamap
//   from, to   valid days, YYYY-MM-DD
//   at         what the map shows: longitude,latitude,zoom
//   place      a name or longitude,latitude whose history is shown
import { pageNames, type PageName } from "../pages";

const base = import.meta.env.BASE_URL; // "/app/"

interface Route {
  page: PageName;
  /** Shown inside another site's page: without the navigation. */
  embedded: boolean;
  params: Readonly<Record<string, string>>;
}

export const route: Route = $state(parse(location));

/** Reads an address of this site. */
function parse(at: { pathname: string; search: string }): Route {
  const params = Object.fromEntries(new URLSearchParams(at.search));
  const name = at.pathname.startsWith(base) ? at.pathname.slice(base.length).replace(/\/$/, "") : "embed";
  const embedded = name === "embed";
  return { page: pageNames.find((p) => p === name) ?? "map", embedded, params };
}

export type Params = Record<string, string | undefined>;

/** The address of a page with parameters; undefined and empty ones are left out. */
export function href(page: PageName, params: Params = {}): string {
  return (page === "map" ? base : base + page) + query(params);
}

/** The query of some parameters, with its question mark; commas and colons stay readable. */
export function query(params: Params): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) if (v !== undefined && v !== "") q.set(k, v);
  const text = q.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}

/** Goes to a page, as a link would. */
export function go(page: PageName, params: Params = {}, how: "push" | "replace" = "push"): void {
  navigate(href(page, params), how);
}

/** Changes some parameters of this page; undefined takes one away. Replaces the
 *  entry in the history, unless told to push: dragging must not fill it. */
export function update(changes: Params, how: "push" | "replace" = "replace"): void {
  const to = (route.embedded ? location.pathname : route.page === "map" ? base : base + route.page) + query({ ...route.params, ...changes });
  if (to !== location.pathname + location.search) navigate(to, how);
}

/** The click handler of a link within the app. */
export function follow(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  navigate(event.currentTarget.href, "push");
  document.getElementById("main")?.focus({ preventScroll: true });
}

function navigate(to: string, how: "push" | "replace"): void {
  if (how === "push") history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  Object.assign(route, parse(location));
}

addEventListener("popstate", () => Object.assign(route, parse(location)));
