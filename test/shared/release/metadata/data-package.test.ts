import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import { symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { domains } from "#shared/release/datasets/domains.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { dataPackageOf } from "#shared/release/metadata/data-package.ts";
import type { DescribedRelease } from "#shared/release/metadata/described-release.ts";
import { dataPackageProfile, never, reader } from "./readers.ts";
import { described, ReleaseFolders, rowsOf, spoil, typed } from "./small-release.ts";

const folders = new ReleaseFolders();
afterAll(() => folders.remove());

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly schema?: {
    readonly fields: readonly { readonly name: string; readonly title: string; readonly description: string }[];
    readonly missingValues: readonly { readonly value: string; readonly label: string }[];
    readonly primaryKey?: readonly string[];
  };
}

const textOf = (release: DescribedRelease) => Buffer.from(dataPackageOf(release)).toString();
const packageOf = (release: DescribedRelease): { readonly resources: readonly Resource[] } & Record<string, unknown> =>
  JSON.parse(textOf(release));

describe("the Data Package of a release", () => {
  const release = described();
  const descriptor = packageOf(release);

  test("lists every file of the release once, with its size and checksum, tables first", () => {
    const listed = (fields: readonly string[], from: object) =>
      fields.map((field) => (from as Record<string, unknown>)[field]);
    expect(descriptor.resources.map((resource) => listed(["path", "bytes", "hash"], resource)).toSorted()).toEqual(
      release.files.map(({ path, bytes, sha256 }) => [path, bytes, `sha256:${sha256}`]).toSorted(),
    );
    expect(descriptor.resources.slice(0, allDatasets.length).map(({ name }) => name)).toEqual(
      allDatasets.map(({ name }) => name),
    );
    expect(new Set(descriptor.resources.map(({ name }) => name)).size).toBe(release.files.length);
    for (const { title } of descriptor.resources) expect(title).toMatch(/\w/);
  });

  test("describes every column of every table, and says what each symbol means", () => {
    for (const { columns, path } of allDatasets) {
      const schema = descriptor.resources.find((resource) => resource.path === path)?.schema;
      expect(schema?.fields.map(({ name, title, description }) => ({ name, label: title, description }))).toEqual(
        columns.map(({ name, label, description }) => ({ name, label, description })),
      );
      expect(schema?.missingValues.map(({ value, label }) => [value, label.split(":")[0]])).toEqual([
        [symbols.confidential, "confidential"],
        [symbols.notApplicable, "not applicable"],
        [symbols.notAvailable, "not available"],
      ]);
      for (const name of schema?.primaryKey ?? []) expect(columns.map((column) => column.name)).toContain(name);
    }
  });

  test("passes over datasets that are not there", () => {
    const files = release.files.filter(({ path }) => path === domains.path);
    expect(packageOf({ ...release, files }).resources.map(({ name }) => name)).toEqual(["domains"]);
    const elsewhere = files.map((file) => ({ ...file, path: `elsewhere/${domains.path}` }));
    const [other] = packageOf({ ...release, files: elsewhere }).resources;
    expect(other).toMatchObject({ name: "elsewhere-domains.csv" });
    expect(other).not.toHaveProperty("schema");
  });

  test("says SYNTHETIC where answers are invented, and nowhere else", () => {
    for (const field of ["title", "description", "keywords", "sources"])
      expect(JSON.stringify(descriptor[field])).toContain("SYNTHETIC");
    const real = { ...release, synthetic: false, notice: "Figures of a survey." };
    for (const field of ["title", "description", "keywords", "sources"])
      expect(JSON.stringify(packageOf(real)[field])).not.toContain("SYNTHETIC");
  });

  test("names roles and no person, and nothing of the night or the release", () => {
    const contributors = descriptor.contributors as readonly object[];
    for (const contributor of contributors) expect(Object.keys(contributor).toSorted()).toEqual(["roles", "title"]);
    expect(descriptor).not.toHaveProperty("created");
    const told = { ...release, asOf: "2017-08-31", codeVersion: "1.2.3", releaseId: "2017-08-31-0123456789ab" };
    expect(textOf(told)).toBe(textOf(release));
  });

  test("of an authority names it, and has another name than the release", () => {
    const own = packageOf({ ...release, authority: { code: "801", name: "Bristol, City of" } });
    expect(own).toMatchObject({ name: "bright-spots-801", title: expect.stringContaining("Bristol, City of") });
    expect(descriptor.name).toBe("bright-spots");
  });
});

const profile = await dataPackageProfile();
if (profile === undefined) console.warn("SKIPPED the profile of Data Package version 2: it needs python3 and PyPI.");

describe.skipIf(profile === undefined)("by the profile of Data Package version 2", () => {
  const isValid = new Ajv({ strict: false, validateFormats: false }).compile(profile ?? {});

  test.each<[string, DescribedRelease]>([
    ["a release", described()],
    ["the folder of an authority", { ...described(), authority: { code: "801", name: "Bristol, City of" } }],
    ["a release of two datasets", described([domains, responseRates])],
  ])("%s is a Data Package", (_, release) => {
    isValid(packageOf(release));
    expect(isValid.errors ?? []).toEqual([]);
  });

  test("one whose symbols have no value is none", () => {
    const broken = JSON.parse(textOf(described()).replaceAll('"value":', '"symbol":'));
    expect(isValid(broken)).toBe(false);
  });
});

const read = await reader("frictionless");
if (read === undefined) console.warn("SKIPPED reading with frictionless: it needs python3 and PyPI.");

describe.skipIf(read === undefined)("frictionless", () => {
  const judge = read ?? never;

  test("finds nothing wrong with a release, and reads every cell of it as what it is", async () => {
    const { faults, tables } = await judge(await folders.write());
    expect(faults).toEqual([]);
    for (const dataset of allDatasets) expect(tables[dataset.name], dataset.name).toEqual(rowsOf(dataset).map(typed));
  });

  test("finds nothing wrong with a release that has no rows yet", async () => {
    const { faults, tables } = await judge(await folders.write([funnel], () => []));
    expect(faults).toEqual([]);
    expect(tables.funnel).toEqual([]);
  });

  test.each<[fault: string, path: string, from: RegExp, to: string, found: RegExp]>([
    ["a word in a column of numbers", "funnel.csv", /,1205,/, ",many,", /type is "integer/],
    ["a number below 0 where there is none", "funnel.csv", /,1205,/, ",-1205,", /minimum/],
    ["a year that is missing", "funnel.csv", /\n2017,/, "\nx,", /required/],
    ["a symbol that nobody knows", "funnel.csv", /,c,/, ",u,", /type is "integer/],
    ["a blank", "funnel.csv", /,1205,/, ",,", /type is "integer/],
    ["a row twice", "funnel.csv", /(\n2017.*)/, "$1$1", /primary key/],
    ["a column under another name", "funnel.csv", /answer_count/, "answers", /does not match the field name/],
    ["a meta file that was touched", "funnel.meta.csv", /Filter/, "Sieve", /expected hash/],
    ["a Parquet file that was touched", "parquet/funnel/funnel.parquet", /PAR1/, "PAR2", /expected hash/],
  ])("finds %s", async (_, path, from, to, found) => {
    const folder = await folders.write([funnel]);
    await spoil(folder, path, from, to);
    const { faults } = await judge(folder);
    expect(faults.join("\n")).toMatch(found);
  });
});
