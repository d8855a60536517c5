// What cannot be read well on the page as it is now, in words: for legible_test.go.
(() => {
  const out = [];
  const page = document.documentElement;
  const rem = parseFloat(getComputedStyle(page).fontSize);
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".hidden, .skip, .maplibregl-map");
  const words = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "");
  const name = (e) => `${e.tagName.toLowerCase()}${typeof e.className === "string" && e.className ? "." + e.className.split(" ")[0] : ""} “${(e.textContent || e.placeholder || "").trim().slice(0, 60)}”`;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const wide = (text, style) => ((canvas.font = style.font), canvas.measureText(text).width);
  const inside = (e, style) => e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);

  for (const e of [page, document.querySelector("main")]) if (e && e.scrollWidth > innerWidth) out.push(`${e.tagName} is ${e.scrollWidth} wide in a window of ${innerWidth}`);
  for (const a of document.querySelectorAll("header nav a")) {
    const b = a.getBoundingClientRect();
    if (b.left < 0 || b.right > innerWidth + 1) out.push(`outside the window: ${name(a)}`);
  }

  for (const e of document.querySelectorAll("body *")) {
    if (!seen(e)) continue;
    if (e instanceof SVGElement) {
      // A drawing's words grow with the page's.
      if (e.tagName === "text" && e.getBoundingClientRect().height < 0.5 * rem) out.push(`${(e.getBoundingClientRect().height / rem).toFixed(2)} rem high: ${name(e)}`);
      continue;
    }
    const style = getComputedStyle(e);
    if (e.tagName === "SELECT") {
      const text = e.selectedOptions[0]?.text ?? "";
      if (wide(text, style) > inside(e, style) - 14) out.push(`the choice is cut off: “${text}”`); // its arrow takes some 18 pixels
    } else if (e.placeholder) {
      if (e.tagName === "INPUT" && wide(e.placeholder, style) > inside(e, style) + 1) out.push(`cut off: ${name(e)}`);
      const c = contrast(getComputedStyle(e, "::placeholder").color, style.backgroundColor);
      if (c < 4.5) out.push(`contrast ${c.toFixed(2)}: ${name(e)}`);
    }
    if (!words(e) || style.display === "inline") continue;
    if (e.scrollWidth > e.clientWidth + 1 && !/auto|scroll/.test(style.overflowX)) out.push(`cut off, ${e.scrollWidth} in ${e.clientWidth}: ${name(e)}`);
    // Lines of prose: a letter is half an em, or somewhat more.
    if (e.matches("p, li, dd, blockquote, figcaption, small") && e.textContent.trim().length > 100) {
      const range = document.createRange();
      range.selectNodeContents(e);
      const lines = range.getBoundingClientRect().width / parseFloat(style.fontSize);
      if (lines > 48) out.push(`lines of ${Math.round(lines)} em: ${name(e)}`);
    }
  }

  // The page's own words are in its language: units, and French spaces.
  const foreign = { uk: /\d\s?k?m²|\bkm\b|sq mi/, ru: /\d\s?k?m²|\bkm\b|sq mi/, fr: /sq mi|\d%|[\p{L}\d)](?:[:;?!]|[ ][:;?!])(?:\s|$)/u }[page.lang];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (foreign && walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (e.closest("[lang]").lang === page.lang && !e.closest("code, pre, textarea, script, style, option, .maplibregl-map, [class*='text'] > .text") && seen(e) && foreign.test(walker.currentNode.data)) out.push(`not as ${page.lang} has it: “${walker.currentNode.data.trim().slice(0, 60)}”`);
  }
  return out;

  /** WCAG's contrast of two colours as the browser computes them. */
  function contrast(a, b) {
    const light = (text) => {
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
    };
    const [x, y] = [light(a), light(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }
})()
