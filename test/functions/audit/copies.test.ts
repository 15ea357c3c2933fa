/**
 * Copies of the data, and what is told about it, that the audit must not let pass. Each draft is written by a pipeline that
 * is honest but for one thing: manifests, pages and further copies follow from what it wrote, so that one rule alone can tell.
 */
import { parquetMetadata, parquetRead } from "hyparquet";
import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { AuditFailed } from "#functions/audit/finding.ts";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type ReleaseContent, writeRelease } from "#functions/benchmark/files/write-release.ts";
import { type DatasetDefinition, kindOf } from "#shared/release/dataset.ts";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder, MANIFEST, SYNTHETIC_NOTICE as NOTICE } from "#shared/release/manifest.ts";
import { jsonPathOf, parquetPathOf } from "#shared/release/parquet-layout.ts";
import { CSVW_METADATA, DATA_PACKAGE, metaPathOf, RELEASE_PAGE } from "#shared/release/release-layout.ts";
import { type Asked, aNight, asked, type Night, type Row, writeNight } from "./a-night.ts";
import { AVERAGES, COMPARISONS, isCompared, NATIONAL, plus, RATES, TRENDS } from "./spoiling.ts";

const CODEBOOK = "codebook.csv";
const CHANGES = "changes.csv";

/** With letters that a reader of CSV, JSON or Markdown could get wrong, as the programme lets an authority be called. */
const names: Readonly<Record<string, string>> = {
  802: 'Ynys Môn, "ŵ" | *the* <Isle>',
  803: "Bro, 'r `Ŷ` $& \\n",
};
function called({ campaign, ...each }: Asked): Asked {
  const { authority } = campaign;
  return {
    ...each,
    campaign: { ...campaign, authority: { ...authority, name: names[authority.code] ?? authority.name } },
  };
}

/** One authority far behind five others; one has too few answers, one only an open window. */
const wave = [
  ...[801, 802, 803, 804, 805].map((code) => asked("2017", code, 60, { leaning: 1.2 })),
  asked("2017", 809, 60, { leaning: 0.1 }),
  asked("2017", 870, 4),
  asked("2017", 880, 40, { closes: "2017-04-30" }),
].map(called);
const firstNight = writeNight([asked("2015", 801, 60), ...wave]);
/** The earlier wave has gone, an authority has come. */
const secondNight = firstNight.then((before) =>
  writeNight([...wave, asked("2017", 806, 60, { leaning: 1.2 })], { asOf: "2017-04-02", before }),
);

/** What is written of a dataset. */
type Copies = ReleaseContent["datasets"][number];
/** What one file says otherwise than it should. */
interface Spoilt {
  readonly path: string;
  readonly spoil: (honest: Copies, rows: readonly Row[]) => Copies | Promise<Copies>;
}

/** Rows as they are read from CSV. */
function fileOf(dataset: DatasetDefinition, rows: readonly Row[], notice: string): DatasetFile {
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
async function writeAgain(night: Night, spoilt?: Spoilt): Promise<void> {
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
async function foundIn(night: Night): Promise<string[]> {
  const failure = await night.audit().catch((error: unknown) => error);
  if (!(failure instanceof AuditFailed)) throw failure instanceof Error ? failure : new Error("the audit passed");
  return [...new Set(failure.findings.map(({ rule, file, detail }) => `${rule}: ${file}: ${detail}`))];
}

/** And nothing else is. */
async function areFound(written: typeof firstNight, spoilt: Spoilt, faults: readonly string[]): Promise<void> {
  const night = await aNight(written);
  await writeAgain(night, spoilt);
  expect((await foundIn(night)).toSorted()).toEqual([...faults].toSorted());
}

const definitionOf = (path: string) => {
  const found = (allDatasets as readonly DatasetDefinition[]).find((dataset) => dataset.path === path);
  if (found === undefined) throw new Error("no such dataset");
  return found;
};
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

/** Changes a text, and fails where there is nothing to change. */
function changed(text: string, from: RegExp | string, to: string | ((found: string) => string)): string {
  const done = text.replace(from, to as string);
  if (done === text) throw new Error(`there is no ${from}`);
  return done;
}

const changing = (place: number, change: (row: Row) => Row) => (rows: readonly Row[]) =>
  rows.map((row, at) => (at === place ? { ...row, ...change(row) } : row));
/** The first row of a kind. */
const inFirst = (kind: (row: Row) => boolean, change: (row: Row) => Row) => (rows: readonly Row[]) => {
  const place = rows.findIndex(kind);
  if (place < 0) throw new Error("there is no such row");
  return changing(place, change)(rows);
};

test("what is written again with nothing spoilt is the same to the byte, and passes", async () => {
  for (const written of [firstNight, secondNight]) {
    const night = await aNight(written);
    const { files } = night.manifest();
    await writeAgain(night);
    expect(night.manifest().files).toEqual(files);
    expect(await night.faults()).toEqual([]);
  }
});

describe("an honest draft passes", () => {
  const ofOthers = [801, 802, 803, 804, 805].map((code) => asked("2017", code, 60, { leaning: 1.2 }));
  const older = asked("2016", 801, 60);

  test("where an authority has invented and real answers in one wave", async () => {
    const real = asked("2017", 801, 40, { questionnaire: "ylyc-8-11", synthetic: false, leaning: 0.5 });
    const night = await aNight(writeNight([...ofOthers, real].map(called)));
    expect(await night.faults()).toEqual([]);
  });

  test("where an authority has another name, and rows of it are gone", async () => {
    const before = await writeNight([older, ...ofOthers]);
    const renamed = ofOthers.map(({ campaign, ...each }) => ({
      ...each,
      campaign: { ...campaign, authority: { ...campaign.authority, name: `New ${campaign.authority.code}` } },
    }));
    const night = await aNight(writeNight(renamed, { asOf: "2017-04-02", before }));
    const gone = night.rows(CHANGES).filter(({ change }) => change === "removed");
    expect(gone.map(({ wave, dataset, la_name }) => `${wave} ${dataset} ${la_name}`)).toContain("2017 trends New 801");
    expect(await night.faults()).toEqual([]);
  });

  test("where nothing has been released", async () => {
    const open = { closes: "2017-04-30" };
    const night = await aNight(writeNight([asked("2017", 801, 40, open), asked("2017", 802, 4)]));
    expect(await night.faults()).toEqual([]);
    expect(night.rows(CHANGES).map(({ dataset }) => dataset)).toEqual(["response_rates", "response_rates"]);
  });

  test("where nobody has been asked", async () => {
    const night = await aNight(writeNight([]));
    expect(await night.faults()).toEqual([]);
  });

  test("where a wave of real answers is gone", async () => {
    const before = await writeNight([asked("2016", 801, 60, { synthetic: false }), ...ofOthers]);
    const night = await aNight(writeNight(ofOthers, { asOf: "2017-04-02", before }));
    expect(
      night.rows(CHANGES).filter(({ change, data_origin }) => change === "removed" && data_origin === "survey"),
    ).not.toEqual([]);
    expect(await night.faults()).toEqual([]);
  });
});

describe("formats say the same: finds in JSON", () => {
  const rule = "formats-say-the-same";
  const file = jsonPathOf(definitionOf(COMPARISONS));
  const otherwise = `${rule}: ${file}: says otherwise than the CSV`;
  const ends = `${rule}: ${file}: does not end where the CSV ends`;
  const unread = `${rule}: ${file}: cannot be read, or says of itself otherwise than its definition`;

  const json = (change: (text: string) => string): Spoilt => ({
    path: COMPARISONS,
    spoil: (honest) => ({
      ...honest,
      typedFormats: () =>
        honest
          .typedFormats()
          .map((each) => (each.path === file ? { ...each, bytes: Buffer.from(change(textOf(each.bytes))) } : each)),
    }),
  });
  /** From the head of the file on, each row a line. */
  const lines = (change: (lines: string[]) => string[]) => json((text) => change(text.split("\n")).join("\n"));
  const row = (change: (row: unknown[], at: (name: string) => number) => unknown) =>
    lines(([head = "", first = "", ...rest]) => {
      const at = (name: string) => definitionOf(COMPARISONS).columns.findIndex((column) => column.name === name);
      const cells = JSON.parse(first.slice(0, -1)) as unknown[];
      const spoilt = change(cells, at) ?? cells;
      if (JSON.stringify(spoilt) === first.slice(0, -1)) throw new Error("nothing is spoilt");
      return [head, `${JSON.stringify(spoilt)},`, ...rest];
    });
  const put = (name: string, value: (was: unknown) => unknown) =>
    row((cells, at) => {
      cells[at(name)] = value(cells[at(name)]);
    });

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    ["one figure that is another", put("answer_count", (was) => Number(was) + 5), [otherwise]],
    ["a figure as text", put("answer_count", String), [otherwise]],
    ["a number for a symbol", json((text) => changed(text, /,"c",/, ",4,")), [otherwise]],
    ["nothing for a symbol", json((text) => changed(text, /,"c",/, ",null,")), [otherwise]],
    ["a symbol for a number", put("answer_count", () => "c"), [otherwise]],
    ["another symbol", json((text) => changed(text, /,"c",/, ',"z",')), [otherwise]],
    ["a text of another case", put("la_name", (was) => String(was).toUpperCase()), [otherwise]],
    ["a text that is guarded where no spreadsheet reads it", put("la_name", (was) => `'${was}`), [otherwise]],
    ["a cell more", row((cells) => [...cells, "a name"]), [otherwise]],
    ["a cell fewer", row((cells) => cells.slice(0, -1)), [otherwise]],
    ["cells with names", row((cells) => ({ ...cells })), [otherwise]],
    ["a row more", lines((all) => all.toSpliced(-2, 0, all[1] ?? "")), [otherwise, ends]],
    [
      "a row more behind the last",
      lines((all) => all.toSpliced(-2, 1, "]", ...all.slice(1, 2), "]}")),
      [otherwise, ends],
    ],
    ["a row fewer", lines((all) => all.toSpliced(1, 1)), [otherwise, ends]],
    [
      "rows in another order",
      lines(([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      [otherwise],
    ],
    ["something behind the end", json((text) => `${text}{}`), [ends]],
    ["an end that is cut off", json((text) => text.slice(0, -"]}\n".length)), [otherwise, ends]],
    ["rows with something else than commas between them", json((text) => text.replaceAll("],\n", "];\n")), [otherwise]],
    ["rows without commas between them", json((text) => text.replaceAll("],\n", "]\n")), [otherwise]],
    ["another column", json((text) => changed(text, '"name":"answer_count"', '"name":"answers"')), [unread]],
    ["another description of a column", json((text) => changed(text, /("description":")/, "$1Not ")), [unread]],
    ["something more about a column", json((text) => changed(text, '"holds":', '"note":"Ava, 7","holds":')), [unread]],
    ["something more beside the rows", json((text) => changed(text, '"rows":[', '"more":["Ava"],"rows":[')), [unread]],
    ["another notice", json((text) => changed(text, "SYNTHETIC", "Real")), [unread]],
    ["no JSON", json(() => "Internal Server Error\n"), [unread]],
    ["nothing", json(() => ""), [unread]],
  ])("%s", (_, spoilt, faults) => areFound(firstNight, spoilt, faults));
});

describe("formats say the same: finds in Parquet", () => {
  const rule = "formats-say-the-same";
  const dataset = definitionOf(COMPARISONS);
  const file = parquetPathOf(dataset);
  const otherwise = `${rule}: ${file}: says otherwise than the CSV`;
  const ends = `${rule}: ${file}: does not end where the CSV ends`;
  const unread = `${rule}: ${file}: cannot be read, or says of itself otherwise than its definition`;

  const parquet = (change: (bytes: Uint8Array, rows: readonly Row[]) => Uint8Array | Promise<Uint8Array>): Spoilt => ({
    path: COMPARISONS,
    async spoil(honest, rows) {
      const typed = await Promise.all(
        honest
          .typedFormats()
          .map(async (each) => (each.path === file ? { ...each, bytes: await change(each.bytes, rows) } : each)),
      );
      return { ...honest, typedFormats: () => typed };
    },
  });
  /** Made from other rows by the pipeline's own writer. */
  const from = (change: (rows: readonly Row[]) => readonly Row[], of: DatasetDefinition = dataset, notice = NOTICE) =>
    parquet((_, rows) => fileOf(of, change(rows), notice).typedFormats()[1]?.bytes ?? new Uint8Array());
  /** Made by hand: what the pipeline's own writer could not write. */
  const by = (change: (columns: Columns, schema: Schema) => void) =>
    parquet(async (bytes) => {
      const { schema, columns, kvMetadata } = await readColumns(bytes);
      change(columns, schema);
      return writeColumns(columns, schema, kvMetadata);
    });
  const put = (name: string, kind: (value: unknown) => boolean, value: unknown) =>
    by((columns) => {
      const data = columns.find((column) => column.name === name)?.data ?? [];
      const place = data.findIndex(kind);
      if (place < 0) throw new Error("there is no such cell");
      data[place] = value;
    });
  const isNumber = (value: unknown) => typeof value === "number";
  const isNull = (value: unknown) => value === null || value === undefined;

  test("nothing where it is written by hand as it was", () => {
    const asItWas = by(() => undefined);
    return expect(areFound(firstNight, asItWas, [])).rejects.toThrow("the audit passed");
  });

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    [
      "one figure that is another",
      from(inFirst(isCompared, (row) => ({ answer_count: plus(row.answer_count, 5) }))),
      [otherwise],
    ],
    ["a figure where the CSV has a symbol", put("answer_count", isNull, 5), [otherwise]],
    [
      "a figure that is shown where the CSV has a symbol",
      from(
        inFirst(
          (row) => row.answer_count === "c",
          () => ({ answer_count: "5" }),
        ),
      ),
      [otherwise],
    ],
    ["nothing where the status says that a figure is shown", put("answer_count", isNumber, null), [otherwise]],
    [
      "a status that says withheld beside a figure",
      put("answer_count_status", (status) => status === "shown", "c"),
      [otherwise],
    ],
    ["another symbol", put("answer_count_status", (status) => status === "c", "z"), [otherwise]],
    [
      "a text of another case",
      from(changing(0, (row) => ({ la_name: row.la_name?.toUpperCase() ?? "" }))),
      [otherwise],
    ],
    [
      "a text that is guarded where no spreadsheet reads it",
      from(changing(0, (row) => ({ la_name: `'${row.la_name}` }))),
      [otherwise],
    ],
    ["a row more", from((rows) => [...rows, ...rows.slice(-1)]), [ends]],
    ["a row fewer", from((rows) => rows.slice(0, -1)), [otherwise, ends]],
    ["no row", from(() => []), [otherwise, ends]],
    ["rows in another order", from((rows) => rows.toReversed()), [otherwise]],
    ["a column fewer", from((rows) => rows, { ...dataset, columns: dataset.columns.slice(0, -1) }), [unread]],
    [
      "a column by another name",
      by((columns, schema) => {
        for (const each of [...columns, ...schema]) if (each.name === "answer_count") each.name = "answers";
      }),
      [unread],
    ],
    [
      "a column of another type",
      by((_, schema) => {
        for (const each of schema) if (each.name === "answer_count") each.type = "DOUBLE";
      }),
      [unread],
    ],
    ["another title", from((rows) => rows, { ...dataset, title: "Ava, 7" }), [unread]],
    ["another notice", from((rows) => rows, dataset, "Figures of a survey."), [unread]],
    [
      "bytes that are no Parquet",
      parquet(() => Buffer.from("PAR1 is what it should begin and end with PAR1")),
      [unread],
    ],
    ["a file that is cut off", parquet((bytes) => bytes.slice(0, -20)), [unread]],
    ["nothing", parquet(() => new Uint8Array()), [unread]],
    ["pages that cannot be read", parquet((bytes) => Buffer.from(bytes).fill(0xff, 4, 400)), [otherwise, ends]],
  ])("%s", (_, spoilt, faults) => areFound(firstNight, spoilt, faults));
});

test("formats say the same: finds a row of JSON and of Parquet where the CSV has none", async () => {
  const night = await aNight(firstNight);
  expect(night.rows(AVERAGES)).toEqual([]);
  const dataset = definitionOf(AVERAGES);
  const columns = dataset.columns.map(({ name }): [string, string] => [name, name === "time_period" ? "2017" : "c"]);
  const made = fileOf(dataset, [Object.fromEntries(columns)], NOTICE).typedFormats();
  const typed = made.map((each) => ({ ...each, rows: 0 }));
  await writeAgain(night, { path: AVERAGES, spoil: (honest) => ({ ...honest, typedFormats: () => typed }) });
  expect(await foundIn(night)).toEqual(
    typed.map(({ path }) => `formats-say-the-same: ${path}: does not end where the CSV ends`),
  );
});

test("formats say the same: finds copies that are said to have other rows", async () => {
  const night = await aNight(firstNight);
  const typed = (honest: Copies) => honest.typedFormats().map((each) => ({ ...each, rows: each.rows - 1 }));
  await writeAgain(night, { path: TRENDS, spoil: (honest) => ({ ...honest, typedFormats: () => typed(honest) }) });
  expect(await foundIn(night)).toEqual(
    ["json/trends.json", "parquet/trends/trends.parquet"].map(
      (file) => `formats-say-the-same: ${file}: has another number of rows than its manifest says`,
    ),
  );
});

describe("authority folders hold their own: finds in a folder", () => {
  const rule = "authority-folders-hold-their-own";
  const folder = authorityFolder("802");
  const fault = (path: string) => [
    `${rule}: ${folder}${path}: holds other lines than those of the release about this authority`,
  ];

  const own = (
    path: string,
    change: (lines: string[], everybodys: string[]) => readonly string[],
    rows = 0,
  ): Spoilt => ({
    path,
    spoil: (honest) => ({
      ...honest,
      csvOfAuthority(code) {
        const written = honest.csvOfAuthority(code);
        if (code !== "802") return written;
        const linesOf = ({ file }: typeof written) => textOf(file.bytes).split("\n");
        const bytes = Buffer.from(change(linesOf(written), linesOf(honest.csv())).join("\n"));
        return { ...written, file: { ...written.file, bytes, rows: written.file.rows + rows } };
      },
    }),
  });
  const lineOf = (code: string, lines: readonly string[]) => lines.find((line) => line.includes(`,${code},`)) ?? "";
  /** The whole file of everybody is written first, then one for each folder. */
  const codebook = (change: (text: string) => string): Spoilt => {
    let written = 0;
    return {
      path: CODEBOOK,
      spoil: (honest) => ({
        ...honest,
        csv() {
          const { file, ...csv } = honest.csv();
          written += 1;
          return written === 3
            ? { ...csv, file: { ...file, bytes: Buffer.from(change(textOf(file.bytes))) } }
            : { ...csv, file };
        },
      }),
    };
  };

  test.each<readonly [claim: string, spoilt: Spoilt, path: string]>([
    [
      "a line about another authority",
      own(COMPARISONS, (lines, all) => lines.toSpliced(-1, 0, lineOf("803", all)), 1),
      COMPARISONS,
    ],
    [
      "a line about another authority instead of one about this one",
      own(COMPARISONS, (lines, all) => lines.toSpliced(2, 1, lineOf("803", all))),
      COMPARISONS,
    ],
    ["a line fewer", own(COMPARISONS, (lines) => lines.toSpliced(-2, 1), -1), COMPARISONS],
    ["a line twice", own(COMPARISONS, (lines) => lines.toSpliced(2, 0, lines[1] ?? ""), 1), COMPARISONS],
    [
      "lines in another order",
      own(COMPARISONS, ([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      COMPARISONS,
    ],
    ["another figure", own(COMPARISONS, (lines) => lines.map((line) => line.replace(/,60,/, ",65,"))), COMPARISONS],
    ["another number of rows than it is said to have", own(COMPARISONS, (lines) => lines, 1), COMPARISONS],
    [
      "another header",
      own(COMPARISONS, ([head = "", ...rest]) => [changed(head, "la_name", "name"), ...rest]),
      COMPARISONS,
    ],
    ["no header", own(COMPARISONS, (lines) => lines.slice(1)), COMPARISONS],
    ["nothing of a file", own(COMPARISONS, () => [""]), COMPARISONS],
    [
      "something of a file in which there is nothing of the authority",
      own(TRENDS, (lines, all) => [...lines.slice(0, -1), lineOf("801", all), ""], 1),
      TRENDS,
    ],
    [
      "a codebook that is cut",
      codebook((text) => text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1)),
      CODEBOOK,
    ],
    ["a codebook with another word", codebook((text) => changed(text, "SYNTHETIC", "SYNTHETlC")), CODEBOOK],
  ])("%s", (_, spoilt, path) => areFound(firstNight, spoilt, fault(path)));

  test("a national file", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${NATIONAL}`;
    night.datasets.objects.set(`drafts/night-1/${path}`, night.bytesOf(NATIONAL));
    const { files } = night.manifest();
    const entry = files.find((each) => each.path === NATIONAL);
    night.writeManifest({ ...night.manifest(), files: [...files, { ...entry, path }] });
    expect(await foundIn(night)).toEqual([
      "manifest-describes-the-files: manifest.json: lists other files than the datasets of a release and its notes",
    ]);
  });

  test("another authority's file under its name", async () => {
    const night = await aNight(firstNight);
    const others = `${authorityFolder("803")}${COMPARISONS}`;
    night.writeFile(
      `${folder}${COMPARISONS}`,
      night.bytesOf(others),
      night.manifest().files.find((each) => each.path === others)?.rows ?? 0,
    );
    expect(await foundIn(night)).toContain(fault(COMPARISONS)[0]);
  });
});

describe("changes follow from the rows: finds", () => {
  const rule = "changes-follow-from-the-rows";
  const told = (change: (rows: readonly Row[]) => readonly Row[]): Spoilt => ({
    path: CHANGES,
    spoil: ({ dataset }, rows) => fileOf(dataset, change(rows), NOTICE),
  });
  const first = (kind: Row, change: Row | ((row: Row) => Row)) =>
    told(inFirst(isOf(kind), (row) => (typeof change === "function" ? change(row) : change)));
  const isOf = (kind: Row) => (row: Row) => Object.entries(kind).every(([name, value]) => row[name] === value);
  const benchmarks = { dataset: "benchmarks" };
  const gone = { change: "removed", reason: "out-of-retention" };

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    [
      "a campaign that is missing",
      told((rows) => rows.filter((row) => !isOf({ dataset: "comparisons", old_la_code: "803" })(row))),
      ["says nothing of a campaign in comparisons"],
    ],
    [
      "a nation that is missing",
      told((rows) => rows.filter((row) => !isOf({ dataset: "national", change: "revised" })(row))),
      ["says nothing of a campaign in national"],
    ],
    [
      "a campaign that is there twice",
      told(([row = {}, ...rest]) => [{ ...row, change: "carried-forward" }, row, ...rest]),
      ["says a thing twice"],
    ],
    [
      "carried forward what is revised",
      first({ change: "revised" }, { change: "carried-forward" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "added what is revised",
      first({ change: "revised" }, { change: "added" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "revised what is carried forward",
      first({ change: "carried-forward" }, { change: "revised" }),
      ["calls rows otherwise than they have changed, in gender_gap"],
    ],
    [
      "revised what is added",
      first({ change: "added", reason: "first-release" }, { change: "revised" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "removed what is there",
      first(benchmarks, { change: "removed" }),
      ["calls rows otherwise than they have changed, in benchmarks"],
    ],
    [
      "that answers came where none did",
      first({ reason: "others-changed", ...benchmarks }, { reason: "recounted" }),
      ["gives another reason than there is, in benchmarks"],
    ],
    [
      "that nothing changed where others did",
      first({ reason: "others-changed", ...benchmarks }, { reason: "nothing-changed" }),
      ["gives another reason than there is, in benchmarks"],
    ],
    [
      "that the method changed where it did not",
      first({ reason: "recounted" }, { reason: "method-changed" }),
      ["gives another reason than there is, in national"],
    ],
    [
      "a day that is not the ledger's",
      first(benchmarks, { as_at: "2017-04-02" }),
      ["has another day for a campaign than its ledger, in benchmarks"],
    ],
    [
      "a day for all authorities together",
      first({ dataset: "national", change: "revised" }, { as_at: "2017-04-02" }),
      ["has another day for a campaign than its ledger, in national"],
    ],
    [
      "another SHA-256",
      first(benchmarks, { rows_sha256: "0".repeat(64) }),
      ["counts or identifies other rows than those in benchmarks"],
    ],
    [
      "another number of rows",
      first(benchmarks, (row) => ({ row_count: plus(row.row_count, 1) })),
      ["counts or identifies other rows than those in benchmarks"],
    ],
    [
      "another release that it is compared with",
      first(benchmarks, { previous_release: "2017-03-31-0123456789ab" }),
      ["compares with another release than the one that stands"],
    ],
    [
      "no release that it is compared with",
      first(benchmarks, { previous_release: "z" }),
      ["compares with another release than the one that stands"],
    ],
    [
      "rows that are not there",
      told((rows) => [...rows, { ...rows[0], dataset: "averages" }]),
      ["tells of rows that are not there"],
    ],
    [
      "removed rows that were not there",
      told((rows) => [...rows, { ...rows.find(isOf(gone)), dataset: "averages" }]),
      ["tells of rows that are not there"],
    ],
    [
      "a file that is none",
      told((rows) => [...rows, { ...rows[0], dataset: "tallies" }]),
      ["tells of rows that are not there"],
    ],
    [
      "silence about what was removed",
      told((rows) => rows.filter((row) => !isOf(gone)(row))),
      ["does not say what was removed"],
    ],
    ["added what was removed", first(gone, { change: "added" }), ["does not say what was removed"]],
    [
      "another reason for which rows were removed",
      first(gone, { reason: "recounted" }),
      ["gives another reason than there is, where rows were removed"],
    ],
    [
      "out of retention what went because others changed",
      first({ change: "removed", reason: "others-changed" }, { reason: "out-of-retention" }),
      ["gives another reason than there is, where rows were removed"],
    ],
    [
      "another name for all that was removed",
      told((rows) =>
        rows.map((row) => (row.wave === "2015" && row.la_name !== "z" ? { ...row, la_name: "Ava, 7" } : row)),
      ),
      ["tells of removed rows otherwise than they were"],
    ],
    ["rows of what was removed", first(gone, { row_count: "3" }), ["tells of removed rows otherwise than they were"]],
    [
      "a SHA-256 of what was removed",
      first(gone, { rows_sha256: "0".repeat(64) }),
      ["tells of removed rows otherwise than they were"],
    ],
    [
      "a day for what was removed",
      first(gone, { as_at: "2017-04-01" }),
      ["tells of removed rows otherwise than they were"],
    ],
  ])("%s", (_, spoilt, faults) =>
    areFound(
      secondNight,
      spoilt,
      faults.map((detail) => `${rule}: ${CHANGES}: ${detail}`),
    ),
  );

  test.each<readonly [claim: string, spoilt: Spoilt, fault: string]>([
    [
      "a release before the first",
      first(benchmarks, { previous_release: "2017-03-31-0123456789ab" }),
      "compares with another release than the one that stands",
    ],
    [
      "something removed before anything was there",
      told((rows) => [...rows, { ...rows[0], wave: "2014", time_period: "2014", change: "removed" }]),
      "tells of rows that are not there",
    ],
    [
      "another reason than that it is the first",
      first(benchmarks, { reason: "recounted" }),
      "gives another reason than there is, in benchmarks",
    ],
  ])("in a first release %s", (_, spoilt, fault) => areFound(firstNight, spoilt, [`${rule}: ${CHANGES}: ${fault}`]));
});

describe("metadata is as defined: finds", () => {
  const rule = "metadata-is-as-defined";
  /** A byte more, where no reader would see that it is one too many. */
  const more = (path: string, text: string) =>
    path.endsWith(".csv") ? changed(text, /\.,/, "s.,") : changed(text, /\n$/, " \n");
  const pages = [metaPathOf(definitionOf(COMPARISONS)), CSVW_METADATA, RELEASE_PAGE, DATA_PACKAGE];
  const folder = authorityFolder("802");

  test.each([...pages, ...[...pages, MANIFEST].map((path) => `${folder}${path}`)])(
    "a byte more in %s",
    async (path) => {
      const night = await aNight(firstNight);
      night.writeFile(path, Buffer.from(more(path, textOf(night.bytesOf(path)))), 0);
      const found = await foundIn(night);
      expect(found).toContain(`${rule}: ${path}: is not what the definitions and the files say`);
      // The pages beside it count it.
      const beside = path.slice(0, path.lastIndexOf("/") + 1);
      expect(found.filter((fault) => !fault.startsWith(`${rule}: ${beside}`))).toEqual([]);
    },
  );

  test("the notes of an authority that are none", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${METHOD_NOTES}`;
    night.writeFile(path, Buffer.from(textOf(night.bytesOf(path)).slice(2)), 0);
    expect(await foundIn(night)).toEqual([`method-notes-say-how: ${path}: does not begin with a heading`]);
  });

  test("the page of another authority", async () => {
    const night = await aNight(firstNight);
    const path = `${folder}${RELEASE_PAGE}`;
    night.writeFile(path, night.bytesOf(`${authorityFolder("803")}${RELEASE_PAGE}`), 0);
    expect(await foundIn(night)).toContain(`${rule}: ${path}: is not what the definitions and the files say`);
  });

  test("another thing that a tool should show first", () =>
    areFound(
      firstNight,
      {
        path: COMPARISONS,
        spoil: (honest, rows) => ({
          ...honest,
          csv() {
            const written = honest.csv();
            const byColumn = new Map([...written.defaults.byColumn, ["measure", rows.at(-1)?.measure ?? ""]]);
            return { ...written, defaults: { byColumn } as typeof written.defaults };
          },
        }),
      },
      [`${rule}: comparisons.meta.csv: is not what the definitions and the files say`],
    ));
});

type Schema = { name: string; type?: string }[];
type Columns = { name: string; data: unknown[] }[];

async function readColumns(bytes: Uint8Array) {
  const file = Uint8Array.from(bytes).buffer;
  const { schema, key_value_metadata: kvMetadata = [] } = parquetMetadata(file);
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    rowFormat: "array",
    onComplete(read) {
      rows = read as unknown as unknown[][];
    },
  });
  const columns: Columns = schema
    .slice(1)
    .map(({ name }, place) => ({ name, data: rows.map((row) => row[place] ?? null) }));
  return { schema: schema as Schema, columns, kvMetadata };
}

async function writeColumns(columns: Columns, schema: Schema, kvMetadata: { key: string; value?: string }[]) {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schema as never, kvMetadata });
  await parquet.write({ columnData: columns as ColumnSource[] });
  await parquet.finish();
  return writer.getBytes();
}
