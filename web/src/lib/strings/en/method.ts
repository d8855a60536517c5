export const method = {
  lead: "How the figures come about.",
};
