/**
 * What the metadata files and the page of a release are written from: nothing but what follows from its content. They are
 * part of what names the release and of what another night with the same content gives again, so that they cannot know its
 * name, its night or the version of its code, which stand in the manifest. Only the page says also which releases were
 * taken back, and is no part of what names the release.
 */
import type { DatasetDefinition } from "../dataset.ts";
import type { FileEntry, Manifest } from "../manifest.ts";
import type { Retraction } from "../retraction.ts";

/** A whole release, or the folder of one authority inside of it. */
export interface DescribedRelease {
  /** Whether any answer in it is invented. */
  readonly synthetic: boolean;
  readonly notice: string;
  readonly methodVersion: string;
  readonly policy: { readonly id: string; readonly version: number };
  /** Every release that was taken back, the earliest first. */
  readonly retractions: readonly Retraction[];
  /** The campaigns whose own figures are in it. */
  readonly released: readonly Pick<Manifest["released"][number], "wave" | "authority" | "questionnaire">[];
  /** Of the folder that the description lies in, by their paths there; not those of folders inside that are described apart. */
  readonly files: readonly FileEntry[];
  /** Those without a file among `files` are passed over. */
  readonly datasets: readonly DatasetDefinition[];
  /** Whose folder it is; undefined for the whole release. */
  readonly authority?: { readonly code: string; readonly name: string };
}

export const licence = {
  /** As the Open Definition lists it. */
  id: "OGL-UK-3.0",
  title: "Open Government Licence v3.0",
  url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
} as const;

/** One line, which says so where answers are invented. */
export function titleOf({ synthetic, authority }: DescribedRelease): string {
  const where = authority === undefined ? "" : ` of ${authority.name}`;
  const what = `Bright Spots: well-being of children in care and care leavers${where}`;
  return synthetic ? `SYNTHETIC ${what}` : what;
}

/** Datasets with their CSV files, in the order of the datasets. */
export function tablesOf({ datasets, files }: DescribedRelease): [DatasetDefinition, FileEntry][] {
  return datasets.flatMap((dataset) => {
    const file = files.find(({ path }) => path === dataset.path);
    return file === undefined ? [] : [[dataset, file]];
  });
}
