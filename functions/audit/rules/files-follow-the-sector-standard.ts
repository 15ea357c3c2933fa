import type { Rule } from "../rule.ts";
import { Screening, type SectorFinding } from "../sector/screening.ts";
import { metaPathOf, sectorFileOf } from "../sector/sector-file.ts";

/**
 * Every dataset, with the meta file beside it, is one that the Department for Education's platform and any analyst who knows
 * it could take as it is. Judged by the written files alone. At night it is about what a coordinator wrote, names and
 * regions above all: what code alone writes, tests have screened before.
 */
export const filesFollowTheSectorStandard: Rule = {
  name: "files-follow-the-sector-standard",
  remedy: "mend the names and codes in the programme document, or else the definition of the dataset",
  begin: ({ draft: { files } }) => ({
    open({ path }) {
      const [data, meta] = [files.get(path), files.get(metaPathOf(path))];
      // That a file is missing is found with the manifest.
      if (data === undefined || meta === undefined) return undefined;
      const screening = new Screening(sectorFileOf(path, { data, meta }));
      return { judge: (row) => screening.judge(row).map(wordsOf), close: () => screening.atEnd().map(wordsOf) };
    },
  }),
};

function wordsOf({ check, column, detail }: SectorFinding): string {
  return column === null ? `${check}: ${detail}` : `${check}: ${column} ${detail}`;
}
