export const map = {
  empty: "Nothing to show.",
};
