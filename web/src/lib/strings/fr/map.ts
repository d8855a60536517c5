export const map = {
  empty: "Rien à montrer.",
};
