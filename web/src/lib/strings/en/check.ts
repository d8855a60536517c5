export const check = {
  lead: "What does an article claim, and what do the maps show?",
};
