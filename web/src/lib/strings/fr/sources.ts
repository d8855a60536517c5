export const sources = {
  lead: "Qui dessine les cartes, pour quels jours, à quelles conditions.",
};
