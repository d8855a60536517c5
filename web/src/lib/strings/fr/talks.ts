export const talks = {
  lead: "Les séries de pourparlers, et ce qui a bougé sur le terrain entre elles.",
};
