import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, test } from "vitest";
import { symbolLabels } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { domains } from "#shared/release/datasets/domains.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import type { DescribedRelease } from "#shared/release/metadata/described-release.ts";
import { releasePageOf } from "#shared/release/metadata/release-page.ts";
import { isInFolders } from "#shared/release/release-layout.ts";
import { metadataTools } from "./readers.ts";
import { described, ReleaseFolders, spoil } from "./small-release.ts";

const folders = new ReleaseFolders();
afterAll(() => folders.remove());

const run = promisify(execFile);
const pageOf = (release: DescribedRelease) => Buffer.from(releasePageOf(release)).toString();
/** What stands in the first block of a language, to be copied. */
const blockOf = (page: string, language: string) => page.split(`\`\`\`${language}\n`)[1]?.split("\n```")[0] ?? "";
const sectionOf = (page: string, title: string) => page.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";

const whole = described();
const page = pageOf(whole);

const folder: DescribedRelease = {
  ...whole,
  files: described(allDatasets.filter(isInFolders)).files.filter(({ path }) => path.endsWith(".csv")),
  authority: { code: "801", name: "Bristol, City of" },
  released: whole.released.filter(({ authority }) => authority === "801"),
};
const ownPage = pageOf(folder);

describe("the page of a release", () => {
  test("says before anything else that answers are invented, and only where they are", () => {
    expect(page.split("\n").slice(0, 3).join("\n")).toBe(
      `# SYNTHETIC Bright Spots: well-being of children in care and care leavers\n\n**${SYNTHETIC_NOTICE}**`,
    );
    expect(pageOf({ ...whole, synthetic: false, notice: "Figures of a survey." })).not.toContain("SYNTHETIC");
  });

  test("counts the authorities of each wave and questionnaire, in their order", () => {
    expect(sectionOf(page, "Who is in it")).toContain("| `2017` | `ylyc-11-17` | 2 |\n| `2017` | `ylyc-8-11` | 1 |");
    expect(pageOf({ ...whole, released: [] })).toContain("No figures have been released yet.");
  });

  test("says which releases were taken back, when, why, and what to know, in words that stay words", () => {
    expect(page).not.toContain("taken back");
    const retractions = [
      {
        releaseId: "2017-04-01-0123456789ab",
        retractedOn: "2017-04-03",
        because: "wrong",
        note: "Girls | boys _swapped_.",
      },
      {
        releaseId: "2017-04-02-0123456789ab",
        retractedOn: "2017-04-03",
        because: "discloses",
        note: "A range was a share.",
      },
    ] as const;
    for (const each of [whole, folder]) {
      const section = sectionOf(pageOf({ ...each, retractions }), "Releases that were taken back");
      expect(section.trimEnd().split("\n").slice(-2)).toEqual([
        "| `2017-04-01-0123456789ab` | 2017-04-03 | it was wrong | Girls \\| boys \\_swapped\\_. |",
        "| `2017-04-02-0123456789ab` | 2017-04-03 | it could say something about one child: delete your copies | A range was a share. |",
      ]);
    }
  });

  test("has a question for every dataset, and asks none that no file answers", () => {
    for (const { path } of allDatasets) expect(sectionOf(page, "Where to begin")).toContain(`| \`${path}\` |`);
    const small = sectionOf(pageOf(described([domains])), "Where to begin");
    expect(small).toContain(domains.path);
    for (const { path } of allDatasets.filter((each) => each !== domains)) expect(small).not.toContain(path);
  });

  test("says what each symbol means, and where the rest is said", () => {
    for (const [symbol, label] of Object.entries(symbolLabels)) expect(page).toContain(`| \`${symbol}\` | ${label} |`);
    expect(page).toContain(`\`${codebook.path}\` has every question`);
  });

  test("lists every dataset with its rows and the size of each format", () => {
    const files = sectionOf(page, "The files");
    const [, header, , ...rows] = files.split("\n");
    expect(header).toBe("| File | Holds | Rows | CSV | JSON | Parquet |");
    for (const [position, { path }] of allDatasets.entries()) {
      expect(rows[position]).toMatch(
        new RegExp(`^\\| \`${path}\` \\| .+ \\| 3 \\| \\d+ kB \\| \\d+ kB \\| \\d+ kB \\|$`),
      );
    }
    const many = whole.files.map((file) => ({ ...file, rows: 1_234_567, bytes: 20_000_001 }));
    expect(pageOf({ ...whole, files: many })).toContain("| 1,234,567 | 20,001 kB |");
  });

  test("lists what is no dataset too, known or not", () => {
    const file = { contentType: "text/plain", rows: 0, bytes: 999, sha256: "0".repeat(64) };
    const files = [...whole.files, { ...file, path: "method-notes.md" }, { ...file, path: "surprise.txt" }];
    const listed = sectionOf(pageOf({ ...whole, files }), "The files");
    expect(listed).toContain("- `method-notes.md` (1 kB): How the figures were made, and what they are not.");
    expect(listed).toContain("- `surprise.txt` (1 kB)\n");
  });

  test("asks not to rank, not to look for one child's answer and not to quote small numbers", () => {
    for (const what of ["rank", "look for one child's answer", "quote a small number alone"])
      expect(sectionOf(page, "What not to do with it")).toContain(`**Do not ${what}`);
  });

  test("names roles and no person, and nothing of the night or the release", () => {
    expect(page).not.toMatch(/@|\bMr|\bMs|\d{4}-\d{2}-\d{2}/);
    const told = { ...whole, asOf: "2017-08-31", codeVersion: "1.2.3", releaseId: "2017-08-31-0123456789ab" };
    expect(pageOf(told)).toBe(page);
  });

  test("leaves what comes from data text", () => {
    const named = { ...folder, authority: { code: "801", name: "<b>Vale|of*Stars*</b>" } };
    expect(pageOf(named)).toContain(String.raw`\<b\>Vale\|of\*Stars\*\</b\>`);
    expect(pageOf(named)).not.toContain("<b>");
  });

  test("gives a first query that finds what is claimed, with codes as text", async () => {
    const claim = (claim: string, la_name: string) => ({ claim, la_name, old_la_code: "001", difference_points: -14 });
    const rows = [claim("bright-spot", "Devon"), claim("none", "Essex"), claim("c", "Brent"), claim("z", "Sefton")];
    const base = Object.fromEntries(comparisons.columns.map(({ name, role }) => [name, role === "time" ? 2017 : "z"]));
    const at = await folders.write([comparisons], () => rows.map((row) => ({ ...base, ...row })));
    const instance = await DuckDBInstance.create(":memory:", { file_search_path: at });
    const connection = await instance.connect();
    const found = await connection.runAndReadAll(blockOf(page, "sql"));
    expect(found.getRowObjects()).toEqual([
      expect.objectContaining({ la_name: "Devon", claim: "bright-spot", difference_points: -14n, instrument: null }),
    ]);
    connection.closeSync();
  });
});

const hasJq = spawnSync("jq", ["--version"]).status === 0 && spawnSync("sha256sum", ["--version"]).status === 0;
if (!hasJq) console.warn("SKIPPED the page's line for checksums: it needs jq and sha256sum.");

describe.skipIf(!hasJq)("the line for checksums that the page gives", () => {
  test("says OK for every file, and finds the one that was touched", async () => {
    const at = await folders.write();
    const check = () => run("sh", ["-c", blockOf(page, "sh")], { cwd: at });
    const { stdout } = await check();
    expect(stdout.trim().split("\n").toSorted()).toEqual(whole.files.map(({ path }) => `${path}: OK`).toSorted());
    await spoil(at, domains.path, /wave/, "tide");
    await expect(check()).rejects.toMatchObject({ stdout: expect.stringContaining(`${domains.path}: FAILED`) });
  });
});

const tools = await metadataTools();
if (tools === undefined) console.warn("SKIPPED the page's line for frictionless: it needs python3 and PyPI.");

describe.skipIf(tools === undefined)("the line for frictionless that the page gives", () => {
  test("is content with a release", async () => {
    const line = /`(frictionless validate [^`]+)`/.exec(page)?.[1] ?? "";
    const env = { ...process.env, PATH: `${tools?.bin}:${process.env.PATH}` };
    await expect(run("sh", ["-c", line], { cwd: await folders.write([domains]), env })).resolves.toBeDefined();
  });
});

describe("the page of an authority's folder", () => {
  test("speaks to that authority, of its own figures and nobody else's", () => {
    expect(ownPage).toContain("This folder is for Bristol, City of (`801`).");
    expect(ownPage).toContain("Nobody else's own figures are in it");
    expect(ownPage).not.toContain("916");
    expect(sectionOf(ownPage, "Who is in it")).not.toContain("Authorities");
  });

  test("sends it to no file that is not in the folder", () => {
    const known = [...folder.files.map(({ path }) => path), "datapackage.json", "manifest.json", "*.meta.csv"];
    const named = [...ownPage.matchAll(/`([^`\s]+\.(?:csv|json|parquet|md))`/g)].map(([, path]) => path);
    expect(named.filter((path) => !known.includes(path ?? ""))).toEqual([]);
  });

  test("asks it not to look for a child", () => {
    expect(ownPage).toContain("**Do not look for a child.**");
    expect(page).not.toContain("**Do not look for a child.**");
  });
});
