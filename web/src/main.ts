import { mount } from "svelte";

import App from "./App.svelte";
import "./app.css";
import { loadLanguage } from "./lib/i18n.svelte";
import { keep } from "./lib/offline";

// English is in the first bundle; another language is one small request more.
void loadLanguage().then(() => {
  const target = document.getElementById("app");
  if (target) mount(App, { target });
});

// After the page has loaded, so that it takes nothing from the first picture.
addEventListener("load", () => setTimeout(() => void keep().catch(() => undefined), 1500)); // without it the app needs a network, and no more
