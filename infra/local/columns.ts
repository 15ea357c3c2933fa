export type Alignment = "left" | "right";

/**
 * Rows of text as lines whose columns line up, the first row underlined as the heading. A column that `alignments` does
 * not name is set to the left.
 */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        return alignments[column] === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const [heading = [], ...others] = rows;
  return [line(heading), line(widths.map((width) => "-".repeat(width))), ...others.map(line)];
}
