/**
 * Tables that could be behind what is published of one: which counts may move against each other without any margin
 * changing, and which published counts must become ranges so that they may.
 *
 * A table is a total by band, and breakdowns of it whose rows sum to it. One answer more in a cell is paid for along a
 * cycle: another row of the same breakdown gives one up in that band, takes one in another, and so on back to the first row.
 * The cheapest cycle is a shortest path between bands and rows, as in the network heuristics for two-way tables (Castro,
 * "A shortest-paths heuristic for statistical data protection in positive tables", INFORMS Journal on Computing 19, 2007).
 */
import type { CountRange } from "#shared/release/cell.ts";

/** The counts of a group by band, and how far each may lie from the truth in what is published. */
export interface MovableRow {
  readonly counts: readonly number[];
  /** Grows as other cells need it. */
  readonly ranges: { lowest: number; highest: number }[];
  /** Nothing of it is published: its counts may be anything that the margins leave. */
  readonly isUnseen: boolean;
}

export interface MovableTable {
  readonly total: MovableRow;
  readonly breakdowns: readonly (readonly MovableRow[])[];
}

export interface CellOfTable {
  readonly row: MovableRow;
  readonly band: number;
  /** Undefined for a cell of the total. */
  readonly breakdown: number | undefined;
}

type Direction = 1 | -1;

interface Step {
  readonly row: MovableRow;
  readonly band: number;
  readonly by: Direction;
}

interface Path {
  readonly cost: number;
  readonly steps: readonly Step[];
}

/** A count that becomes a range is worse than a range that becomes wider, and the total is worse than any group. */
const COST_OF_OPENING = 10;
const COST_OF_THE_TOTAL = 1_000;

/**
 * Opens whatever is cheapest until the cell may be anything in the range, as far as the margins allow: no more than the
 * total has in the band, and no less than the other bands of the total leave.
 */
export function leavePossible(cell: CellOfTable, { lowest, highest }: CountRange, table: MovableTable): void {
  const count = cell.row.counts[cell.band] ?? 0;
  moveBy(cell, 1, highest - count, table);
  moveBy(cell, -1, count - lowest, table);
}

/** The counts of one possible table, beside the true ones. */
class Moved {
  readonly #counts = new Map<MovableRow, number[]>();

  of(row: MovableRow): number[] {
    const counts = this.#counts.get(row) ?? [...row.counts];
    this.#counts.set(row, counts);
    return counts;
  }

  take({ row, band, by }: Step): void {
    const counts = this.of(row);
    const count = (counts[band] ?? 0) + by;
    counts[band] = count;
    const range = row.ranges[band];
    if (row.isUnseen || range === undefined) return;
    range.lowest = Math.min(range.lowest, count);
    range.highest = Math.max(range.highest, count);
  }

  /** Infinite where there is no such count. */
  costOf({ row, band, by }: Step): number {
    const count = (this.of(row)[band] ?? 0) + by;
    if (count < 0) return Number.POSITIVE_INFINITY;
    const range = row.ranges[band];
    if (row.isUnseen || range === undefined || (range.lowest <= count && count <= range.highest)) return 0;
    // A step in a large count is the smaller loss.
    return 1 + 1 / (1 + count) + (range.lowest === range.highest ? COST_OF_OPENING : 0);
  }
}

function moveBy(cell: CellOfTable, by: Direction, answers: number, table: MovableTable): void {
  const moved = new Moved();
  for (let answer = 0; answer < answers; answer += 1) {
    const path =
      cell.breakdown === undefined ? pathOfTotal(cell.band, by, table, moved) : pathOfGroup(cell, by, table, moved);
    if (path === undefined) return;
    for (const step of [{ row: cell.row, band: cell.band, by }, ...path.steps]) moved.take(step);
  }
}

/** What pays for one answer more or less in a cell of a group, by the other cells of its breakdown. */
function pathOfGroup({ row, band, breakdown = 0 }: CellOfTable, by: Direction, table: MovableTable, moved: Moved) {
  const rows = table.breakdowns[breakdown] ?? [];
  const isCell = (step: Step) => step.row === row && step.band === band;
  const [from, to] = by === 1 ? [band, row] : [row, band];
  return shortestPath(from, to, rows, moved, isCell, throughTheTotal(breakdown, table, moved));
}

/** One answer more or less in a band of the total: another band of it pays, and every breakdown follows. */
function pathOfTotal(band: number, by: Direction, table: MovableTable, moved: Moved): Path | undefined {
  const paths = [...table.total.counts.keys()].flatMap((partner) => {
    if (partner === band) return [];
    const step: Step = { row: table.total, band: partner, by: by === 1 ? -1 : 1 };
    const [up, down] = by === 1 ? [band, partner] : [partner, band];
    const followed = followedBy(up, down, table, moved);
    return followed === undefined
      ? []
      : [{ cost: COST_OF_THE_TOTAL * moved.costOf(step) + followed.cost, steps: [step, ...followed.steps] }];
  });
  return cheapest(paths);
}

/** How every breakdown but one follows, where the total gains one answer in the band `up` and loses one in `down`. */
function followedBy(
  up: number,
  down: number,
  { breakdowns }: MovableTable,
  moved: Moved,
  except?: number,
): Path | undefined {
  let cost = 0;
  const steps: Step[] = [];
  for (const [place, rows] of breakdowns.entries()) {
    if (place === except || rows.length === 0) continue;
    const path = shortestPath(down, up, rows, moved);
    if (path === undefined) return undefined;
    cost += path.cost;
    steps.push(...path.steps);
  }
  return { cost, steps };
}

type Jumps = (from: number, bands: number) => readonly (readonly [to: number, path: Path])[];

/** A band may also be paid for by the total, where the total is a range already. */
function throughTheTotal(breakdown: number, table: MovableTable, moved: Moved): Jumps {
  return (from, bands) => {
    const up: Step = { row: table.total, band: from, by: 1 };
    if (moved.costOf(up) > 0) return [];
    return Array.from({ length: bands }, (_, to) => to).flatMap((to) => {
      const down: Step = { row: table.total, band: to, by: -1 };
      if (to === from || moved.costOf(down) > 0) return [];
      const followed = followedBy(from, to, table, moved, breakdown);
      return followed === undefined
        ? []
        : [[to, { cost: followed.cost, steps: [up, down, ...followed.steps] }] as const];
    });
  };
}

type Node = number | MovableRow;

/**
 * Bellman and Ford's, over bands and rows: from a band to a row that row gives an answer up, from a row to a band it takes
 * one. Undefined where there is no way.
 */
function shortestPath(
  from: Node,
  to: Node,
  rows: readonly MovableRow[],
  moved: Moved,
  isForbidden: (step: Step) => boolean = () => false,
  jumps: Jumps = () => [],
): Path | undefined {
  const bands = rows[0]?.counts.length ?? 0;
  const best = new Map<Node, Path>([[from, { cost: 0, steps: [] }]]);
  const offer = (node: Node, path: Path) => {
    if (path.cost >= (best.get(node)?.cost ?? Number.POSITIVE_INFINITY)) return false;
    best.set(node, path);
    return true;
  };
  const after = ({ cost, steps }: Path, step: Step): Path =>
    isForbidden(step)
      ? { cost: Number.POSITIVE_INFINITY, steps }
      : { cost: cost + moved.costOf(step), steps: [...steps, step] };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let band = 0; band < bands; band += 1) {
      const reached = best.get(band);
      if (reached === undefined || band === to) continue;
      for (const row of rows) if (offer(row, after(reached, { row, band, by: -1 }))) isChanged = true;
      for (const [other, { cost, steps }] of jumps(band, bands)) {
        const path = { cost: reached.cost + cost, steps: [...reached.steps, ...steps] };
        if (offer(other, path)) isChanged = true;
      }
    }
    for (const row of rows) {
      const reached = best.get(row);
      if (reached === undefined || row === to) continue;
      for (let band = 0; band < bands; band += 1) {
        if (offer(band, after(reached, { row, band, by: 1 }))) isChanged = true;
      }
    }
  }
  return best.get(to);
}

function cheapest(paths: readonly Path[]): Path | undefined {
  const [first, ...rest] = paths.filter(({ cost }) => Number.isFinite(cost));
  return rest.reduce<Path | undefined>(
    (one, other) => (one !== undefined && one.cost <= other.cost ? one : other),
    first,
  );
}
