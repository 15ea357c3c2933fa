/** Claims about datasets that are compared cell by cell: every column that is changed is found, and every row too many or too few. */
import { test } from "vitest";
import type { Night, Row } from "./a-night.ts";
import { inRow, isFound, isMissed, plus } from "./spoiling.ts";

type Kind = (row: Row) => boolean;

/** What to change in which row. */
export type SpoiledColumn = readonly [
  claim: string,
  column: string,
  kind: Kind,
  value: string | ((row: Row) => string),
];

export const everyone: Kind = ({ gender }) => gender === "Total";
export const beside =
  (comparison: string): Kind =>
  (row) =>
    row.comparison === comparison;
export const having =
  (column: string, value: string): Kind =>
  (row) =>
    row[column] === value;
export const all =
  (...kinds: readonly Kind[]): Kind =>
  (row) =>
    kinds.every((kind) => kind(row));
export const moreIn = (column: string, step: number) => (row: Row) =>
  String(Math.round(10 * Number(plus(row[column], step))) / 10);

/** @param prepare writes what the dataset is judged by, if that is no count */
export function columnsAreFound(
  rule: string,
  path: string,
  spoilings: readonly SpoiledColumn[],
  prepare: (night: Night) => void = () => undefined,
): void {
  test.each(spoilings)("%s", (_, column, kind, value) => {
    const spoil = inRow(path)(kind, (row) => ({ [column]: typeof value === "string" ? value : value(row) }));
    return isFound((night) => {
      prepare(night);
      spoil(night);
    }, `${rule}: ${column} is not what the counts and the policy give`);
  });
}

/** @param campaign whose rows are all there but one */
export function rowsAreFound(rule: string, path: string, campaign: string, kind: Kind, stray: Row): void {
  test("a row that should not be there", () =>
    isFound(
      inRow(path)(kind, () => stray),
      `${rule}: is of something that has no row here`,
    ));
  test("a row of a campaign that is still open", () =>
    isFound(
      inRow(path)(having("wave", "2017"), () => ({ old_la_code: "880", instrument: "ylyc-4-7" })),
      `${rule}: is of a campaign that is still open`,
    ));
  test("a row of a campaign that nobody has heard of", () =>
    isFound(
      inRow(path)(kind, () => ({ old_la_code: "999" })),
      `${rule}: is of a campaign that is not in the plan, or whose window has not opened`,
    ));
  test("a row that is there twice", () =>
    isFound((night) => {
      const row = night.rows(path).find(kind) ?? {};
      night.rewrite(path, () => [row, row]);
    }, `${rule}: is there twice`));
  test("a row that is missing", () => isMissed(path, campaign, rule));
}
