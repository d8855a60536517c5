export const brief = {
  lead: "Що змінилося, готове до публікації.",
};
