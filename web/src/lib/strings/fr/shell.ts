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
};
