// Web Mercator in units that 32-bit floats hold well: the world is 2^20 units
// wide, and 0 is in the middle of Ukraine, so that a path's points, which
// browsers keep as 32-bit floats, are exact to a fiftieth of a pixel at zoom 14.

export const worldUnits = 2 ** 20;
const [originX, originY] = mercator(34, 48.5);

/** Longitude and latitude in degrees to x and y in 0…1, from the north-west. */
export function mercator(lon: number, lat: number): [number, number] {
  const s = Math.sin((lat * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
}

export function toUnits(lon: number, lat: number): [number, number] {
  const [x, y] = mercator(lon, lat);
  return [(x - originX) * worldUnits, (y - originY) * worldUnits];
}

/** Units to longitude and latitude in degrees. */
export function fromUnits(x: number, y: number): [number, number] {
  const my = y / worldUnits + originY;
  return [(x / worldUnits + originX) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * my))) * 180) / Math.PI];
}

/** What a map shows: the point in its middle, in units, and pixels a unit. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

/** The camera of a map that looks straight down with north up. */
export function cameraOf(lon: number, lat: number, zoom: number, width: number, height: number): Camera {
  const [x, y] = toUnits(lon, lat);
  return { x, y, scale: (512 * 2 ** zoom) / worldUnits, width, height };
}
