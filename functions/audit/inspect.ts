/** Puts the rows of a draft to rules: every dataset is read once, whatever its size, for all rules together. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { NotTheDataset, rowsOf } from "./csv-rows.ts";
import type { Findings } from "./finding.ts";
import type { Night } from "./night.ts";
import type { Inspection, Rule } from "./rule.ts";
import { columnsAreAsDefined } from "./rules/columns-are-as-defined.ts";

type Running = Inspection & Pick<Rule, "name" | "remedy">;

/** @returns how many rows were read */
export async function inspect(night: Night, rules: readonly Rule[], findings: Findings): Promise<number> {
  const running = rules.map(({ name, remedy, begin }): Running => ({ name, remedy, ...begin(night) }));
  let read = 0;
  for (const dataset of allDatasets) read += inspectRows(dataset, running, night, findings);
  for (const { name: rule, remedy, atEnd } of running) {
    for (const { file, detail } of (await atEnd?.()) ?? []) findings.add({ rule, remedy, file, row: null, detail });
  }
  return read;
}

function inspectRows(
  dataset: DatasetDefinition,
  running: readonly Running[],
  { draft }: Night,
  findings: Findings,
): number {
  const { path: file, columns } = dataset;
  const bytes = draft.files.get(file);
  // That it is missing is found with the manifest.
  if (bytes === undefined) return 0;
  const readings = running.flatMap(({ name: rule, remedy, open }) => {
    const reading = open?.(dataset);
    return reading === undefined ? [] : [{ rule, remedy, ...reading }];
  });
  if (readings.length === 0) return 0;
  let read = 0;
  try {
    for (const row of rowsOf(bytes, columns)) {
      read += 1;
      for (const { rule, remedy, judge } of readings) {
        for (const detail of judge?.(row) ?? []) findings.add({ rule, remedy, file, row: row.number, detail });
      }
    }
  } catch (error) {
    if (!(error instanceof NotTheDataset)) throw error;
    const { name: rule, remedy } = columnsAreAsDefined;
    findings.add({ rule, remedy, file, row: null, detail: error.detail });
  }
  for (const { rule, remedy, close } of readings) {
    for (const detail of close?.() ?? []) findings.add({ rule, remedy, file, row: null, detail });
  }
  return read;
}
