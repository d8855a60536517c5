export const sources = {
  lead: "Who draws the maps, for which days, and on what terms.",
};
