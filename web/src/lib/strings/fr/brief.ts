export const brief = {
  lead: "Ce qui a changé, prêt à publier.",
};
