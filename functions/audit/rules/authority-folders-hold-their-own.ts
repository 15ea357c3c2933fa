import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import { isByAuthority } from "#shared/release/release-layout.ts";
import { codesOf, type Night } from "../night.ts";
import { type FileFault, faultless, type Rule } from "../rule.ts";
import { Slices } from "../slices.ts";

/**
 * The folder of an authority holds what the release says of that authority, to the letter, and no line about another one.
 * That the files are those which the manifest describes is another rule's question: here it is their checksums that count.
 */
export const authorityFoldersHoldTheirOwn: Rule = {
  name: "authority-folders-hold-their-own",
  remedy: "run the night again from its start; if that does not mend it, look at how benchmark cuts its files",
  begin(night) {
    const own = new Map(
      (allDatasets as readonly DatasetDefinition[])
        .filter(isByAuthority)
        .map((dataset) => [dataset.path, new Slices(headerOf(dataset))]),
    );
    return {
      open({ path }) {
        const slices = own.get(path);
        return (
          slices && {
            judge({ fields, raw }) {
              slices.add(fields.old_la_code ?? "", raw);
              return faultless;
            },
          }
        );
      },
      atEnd: () => folderFaults(night, own),
    };
  },
};

const headerOf = ({ columns }: DatasetDefinition) => `${columns.map(({ name }) => name).join(",")}\n`;

function folderFaults(night: Night, own: ReadonlyMap<string, Slices>): FileFault[] {
  const described = new Map(night.draft.manifest.files.map((file) => [file.path, file]));
  return codesOf(night).flatMap((code) =>
    allDatasets.flatMap(({ path }): FileFault[] => {
      const file = `${authorityFolder(code)}${path}`;
      const found = described.get(file);
      // What is about no single authority stands in a folder whole or not at all.
      const expected = own.get(path)?.of(code) ?? described.get(path);
      // That it is missing is found with the manifest.
      if (found === undefined || expected === undefined) return [];
      const isOther =
        found.sha256 !== expected.sha256 || found.bytes !== expected.bytes || found.rows !== expected.rows;
      return isOther ? [{ file, detail: "holds other lines than those of the release about this authority" }] : [];
    }),
  );
}
