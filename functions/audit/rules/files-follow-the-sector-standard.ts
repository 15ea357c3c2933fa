import { type FileFault, faultless, type Rule } from "../rule.ts";
import { Screening, type SectorFinding } from "../sector/screening.ts";
import { metaPathOf, sectorFileOf } from "../sector/sector-file.ts";

/**
 * Every dataset, with the meta file beside it, is one that the Department for Education's platform and any analyst who knows
 * it could take as it is. Judged by the written files alone: what they were meant to be is another rule's question.
 */
export const filesFollowTheSectorStandard: Rule = {
  name: "files-follow-the-sector-standard",
  begin({ draft: { files } }) {
    const found: FileFault[] = [];
    const unread = new Set([...files.keys()].filter(isDataset));
    let open: { readonly path: string; readonly screening: Screening | undefined } | undefined;
    function opening(path: string) {
      unread.delete(path);
      const [data, meta] = [files.get(path), files.get(metaPathOf(path))];
      if (data !== undefined && meta === undefined) found.push({ file: path, detail: "has no meta file beside it" });
      const screening =
        data === undefined || meta === undefined ? undefined : new Screening(sectorFileOf(path, { data, meta }));
      return { path, screening };
    }
    function close(): void {
      const { path: file = "", screening } = open ?? {};
      found.push(...(screening?.atEnd() ?? []).map((finding) => ({ file, detail: wordsOf(finding) })));
      open = undefined;
    }
    return {
      judge(row, { path }) {
        // Datasets are read one after another: what is kept of one is let go before the next.
        if (open?.path !== path) {
          close();
          open = opening(path);
        }
        const findings = open.screening?.judge(row) ?? [];
        return findings.length === 0 ? faultless : findings.map(wordsOf);
      },
      atEnd() {
        close();
        for (const path of unread) {
          open = opening(path);
          close();
        }
        return found;
      },
    };
  },
};

function isDataset(path: string): boolean {
  return path.endsWith(".csv") && !path.endsWith(".meta.csv");
}

function wordsOf({ check, column, detail }: SectorFinding): string {
  return column === null ? `${check}: ${detail}` : `${check}: ${column} ${detail}`;
}
