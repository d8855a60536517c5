// The base map's style: land, borders, oblasts and towns, nothing from elsewhere.
// Names are drawn with the reader's own fonts, so that no glyphs are fetched.
import type { FeatureCollection } from "geojson";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { cellOpacity, type Palette } from "./palette";

/** Countries whose names are shown, by ISO 3166 code, with where. Intl has the names. */
const countries: [string, number, number][] = [
  ["UA", 30.9, 49.0], ["RU", 39.9, 52.6], ["BY", 28.0, 53.4], ["PL", 19.6, 52.1], ["RO", 25.0, 45.7], ["MD", 28.7, 47.2], ["TR", 34.0, 39.4],
  ["HU", 19.4, 47.1], ["SK", 19.5, 48.7], ["BG", 25.2, 42.7], ["GE", 43.6, 42.1], ["LT", 23.9, 55.3], ["DE", 10.4, 51.1], ["KZ", 66.0, 48.5],
];

export interface Ground {
  base: FeatureCollection;
  oblasts: FeatureCollection;
}

/** The greatest zoom that there are tiles of: a published copy ends before the
 *  server does, and says so on the page. What is beyond is shown larger. */
const deepest = Number(document.documentElement.dataset["deepest"] ?? 22);

/** The zooms of a source whose tiles the server makes from one to another. */
const zooms = (from: number, to: number) => ({ minzoom: Math.min(from, deepest), maxzoom: Math.min(to, deepest) });

/** The style of the ground beneath; labels, dots and lines are k times as large as
 *  where text is 16 pixels. */
export function style(ground: Ground, c: Palette, language: string, cells: string | null, k = 1): StyleSpecification {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const points: FeatureCollection = {
    type: "FeatureCollection",
    features: countries.map(([code, lon, lat]) => ({ type: "Feature", properties: { name: names.of(code) ?? code }, geometry: { type: "Point", coordinates: [lon, lat] } })),
  };
  const text = (size: number, spacing = 0): Pick<LayerSpecification & { type: "symbol" }, "paint" | "layout"> => ({
    layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": size * k, "text-letter-spacing": spacing, "text-max-width": 8, "text-padding": 4 },
    paint: { "text-color": c.label, "text-halo-color": c.halo, "text-halo-width": 1.4 * k },
  });
  const towns = (id: string, least: number, below: number, minzoom: number, size: number): LayerSpecification => {
    const t = text(size);
    return {
      id, type: "symbol", source: "towns", "source-layer": "settlements", minzoom,
      filter: ["all", [">=", ["get", "population"], least], ["<", ["get", "population"], below]],
      layout: { ...t.layout, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.5, "text-justify": "auto", "symbol-sort-key": ["-", 0, ["get", "population"]], "icon-optional": true },
      paint: t.paint ?? {},
    };
  };
  const dots = (id: string, least: number, minzoom: number, radius: number): LayerSpecification => ({
    id, type: "circle", source: "towns", "source-layer": "settlements", minzoom, filter: [">=", ["get", "population"], least],
    paint: { "circle-radius": radius * k, "circle-color": c.label, "circle-stroke-color": c.halo, "circle-stroke-width": 1 },
  });
  const cellLayers: LayerSpecification[] = cells
    ? [{ id: "cells", type: "fill", source: "cells", "source-layer": "cells", paint: { "fill-color": c.outline, "fill-opacity": ["*", cellOpacity, ["get", "share"]], "fill-antialias": false } }]
    : [];
  return {
    version: 8,
    sources: {
      base: { type: "geojson", data: ground.base, tolerance: 0.2 },
      oblasts: { type: "geojson", data: ground.oblasts, tolerance: 0.2 },
      names: { type: "geojson", data: points },
      towns: { type: "vector", tiles: ["salient://tiles/settlements/{z}/{x}/{y}.mvt"], ...zooms(5, 8), attribution: "GeoNames" },
      ...(cells ? { cells: { type: "vector" as const, tiles: [cells], ...zooms(4, 9) } } : {}),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": c.water } },
      { id: "land", type: "fill", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": c.land } },
      { id: "country", type: "fill", source: "oblasts", paint: { "fill-color": c.country } },
      ...cellLayers,
      { id: "oblasts", type: "line", source: "oblasts", paint: { "line-color": c.oblast, "line-width": 0.8 * k } },
      { id: "borders", type: "line", source: "base", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": c.border, "line-width": 1.1 * k } },
      { id: "disputed", type: "line", source: "base", filter: ["==", ["get", "kind"], "disputed"], paint: { "line-color": c.border, "line-width": 1.1 * k, "line-dasharray": [3, 3] } },
      dots("dots-large", 200000, 4.5, 2.4),
      dots("dots-middle", 50000, 6.8, 2),
      dots("dots-small", 10000, 8.2, 1.8),
      dots("dots-all", 1, 9.6, 1.5),
      towns("towns-huge", 600000, 1e9, 4.5, 13),
      towns("towns-large", 200000, 600000, 5.6, 12.5),
      towns("towns-middle", 50000, 200000, 6.8, 12),
      towns("towns-small", 10000, 50000, 8.2, 11.5),
      towns("towns-all", 1, 10000, 9.6, 11),
      { id: "countries", type: "symbol", source: "names", maxzoom: 6.5, ...text(13, 0.18) },
    ],
  };
}
