/** Asks DuckDB, as an analyst does: an engine that this project has no part in, over files on disk. */
import { DuckDBInstance } from "@duckdb/node-api";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Answer = Readonly<Record<string, Json>>;

/** The rows that the last of the statements gives. */
export async function askDuckDb(sql: string): Promise<Answer[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Answer[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
