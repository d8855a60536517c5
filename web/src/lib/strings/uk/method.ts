export const method = {
  lead: "Як отримано цифри.",
};
