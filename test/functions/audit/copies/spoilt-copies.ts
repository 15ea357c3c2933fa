import { expect } from "vitest";
import { AuditFailed } from "#functions/audit/finding.ts";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type ReleaseContent, writeRelease } from "#functions/benchmark/files/write-release.ts";
import { type DatasetDefinition, kindOf } from "#shared/release/dataset.ts";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import { type Asked, aNight, asked, type Night, type Row, writeNight } from "../a-night.ts";
import { RATES } from "../spoiling.ts";
export const CODEBOOK = "codebook.csv";
export const CHANGES = "changes.csv";

/** With letters that a reader of CSV, JSON or Markdown could get wrong, as the programme lets an authority be called. */
export const names: Readonly<Record<string, string>> = {
  802: 'Ynys Môn, "ŵ" | *the* <Isle>',
  803: "Bro, 'r `Ŷ` $& \\n",
};
export function called({ campaign, ...each }: Asked): Asked {
  const { authority } = campaign;
  return {
    ...each,
    campaign: { ...campaign, authority: { ...authority, name: names[authority.code] ?? authority.name } },
  };
}

/** One authority far behind five others; one has too few answers, one only an open window. */
export const wave = [
  ...[801, 802, 803, 804, 805].map((code) => asked("2017", code, 60, { leaning: 1.2 })),
  asked("2017", 809, 60, { leaning: 0.1 }),
  asked("2017", 870, 4),
  asked("2017", 880, 40, { closes: "2017-04-30" }),
].map(called);
export const firstNight = writeNight([asked("2015", 801, 60), ...wave]);
/** The earlier wave has gone, an authority has come. */
export const secondNight = firstNight.then((before) =>
  writeNight([...wave, asked("2017", 806, 60, { leaning: 1.2 })], { asOf: "2017-04-02", before }),
);

/** What is written of a dataset. */
export type Copies = ReleaseContent["datasets"][number];
/** What one file says otherwise than it should. */
export interface Spoilt {
  readonly path: string;
  readonly spoil: (honest: Copies, rows: readonly Row[]) => Copies | Promise<Copies>;
}

/** Rows as they are read from CSV. */
export function fileOf(dataset: DatasetDefinition, rows: readonly Row[], notice: string): DatasetFile {
  const fieldOf = (cell: string, column: DatasetDefinition["columns"][number]) =>
    /^-?[0-9]/.test(cell) && /whole|tenths|thousandths/.test(kindOf(column)) ? Number(cell) : cell;
  const fields = rows.map((row) =>
    Object.fromEntries(dataset.columns.map((column) => [column.name, fieldOf(row[column.name] ?? "", column)])),
  );
  return new DatasetFile(dataset, notice).add(fields as never);
}

const honestCopies = new Map<string, readonly Copies[]>();

/** Made once a night. */
function honestCopiesOf(night: Night): readonly Copies[] {
  const { releaseId, notice } = night.manifest();
  const known = honestCopies.get(releaseId);
  if (known !== undefined) return known;
  const made = (allDatasets as readonly DatasetDefinition[]).map((dataset): Copies => {
    const file = fileOf(dataset, night.rows(dataset.path), notice);
    const typed = file.typedFormats();
    const csvOfAuthority = (code: string) => file.csvOfAuthority(code);
    return { dataset, csv: () => file.csv(), csvOfAuthority, typedFormats: () => typed };
  });
  honestCopies.set(releaseId, made);
  return made;
}

/** Writes everything of a night again, with one thing spoilt and all that follows from it. */
export async function writeAgain(night: Night, spoilt?: Spoilt): Promise<void> {
  const manifest = night.manifest();
  const datasets: Copies[] = [];
  for (const honest of honestCopiesOf(night)) {
    const { path } = honest.dataset;
    datasets.push(path === spoilt?.path ? await spoilt.spoil(honest, night.rows(path)) : honest);
  }
  const authorities = new Map(night.rows(RATES).map(({ old_la_code = "", la_name = "" }) => [old_la_code, la_name]));
  const notes = (code?: string) => night.bytesOf(`${code === undefined ? "" : authorityFolder(code)}${METHOD_NOTES}`);
  const content: ReleaseContent = {
    about: manifest,
    released: manifest.released,
    datasets,
    authorities: [...authorities]
      .map(([code, name]) => ({ code, name }))
      .toSorted((a, b) => Number(a.code) - Number(b.code)),
    notesOf: (_, code) => notes(code),
  };
  const files = await writeRelease(content, async (written) => {
    for (const { path, bytes } of written) night.datasets.objects.set(`drafts/night-1/${path}`, bytes);
  });
  night.writeManifest({ ...manifest, files });
}

/** As `rule: file: detail`. */
export async function foundIn(night: Night): Promise<string[]> {
  const failure = await night.audit().catch((error: unknown) => error);
  if (!(failure instanceof AuditFailed)) throw failure instanceof Error ? failure : new Error("the audit passed");
  return [...new Set(failure.findings.map(({ rule, file, detail }) => `${rule}: ${file}: ${detail}`))];
}

/** And nothing else is. */
export async function areFound(written: typeof firstNight, spoilt: Spoilt, faults: readonly string[]): Promise<void> {
  const night = await aNight(written);
  await writeAgain(night, spoilt);
  expect((await foundIn(night)).toSorted()).toEqual([...faults].toSorted());
}

export const definitionOf = (path: string) => {
  const found = (allDatasets as readonly DatasetDefinition[]).find((dataset) => dataset.path === path);
  if (found === undefined) throw new Error("no such dataset");
  return found;
};
export const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

/** Changes a text, and fails where there is nothing to change. */
export function changed(text: string, from: RegExp | string, to: string | ((found: string) => string)): string {
  const done = text.replace(from, to as string);
  if (done === text) throw new Error(`there is no ${from}`);
  return done;
}

export const changing = (place: number, change: (row: Row) => Row) => (rows: readonly Row[]) =>
  rows.map((row, at) => (at === place ? { ...row, ...change(row) } : row));
/** The first row of a kind. */
export const inFirst = (kind: (row: Row) => boolean, change: (row: Row) => Row) => (rows: readonly Row[]) => {
  const place = rows.findIndex(kind);
  if (place < 0) throw new Error("there is no such row");
  return changing(place, change)(rows);
};
