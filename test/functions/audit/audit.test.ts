import { describe, expect, test } from "vitest";
import { rules } from "#functions/audit/audit.ts";
import { TallyDoesNotFit } from "#functions/audit/cells.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { aNight } from "./a-night.ts";
import {
  BENCHMARKS,
  isCoded,
  isExact,
  isPoolCoded,
  isPoolExact,
  isPoolOfNobody,
  isPoolWithheld,
  isWithheld,
  own,
  plus,
  RATES,
} from "./spoiling.ts";

describe("the audit", () => {
  test("passes what benchmark writes, every row by every rule", async () => {
    const night = await aNight();
    const rows = night.rows(BENCHMARKS);
    for (const kind of [isExact, isCoded, isWithheld, isPoolExact, isPoolCoded, isPoolWithheld, isPoolOfNobody]) {
      expect(rows.some(kind), kind.name).toBe(true);
    }
    expect(await night.audit()).toEqual({
      passed: true,
      checkedRows: rows.length + night.rows(RATES).length,
      rules: rules.map(({ name }) => name),
    });
  });

  test("fails closed with the number and the rules of its findings, and without a figure", async () => {
    const night = await aNight();
    const position = night.rows(BENCHMARKS).findIndex(isExact);
    night.rewrite(BENCHMARKS, (rows) =>
      rows.map((row, at) => (at === position ? { ...row, ...own(plus(row.band_percent, 1)) } : row)),
    );
    const failure = await night.audit().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuditFailed);
    expect(failure).toMatchObject({
      name: "AuditFailed",
      message:
        "the audit has 1 findings against the draft, of these rules: figures-follow-the-tallies; nothing is published and the release that stands is not touched",
      findings: [
        {
          rule: "figures-follow-the-tallies",
          file: BENCHMARKS,
          row: 1 + position,
          detail: "the share is not the one of the counts",
        },
      ],
    });
  });

  test("counts every finding and keeps the first hundred", async () => {
    const night = await aNight();
    night.rewrite(BENCHMARKS, (rows) => rows.map((row) => ({ ...row, domain: "" })));
    const failure = await night.audit().catch((error: unknown) => error);
    if (!(failure instanceof AuditFailed)) throw new Error("the audit passed");
    expect(failure.findings).toHaveLength(100);
    expect(failure.count).toBe(2 * night.rows(BENCHMARKS).length);
  });

  test("fails, and does not break, on a draft without a manifest", async () => {
    const night = await aNight();
    night.datasets.objects.delete("drafts/night-1/manifest.json");
    expect(await night.faults()).toEqual(["manifest-describes-the-files: is not there, or is no manifest"]);
  });

  test("stops where a tally was made with another questionnaire than its campaign's", async () => {
    const night = await aNight();
    const girls = night.counts.get("2017#801#ylyc-4-7")?.by.gender.girl;
    if (girls === undefined) throw new Error("no such tally");
    delete girls.items[Object.keys(girls.items)[3] ?? ""];
    await expect(night.audit()).rejects.toThrow(TallyDoesNotFit);
  });
});
