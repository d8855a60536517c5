export const method = {
  documents: "Документи",
  names: {
    method: "Метод", "method-figures": "Опубліковані числа", "method-intervals": "Інтервали", "method-overlay": "Накладання", "method-records": "Рекорди", "method-redraw": "Перемальовані карти", "method-verdicts": "Вердикти",
    accuracy: "Точність", sources: "Джерела", "reference-data": "Області й населені пункти", talks: "Записи переговорів",
  },
  english: "Ці документи написано англійською.",
};
