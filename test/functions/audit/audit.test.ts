import { describe, expect, test } from "vitest";
import { rules } from "#functions/audit/audit.ts";
import { AuditFailed } from "#functions/audit/finding.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import {
  aNight,
  asked,
  theHonestNight,
  theNextNight,
  theNightWithLadders,
  theProgramme,
  writeNight,
} from "./a-night.ts";
import { AVERAGES, BENCHMARKS, CHANGES, COMPARISONS, FUNNEL, GAPS, having, inRow, PEERS, RATES } from "./spoiling.ts";

describe("an honest draft passes", () => {
  test("with every row read, by every rule, and something of every kind in it", async () => {
    const night = await aNight();
    for (const [path, kind] of [
      [BENCHMARKS, { band_percent: "c" }],
      [COMPARISONS, { status: "compared", gender: "girl" }],
      [COMPARISONS, { status: "withheld" }],
      [COMPARISONS, { status: "reference-withheld" }],
      [COMPARISONS, { status: "no-reference" }],
      [COMPARISONS, { comparison: "earlier-wave", status: "compared" }],
      [FUNNEL, { status: "compared" }],
      [GAPS, { status: "compared" }],
      [PEERS, { peer_old_la_code: "802" }],
      [RATES, { campaign_status: "held" }],
      [RATES, { campaign_status: "open", response_count: "c" }],
    ] as const) {
      expect(night.rows(path).some(having(kind)), `${path} ${JSON.stringify(kind)}`).toBe(true);
    }
    expect(await night.audit()).toEqual({
      passed: true,
      checkedRows: allDatasets.reduce((sum, { path }) => sum + night.rows(path).length, 0),
      rules: rules.map(({ name }) => name),
    });
  });

  test("with ladders, beside others and beside an earlier wave", async () => {
    const night = await aNight(theNightWithLadders());
    for (const comparison of ["other-authorities", "earlier-wave"]) {
      expect(night.rows(AVERAGES).some(having({ comparison, status: "compared" }))).toBe(true);
    }
    expect(await night.faults()).toEqual([]);
  });

  test("with ladders whose nation is not counted yet", async () => {
    const older = { questionnaire: "ylyc-11-17" } as const;
    const night = await aNight(
      writeNight([
        ...[801, 802].map((code) => asked("2017", code, 30, older)),
        asked("2017", 803, { open: 10 }, older),
      ]),
    );
    expect(night.rows(AVERAGES).some(having({ status: "not-yet" }))).toBe(true);
    expect(await night.faults()).toEqual([]);
  });

  test("on the next night, when everything is carried forward", async () => {
    const night = await aNight(theNextNight());
    const drawn = night.rows(CHANGES).filter(having({ dataset: "noised_counts" }));
    expect(new Set(drawn.map(({ change }) => change))).toEqual(new Set(["carried-forward"]));
    expect(await night.faults()).toEqual([]);
  });

  test("on the next night, when an authority has another name and region", async () => {
    const [first, ...rest] = theProgramme.toReversed();
    if (first === undefined) throw new Error("nobody was asked");
    const renamed = [first, ...rest].map(({ campaign, ...each }) => ({
      ...each,
      campaign: { ...campaign, authority: { ...campaign.authority, name: `New ${campaign.authority.code}` } },
    }));
    const night = await aNight(theNextNight(renamed.toReversed()));
    expect(night.rows(CHANGES).some(having({ dataset: "noised_counts", change: "revised" }))).toBe(true);
    expect(await night.faults()).toEqual([]);
  });

  test("on the next night, when a wave is past its retention", async () => {
    const night = await aNight(theNextNight(theProgramme.filter(({ campaign }) => campaign.wave !== "2016")));
    expect(night.rows(CHANGES).some(having({ wave: "2016", change: "removed" }))).toBe(true);
    expect(await night.faults()).toEqual([]);
  });

  test("with letters in a name that a reader of CSV or JSON could get wrong", async () => {
    const names = ['Ynys Môn, "ŵ" | *the* <Isle>', "Bro, 'r `Ŷ` $& \\n"];
    const night = await aNight(writeNight(names.map((name, at) => asked("2017", 801 + at, 40, { name }))));
    expect(await night.faults()).toEqual([]);
  });

  test("where an authority has invented and real answers in one wave", async () => {
    const real = asked("2017", 801, 40, { questionnaire: "ylyc-8-11", synthetic: false });
    const night = await aNight(writeNight([asked("2017", 801, 40), asked("2017", 802, 40), real]));
    expect(await night.faults()).toEqual([]);
  });

  test.each([
    ["where nothing is released", [asked("2017", 801, { open: 40 }), asked("2017", 802, { held: "too-few" })]],
    ["where nobody has been asked", []],
  ])("%s", async (_, nobody) => {
    const night = await aNight(writeNight(nobody));
    expect(await night.faults()).toEqual([]);
  });
});

describe("the audit", () => {
  test("fails closed, and says rule, file, row, what is wrong and what to do, and no figure", async () => {
    const night = await aNight();
    const row = 1 + night.rows(RATES).findIndex(having({ campaign_status: "released" }));
    inRow(RATES, { campaign_status: "released" }, { eligible_count: "199" })(night);
    const failure = await night.audit().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuditFailed);
    expect((failure as AuditFailed).findings).toContainEqual({
      rule: "only-closed-campaigns-are-shown",
      file: RATES,
      row,
      detail: "eligible_count is not what the plan says",
      remedy: "compare the plan and the counts table with what benchmark wrote; run the night again from its start",
    });
    expect(JSON.stringify((failure as AuditFailed).findings)).not.toContain("199");
  });

  test("fails, and does not break, on a draft without a manifest", async () => {
    const night = await aNight();
    night.datasets.objects.delete("drafts/night-1/manifest.json");
    expect(await night.faults()).toEqual([
      "manifest-describes-the-files: manifest.json: is not there, or is not a manifest of this layout",
    ]);
  });

  test("tells of every rule what to do when it finds something", () => {
    for (const { name, remedy } of rules) expect(remedy, name).toMatch(/^[a-z].{20,}[^.]$/);
  });

  test("has no dataset in which the ends of a range could stand in place of a figure", () => {
    const columns = allDatasets.flatMap((dataset) => dataset.columns.map(({ name }) => name));
    expect(columns.filter((name) => /_at_(least|most)/.test(name))).toEqual([]);
  });

  test("finds one cell that was changed by the files that should say the same, too", async () => {
    const night = await aNight(theHonestNight());
    inRow(BENCHMARKS, having({ gender: "Total" }), { band_percent: "c" })(night);
    const found = new Set((await night.faults()).map((fault) => fault.split(": ")[0]));
    expect(found).toContain("blocks-stand-together");
    expect(found).toContain("formats-say-the-same");
    expect(found).toContain("authority-folders-hold-their-own");
  });
});
