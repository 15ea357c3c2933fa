/**
 * The columns of a dataset as typed Parquet holds them: a number or a day is a nullable column of its own with a status
 * beside it, everything else is text. The writer, the audit and the tables of the query service take them from here.
 */
import { type Column, type DatasetDefinition, type Kind, kindOf } from "./dataset.ts";

export type ParquetType = "INT32" | "DOUBLE" | "DATE" | "STRING";

export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetType;
  /** The column of the dataset that it is taken from. */
  readonly of: Column;
  /** The value, null where a symbol stands; or whether a value is `shown`, else that symbol. */
  readonly holds: "value" | "status";
}

/** Stands in a status column beside a value; where there is none, the symbol stands there. */
export const SHOWN = "shown";

const types: Readonly<Record<Kind, ParquetType>> = {
  text: "STRING",
  word: "STRING",
  words: "STRING",
  date: "DATE",
  whole: "INT32",
  "signed-whole": "INT32",
  tenths: "DOUBLE",
  "signed-tenths": "DOUBLE",
  thousandths: "DOUBLE",
};

/** In the order of the dataset, each status right behind its value. Time has no status: every row has a year. */
export function parquetColumnsOf({ columns }: Pick<DatasetDefinition, "columns">): ParquetColumn[] {
  return columns.flatMap((column): ParquetColumn[] => {
    const type = types[kindOf(column)];
    const value: ParquetColumn = { name: column.name, type, of: column, holds: "value" };
    if (type === "STRING" || column.role === "time") return [value];
    return [value, { name: `${column.name}_status`, type: "STRING", of: column, holds: "status" }];
  });
}

/** Where the Parquet file of a dataset lies inside a release: a folder of its own, as query services want it. */
export function parquetPathOf({ name }: Pick<DatasetDefinition, "name">): string {
  return `parquet/${name}/${name}.parquet`;
}

/** Where the JSON of a dataset lies inside a release. */
export function jsonPathOf({ name }: Pick<DatasetDefinition, "name">): string {
  return `json/${name}.json`;
}
