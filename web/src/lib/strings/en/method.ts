export const method = {
  documents: "Documents",
  names: {
    method: "Method", "method-figures": "Published figures", "method-intervals": "Intervals", "method-overlay": "Overlay", "method-records": "Records", "method-redraw": "Redrawn maps", "method-verdicts": "Verdicts",
    accuracy: "Accuracy", sources: "Sources", "reference-data": "Oblasts and places", talks: "Record of the talks",
  },
  english: "",
};
