/** Generalisation hierarchies: for every value of a quasi-identifier, what may be said of it instead, ever less exactly. */

export interface Hierarchy {
  /** The name of each level, the exact values first. */
  readonly levels: readonly string[];
  /** By level and code: what is written. A code of level 0 is the place of the value among the rows. */
  readonly labels: readonly (readonly string[])[];
  /** By level and code of the exact value: the code of its generalisation. */
  readonly codes: readonly Int32Array[];
  /** By level and code: how many exact values it stands for. */
  readonly leaves: readonly Int32Array[];
}

export type HierarchyFault = "no values" | "no levels" | "uneven" | "repeated value" | "splits";

export class InvalidHierarchyError extends Error {
  override readonly name = "InvalidHierarchyError";
  readonly fault: HierarchyFault;
  /** The row at fault, from 0. */
  readonly row: number;
  /** The level at fault, from 0. */
  readonly level: number;

  constructor(fault: HierarchyFault, row = 0, level = 0) {
    super(`not a hierarchy: ${fault} (row ${row}, level ${level})`);
    this.fault = fault;
    this.row = row;
    this.level = level;
  }
}

/**
 * A domain and value generalisation hierarchy, one row for each value of the whole domain: the value itself, then its
 * generalisations. Each level is a function of the one below it, so that going up a level only ever merges.
 *
 * Source: P. Samarati (2001), Protecting respondents' identities in microdata release, IEEE Transactions on Knowledge and
 * Data Engineering 13, 1010-1027, section 3. The rows are those of ARX's hierarchies.
 *
 * @example
 * hierarchyOf({
 *   levels: ["year", "band", "any"],
 *   rows: [["11", "11-12", "*"], ["12", "11-12", "*"], ["13", "13-14", "*"]],
 * }); // 3 levels; "11-12" stands for 2 of the 3 values
 * @throws InvalidHierarchyError where there is no value or no level, a row has not one label for each level, a value
 * stands in two rows, or what one level holds together the next one splits
 */
export function hierarchyOf({
  levels,
  rows,
}: {
  readonly levels: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): Hierarchy {
  if (levels.length === 0) throw new InvalidHierarchyError("no levels");
  if (rows.length === 0) throw new InvalidHierarchyError("no values");
  const uneven = rows.findIndex((row) => row.length !== levels.length);
  if (uneven >= 0) throw new InvalidHierarchyError("uneven", uneven);
  const coded = levels.map((_, level) => codesOf(rows.map((row) => row[level] ?? "")));
  const codes = coded.map((column) => column.codes);
  const repeated = codes[0]?.findIndex((code, row) => code !== row) ?? -1;
  if (repeated >= 0) throw new InvalidHierarchyError("repeated value", repeated);
  for (let level = 1; level < levels.length; level += 1) {
    const row = firstSplit(codes[level - 1] as Int32Array, codes[level] as Int32Array);
    if (row !== undefined) throw new InvalidHierarchyError("splits", row, level);
  }
  return { levels, labels: coded.map((column) => column.labels), codes, leaves: coded.map(leavesOf) };
}

/** The most general level. */
export const topLevel = ({ levels }: Hierarchy): number => levels.length - 1;

/** How many exact values there are, whether or not a record has them. */
export const domainSize = ({ labels }: Hierarchy): number => labels[0]?.length ?? 0;

interface CodedColumn {
  readonly labels: readonly string[];
  readonly codes: Int32Array;
}

/** Codes count up in the order of first appearance. */
function codesOf(column: readonly string[]): CodedColumn {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(column, (label) => {
    const code = codeOf.get(label) ?? codeOf.size;
    codeOf.set(label, code);
    return code;
  });
  return { labels: [...codeOf.keys()], codes };
}

function leavesOf({ labels, codes }: CodedColumn): Int32Array {
  const leaves = new Int32Array(labels.length);
  for (const code of codes) leaves[code] = (leaves[code] ?? 0) + 1;
  return leaves;
}

/** The first row whose label above is not that of an earlier row with the same label below. */
function firstSplit(below: Int32Array, above: Int32Array): number | undefined {
  const aboveOf = new Map<number, number>();
  for (const [row, code] of below.entries()) {
    const expected = aboveOf.get(code) ?? above[row];
    if (expected !== above[row]) return row;
    aboveOf.set(code, expected as number);
  }
  return undefined;
}
