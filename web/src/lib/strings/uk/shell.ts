export const shell = {
  skip: "До вмісту",
  navigation: "Сторінки",
  language: "Мова",
  theme: "Кольори",
  failed: "Не вдалося завантажити сторінку",
  again: "Спробувати ще раз",
  loading: "Завантаження…",
  pages: { map: "Карта", check: "Перевірка", talks: "Переговори", brief: "Огляд", sources: "Джерела", method: "Метод" },
  themes: { system: "Системні", light: "Світлі", dark: "Темні" },
  colon: ": ",
  units: { km2: "км²", mi2: "кв. миль", km: "км", mi: "миль", ha: "га", acres: "акрів", days: "дн." },
};
