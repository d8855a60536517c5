export const brief = {
  lead: "Что изменилось, готово к публикации.",
};
