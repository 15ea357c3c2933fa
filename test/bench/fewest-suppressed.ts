/**
 * The fewest cells of a table that any protection could leave inexact: a mixed-integer program after Fischetti and Salazar
 * (2001, "Solving the cell suppression problem on tabular data with linear constraints", Management Science 47), solved
 * exactly. For tests and benches alone: it takes a second where the heuristic takes a millisecond.
 */
import type { Highs } from "highs";
import { codedEnd, countsWithin } from "#functions/benchmark/disclosure/end-coding.ts";
import type { CountTable } from "#functions/benchmark/disclosure/protect-table.ts";
import { hasSmallBase } from "#functions/benchmark/disclosure/small-base.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

interface Row {
  readonly counts: readonly number[];
  /** Whether its base may stay unknown: of a category, not of the total. */
  readonly canBeHidden: boolean;
}

/** A table that must remain possible: a cell, or the base of a row, at least so large or so small. */
interface Demand {
  readonly row: number;
  readonly band: number | "base";
  readonly value: number;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function rowsOf({ total, breakdowns }: CountTable): Row[] {
  return [
    { counts: total, canBeHidden: false },
    ...breakdowns.flatMap((categories) => categories.map(({ counts }) => ({ counts, canBeHidden: true }))),
  ];
}

function demandsOf(rows: readonly Row[], policy: DisclosurePolicy): Demand[] {
  const total = rows[0]?.counts ?? [];
  return rows.flatMap(({ counts }, row): Demand[] => {
    const base = sum(counts);
    if (base === 0) return [];
    if (hasSmallBase(base, policy)) {
      return [
        { row, band: "base", value: 0 },
        { row, band: "base", value: policy.protectedWidth - 1 },
      ];
    }
    return counts.flatMap((count, band): Demand[] => {
      const end = codedEnd({ count, base }, policy);
      if (end === undefined) return [];
      const { lowest, highest } = countsWithin(end, base);
      const inTotal = total[band] ?? 0;
      // The total's own range is not asked for by others: a bound from below stays one.
      const reachable = row === 0 ? highest : Math.min(highest, inTotal);
      const least = row === 0 ? lowest : Math.max(lowest, base - (sum(total) - inTotal));
      return [
        { row, band, value: Math.min(least, count) },
        { row, band, value: Math.max(reachable, count) },
      ];
    });
  });
}

/**
 * How many published counts (bands of groups with at least ten answers, and of the total) are not exact, at best. Only the
 * primary demands are made, not those of the singleton rule nor of what is left of a total, so that it is a bound.
 */
export function fewestSuppressed(table: CountTable, policy: DisclosurePolicy, highs: Highs): number {
  const rows = rowsOf(table);
  const bands = table.total.length;
  const bases = rows.map(({ counts }) => sum(counts));
  const demands = demandsOf(rows, policy);
  const isPrimaryHidden = (row: number) => row > 0 && hasSmallBase(bases[row] ?? 0, policy);
  const constraints: string[] = [];
  const binaries: string[] = [];
  const objective: string[] = [];
  const fixed: string[] = [];
  for (const [row, { counts, canBeHidden }] of rows.entries()) {
    if (isPrimaryHidden(row)) continue;
    for (const [band, count] of counts.entries()) {
      const end = codedEnd({ count, base: bases[row] ?? 0 }, policy);
      binaries.push(`z${row}_${band}`);
      objective.push(`z${row}_${band}`);
      if (end !== undefined) fixed.push(`z${row}_${band} = 1`);
      if (canBeHidden) constraints.push(`z${row}_${band} - h${row} >= 0`);
    }
    if (canBeHidden) binaries.push(`h${row}`);
  }
  for (const [number, demand] of demands.entries()) {
    const y = (row: number, band: number) => `y${number}_${row}_${band}`;
    const base = (row: number) => rows[row]?.counts.map((_, band) => y(row, band)).join(" + ") ?? "";
    for (const [row, { counts, canBeHidden }] of rows.entries()) {
      const size = bases[0] ?? 0;
      if (!isPrimaryHidden(row)) {
        for (const [band, count] of counts.entries()) {
          constraints.push(`${y(row, band)} - ${size} z${row}_${band} <= ${count}`);
          constraints.push(`${y(row, band)} + ${size} z${row}_${band} >= ${count}`);
        }
        const slack = canBeHidden ? ` - ${size} h${row}` : "";
        constraints.push(`${base(row)}${slack} <= ${bases[row]}`);
        constraints.push(`${base(row)}${slack.replace("-", "+")} >= ${bases[row]}`);
      }
    }
    let first = 1;
    for (const categories of table.breakdowns) {
      for (let band = 0; band < bands; band += 1) {
        const parts = categories.map((_, place) => y(first + place, band)).join(" + ");
        constraints.push(`${parts} - ${y(0, band)} = 0`);
      }
      first += categories.length;
    }
    const target = demand.band === "base" ? base(demand.row) : y(demand.row, demand.band);
    constraints.push(`${target} = ${demand.value}`);
  }
  if (objective.length === 0) return 0;
  const text = [
    "Minimize",
    ` cost: ${objective.join(" + ")}`,
    "Subject To",
    ...constraints.map((constraint, place) => ` c${place}: ${constraint}`),
    "Bounds",
    ...fixed.map((bound) => ` ${bound}`),
    "Binary",
    ` ${binaries.join(" ")}`,
    "End",
  ].join("\n");
  const solution = highs.solve(text, { output_flag: false, time_limit: 60, mip_rel_gap: 0 });
  if (solution.Status !== "Optimal") throw new Error(`no optimum: ${solution.Status}`);
  return Math.round(solution.ObjectiveValue);
}
