/** What can be known of the suppressed cells of linked tables. */

import { wholeWithin } from "./attack.ts";
import type { Counts } from "./demand.ts";
import { LinearModel, type Quantity, Sum } from "./linear-model.ts";
import { PossibleCounts, solver } from "./solver.ts";

/** A published count, what its rounding leaves of one, or nothing. */
export type LinkedCell = number | Counts | "suppressed";

/** The parts sum to the total. */
export interface Line {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Nothing fits what is published. */
export class Impossible extends Error {
  override readonly name = "Impossible";
  constructor() {
    super("no counts fit what is published of the tables");
  }
}

/**
 * The least and the greatest whole count that each cell which is no published count can be, where all are at least 0.
 * @throws Impossible, and NotSolved for a cell that may be without end
 */
export async function boundsOf(
  cells: Readonly<Record<string, LinkedCell>>,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, Counts>> {
  const model = new LinearModel();
  const quantities = new Map(Object.entries(cells).map(([id, cell]) => [id, quantityOf(cell, model)]));
  const quantity = (id: string): Quantity => {
    const found = quantities.get(id);
    if (found === undefined) throw new RangeError(`no cell is called ${id}`);
    return found;
  };
  for (const { total, parts } of lines) {
    model.keep(new Sum().addAll(parts.map(quantity)).add(quantity(total), -1), 0, 0);
  }
  if (model.isContradictory) throw new Impossible();
  const possible = new PossibleCounts(await solver(), model);
  try {
    if (possible.any() === undefined) throw new Impossible();
    const open = [...quantities].flatMap(([id, found]) => ("column" in found ? [{ id, column: found.column }] : []));
    return new Map(open.map(({ id, column }) => [id, extremesOf(column, possible, model)]));
  } finally {
    possible.dispose();
  }
}

function quantityOf(cell: LinkedCell, model: LinearModel): Quantity {
  if (typeof cell === "number") return { known: cell };
  return cell === "suppressed" ? model.count(0, Number.POSITIVE_INFINITY) : model.count(cell.lowest, cell.highest);
}

function extremesOf(column: number, possible: PossibleCounts, { lower }: LinearModel): Counts {
  const end = (sign: number) => {
    const weights = new Float64Array(lower.length);
    weights[column] = sign;
    return possible.greatest(weights)[column] ?? 0;
  };
  return wholeWithin(end(-1), end(1));
}
