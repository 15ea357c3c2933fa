/** What a column holds, as metadata say it: its type, unit and decimals follow from its kind and its name. */
import { type Column, type Kind, kindOf } from "../dataset.ts";

export interface ColumnType {
  readonly base: "string" | "date" | "integer" | "number";
  /** Of a number, at most. */
  readonly decimals?: number;
  /** Whether a number may be below 0. */
  readonly isSigned?: boolean;
}

const types: Readonly<Record<Kind, ColumnType>> = {
  text: { base: "string" },
  word: { base: "string" },
  words: { base: "string" },
  date: { base: "date" },
  whole: { base: "integer", decimals: 0, isSigned: false },
  "signed-whole": { base: "integer", decimals: 0, isSigned: true },
  tenths: { base: "number", decimals: 1, isSigned: false },
  "signed-tenths": { base: "number", decimals: 1, isSigned: true },
  thousandths: { base: "number", decimals: 3, isSigned: false },
};

export function columnTypeOf(column: Pick<Column, "role" | "holds">): ColumnType {
  return types[kindOf(column)];
}

/** Every row has it. Of any other column a symbol may stand in the place of what it holds. */
export function isInEveryRow({ role }: Pick<Column, "role">): boolean {
  return role === "time";
}
