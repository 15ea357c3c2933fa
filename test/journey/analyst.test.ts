/** An analyst with nothing but the README: its lines for the AWS command line and for DuckDB, on a release of the local cloud. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { PulledRelease } from "../../infra/local/pull-release.ts";
import { askDuckDb } from "../duckdb.ts";
import { pythonEnvironment } from "../python.ts";
import { onOneCloud } from "./one-cloud.ts";
import { rowsOf } from "./released-data.ts";
import { nightAfter, registered, releaseOf, smallWave } from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";

const run = promisify(execFile);
const SEED = 11;
const aws = await pythonEnvironment("aws", ["awscli==1.46.3"]);
const datasets = fileURLToPath(new URL("../../infra/local/datasets.ts", import.meta.url));

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const page = readme.slice(readme.indexOf("## For analysts"), readme.indexOf("## The figures, and how far"));

/** The lines of the block of this language that stands behind these words. */
function linesBehind(words: string, language: string): string[] {
  const behind = page.slice(page.indexOf(words));
  const [, block = ""] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(behind) ?? [];
  return block.trimEnd().split("\n");
}

let cloud: LocalCloud;
let cloudFolder: string;
let released: PulledRelease;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "analyst-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

onOneCloud(async (started, dataDir) => {
  cloud = started;
  cloudFolder = dataDir;
  const campaigns = await registered(cloud, smallWave, SEED);
  await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED });
  await cloud.runNight({ asOf: nightAfter() });
  released = await releaseOf(cloud);
});

async function filesBelow(place: string): Promise<string[]> {
  const found = await readdir(place, { recursive: true, withFileTypes: true });
  return found
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(place.length + 1))
    .toSorted();
}

const forEverybody = () => [...released.files.keys()].filter((path) => !path.startsWith("authorities/")).toSorted();

/** The command as a person runs it, against the cloud of this journey. */
const pull = (...words: string[]) =>
  run(process.execPath, [datasets, "pull", ...words], { env: { PATH: process.env.PATH, DATA_DIR: cloudFolder } });

describe("the page for analysts", () => {
  test.each([
    ["**R**", "r"],
    ["**Python**", "python"],
    ["**DuckDB**", "sql"],
    ["**Athena**", "sql"],
    ["First the files", "sh"],
  ])("has five lines behind %s", (words, language) => {
    expect(linesBehind(words, language)).toHaveLength(5);
  });

  test("asks DuckDB and Athena the same five questions", () => {
    const asked = linesBehind("**Athena**", "sql").map((line) =>
      line.replaceAll(/(FROM|JOIN) ([a-z_]+)\b/g, "$1 '$2'"),
    );
    const tables = (line: string) =>
      [...line.matchAll(/(?:FROM|JOIN) '?(?:release\/parquet\/)?([a-z_]+)/g)].map(([, name]) => name);
    const inDuckDb = linesBehind("**DuckDB**", "sql").map((line) =>
      line.replace("read_csv('release/response_rates.csv'", "'response_rates'"),
    );
    expect(asked.map(tables)).toEqual(inDuckDb.map(tables));
  });
});

test.skipIf(aws === undefined)(
  "the lines for the AWS command line fetch the release and the folder of an authority",
  async () => {
    const work = join(folder, "aws");
    await mkdir(work);
    const script = join(work, "lines.sh");
    await writeFile(script, ["set -euo pipefail", ...linesBehind("First the files", "sh")].join("\n"));
    const { stdout } = await run("bash", [script], {
      cwd: work,
      env: {
        PATH: `${aws?.bin}:${process.env.PATH}`,
        HOME: work,
        BUCKET: cloud.bucketNames.find((name) => name.includes("datasets")),
        AWS_ENDPOINT_URL: cloud.s3Url,
        AWS_DEFAULT_REGION: "eu-west-2",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
      },
    });
    expect(await filesBelow(join(work, "release"))).toEqual(forEverybody());
    for (const path of forEverybody()) {
      expect(
        Buffer.from(released.files.get(path) ?? []).equals(await readFile(join(work, "release", path))),
        path,
      ).toBe(true);
      if (path !== "manifest.json") expect(stdout).toContain(`${path} OK`);
    }
    expect(stdout).not.toContain("DAMAGED");
    const [code] = [...released.files.keys()].flatMap((path) => /^authorities\/(\d+)/.exec(path)?.[1] ?? []);
    expect(code).toBe("801");
    expect(await filesBelow(join(work, "bristol"))).toContain("benchmarks.csv");
  },
);

describe("pulling by command", () => {
  test("gives the files for everybody, every checksum verified, and says where to begin", async () => {
    const { stdout } = await pull("--to", join(folder, "release"));
    expect(await filesBelow(join(folder, "release"))).toEqual(forEverybody());
    expect(stdout).toContain("SYNTHETIC");
    expect(stdout).toContain("every checksum verified");
    expect(stdout).toMatch(/Begin with .*README\.md/);
    expect(stdout).toMatch(/Pulling 100%/);
  });

  test("gives an authority its own folder, and again over what was pulled before", async () => {
    for (let time = 1; time <= 2; time += 1) await pull("--authority", "801", "--to", join(folder, "own"));
    const own = (path: string) => released.files.get(`authorities/801/${path}`);
    for (const path of await filesBelow(join(folder, "own"))) {
      expect(Buffer.from(own(path) ?? []).equals(await readFile(join(folder, "own", path))), path).toBe(true);
    }
    const codes = new Set(
      (parse(await readFile(join(folder, "own", "benchmarks.csv")), { columns: true }) as Record<string, string>[]).map(
        ({ old_la_code }) => old_la_code,
      ),
    );
    expect([...codes]).toEqual(["801"]);
  });

  test("says what is wrong where there is no such folder, no cloud, or something else in the way", async () => {
    await expect(pull("--authority", "999", "--to", join(folder, "none"))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("authorities/999"),
    });
    await expect(pull("--authority", "Bristol")).rejects.toMatchObject({ code: 2 });
    await writeFile(join(folder, "mine.txt"), "mine");
    await expect(pull("--to", folder)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("--to") });
    expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
    const nowhere = { env: { PATH: process.env.PATH, DATA_DIR: join(folder, "nowhere") } };
    await expect(run(process.execPath, [datasets, "pull"], nowhere)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("npm start"),
    });
  });
});

test("the lines for DuckDB answer from the pulled files what the release says", async () => {
  await pull("--to", join(folder, "release"));
  const ask = (line: string) => askDuckDb(line.replaceAll("'release/", `'${folder}/release/`));
  const [brightSpots, statuses, wordings, rates, changes] = await Promise.all(
    linesBehind("**DuckDB**", "sql").map(ask),
  );
  const claimed = (claim: string) => rowsOf(released, comparisons).filter((row) => row.claim === claim);
  expect(brightSpots).toHaveLength(claimed("bright-spot").length);
  expect(new Set(wordings?.map(({ la_name }) => la_name))).toEqual(
    new Set(claimed("area-for-improvement").map(({ la_name }) => la_name)),
  );
  for (const { wording } of wordings ?? []) expect(String(wording)).toMatch(/\S \S/);
  expect(statuses?.map(({ band_percent_status }) => band_percent_status)).toEqual(
    expect.arrayContaining(["c", "shown"]),
  );
  expect(rates?.every(({ old_la_code }) => /^\d{3}$/.test(String(old_la_code)))).toBe(true);
  expect(changes).toMatchObject([{ reason: "first-release", change: "added" }]);
});
