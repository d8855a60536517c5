export const method = {
  lead: "Как получены цифры.",
};
