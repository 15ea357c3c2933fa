/** Tables of figures as Markdown, ready for the README. */

/** The first column is text, the others are numbers. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const alignments = headings.map((_, column) => (column === 0 ? "---" : "---:"));
  return [headings, alignments, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** To one decimal or as many as given, because the promise is a small whole number. */
export const percent = (proportion: number, decimals = 1) => `${(100 * proportion).toFixed(decimals)}%`;

export const range = ({ lower, upper }: { readonly lower: number; readonly upper: number }, decimals = 1) =>
  `${percent(lower, decimals)} to ${percent(upper, decimals)}`;
