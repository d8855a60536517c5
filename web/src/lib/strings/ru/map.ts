export const map = {
  empty: "Нет данных.",
};
