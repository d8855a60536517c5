export const shell = {
  skip: "Skip to the content",
  navigation: "Pages",
  language: "Language",
  theme: "Colors",
  failed: "This page could not be loaded",
  again: "Try again",
  loading: "Loading…",
  pages: { map: "Map", check: "Check", talks: "Talks", brief: "Brief", sources: "Sources", method: "Method" },
  themes: { system: "System", light: "Light", dark: "Dark" },
  colon: ": ",
  units: { km2: "km²", mi2: "sq mi", km: "km", mi: "mi", ha: "ha", acres: "acres", days: "d" },
};
