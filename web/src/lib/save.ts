// Files that the app makes itself, and the clipboard.

export function save(name: string, content: Blob): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(content);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** Rows as CSV (RFC 4180), the first of them the names of the columns. */
export function csv(rows: (string | number | null)[][]): Blob {
  const field = (x: string | number | null) => (x === null ? "" : /[",\r\n]/.test(String(x)) ? `"${String(x).replaceAll('"', '""')}"` : String(x));
  return new Blob([rows.map((r) => r.map(field).join(",") + "\r\n").join("")], { type: "text/csv" });
}

/** Text as it may stand in XML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
