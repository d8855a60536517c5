export const method = {
  documents: "Документы",
  names: {
    method: "Метод", "method-figures": "Опубликованные числа", "method-intervals": "Интервалы", "method-overlay": "Наложение", "method-records": "Рекорды", "method-redraw": "Перерисованные карты", "method-verdicts": "Вердикты",
    accuracy: "Точность", sources: "Источники", "reference-data": "Области и населённые пункты", talks: "Записи переговоров",
  },
  english: "Эти документы написаны по-английски.",
};
