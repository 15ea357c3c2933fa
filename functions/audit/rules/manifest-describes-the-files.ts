import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import pMap from "p-map";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, type FileEntry, MANIFEST } from "#shared/release/manifest.ts";
import { filesForAnAuthority, filesForEverybody } from "#shared/release/release-layout.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import { codesOf, type Night, releasedIn } from "../night.ts";
import { type Faults, type FileFault, faultless, faultsOf, type Rule } from "../rule.ts";

/** Enough to hide the waiting; each is let go when its checksum is known. */
const READS_AT_ONCE = 16;

/**
 * A reader can trust the manifest: it lists exactly the files of the release, those of each authority among them, with their
 * true rows, bytes and SHA-256.
 */
export const manifestDescribesTheFiles: Rule = {
  name: "manifest-describes-the-files",
  remedy: "run the night again from its start; if that does not mend it, look at what benchmark wrote into the draft",
  begin(night) {
    const rows = new Map<string, number>();
    return {
      open: ({ path }) => ({
        judge() {
          rows.set(path, (rows.get(path) ?? 0) + 1);
          return faultless;
        },
      }),
      atEnd: async () => [
        ...identityFaults(night).map((detail) => ({ file: MANIFEST, detail })),
        ...(await allFileFaults(night, rows)),
      ],
    };
  },
};

/** In the order in which a manifest lists them. */
function filesOfTheRelease(night: Night) {
  return [
    ...filesForEverybody(allDatasets),
    ...codesOf(night).flatMap((code) =>
      filesForAnAuthority(allDatasets).map((file) => ({ ...file, path: `${authorityFolder(code)}${file.path}` })),
    ),
  ];
}

/** @param rows of the datasets as CSV; those of their copies are judged with the copies */
async function allFileFaults(night: Night, rows: ReadonlyMap<string, number>): Promise<FileFault[]> {
  const described = new Map(night.draft.manifest.files.map((file) => [file.path, file]));
  const datasets = new Set<string>(allDatasets.map(({ path }) => path));
  const faults = await pMap(
    filesOfTheRelease(night),
    async ({ path, contentType }) => {
      const bytes = night.draft.files.get(path) ?? (await night.draft.read(path));
      const howMany = datasets.has(path) ? (rows.get(path) ?? 0) : rowsOfPage(path);
      return fileFaults(bytes, described.get(path), contentType, howMany).map((detail) => ({
        file: MANIFEST,
        detail: `${path} ${detail}`,
      }));
    },
    { concurrency: READS_AT_ONCE },
  );
  return faults.flat();
}

/** None in what is not a dataset; undefined for a copy of one. */
function rowsOfPage(path: string): number | undefined {
  return /\.(md|meta\.csv)$|(^|\/)(csv-metadata|datapackage|manifest)\.json$/.test(path) ? 0 : undefined;
}

function identityFaults(night: Night) {
  const { draft, plan, policy, standing, retractions } = night;
  const { manifest } = draft;
  const listed = manifest.files.map(({ path }) => path);
  const expected = filesOfTheRelease(night).map(({ path }) => path);
  const hasOthers = listed.toSorted().join() !== expected.toSorted().join();
  const responses = releasedIn(night).reduce((sum, { counts }) => sum + counts.responses, 0);
  return faultsOf(
    [hasOthers, "lists other files than those of a release and of each authority with a row"],
    [!hasOthers && listed.join() !== expected.join(), "lists its files in another order than the layout"],
    [manifest.asOf !== plan.asOf, "is for another day than the plan"],
    [!manifest.releaseId.startsWith(`${manifest.asOf}-`), "has a release id that does not begin with its day"],
    [manifest.supersedes !== (standing?.releaseId ?? null), "supersedes another release than the one told last"],
    [!isDeepStrictEqual(manifest.retractions, retractions), "tells other retractions than retractions.json"],
    [
      !isDeepStrictEqual(manifest.policy, { id: policy.id, version: policy.version }),
      "names another policy than the one that is audited",
    ],
    [manifest.methodVersion === "" || manifest.codeVersion === "", "does not say by which method and code it was made"],
    [
      manifest.responses !== roundToMultipleOf(policy.shown.pooledBaseRoundedTo, responses),
      "has another number of responses than the released campaigns, rounded",
    ],
  );
}

function fileFaults(
  bytes: Uint8Array | undefined,
  described: FileEntry | undefined,
  contentType: string,
  rows: number | undefined,
): Faults {
  if (bytes === undefined) return ["is not there"];
  return faultsOf(
    [described?.contentType !== contentType, "is described with another content type than the layout gives"],
    [rows !== undefined && described?.rows !== rows, "has another number of rows than the manifest says"],
    [described?.bytes !== bytes.byteLength, "has another number of bytes than the manifest says"],
    [
      described?.sha256 !== createHash("sha256").update(bytes).digest("hex"),
      "has another SHA-256 than the manifest says",
    ],
  );
}
