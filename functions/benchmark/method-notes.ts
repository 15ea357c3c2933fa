/** The method notes of a release: a page for whoever reads its files, written from the registry that the code decides by. */
import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import type { ReleaseFile } from "#shared/storage/releases.ts";
import {
  claims,
  comparisons,
  funnels,
  generalPopulation,
  girlsAndBoys,
  tests,
  trends,
} from "./method-notes/comparing.ts";
import { page } from "./method-notes/markdown.ts";
import type { MethodNotes } from "./method-notes/noted.ts";
import { disclosure, domainsAndPeers, nationalPool, whatTheFiguresAreNot } from "./method-notes/publishing.ts";
import { derivedMeasures, estimates, howToReadARow, introduction, theFiles } from "./method-notes/reading.ts";

export function methodNotesFile(notes: MethodNotes): ReleaseFile {
  return {
    path: METHOD_NOTES,
    contentType: "text/markdown; charset=utf-8",
    bytes: Buffer.from(methodNotes(notes)),
  };
}

/** Markdown with tables, LF, ending with LF. The same release gives the same text. */
export function methodNotes(notes: MethodNotes): string {
  return page(
    ...introduction(notes),
    theFiles(),
    howToReadARow(notes),
    estimates(notes),
    comparisons(),
    tests(),
    claims(notes),
    girlsAndBoys(notes),
    generalPopulation(notes),
    derivedMeasures(),
    funnels(notes),
    trends(notes),
    domainsAndPeers(),
    nationalPool(notes),
    disclosure(notes),
    whatTheFiguresAreNot(),
  );
}
