// The map on the page: MapLibre for the ground beneath and for moving about, and
// a canvas over it for who held what. Start with new View(element, …).
import type { Feature } from "geojson";
import { addProtocol, AttributionControl, LngLatBounds, Map as BaseMap, Marker, NavigationControl, ScaleControl, setWorkerUrl, type LngLatLike, type VectorTileSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";

import { palette } from "./palette";
import { Painter, type Scene } from "./paint";
import { cameraOf, type Camera } from "./projection";
import { style, type Ground } from "./style";

// A file of this server, so that worker-src 'self' is all that the policy needs.
setWorkerUrl(workerUrl);

/** Told of tiles of cells that are not there, by the query of their address. */
let lacking: (address: string) => void = () => undefined;

// The page asks for tiles, not MapLibre's worker: where the app lies as files,
// what stands in the server's stead answers the page.
addProtocol("salient", async ({ url }, { signal }) => {
  const address = url.replace("salient:/", "");
  const answer = await fetch(address, { signal });
  if (answer.ok) return { data: await answer.arrayBuffer() };
  if (address.startsWith("/tiles/cells/") && answer.status === 404) lacking(new URL(url).search);
  throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status });
});

export interface Options {
  ground: Ground;
  dark: boolean;
  language: string;
  at: [number, number, number] | [number, number, number, number]; // longitude, latitude, zoom; or a box to be seen whole: west, south, east, north
  size: number; // of text, 1 where it is 16 pixels: labels, lines and rings are as much larger
  cells: string | null; // address of the cells' tiles, where there are no imported maps
  still: boolean; // the reader asked for less motion
  lacking: (address: string) => void; // the cells of this query cannot be had
  moved: (at: [number, number, number]) => void;
  clicked: (lon: number, lat: number) => void;
}

/** Scenes from left to right; each begins at a share of the width. */
export type Shown = { scene: Scene; begins: number }[];

export class View {
  readonly map: BaseMap;
  /** How long the last frames took to draw, in milliseconds, for tests. */
  readonly frames: number[] = [];
  private readonly canvas = document.createElement("canvas");
  private readonly painter: Painter;
  private shown: Shown = [];
  private wanted = 0;
  private dark: boolean;
  private size: number;
  private ring: Marker | null = null;

  constructor(
    element: HTMLElement,
    private readonly o: Options,
  ) {
    this.dark = o.dark;
    this.size = o.size;
    lacking = o.lacking;
    this.painter = new Painter(palette(o.dark));
    this.map = new BaseMap({
      container: element,
      style: style(o.ground, palette(o.dark), o.language, o.cells, o.size),
      ...(o.at.length === 4 ? { bounds: o.at } : { center: [o.at[0], o.at[1]] as LngLatLike, zoom: o.at[2] }),
      minZoom: 3,
      maxZoom: 13,
      maxBounds: [[-12, 28], [86, 70]],
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      attributionControl: false,
      fadeDuration: o.still ? 0 : 150,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl({ maxWidth: 110 * o.size }), "bottom-left");
    this.map.addControl(new AttributionControl({ compact: true, customAttribution: "Natural Earth; GeoNames" }), "bottom-right");
    this.canvas.className = "ground";
    this.canvas.setAttribute("aria-hidden", "true");
    this.map.getCanvasContainer().append(this.canvas);
    this.map.on("move", () => this.draw());
    this.map.on("resize", () => this.draw());
    this.map.on("moveend", () => {
      const c = this.map.getCenter();
      o.moved([c.lng, c.lat, this.map.getZoom()]);
    });
    this.map.on("click", (e) => o.clicked(e.lngLat.lng, e.lngLat.lat));
  }

  /** Draws other scenes, in the next frame. */
  show(shown: Shown): void {
    this.shown = shown;
    if (this.wanted === 0) this.wanted = requestAnimationFrame(() => this.draw());
  }

  restyle(dark: boolean, language: string, cells: string | null, size: number): void {
    this.map.setStyle(style(this.o.ground, palette(dark), language, cells, size));
    this.size = size;
    this.dark = dark;
    this.painter.use(palette(dark));
    this.draw();
  }

  /** Shows the cells of another day. */
  cells(address: string): void {
    const source = this.map.getSource("cells") as VectorTileSource | undefined;
    source?.setTiles([address]);
  }

  /** Puts a ring around a point, or takes it away. */
  mark(at: [number, number] | null): void {
    this.ring?.remove();
    this.ring = null;
    if (!at) return;
    const element = document.createElement("div");
    element.className = "ring";
    element.setAttribute("aria-hidden", "true");
    this.ring = new Marker({ element }).setLngLat(at).addTo(this.map);
    element.removeAttribute("aria-label"); // MapLibre's, in English
    element.removeAttribute("tabindex");
  }

  fly(lon: number, lat: number, zoom: number): void {
    const to = { center: [lon, lat] as LngLatLike, zoom: Math.max(zoom, this.map.getZoom()) };
    if (this.o.still) this.map.jumpTo(to);
    else this.map.flyTo({ ...to, duration: 900 });
  }

  /** Shows the whole of a feature. */
  fit(f: Feature): void {
    const box = new LngLatBounds();
    const widen = (c: unknown): void => {
      if (Array.isArray(c) && typeof c[0] === "number") box.extend(c as [number, number]);
      else if (Array.isArray(c)) c.forEach(widen);
    };
    if ("coordinates" in f.geometry) widen(f.geometry.coordinates);
    if (!box.isEmpty()) this.map.fitBounds(box, { padding: 40, maxZoom: 9, animate: !this.o.still, duration: 900 });
  }

  remove(): void {
    cancelAnimationFrame(this.wanted);
    this.map.remove();
  }

  camera(): Camera {
    const c = this.map.getCenter();
    const box = this.map.getContainer();
    return cameraOf(c.lng, c.lat, this.map.getZoom(), box.clientWidth, box.clientHeight);
  }

  /** The picture as it stands, base map and ground, with a caption below. */
  picture(caption: string): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.map.once("render", () => {
        const base = this.map.getCanvas();
        const out = document.createElement("canvas");
        [out.width, out.height] = [base.width, base.height];
        const ctx = out.getContext("2d");
        ctx?.drawImage(base, 0, 0);
        if (!ctx) return reject(new Error("no picture"));
        ctx.drawImage(this.canvas, 0, 0, out.width, out.height);
        const unit = out.width / this.map.getContainer().clientWidth;
        ctx.fillStyle = palette(this.dark).halo;
        ctx.fillRect(0, out.height - 22 * unit, out.width, 22 * unit);
        ctx.fillStyle = palette(this.dark).label;
        ctx.font = `${12 * unit}px system-ui, sans-serif`;
        ctx.fillText(caption, 8 * unit, out.height - 7 * unit, out.width - 16 * unit);
        out.toBlob((b) => (b ? resolve(b) : reject(new Error("no picture"))), "image/png");
      });
      this.map.triggerRepaint();
    });
  }

  private draw(): void {
    cancelAnimationFrame(this.wanted);
    this.wanted = 0;
    const start = performance.now();
    const camera = this.camera();
    const ratio = Math.min(2, devicePixelRatio);
    const [w, h] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      [this.canvas.width, this.canvas.height] = [w, h];
      this.canvas.style.width = `${camera.width}px`;
      this.canvas.style.height = `${camera.height}px`;
    }
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.clearRect(0, 0, w, h);
    this.shown.forEach(({ scene, begins }, i) => {
      const ends = this.shown[i + 1]?.begins ?? 1;
      this.painter.paint(ctx, camera, ratio, this.size, scene, this.shown.length > 1 ? [begins * camera.width, ends * camera.width] : undefined);
    });
    this.frames.push(performance.now() - start);
    if (this.frames.length > 2000) this.frames.splice(0, 1000);
  }
}
