// How large text is beside a browser's usual 16 pixels: drawings are as much
// larger, so that their words can be read where the page's can. The size of text
// differs by the width of the window (app.css) and by the reader's settings.

const usual = 16;
let size = $state(now());

function now(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / usual || 1;
}

addEventListener("resize", () => (size = now()));

/** The size of text, 1 where it is 16 pixels. */
export function textSize(): number {
  return size;
}
