export const method = {
  documents: "Documents",
  names: {
    method: "Méthode", "method-figures": "Chiffres publiés", "method-intervals": "Intervalles", "method-overlay": "Superposition", "method-records": "Records", "method-redraw": "Cartes redessinées", "method-verdicts": "Verdicts",
    accuracy: "Exactitude", sources: "Sources", "reference-data": "Oblasts et lieux", talks: "Recueil des pourparlers",
  },
  english: "Ces documents sont en anglais.",
};
