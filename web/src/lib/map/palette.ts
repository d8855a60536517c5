// Colours of the map. Gained is orange and lost is blue, apart for any colour
// vision and each with its own hatching; no colour is a flag's.

export interface Palette {
  water: string;
  land: string;
  country: string; // the country whose ground is measured
  border: string;
  oblast: string;
  label: string;
  halo: string;
  held: string;
  outline: string;
  front: string;
  gained: string;
  lost: string;
  both: string;
  /** One for each source, where several are shown. */
  sources: readonly string[];
}

/** How strongly a cell that was held entirely is filled with the outline's colour. */
export const cellOpacity = 0.45;

const light: Palette = {
  water: "#d5e0e6", land: "#eeeee8", country: "#fbfbf8", border: "#8b8f91", oblast: "#c4c8c6", label: "#24292c", halo: "rgba(255,255,255,0.85)",
  held: "rgba(116,86,130,0.30)", outline: "rgba(84,57,98,0.75)", front: "#3f2a4b", gained: "#c04a00", lost: "#0067b0", both: "rgba(90,90,90,0.30)",
  sources: ["#6a3d8f", "#00745d", "#a65b00", "#b0326e", "#3c5a99"],
};

const night: Palette = {
  water: "#12181d", land: "#1d2225", country: "#272d31", border: "#737b80", oblast: "#3f474c", label: "#dfe3e4", halo: "rgba(15,18,20,0.85)",
  held: "rgba(186,148,203,0.30)", outline: "rgba(205,174,219,0.75)", front: "#ecd9f5", gained: "#ff9d45", lost: "#62b6ff", both: "rgba(190,190,190,0.28)",
  sources: ["#c7a0e3", "#3fd0b0", "#f2b04e", "#f58bbd", "#93b3f2"],
};

export function palette(dark: boolean): Palette {
  return dark ? night : light;
}

/** How lines of several sources differ besides their colour, in pixels on and off. */
export const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 5]];
