import { createHash } from "node:crypto";
import { type DatasetDefinition, TOTAL } from "#shared/release/dataset.ts";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import {
  type AuthorityManifest,
  authorityFolder,
  type FileEntry,
  MANIFEST,
  SCHEMA_VERSION,
} from "#shared/release/manifest.ts";
import { csvwOf } from "#shared/release/metadata/csv-on-the-web.ts";
import { dataPackageOf } from "#shared/release/metadata/data-package.ts";
import type { DescribedRelease } from "#shared/release/metadata/described-release.ts";
import { metaCsvOf } from "#shared/release/metadata/meta-csv.ts";
import { releasePageOf } from "#shared/release/metadata/release-page.ts";
import {
  CSVW_METADATA,
  DATA_PACKAGE,
  filesForAnAuthority,
  filesForEverybody,
  isByAuthority,
  isInFolders,
  metaPathOf,
  RELEASE_PAGE,
} from "#shared/release/release-layout.ts";
import { codesOf, type Evidence } from "../evidence.ts";
import { type FileFault, faultless, type Rule } from "../rule.ts";

/**
 * What describes the data is what the definitions and the files themselves say, to the byte: written anew from them, so that
 * nothing else can stand in it. Of the notes, which only the function that made the figures can write, another rule judges.
 */
export const metadataIsAsDefined: Rule = {
  name: "metadata-is-as-defined",
  isAboutCopies: true,
  begin(evidence) {
    const everybody = new Defaults();
    const own = new Map<string, Defaults>();
    return {
      judge({ fields }, dataset) {
        everybody.note(dataset, fields);
        if (isByAuthority(dataset)) {
          const code = fields.old_la_code ?? "";
          const defaults = own.get(code) ?? new Defaults();
          own.set(code, defaults);
          defaults.note(dataset, fields);
        }
        return faultless;
      },
      atEnd: () => {
        const entries = new Map(evidence.draft.manifest.files.map((file) => [file.path, file]));
        return [
          ...folderFaults(evidence, "", entries, (dataset) => everybody.of(dataset)),
          ...codesOf(evidence).flatMap((code) =>
            folderFaults(evidence, code, entries, (dataset) =>
              isByAuthority(dataset) ? (own.get(code)?.of(dataset) ?? new Map()) : everybody.of(dataset),
            ),
          ),
        ];
      },
    };
  },
};

type DefaultsOf = (dataset: DatasetDefinition) => ReadonlyMap<string, string>;

/** What a tool should show first of each filter, as the rows go by. */
class Defaults {
  readonly #byPath = new Map<string, Map<string, string>>();

  note({ path, columns }: DatasetDefinition, fields: Readonly<Record<string, string>>): void {
    const known = this.#byPath.get(path);
    const defaults = known ?? new Map<string, string>();
    if (known === undefined) this.#byPath.set(path, defaults);
    for (const { name, role } of columns) {
      if (role !== "filter") continue;
      const item = fields[name] ?? "";
      if (item === TOTAL || !defaults.has(name)) defaults.set(name, item);
    }
  }

  of({ path }: DatasetDefinition): ReadonlyMap<string, string> {
    return this.#byPath.get(path) ?? new Map();
  }
}

/** @param code of the authority whose folder it is; blank for the whole release */
function folderFaults(
  evidence: Evidence,
  code: string,
  entries: ReadonlyMap<string, FileEntry>,
  defaultsOf: DefaultsOf,
): FileFault[] {
  const folder = code === "" ? "" : authorityFolder(code);
  const layout = code === "" ? filesForEverybody(allDatasets) : filesForAnAuthority(allDatasets);
  const there = layout.flatMap(({ path }): FileEntry[] => {
    const entry = entries.get(`${folder}${path}`);
    return entry === undefined ? [] : [{ ...entry, path }];
  });
  const datasets = code === "" ? allDatasets : allDatasets.filter(isInFolders);
  const expected = new Map<string, Uint8Array>([
    ...datasets.map((dataset) => [metaPathOf(dataset), metaCsvOf(dataset, defaultsOf(dataset))] as const),
    ...pagesOf(evidence, code, there),
  ]);
  return there.flatMap(({ path, sha256 }) => {
    const bytes = expected.get(path);
    const isOther = bytes !== undefined && createHash("sha256").update(bytes).digest("hex") !== sha256;
    return isOther ? [{ file: `${folder}${path}`, detail: "is not what the definitions and the files say" }] : [];
  });
}

function pagesOf({ draft, campaigns }: Evidence, code: string, there: readonly FileEntry[]): [string, Uint8Array][] {
  const { synthetic, notice, methodVersion, policy, released, retractions } = draft.manifest;
  const isMeant = (authority: string) => code === "" || authority === code;
  const named = [...campaigns.values()].findLast(({ campaign }) => campaign.authority.code === code);
  const pages = [METHOD_NOTES, CSVW_METADATA, RELEASE_PAGE, DATA_PACKAGE, MANIFEST];
  const data = there.filter(({ path }) => !pages.includes(path));
  const before = (last: string) => [
    ...data,
    ...there.filter(({ path }) => pages.slice(0, pages.indexOf(last)).includes(path)),
  ];
  const described = (files: readonly FileEntry[]): DescribedRelease => ({
    synthetic,
    notice,
    methodVersion,
    policy,
    retractions,
    released: released
      .filter(({ authority }) => isMeant(authority))
      .map(({ wave, authority, questionnaire }) => ({ wave, authority, questionnaire })),
    files,
    datasets: allDatasets,
    ...(named !== undefined && { authority: { code, name: named.campaign.authority.name } }),
  });
  const own: AuthorityManifest = {
    schemaVersion: SCHEMA_VERSION,
    authority: code,
    synthetic,
    notice,
    methodVersion,
    policy,
    files: before(MANIFEST),
  };
  return [
    [CSVW_METADATA, csvwOf(described(data))],
    [RELEASE_PAGE, releasePageOf(described(before(RELEASE_PAGE)))],
    [DATA_PACKAGE, dataPackageOf(described(before(DATA_PACKAGE)))],
    ...(code === "" ? [] : ([[MANIFEST, Buffer.from(`${JSON.stringify(own, null, 2)}\n`)]] as [string, Uint8Array][])),
  ];
}
