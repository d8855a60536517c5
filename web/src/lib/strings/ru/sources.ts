export const sources = {
  lead: "Кто рисует карты, за какие дни и на каких условиях.",
};
