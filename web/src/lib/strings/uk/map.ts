export const map = {
  empty: "Немає даних.",
};
