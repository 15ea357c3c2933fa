/** Where everything lies inside a release. */
import { type DatasetDefinition, placeAndTime } from "./dataset.ts";
import { METHOD_NOTES } from "./datasets/all-datasets.ts";
import { changesSinceTheLastRelease } from "./datasets/changes.ts";
import { codebook } from "./datasets/codebook.ts";
import { MANIFEST } from "./manifest.ts";
import { jsonPathOf, parquetPathOf } from "./parquet-layout.ts";

/** The page that a person reads first. */
export const RELEASE_PAGE = "README.md";
/** The Data Package. */
export const DATA_PACKAGE = "datapackage.json";
/** The metadata of CSV on the Web, under the name by which readers look for it beside a file. */
export const CSVW_METADATA = "csv-metadata.json";

export const contentTypes = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  markdown: "text/markdown; charset=utf-8",
  csvw: "application/csvm+json",
} as const;

/** The sector's metadata, beside the data. */
export function metaPathOf({ name }: Pick<DatasetDefinition, "name">): string {
  return `${name}.meta.csv`;
}

/** Whether its rows are about one authority each, so that an authority can have its own. */
export function isByAuthority({ columns }: DatasetDefinition): boolean {
  return placeAndTime.every(({ name }) => columns.some((column) => column.name === name));
}

/** Whether the folder of an authority has it: what is its own, and the codebook, which is nobody's. */
export function isInFolders(dataset: DatasetDefinition): boolean {
  return isByAuthority(dataset) || dataset.name === codebook.name;
}

interface PlacedFile {
  readonly path: string;
  readonly contentType: string;
}

const pages: readonly PlacedFile[] = [
  { path: METHOD_NOTES, contentType: contentTypes.markdown },
  { path: CSVW_METADATA, contentType: contentTypes.csvw },
  { path: RELEASE_PAGE, contentType: contentTypes.markdown },
  { path: DATA_PACKAGE, contentType: contentTypes.json },
];

function csvAndMeta(dataset: DatasetDefinition): PlacedFile[] {
  return [
    { path: dataset.path, contentType: contentTypes.csv },
    { path: metaPathOf(dataset), contentType: contentTypes.csv },
  ];
}

/** Every file of a release but those of single authorities and the manifest, in the order of the manifest. */
export function filesForEverybody(datasets: readonly DatasetDefinition[]): PlacedFile[] {
  return [
    ...datasets.flatMap((dataset) => [
      ...csvAndMeta(dataset),
      { path: jsonPathOf(dataset), contentType: contentTypes.json },
      { path: parquetPathOf(dataset), contentType: contentTypes.parquet },
    ]),
    ...pages,
  ];
}

/** What is in the folder of each authority, its manifest last. */
export function filesForAnAuthority(datasets: readonly DatasetDefinition[]): PlacedFile[] {
  return [
    ...datasets.filter(isInFolders).flatMap(csvAndMeta),
    ...pages,
    { path: MANIFEST, contentType: contentTypes.json },
  ];
}

const { name: changes } = changesSinceTheLastRelease;
const tellingWhatChanged: ReadonlySet<string> = new Set([
  `${changes}.csv`,
  `${changes}.meta.csv`,
  `${changes}.json`,
  `${changes}.parquet`,
  RELEASE_PAGE,
  DATA_PACKAGE,
  MANIFEST,
]);

/**
 * Whether a file says something of the release before, or counts a file that does. Such a file is no part of what makes
 * a release: else a night with nothing new would be a new release, for nothing is new in it.
 */
export function tellsWhatChanged(path: string): boolean {
  return tellingWhatChanged.has(path.slice(path.lastIndexOf("/") + 1));
}
