/** The file of records: CSV in UTF-8 with LF, quotes only where needed, no cell blank, cells guarded against formulas. */
import { stringify } from "csv-stringify/sync";
import { origins, symbols } from "#shared/release/dataset.ts";
import { releaseRecords } from "./anonymity/release-records.ts";
import type { Instrument } from "./instruments.ts";
import type { Released } from "./nested-editions.ts";

/** Before the attributes: the same in every line, but for the number of the row. */
const FIXED = ["row", "wave", "data_origin", "instrument", "questionnaire_version"] as const;

/** In their order: what every record has, what may be known of a person, what they answered. */
function columnsOf({ edition: { quasiIdentifiers, sensitive = [] } }: Released): readonly string[] {
  return [...FIXED, ...[...quasiIdentifiers, ...sensitive].map(({ name }) => name)];
}

/** @throws the errors of `releaseRecords`, which counts once more before anything is written */
export function recordsFile(released: Released, { wave, questionnaire, synthetic }: Instrument): Buffer {
  const columns = columnsOf(released);
  const fixed = [
    wave,
    synthetic ? origins.synthetic : origins.survey,
    questionnaire.id,
    String(questionnaire.version),
  ] as const;
  const rows = releaseRecords(released.edition, released.generalisation).map(({ row, attributes }) => [
    String(row),
    ...fixed,
    ...columns.slice(FIXED.length).map((name) => attributes[name] ?? symbols.notAvailable),
  ]);
  return Buffer.from(stringify([[...columns], ...rows], { escape_formulas: true }));
}
