export const check = {
  lead: "Що твердить стаття і що показують карти?",
};
