/** The method notes of a release: a page for whoever reads its files, written from the registry that the code decides by. */

import { page } from "#shared/release/metadata/markdown.ts";
import {
  claims,
  comparisons,
  funnels,
  generalPopulation,
  girlsAndBoys,
  tests,
  trends,
} from "./method-notes/comparing.ts";
import type { MethodNotes } from "./method-notes/noted.ts";
import { domainsAndPeers, nationalPool, protection, whatTheFiguresAreNot } from "./method-notes/publishing.ts";
import { derivedMeasures, estimates, howToReadARow, introduction, theFiles } from "./method-notes/reading.ts";

/** Markdown with tables, LF, ending with LF. The same release gives the same text. */
export function methodNotes(notes: MethodNotes): string {
  return page(
    ...introduction(notes),
    theFiles(notes),
    howToReadARow(notes),
    protection(notes),
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
    whatTheFiguresAreNot(),
  );
}
