/** SYNTHETIC: a release with a few rows of every dataset, as plain files, and what each cell of them says. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type Column, type DatasetDefinition, type Field, kindOf, symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { MANIFEST, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { csvwOf } from "#shared/release/metadata/csv-on-the-web.ts";
import { dataPackageOf } from "#shared/release/metadata/data-package.ts";
import type { DescribedRelease } from "#shared/release/metadata/described-release.ts";
import { metaCsvOf } from "#shared/release/metadata/meta-csv.ts";
import { releasePageOf } from "#shared/release/metadata/release-page.ts";
import { rowKeyOf } from "#shared/release/metadata/row-keys.ts";
import { CSVW_METADATA, contentTypes, DATA_PACKAGE, metaPathOf, RELEASE_PAGE } from "#shared/release/release-layout.ts";

type Row = Readonly<Record<string, Field>>;
type Files = ReadonlyMap<string, { readonly bytes: Uint8Array; readonly contentType: string; readonly rows: number }>;

/** Quotes, commas and letters that a reader could get wrong; not the same in any two rows. */
const awkward = (name: string, row: string) => `${name}, "${row}" Ynys Môn ŵ`;

function told({ name, ...column }: Column, row: string): Field {
  switch (kindOf(column)) {
    case "text":
      return awkward(name, row);
    case "word":
      return "some-word";
    case "words":
      return "one two";
    case "date":
      return "2017-04-01";
    case "whole":
      return name === "time_period" ? 2017 : 1_205;
    case "signed-whole":
      return -14;
    case "tenths":
      return 7.5;
    case "signed-tenths":
      return -0.3;
    case "thousandths":
      return 0.001;
  }
}

/** One row with a figure in every cell, one with `c` in every indicator, one with `z` and `x` wherever they may stand. */
export function rowsOf(dataset: DatasetDefinition): Row[] {
  const row = (name: string, cell: (column: Column) => Field) =>
    Object.fromEntries(
      dataset.columns.map((column) => {
        const isFixed = column.role === "time" || rowKeyOf(dataset)?.includes(column.name);
        return [column.name, isFixed ? told(column, name) : cell(column)];
      }),
    );
  return [
    row("told", (column) => told(column, "told")),
    row("withheld", (column) => (column.role === "indicator" ? symbols.confidential : told(column, "withheld"))),
    row("absent", ({ role }) => (role === "filter" ? symbols.notApplicable : symbols.notAvailable)),
  ];
}

/** What a reader with types should make of a row: null where a symbol stands. */
export function typed(row: Row): Record<string, Field | null> {
  const isSymbol = (field: Field) => (Object.values(symbols) as Field[]).includes(field);
  return Object.fromEntries(Object.entries(row).map(([name, field]) => [name, isSymbol(field) ? null : field]));
}

function dataFiles(datasets: readonly DatasetDefinition[], rows = rowsOf): Files {
  const files = datasets.flatMap((dataset) => {
    const written = new DatasetFile(dataset, SYNTHETIC_NOTICE).add(rows(dataset) as never);
    const { file, defaults } = written.csv();
    const meta = { bytes: metaCsvOf(dataset, defaults.byColumn), contentType: contentTypes.csv, rows: 0 };
    return [file, { path: metaPathOf(dataset), ...meta }, ...written.typedFormats()];
  });
  return new Map(files.map(({ path, ...file }) => [path, file]));
}

export function described(
  datasets: readonly DatasetDefinition[] = allDatasets,
  files = dataFiles(datasets),
): DescribedRelease {
  return {
    synthetic: true,
    notice: SYNTHETIC_NOTICE,
    methodVersion: "4",
    policy: { id: "noise-1", version: 1 },
    retractions: [],
    released: [
      { wave: "2017", authority: "801", questionnaire: "ylyc-8-11" },
      { wave: "2017", authority: "801", questionnaire: "ylyc-11-17" },
      { wave: "2017", authority: "916", questionnaire: "ylyc-11-17" },
    ],
    files: [...files].map(([path, { contentType, rows, bytes }]) => ({
      path,
      contentType,
      rows,
      bytes: bytes.byteLength,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
    datasets,
  };
}

/** Releases as plain files, each in a folder of its own. */
export class ReleaseFolders {
  readonly #folders: string[] = [];

  /** With what describes it, and a manifest of its data. */
  async write(datasets: readonly DatasetDefinition[] = allDatasets, rows = rowsOf): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "bright-spots-metadata-"));
    this.#folders.push(folder);
    const data = dataFiles(datasets, rows);
    const release = described(datasets, data);
    const files = new Map<string, Uint8Array>([
      ...[...data].map(([path, { bytes }]) => [path, bytes] as const),
      [CSVW_METADATA, csvwOf(release)],
      [RELEASE_PAGE, releasePageOf(release)],
      [DATA_PACKAGE, dataPackageOf(release)],
      [MANIFEST, Buffer.from(JSON.stringify({ files: release.files }))],
    ]);
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.#folders) await rm(folder, { recursive: true });
  }
}

/** Replaces the first of something in a file. @throws where it is not there */
export async function spoil(folder: string, path: string, from: RegExp, to: string): Promise<void> {
  const whole = await readFile(join(folder, path), "latin1");
  const spoilt = whole.replace(from, to);
  if (spoilt === whole) throw new Error(`there is no ${from} in ${path}`);
  await writeFile(join(folder, path), spoilt, "latin1");
}
