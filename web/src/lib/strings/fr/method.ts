export const method = {
  lead: "Comment les chiffres sont établis.",
};
