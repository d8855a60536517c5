export const brief = {
  lead: "What changed, ready to publish.",
};
