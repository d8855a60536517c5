export const check = {
  lead: "Qu’affirme un article, et que montrent les cartes ?",
};
