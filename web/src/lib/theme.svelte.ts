// Light or dark: as the system says, unless chosen here. Kept in this browser.

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "salient-theme";
const kept = read();
let chosen = $state<Theme>(kept);
apply(kept);

export function theme(): Theme {
  return chosen;
}

export function setTheme(to: Theme): void {
  chosen = to;
  apply(to);
  try {
    localStorage.setItem(key, to);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

const system = matchMedia("(prefers-color-scheme: dark)");
let systemDark = $state(system.matches);
system.addEventListener("change", (e) => (systemDark = e.matches));

/** Whether the page is dark now. */
export function dark(): boolean {
  return chosen === "dark" || (chosen === "system" && systemDark);
}

function apply(to: Theme): void {
  if (to === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = to;
}

function read(): Theme {
  try {
    const text = localStorage.getItem(key);
    if (text === "light" || text === "dark") return text;
  } catch {
    // as above
  }
  return "system";
}
