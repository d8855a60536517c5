import { mount } from "svelte";

import App from "./App.svelte";
import "./app.css";
import { loadLanguage } from "./lib/i18n.svelte";

// English is in the first bundle; another language is one small request more.
void loadLanguage().then(() => {
  const target = document.getElementById("app");
  if (target) mount(App, { target });
});
