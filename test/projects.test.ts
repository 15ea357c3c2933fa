/** Which project of the test run a test belongs to. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { matchesGlob, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { sourceOf } from "./architecture/source.ts";
import { longFaults, projects } from "./projects.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const fromRoot = (path: string) => relative(root, path).replaceAll(sep, "/");
const tests = readdirSync(`${root}test`, { recursive: true, encoding: "utf-8" })
  .filter((path) => path.endsWith(".test.ts"))
  .map((path) => fromRoot(`${root}test/${path}`));

interface Listed {
  readonly file: string;
  readonly projectName: string;
}

async function listed(FAULTS: string | undefined): Promise<readonly Listed[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "list", "--config", "test/vitest.config.ts", "--filesOnly", "--json"],
    { cwd: root, env: { ...process.env, FAULTS }, maxBuffer: 2 ** 24 },
  );
  const files: readonly Listed[] = JSON.parse(stdout);
  return files.map(({ file, projectName }) => ({ file: fromRoot(file), projectName }));
}

const everything = await listed("1");
const testsOf = (...names: readonly string[]) =>
  everything.filter(({ projectName }) => names.includes(projectName)).map(({ file }) => file);

const importsOf = (path: string) =>
  sourceOf(path, readFileSync(`${root}${path}`, "utf-8"))
    .imports.filter(({ isTypeOnly }) => !isTypeOnly)
    .flatMap(({ file }) => file ?? [])
    // An import of a file that does not exist is the compiler's to report.
    .filter((file) => file.endsWith(".ts") && existsSync(`${root}${file}`));
const imported = new Map<string, readonly string[]>();

/** The file and all that it loads, directly or not. */
function loadedBy(path: string): ReadonlySet<string> {
  const loaded = new Set([path]);
  for (const file of loaded) {
    const imports = imported.get(file) ?? importsOf(file);
    imported.set(file, imports);
    for (const each of imports) loaded.add(each);
  }
  return loaded;
}

/** Those of the files that load any of the `avoided`. */
const loading = (files: readonly string[], ...avoided: readonly string[]) =>
  files.filter((file) => [...loadedBy(file)].some((each) => avoided.includes(each)));

const cloud = "infra/local/local-cloud.ts";
const storesAndTemplates = [
  "infra/bright-spots.ts",
  "infra/local/buckets.ts",
  "infra/local/tables.ts",
  "test/python.ts",
  "test/shared/storage/dynalite.ts",
  "test/shared/storage/dynamodb-local.ts",
  "test/shared/storage/fauxqs.ts",
];

describe("the projects of the test run", () => {
  it("hold every test file, each in one project", () => {
    expect(everything.map(({ file }) => file).toSorted()).toEqual(tests.toSorted());
    expect(new Set(everything.map(({ projectName }) => projectName))).toEqual(
      new Set(projects.map(({ name }) => name)),
    );
  });

  it("leave nothing out of an ordinary run but the long faults", async () => {
    const ordinary = (await listed(undefined)).map(({ file }) => file);
    expect(ordinary.toSorted()).toEqual(tests.filter((file) => !longFaults.includes(file)).toSorted());
  });

  it("name no folder and no file without a test", () => {
    const patterns = [...projects.flatMap(({ holds }) => holds), ...longFaults];
    expect(patterns.filter((pattern) => !tests.some((file) => matchesGlob(file, pattern)))).toEqual([]);
  });

  it("start a local cloud in `journeys` and `faults` alone (add the file to `journeys` in test/projects.ts)", () => {
    expect(loading(testsOf("unit", "stores"), cloud)).toEqual([]);
    expect(loading(testsOf("journeys"), cloud)).not.toEqual([]);
  });

  it("keep stores, templates and Python out of `unit` (add the file to `stores` in test/projects.ts)", () => {
    expect(loading(testsOf("unit"), ...storesAndTemplates)).toEqual([]);
    for (const each of storesAndTemplates) expect(loading(testsOf("stores", "journeys"), each)).not.toEqual([]);
  });
});
