/**
 * Protects a table of counts: a total by band and its breakdowns, all at once. Primary rules first, then whole groups
 * that would follow from the total, then shares that would follow from the other bands, the other groups and the total.
 */
import type { CountRange, PercentRange, ShownAs } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { codedEnd, countsWithin, percentRangeOf } from "./end-coding.ts";
import { hiddenGroups } from "./hidden-groups.ts";
import { leavePossible, type MovableRow, type MovableTable } from "./possible-tables.ts";
import { hasSmallBase } from "./small-base.ts";
import { hasSmallCount } from "./small-count.ts";

export interface CategoryCounts {
  /** Valid answers by band. */
  readonly counts: readonly number[];
  /** What it costs to hide the category for another's sake. */
  readonly cost: number;
  /** Hidden for another reason than its base. */
  readonly hidden?: boolean;
}

export interface CountTable {
  readonly total: readonly number[];
  /** The total is hidden for another reason than its base. */
  readonly isHidden?: boolean;
  /** The categories of each sum to the total in every band; over several authorities, up to rounding. */
  readonly breakdowns: readonly (readonly CategoryCounts[])[];
}

/** A group: hidden whole, or its base and every band in its own way. */
export type ProtectedRow = "hidden" | readonly ShownAs[];

export interface ProtectedTable {
  readonly total: ProtectedRow;
  readonly breakdowns: readonly (readonly ProtectedRow[])[];
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

export function protectTable(
  { total, isHidden = false, breakdowns }: CountTable,
  policy: DisclosurePolicy,
): ProtectedTable {
  if (isHidden || hasSmallBase(sumOf(total), policy)) {
    return { total: "hidden", breakdowns: breakdowns.map((categories) => categories.map(() => "hidden")) };
  }
  const hidden = breakdowns.map((categories) =>
    hiddenGroups(
      categories.map(({ counts, ...category }) => ({ ...category, base: sumOf(counts) })),
      policy,
    ),
  );
  const totalRow = publishedRow(total, policy);
  const rows = breakdowns.map((categories, breakdown) =>
    categories.map(({ counts }, place) => (hidden[breakdown]?.[place] ? undefined : publishedRow(counts, policy))),
  );
  const table: MovableTable = {
    total: totalRow,
    breakdowns: rows.map((categories) => {
      const published = categories.filter((row) => row !== undefined);
      const rest = total.map((count, band) =>
        Math.max(0, count - sumOf(published.map(({ counts }) => counts[band] ?? 0))),
      );
      return published.length === categories.length || sumOf(rest) === 0 ? published : [...published, unseenRow(rest)];
    }),
  };
  openRanges(table, policy);
  return {
    total: cellsOf(totalRow, policy),
    breakdowns: rows.map((categories) =>
      categories.map((row) => (row === undefined ? "hidden" : cellsOf(row, policy))),
    ),
  };
}

/** What the primary rules leave in doubt of a count; undefined where they let it be published. */
function primaryDoubt(count: number, base: number, policy: DisclosurePolicy): CountRange | undefined {
  if (hasSmallCount({ count, base }, policy)) {
    const width = policy.protectedWidth - 1;
    return 2 * count <= base
      ? { lowest: 0, highest: Math.min(base, width) }
      : { lowest: Math.max(0, base - width), highest: base };
  }
  const end = codedEnd({ count, base }, policy);
  return end && countsWithin(end, base);
}

function publishedRow(counts: readonly number[], policy: DisclosurePolicy): MovableRow {
  const base = sumOf(counts);
  const ranges = counts.map((count) =>
    hasSmallCount({ count, base }, policy)
      ? { lowest: 0, highest: base }
      : { ...(primaryDoubt(count, base, policy) ?? { lowest: count, highest: count }) },
  );
  return { counts, ranges, isUnseen: false };
}

/** What is left of the total once the published groups are taken from it: judged like a group that is published. */
function unseenRow(counts: readonly number[]): MovableRow {
  return { counts, ranges: [], isUnseen: true };
}

/** Nothing of what the primary rules leave in doubt may follow from the rest of the table. */
function openRanges(table: MovableTable, policy: DisclosurePolicy): void {
  const rows = [
    { row: table.total, breakdown: undefined },
    ...table.breakdowns.flatMap((inBreakdown, breakdown) => inBreakdown.map((row) => ({ row, breakdown }))),
  ];
  for (const { row, breakdown } of rows) {
    const base = sumOf(row.counts);
    // Only over several authorities, where rounding leaves a rest that is nobody's.
    if (hasSmallBase(base, policy)) continue;
    for (const [band, count] of row.counts.entries()) {
      const doubt = primaryDoubt(count, base, policy);
      if (doubt !== undefined) leavePossible({ row, band, breakdown }, doubt, table);
    }
    // What the total's whole per cents allow beyond its range, groups must be able to be as well.
    if (row === table.total) widenToPublished(row, policy);
  }
}

function widenToPublished(row: MovableRow, policy: DisclosurePolicy): void {
  for (const [band, cell] of cellsOf(row, policy).entries()) {
    const range = row.ranges[band];
    if (cell.status !== "range" || range === undefined) continue;
    range.lowest = cell.lowest;
    range.highest = cell.highest;
  }
}

function cellsOf({ counts, ranges }: MovableRow, policy: DisclosurePolicy): ShownAs[] {
  const base = sumOf(counts);
  return counts.map((count, band): ShownAs => {
    if (hasSmallCount({ count, base }, policy)) return { status: "hidden" };
    const { lowest, highest } = ranges[band] ?? { lowest: count, highest: count };
    if (lowest === highest) return { status: "exact" };
    const primary = codedEnd({ count, base }, policy);
    const opened = percentRangeOf({ lowest, highest }, base);
    const shown: PercentRange =
      primary === undefined
        ? opened
        : { atLeast: Math.min(primary.atLeast, opened.atLeast), atMost: Math.max(primary.atMost, opened.atMost) };
    return { status: "range", ...shown, ...countsWithin(shown, base) };
  });
}
