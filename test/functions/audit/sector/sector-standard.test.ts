/** Every check of the sector's standard, on pairs of files named by the reason why they pass or fail. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { allChecks } from "#functions/audit/sector/all-checks.ts";
import { metaPathOf } from "#functions/audit/sector/sector-file.ts";
import { screen } from "../../../fixtures/screen.ts";

const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

function screenFixture(check: string, name: string) {
  const path = `${name}.csv`;
  const bytesOf = (file: string) => readFileSync(`${fixtures}/${check}/${file}`);
  return screen({ path, data: bytesOf(path), meta: bytesOf(metaPathOf(path)) });
}

function namesIn(check: string): string[] {
  return readdirSync(`${fixtures}/${check}`)
    .filter((file) => !file.endsWith(".meta.csv"))
    .map((file) => file.replace(/\.csv$/, ""));
}

it("has fixtures for every check and for nothing else", () => {
  expect(readdirSync(fixtures).toSorted()).toEqual(allChecks.map(({ name }) => name).toSorted());
});

describe.each(allChecks.map(({ name }) => name))("%s", (check) => {
  const names = namesIn(check);
  const [passing, failing] = ["pass-", "fail-"].map((start) => names.filter((name) => name.startsWith(start)));

  it("has files that pass and files that fail, and no others", () => {
    expect(passing?.length).toBeGreaterThan(0);
    expect(failing?.length).toBeGreaterThan(0);
    expect((passing?.length ?? 0) + (failing?.length ?? 0)).toBe(names.length);
  });

  it.each(passing ?? [])("%s", async (name) => {
    expect(await screenFixture(check, name)).toEqual([]);
  });

  it.each(failing ?? [])("%s, and departs from nothing else", async (name) => {
    const checks = (await screenFixture(check, name)).map((finding) => finding.check);
    expect([...new Set(checks)]).toEqual([check]);
  });
});
