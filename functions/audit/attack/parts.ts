/** A linear model comes apart where nothing links its counts: each part is attacked by itself. */
import { LinearModel } from "./linear-model.ts";

export interface Part {
  readonly model: LinearModel;
  /** Of each column in the whole model. */
  readonly columns: readonly number[];
}

/**
 * @param together columns that are asked about together, and so must be in one part
 * @returns where each column of the whole is: the position of its part, and its column there
 */
export function partsOf(
  whole: LinearModel,
  together: Iterable<readonly number[]>,
): {
  readonly parts: readonly Part[];
  readonly placeOf: (column: number) => { readonly part: number; readonly column: number };
} {
  const leaders = leadersOf(whole, together);
  const partOfLeader = new Map<number, number>();
  const parts: { readonly model: LinearModel; readonly columns: number[] }[] = [];
  const places = leaders.map((leader, column) => {
    const part = partOfLeader.get(leader) ?? parts.push({ model: new LinearModel(), columns: [] }) - 1;
    partOfLeader.set(leader, part);
    const { model, columns } = parts[part] as (typeof parts)[number];
    model.lower.push(whole.lower[column] ?? 0);
    model.upper.push(whole.upper[column] ?? 0);
    return { part, column: columns.push(column) - 1 };
  });
  const placeOf = (column: number) => places[column] ?? { part: 0, column: 0 };
  for (const { columns, ...row } of whole.rows) {
    const { part } = placeOf(columns[0] ?? 0);
    parts[part]?.model.rows.push({ ...row, columns: columns.map((column) => placeOf(column).column) });
  }
  return { parts, placeOf };
}

/** For each column one that stands for all that are linked with it. */
function leadersOf({ lower, rows }: LinearModel, together: Iterable<readonly number[]>): number[] {
  const above = Array.from(lower, (_, column) => column);
  const leaderOf = (column: number): number => {
    let leader = column;
    while (above[leader] !== leader) {
      above[leader] = above[above[leader] ?? leader] ?? leader;
      leader = above[leader] ?? leader;
    }
    return leader;
  };
  const join = (columns: readonly number[]) => {
    for (const column of columns) above[leaderOf(column)] = leaderOf(columns[0] ?? column);
  };
  for (const { columns } of rows) join(columns);
  for (const columns of together) join(columns);
  return Array.from(lower, (_, column) => leaderOf(column));
}
