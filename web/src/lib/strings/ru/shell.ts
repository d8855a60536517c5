export const shell = {
  skip: "К содержанию",
  navigation: "Страницы",
  language: "Язык",
  theme: "Цвета",
  failed: "Не удалось загрузить страницу",
  again: "Повторить",
  loading: "Загрузка…",
  pages: { map: "Карта", check: "Проверка", talks: "Переговоры", brief: "Обзор", sources: "Источники", method: "Метод" },
  themes: { system: "Системные", light: "Светлые", dark: "Тёмные" },
  colon: ": ",
  units: { km2: "км²", mi2: "кв. миль", km: "км", mi: "миль", ha: "га", acres: "акров", days: "дн." },
};
