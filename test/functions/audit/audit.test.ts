import { describe, expect, test } from "vitest";
import { rules } from "#functions/audit/audit.ts";
import { TallyDoesNotFit } from "#functions/audit/exact-counts.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { aNight, type Night } from "./a-night.ts";
import {
  BENCHMARKS,
  FUNNEL,
  isCoded,
  isExact,
  isPoolCoded,
  isPoolExact,
  isPoolOfNobody,
  isPoolWithheld,
  isWithheld,
  plus,
  RATES,
} from "./spoiling.ts";

async function findingsOf(night: Night): Promise<AuditFailed> {
  const failure = await night.audit().catch((error: unknown) => error);
  if (!(failure instanceof AuditFailed)) throw new Error("the audit passed");
  return failure;
}

describe("the audit", () => {
  test("passes what benchmark writes, every row by every rule", async () => {
    const night = await aNight();
    const rows = night.rows(BENCHMARKS);
    for (const kind of [isExact, isCoded, isWithheld, isPoolExact, isPoolCoded, isPoolWithheld, isPoolOfNobody]) {
      expect(rows.some(kind), kind.name).toBe(true);
    }
    expect(await night.audit()).toEqual({
      passed: true,
      checkedRows: allDatasets.reduce((sum, { path }) => sum + night.rows(path).length, 0),
      rules: [...rules.map(({ name }) => name), "nothing-follows-from-the-files"],
    });
  });

  test("fails closed with the number and the rules of its findings, and without a figure", async () => {
    const night = await aNight();
    const position = night.rows(RATES).findIndex((row) => row.campaign_status === "released");
    night.rewrite(RATES, (rows) =>
      rows.map((row, at) => (at === position ? { ...row, response_count: plus(row.response_count, 5) } : row)),
    );
    const failure = await night.audit().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuditFailed);
    expect(failure).toMatchObject({
      name: "AuditFailed",
      message:
        "the audit has 1 findings against the draft, of these rules: response-rates-follow-the-tallies; nothing is published and the release that stands is not touched",
      findings: [
        {
          rule: "response-rates-follow-the-tallies",
          file: RATES,
          row: 1 + position,
          detail: "has another number of responses than the policy demands",
        },
      ],
    });
  });

  test("counts every finding and keeps the first ten of each rule in each file", async () => {
    const night = await aNight();
    night.empty(allDatasets.map(({ path }) => path).filter((path) => path !== FUNNEL));
    const honest = await findingsOf(night);
    night.rewrite(FUNNEL, (rows) => rows.map((row) => ({ ...row, domain: "" })));
    const failure = await findingsOf(night);
    const inFunnel = failure.findings.filter(({ file }) => file === FUNNEL);
    expect(inFunnel.map(({ rule }) => rule).toSorted()).toEqual([
      ...Array<string>(10).fill("columns-are-as-defined"),
      ...["files-follow-the-sector-standard", "files-follow-the-sector-standard"],
      ...Array<string>(10).fill("funnels-follow-the-tallies"),
    ]);
    // The screening by the sector's standard says a thing of a column once.
    expect(failure.count - honest.count).toBe(2 * night.rows(FUNNEL).length + 2);
    expect(failure.findings.length).toBeLessThanOrEqual(100);
  });

  test("fails, and does not break, on a draft without a manifest", async () => {
    const night = await aNight();
    night.datasets.objects.delete("drafts/night-1/manifest.json");
    expect(await night.faults()).toEqual(["manifest-describes-the-files: is not there, or is no manifest"]);
  });

  test("stops where a tally was made with another questionnaire than its campaign's", async () => {
    const night = await aNight();
    const girls = night.tally("2017#880#ylyc-4-7").by.gender.girl;
    if (girls === undefined) throw new Error("no such tally");
    delete girls.items[Object.keys(girls.items)[3] ?? ""];
    await expect(night.audit()).rejects.toThrow(TallyDoesNotFit);
  });
});
