/** Which item of each filter a tool should show first: `Total` where there is one, else the first that occurs. */
import { type DatasetDefinition, type RowOf, TOTAL } from "#shared/release/dataset.ts";

export class FilterDefaults {
  /** By filter; empty where there are no rows. */
  readonly byColumn: ReadonlyMap<string, string>;

  private constructor(byColumn: ReadonlyMap<string, string>) {
    this.byColumn = byColumn;
  }

  static in<Dataset extends DatasetDefinition>({ columns }: Dataset, rows: readonly RowOf<Dataset>[]): FilterDefaults {
    const found = new Map<string, string>();
    for (const { name, role } of columns) {
      if (role !== "filter") continue;
      const column = name as keyof RowOf<Dataset>;
      const [first] = rows;
      if (first === undefined) continue;
      found.set(name, rows.some((row) => row[column] === TOTAL) ? TOTAL : String(first[column]));
    }
    return new FilterDefaults(found);
  }

  /** Of all of these together, in their order. */
  static of(parts: readonly FilterDefaults[]): FilterDefaults {
    const found = new Map<string, string>();
    for (const { byColumn } of parts) {
      for (const [name, value] of byColumn) {
        if (value === TOTAL || !found.has(name)) found.set(name, value);
      }
    }
    return new FilterDefaults(found);
  }
}
