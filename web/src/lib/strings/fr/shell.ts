export const shell = {
  skip: "Aller au contenu",
  navigation: "Pages",
  language: "Langue",
  theme: "Couleurs",
  failed: "Cette page n’a pas pu être chargée",
  again: "Réessayer",
  loading: "Chargement…",
  pages: { map: "Carte", check: "Vérifier", talks: "Pourparlers", brief: "Synthèse", sources: "Sources", method: "Méthode" },
  themes: { system: "Système", light: "Clair", dark: "Sombre" },
  colon: "\u00a0: ",
  units: { km2: "km²", mi2: "mi²", km: "km", mi: "mi", ha: "ha", acres: "acres", days: "j" },
};
