import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import pMap from "p-map";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, type FileEntry, MANIFEST } from "#shared/release/manifest.ts";
import { filesForAnAuthority, filesForEverybody } from "#shared/release/release-layout.ts";
import { codesOf, type Evidence } from "../evidence.ts";
import { type Faults, type FileFault, faultless, faultsOf, type Rule } from "../rule.ts";

/** Enough to hide the waiting; each is let go when its checksum is known. */
const READS_AT_ONCE = 16;

/**
 * A reader can trust the manifest: it lists exactly the files of the release, those of each authority among them, with their
 * true rows, bytes and SHA-256.
 */
export const manifestDescribesTheFiles: Rule = {
  name: "manifest-describes-the-files",
  begin(evidence) {
    const rows = new Map<string, number>();
    return {
      judge(_, { path }) {
        rows.set(path, (rows.get(path) ?? 0) + 1);
        return faultless;
      },
      atEnd: async () => [
        ...identityFaults(evidence).map((detail) => ({ file: MANIFEST, detail })),
        ...(await allFileFaults(evidence, rows)),
      ],
    };
  },
};

/** In the order in which a manifest lists them. */
function filesOfTheRelease(evidence: Evidence) {
  return [
    ...filesForEverybody(allDatasets),
    ...codesOf(evidence).flatMap((code) =>
      filesForAnAuthority(allDatasets).map((file) => ({ ...file, path: `${authorityFolder(code)}${file.path}` })),
    ),
  ];
}

/** @param rows of the datasets as CSV; those of their copies are judged with the copies */
async function allFileFaults(evidence: Evidence, rows: ReadonlyMap<string, number>): Promise<FileFault[]> {
  const described = new Map(evidence.draft.manifest.files.map((file) => [file.path, file]));
  const datasets = new Set<string>(allDatasets.map(({ path }) => path));
  const faults = await pMap(
    filesOfTheRelease(evidence),
    async ({ path, contentType }) => {
      const bytes = evidence.draft.files.get(path) ?? (await evidence.draft.read(path));
      const howMany = datasets.has(path) ? (rows.get(path) ?? 0) : rowsOfPage(path);
      return fileFaults(bytes, described.get(path), contentType, howMany).map((detail) => ({
        file: MANIFEST,
        detail: `${path}: ${detail}`,
      }));
    },
    { concurrency: READS_AT_ONCE },
  );
  return faults.flat();
}

/** None in what is no dataset; undefined for a copy of one. */
function rowsOfPage(path: string): number | undefined {
  return /\.(md|meta\.csv)$|(^|\/)(csv-metadata|datapackage|manifest)\.json$/.test(path) ? 0 : undefined;
}

function identityFaults(evidence: Evidence) {
  const { draft, plan, policy, standing } = evidence;
  const { manifest } = draft;
  const listed = manifest.files.map(({ path }) => path);
  const expected = filesOfTheRelease(evidence).map(({ path }) => path);
  const hasOthers = listed.toSorted().join() !== expected.toSorted().join();
  return faultsOf(
    [hasOthers, "lists other files than the datasets of a release and its notes"],
    [!hasOthers && listed.join() !== expected.join(), "lists its files in another order"],
    [manifest.asOf !== plan.asOf, "is for another day than the plan"],
    [!manifest.releaseId.startsWith(`${manifest.asOf}-`), "release id is for another day"],
    [manifest.supersedes !== (standing.releaseId ?? null), "takes the place of another release than was told last"],
    [!isDeepStrictEqual(manifest.retractions, standing.retractions), "tells of other retractions than there were"],
    [
      manifest.policy.id !== policy.id || manifest.policy.version !== policy.version,
      "names another policy than the one that is audited",
    ],
    [manifest.methodVersion === "" || manifest.codeVersion === "", "does not say by which method and code"],
  );
}

function fileFaults(
  bytes: Uint8Array | undefined,
  described: Partial<FileEntry> | undefined,
  contentType: string,
  rows: number | undefined,
): Faults {
  if (bytes === undefined) return ["is not there"];
  return faultsOf(
    [described?.contentType !== contentType, "is described as something else"],
    [rows !== undefined && described?.rows !== rows, "has another number of rows"],
    [described?.bytes !== bytes.byteLength, "has another number of bytes"],
    [described?.sha256 !== createHash("sha256").update(bytes).digest("hex"), "has another SHA-256"],
  );
}
