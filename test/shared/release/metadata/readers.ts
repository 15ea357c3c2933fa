/** The readers of others that metadata are judged by: frictionless for Data Packages, csvw for CSV on the Web. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type PythonEnvironment, pythonEnvironment } from "../../../python.ts";

const run = promisify(execFile);
const MOST_OUTPUT_IN_BYTES = 64 * 1024 * 1024;

/** With the programs `frictionless` and `csvwvalidate`. */
export function metadataTools(): Promise<PythonEnvironment | undefined> {
  return pythonEnvironment("metadata-readers", ["frictionless==5.21.0", "csvw==4.1.1"]);
}

/** What a library makes of a release. */
export interface Reading {
  /** In the library's words; empty where it finds nothing wrong. */
  readonly faults: readonly string[];
  /** By table, every row as typed as the library has it: null, text, numbers, days as text. Empty where there are faults. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** Reads the release in a folder. */
export type Read = (folder: string) => Promise<Reading>;

/** @returns undefined where the libraries cannot be had */
export async function reader(library: "frictionless" | "csvw"): Promise<Read | undefined> {
  const tools = await metadataTools();
  if (tools === undefined) return undefined;
  const script = fileURLToPath(new URL("read_release.py", import.meta.url));
  return async (folder) => {
    const maxBuffer = MOST_OUTPUT_IN_BYTES;
    const { stdout } = await run(join(tools.bin, "python"), [script, library, folder], { maxBuffer });
    return JSON.parse(stdout);
  };
}

/** Stands in for a reader in tests that are skipped without one. */
export const never: Read = () => Promise.reject(new Error("there is no reader"));

/**
 * The JSON Schema that Data Package version 2 is defined by, as a package brings it. The package itself wants a newer Python
 * than many have, and is not run.
 */
export async function dataPackageProfile(): Promise<object | undefined> {
  const requirements = ["--no-deps", "--ignore-requires-python", "check-datapackage==0.37.0"];
  const environment = await pythonEnvironment("data-package-profile", requirements);
  if (environment === undefined) return undefined;
  const where = "import importlib.util; print(importlib.util.find_spec('check_datapackage').origin)";
  const { stdout } = await run(join(environment.bin, "python"), ["-c", where]);
  return JSON.parse(await readFile(join(dirname(stdout.trim()), "schemas", "data-package-2-0.json"), "utf8"));
}
