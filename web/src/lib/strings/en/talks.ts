export const talks = {
  lead: "The rounds of talks, and what moved on the ground between them.",
};
