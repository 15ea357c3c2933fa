/** An edition as it is written: its records if there are any, the page, and the report. */
import { type EditionFile, type EditionReport, PAGE, RECORDS, type Tier } from "#shared/storage/microdata.ts";
import type { Instrument } from "./instruments.ts";
import type { Outcome } from "./nested-editions.ts";
import { pageOfNothing, pageOfRecords } from "./page.ts";
import type { MicrodataPolicy } from "./policy.ts";
import type { InstrumentMicrodata } from "./records.ts";
import { recordsFile } from "./records-file.ts";
import { reportOnNothing, reportOnRecords } from "./report.ts";

export interface WrittenEdition {
  readonly files: readonly EditionFile[];
  readonly report: EditionReport;
}

export function editionFiles(
  tier: Tier,
  outcome: Outcome,
  instrument: Instrument,
  microdata: InstrumentMicrodata,
  policy: MicrodataPolicy,
): WrittenEdition {
  if ("withheld" in outcome) {
    const report = reportOnNothing(tier, instrument, policy, outcome);
    return { files: [pageFile(pageOfNothing(report, instrument))], report };
  }
  const records = recordsFile(outcome, instrument);
  const report = reportOnRecords(tier, instrument, policy, outcome, records);
  return {
    files: [
      { path: RECORDS, contentType: "text/csv", bytes: records },
      pageFile(pageOfRecords(report, instrument, microdata)),
    ],
    report,
  };
}

function pageFile(text: string): EditionFile {
  return { path: PAGE, contentType: "text/markdown; charset=utf-8", bytes: Buffer.from(text) };
}
