/** Writes every file of a draft but its manifest: datasets in every format, what describes them, and a folder for each authority. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, type FileEntry, type Manifest, SCHEMA_VERSION } from "#shared/release/manifest.ts";
import { csvwOf } from "#shared/release/metadata/csv-on-the-web.ts";
import { dataPackageOf } from "#shared/release/metadata/data-package.ts";
import type { DescribedRelease } from "#shared/release/metadata/described-release.ts";
import { metaCsvOf } from "#shared/release/metadata/meta-csv.ts";
import { releasePageOf } from "#shared/release/metadata/release-page.ts";
import {
  CSVW_METADATA,
  contentTypes,
  DATA_PACKAGE,
  isByAuthority,
  isInFolders,
  metaPathOf,
  RELEASE_PAGE,
} from "#shared/release/release-layout.ts";
import { entryOf, manifestFile } from "../manifest.ts";
import type { DatasetFile, WrittenCsv, WrittenFile } from "./dataset-file.ts";

type About = Pick<DescribedRelease, "synthetic" | "notice" | "methodVersion" | "policy" | "retractions">;

export interface ReleaseContent {
  readonly about: About;
  readonly released: readonly Manifest["released"][number][];
  readonly datasets: readonly Pick<DatasetFile, "dataset" | "csv" | "csvOfAuthority" | "typedFormats">[];
  /** Everybody who has a row anywhere, in the order of their folders. */
  readonly authorities: readonly NonNullable<DescribedRelease["authority"]>[];
  /** The method notes of everybody, or of one authority beside the datasets of its folder. */
  readonly notesOf: (datasets: readonly DatasetDefinition[], code?: string) => Uint8Array;
}

/** Puts files where they belong, all of them or none that counts. */
export type Write = (files: readonly WrittenFile[]) => Promise<void>;

/** @returns what the manifest says of the files, in the order of the manifest */
export async function writeRelease(content: ReleaseContent, write: Write): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  const put = async (files: readonly WrittenFile[]) => {
    await write(files);
    entries.push(...files.map(entryOf));
  };

  // A dataset at a time: the formats are as large as the rows, and are let go when they are written.
  for (const dataset of content.datasets) {
    const csv = dataset.csv();
    await put([csv.file, metaFile(csv), ...dataset.typedFormats()]);
  }
  await put(pagesOf(content, entries));
  for (const authority of content.authorities) await put(folderOf(content, authority));
  return entries;
}

function metaFile({ dataset, defaults, file }: WrittenCsv): WrittenFile {
  const bytes = metaCsvOf(dataset, defaults.byColumn);
  // A line for each filter and indicator, but no rows of data.
  return { path: metaPathOf(dataset), contentType: file.contentType, bytes, rows: 0 };
}

/** The pages that lie beside the data: of the whole release, or of one authority below its folder. */
function pagesOf(
  { about, released, datasets, notesOf }: ReleaseContent,
  files: readonly FileEntry[],
  authority?: DescribedRelease["authority"],
): WrittenFile[] {
  const described: DescribedRelease = {
    ...about,
    released: authority === undefined ? released : released.filter((each) => each.authority === authority.code),
    files,
    datasets: datasets.map(({ dataset }) => dataset),
    ...(authority !== undefined && { authority }),
  };
  const there = described.datasets.filter(({ path }) => files.some((file) => file.path === path));
  const page = (path: string, contentType: string, bytes: Uint8Array) => ({ path, contentType, bytes, rows: 0 });
  const notes = page(METHOD_NOTES, contentTypes.markdown, notesOf(there, authority?.code));
  const csvw = page(CSVW_METADATA, contentTypes.csvw, csvwOf(described));
  // Each counts what was written before it.
  const withNotes = { ...described, files: [...files, entryOf(notes), entryOf(csvw)] };
  const readme = page(RELEASE_PAGE, contentTypes.markdown, releasePageOf(withNotes));
  const withPage = { ...withNotes, files: [...withNotes.files, entryOf(readme)] };
  return [notes, csvw, readme, page(DATA_PACKAGE, contentTypes.json, dataPackageOf(withPage))];
}

function folderOf(content: ReleaseContent, authority: NonNullable<DescribedRelease["authority"]>): WrittenFile[] {
  const folder = authorityFolder(authority.code);
  const data = content.datasets.flatMap((dataset): WrittenFile[] => {
    if (!isInFolders(dataset.dataset)) return [];
    const csv = isByAuthority(dataset.dataset) ? dataset.csvOfAuthority(authority.code) : dataset.csv();
    return [csv.file, metaFile(csv)];
  });
  const files = [...data, ...pagesOf(content, data.map(entryOf), authority)];
  const { synthetic, notice, methodVersion, policy } = content.about;
  const manifest = manifestFile({
    schemaVersion: SCHEMA_VERSION,
    authority: authority.code,
    synthetic,
    notice,
    methodVersion,
    policy,
    files: files.map(entryOf),
  });
  return [...files, manifest].map((file) => ({ ...file, path: `${folder}${file.path}` }));
}
