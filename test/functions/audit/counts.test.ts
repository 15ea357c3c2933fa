/** Noised counts that changed, or lack their noise, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import type { Night as AuditedNight, ReleasedCampaign } from "#functions/audit/night.ts";
import { surpriseOf } from "#functions/audit/noise.ts";
import type { Rule } from "#functions/audit/rule.ts";
import { countsAsFirstWritten } from "#functions/audit/rules/counts-as-first-written.ts";
import { MOST_SURPRISING, noiseIsInTheCounts } from "#functions/audit/rules/noise-is-in-the-counts.ts";
import { respondentsMatch } from "#functions/audit/rules/respondents-match.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { NoisedCounts, NoisedNation } from "#shared/survey/noised-counts.ts";
import { noisedCountsFor, noiseOff } from "../../fixtures/noised-counts.ts";
import {
  aNight,
  asked,
  type Night,
  theNextNight,
  theNightWithLadders,
  theProgramme,
  type WrittenNight,
  writeDraft,
} from "./a-night.ts";
import { COUNTS, foundBy, inRow, isFound, plus, type Spoiled } from "./spoiling.ts";

const anyRow = () => true;
type Groups = NoisedCounts["groups"];

/** Adds to the first cell of the first question of a group. */
function more(groups: Groups, name: string, step: number): Groups {
  const group = groups[name];
  const [first] = Object.entries(group?.indicators ?? {});
  if (group === undefined || first === undefined) throw new Error("there is no such group");
  const [indicator, [count = 0, ...cells]] = first;
  return {
    ...groups,
    [name]: { ...group, indicators: { ...group.indicators, [indicator]: [count + step, ...cells] } },
  };
}

describe("counts as first written: finds in the file", () => {
  const notHeld = `${COUNTS}: noised_count or noise_variance is not what the counts table holds`;
  const noCell = `${COUNTS}: is of a cell that the counts table does not have, or a second row of one`;
  const ofNation = { geographic_level: "National" };
  test.each<Spoiled>([
    ["another count", inRow(COUNTS, anyRow, ({ noised_count }) => ({ noised_count: plus(noised_count, 1) })), notHeld],
    [
      "another count of the nation",
      inRow(COUNTS, ofNation, ({ noised_count }) => ({ noised_count: plus(noised_count, 1) })),
      notHeld,
    ],
    ["another variance", inRow(COUNTS, { noise_variance: "2.25" }, { noise_variance: "6.25" }), notHeld],
    ["no count", inRow(COUNTS, anyRow, { noised_count: "c" }), notHeld],
    ["a band that the measure does not have", inRow(COUNTS, anyRow, { band: "purple" }), noCell],
    ["a group that no authority has", inRow(COUNTS, { gender: "girl" }, { gender: "other" }), noCell],
    ["crossed characteristics", inRow(COUNTS, { gender: "girl" }, { age_band: "4-5" }), noCell],
    ["a campaign that is not counted", inRow(COUNTS, anyRow, { old_la_code: "880", wave: "2017" }), noCell],
    [
      "a row that is there twice",
      (night) => night.rewrite(COUNTS, ([first = {}, ...rest]) => [first, first, ...rest]),
      noCell,
    ],
    [
      "a cell that is missing",
      (night) => night.rewrite(COUNTS, (rows) => rows.slice(1)),
      `${COUNTS}: lacks cells of 2015#801#ylyc-4-7 that its questionnaire has`,
    ],
    [
      "a campaign that is missing",
      (night) =>
        night.rewrite(COUNTS, (rows) => rows.filter(({ wave, old_la_code }) => wave !== "2015" || old_la_code === "z")),
      `${COUNTS}: has no rows of 2015#801#ylyc-4-7, which is counted`,
    ],
    [
      "a nation that is missing",
      (night) => night.rewrite(COUNTS, (rows) => rows.filter((row) => row.wave !== "2016" || row.old_la_code !== "z")),
      `${COUNTS}: has no rows of 2016#nation#ylyc-4-7#synthetic, which is counted`,
    ],
  ])("%s", (_, spoil, fault) => isFound(countsAsFirstWritten, spoil, fault));

  test.each<Spoiled>([
    [
      "another count of a ladder's step",
      inRow(COUNTS, { measure_level: "ladder", band: "10" }, ({ noised_count }) => {
        return { noised_count: plus(noised_count, 1) };
      }),
      notHeld,
    ],
    ["a step that there is not", inRow(COUNTS, { measure_level: "ladder", band: "10" }, { band: "11" }), noCell],
  ])("%s", (_, spoil, fault) => isFound(countsAsFirstWritten, spoil, fault, theNightWithLadders()));

  test("a measure that the stored counts lack", () =>
    isFound(
      countsAsFirstWritten,
      (night) =>
        night.recount("2015#801#ylyc-4-7", (counts) => {
          const { total, ...groups } = counts.groups;
          return { ...counts, groups: { ...groups, total: { indicators: {}, derived: total?.derived ?? {} } } };
        }),
      notHeld,
    ));
});

describe("counts as first written: holds what was told once", () => {
  const told = "than the release told last, and no later day of a recount";
  const partition = "2017#801#ylyc-4-7";

  /** The night after, in which the tables say otherwise than in the night before. */
  async function theNextNightWith(change: (night: Night) => void): Promise<WrittenNight> {
    const before = await theNextNight();
    const night = await aNight(before);
    change(night);
    return writeDraft(night.plan, night.stored, noisePolicy, before);
  }
  const drawnAgain = (asAt: string) => (counts: NoisedCounts) =>
    ({ ...counts, asAt, groups: more(counts.groups, "total", 1) }) as NoisedCounts;
  const recounted = (asAt: string) => (night: Night) => night.recount(partition, drawnAgain(asAt));
  const found = async (change: (night: Night) => void) =>
    foundBy(countsAsFirstWritten, await aNight(theNextNightWith(change)));

  test.each<readonly [claim: string, change: (night: Night) => void, subject: string]>([
    ["finds another draw of the same day", recounted("2017-04-01"), partition],
    ["finds a draw that is older than the one that was told", recounted("2017-03-31"), partition],
    [
      "finds another draw of the nation",
      (night) =>
        night.recountNation("2016#nation#ylyc-4-7#synthetic", (nation) => {
          return { ...nation, asAt: "2017-04-02", groups: more(nation.groups, "gender/other", 1) } as NoisedNation;
        }),
      "2016#nation#ylyc-4-7#synthetic",
    ],
    [
      "finds a nation that is gone",
      (night) => night.stored.nations.delete("2016#nation#ylyc-4-7#synthetic"),
      "2016#nation#ylyc-4-7#synthetic",
    ],
    [
      "finds a campaign that was told and is held now",
      (night) => {
        night.stored.campaigns.delete(partition);
        night.stored.progress.set(partition, { status: "held", asAt: "2017-04-02", reason: "too-few" });
      },
      partition,
    ],
  ])("%s", async (_, change, subject) => {
    expect(await found(change)).toEqual([`${COUNTS}: has other counts of ${subject} ${told}`]);
  });

  test("lets a recount pass, which has a later day", async () => {
    expect(await found(recounted("2017-04-03"))).toEqual([]);
  });

  test("lets a wave pass that is past its retention", async () => {
    const night = await aNight(theNextNight(theProgramme.filter(({ campaign }) => campaign.wave !== "2016")));
    expect(await foundBy(countsAsFirstWritten, night)).toEqual([]);
  });

  test("compares with the release of the pointer, and stops where its file is not the one that its manifest names", async () => {
    const night = await aNight(theNextNightWith(recounted("2017-04-03")));
    for (const key of night.datasets.objects.keys()) {
      if (/^releases\/[^/]+\/noised_counts.csv$/.test(key)) night.datasets.objects.set(key, Buffer.from("changed"));
    }
    await expect(foundBy(countsAsFirstWritten, night)).rejects.toThrow("restore the earlier version");
  });
});

describe("noise is in the counts", () => {
  /** A survey of so many campaigns that are drawn by other noise than they state, and of three that are not. */
  async function aSurvey(
    questionnaire: "ylyc-4-7" | "ylyc-11-17",
    campaigns: number,
    noise: DisclosurePolicy["noise"],
  ) {
    const released = Array.from({ length: campaigns + 3 }, (_, at): ReleasedCampaign => {
      const { campaign } = asked("2017", 801 + at, 40, { questionnaire });
      const drawnBy = at < campaigns ? { ...noisePolicy, noise } : noisePolicy;
      const counts = {
        ...noisedCountsFor(campaign, 40, { policy: drawnBy }),
        noise: noisePolicy.noise,
      } as NoisedCounts;
      return { status: "released", campaign, questionnaire: publishedQuestionnaire(questionnaire, 1), counts };
    });
    const night = {
      policy: noisePolicy,
      campaigns: new Map(released.map((each) => [each.campaign.authority.code, each])),
      nations: new Map(),
    } as unknown as AuditedNight;
    const found = (await noiseIsInTheCounts.begin(night).atEnd?.()) ?? [];
    return found.map(({ file, detail }) => `${file}: ${detail}`);
  }
  const times = (factor: number): DisclosurePolicy["noise"] => {
    const scaled = ({ numerator, denominator }: { numerator: number; denominator: number }) => {
      return { numerator: factor * numerator, denominator };
    };
    const { questions, derived, ladderSteps } = noisePolicy.noise;
    const all = (variances: typeof questions) => ({
      everybody: scaled(variances.everybody),
      girlsAndBoys: scaled(variances.girlsAndBoys),
      nationOnly: scaled(variances.nationOnly),
    });
    return { questions: all(questions), derived: all(derived), ladderSteps: scaled(ladderSteps) };
  };
  const ofSurvey = (rule: readonly string[]) => rule.filter((fault) => fault.includes("in the survey"));

  test("finds noise that is missing in one campaign of 49 questions, in each of its groups", async () => {
    const found = await aSurvey("ylyc-11-17", 1, noiseOff.noise);
    expect(found).toEqual(
      ["total", "gender/girl", "gender/boy"].map(
        (group) =>
          `${COUNTS}: the counts for the questions of ${group} in 2017#801#ylyc-11-17 have less noise in them than the variance that they state`,
      ),
    );
  });

  test.each([
    ["missing in ten campaigns of 13 questions, among others", noiseOff.noise, 10, "less"],
    ["of twice the standard deviation in twelve campaigns of 13 questions, among others", times(4), 12, "more"],
  ])("finds noise that is %s", async (_, noise, campaigns, word) => {
    const found = ofSurvey(await aSurvey("ylyc-4-7", campaigns, noise));
    for (const kind of ["everybody", "girlsAndBoys"]) {
      expect(found).toContain(
        `${COUNTS}: the counts for the questions of ${kind} in the survey 2017#nation#ylyc-4-7#synthetic have ${word} noise in them than the variance that they state`,
      );
    }
  });

  test("finds noise that was added twice in ten campaigns of 49 questions", async () => {
    expect(ofSurvey(await aSurvey("ylyc-11-17", 10, times(2)))).toContain(
      `${COUNTS}: the counts for the questions of everybody in the survey 2017#nation#ylyc-11-17#synthetic have more noise in them than the variance that they state`,
    );
  });

  test("finds noise that is missing in a nation's groups", async () => {
    const night = await aNight(theNightWithLadders());
    night.recountNation("2017#nation#ylyc-11-17#synthetic", (nation) => {
      const exact = Object.entries(nation.groups).map(([name, { indicators, derived }]) => {
        const same = Object.fromEntries(Object.entries(indicators).map(([id, cells]) => [id, cells.map(() => 20)]));
        return [name, { indicators: same, derived }] as const;
      });
      return { ...nation, groups: Object.fromEntries(exact) } as NoisedNation;
    });
    expect(await foundBy(noiseIsInTheCounts, night)).not.toEqual([]);
  });

  test.each<readonly [claim: string, change: Partial<NoisedCounts>, fault: string]>([
    [
      "state other variances than the policy that they name",
      { noise: times(2) },
      "the counts of 2017#801#ylyc-4-7 name tonight's policy and state other variances than it has",
    ],
    [
      "state no noise, whatever their policy",
      { noise: noiseOff.noise, policy: { id: "noise-off", version: 1 } },
      "the counts of 2017#801#ylyc-4-7 state that there is no noise in some of them",
    ],
  ])("finds counts that %s", (_, change, fault) =>
    isFound(
      noiseIsInTheCounts,
      (night) => night.recount("2017#801#ylyc-4-7", (counts) => ({ ...counts, ...change }) as NoisedCounts),
      `${COUNTS}: ${fault}`,
    ),
  );

  test("lets counts of an earlier policy pass, with the variances by which they were drawn", async () => {
    const night = await aNight();
    const policy = { ...noisePolicy, version: 7, noise: times(3) };
    const campaign = theProgramme.find(
      (each) => each.campaign.authority.code === "801" && each.campaign.wave === "2017",
    );
    if (campaign === undefined) throw new Error("801 was not asked");
    night.recount("2017#801#ylyc-4-7", () => noisedCountsFor(campaign.campaign, 70, { policy }));
    expect(await foundBy(noiseIsInTheCounts, night)).toEqual([]);
  });
});

describe("the surprise of residuals", () => {
  const of = (ratio: number, degreesOfFreedom: number, finestVariance = 9) =>
    surpriseOf({ chiSquare: ratio * degreesOfFreedom, degreesOfFreedom, finestVariance });

  test("is Chernoff's bound on chi-square, in nats", () => {
    expect(of(4, 48)).toBeCloseTo(24 * (3 - Math.log(4)), 12);
    expect(of(0.5, 48)).toBeCloseTo(24 * (Math.LN2 - 0.5), 12);
    expect(of(1, 48)).toBe(0);
  });

  test("is never less than the true surprise: chi-square with 2 degrees of freedom exceeds x in exp(-x / 2) of all cases", () => {
    for (const ratio of [1.5, 3, 10, 40]) expect(of(ratio, 2)).toBeLessThanOrEqual(ratio);
  });

  test("takes missing noise for no finer than whole counts can tell", () => {
    expect(of(0, 48)).toBe(of(0.25 / 9, 48));
    expect(of(0, 48)).toBeGreaterThan(MOST_SURPRISING);
    expect(of(0, 2)).toBeLessThan(MOST_SURPRISING);
  });

  test("is none without residuals", () => {
    expect(of(0, 0)).toBe(0);
  });
});

describe("the respondents match: finds", () => {
  const change = (rule: Rule, changed: (counts: NoisedCounts) => object, fault: string) =>
    isFound(
      rule,
      (night) =>
        night.recount("2017#802#ylyc-4-7", (counts) => ({ ...counts, ...changed(counts) }) as unknown as NoisedCounts),
      `${COUNTS}: the counts of 2017#802#ylyc-4-7 are of ${fault}`,
    );
  const moreOrFewer = "more or fewer respondents than the responses that were counted";

  test.each([10, -10])("%i responses that are not in the counts", (step) =>
    change(respondentsMatch, ({ responses }) => ({ responses: responses + step }), moreOrFewer),
  );

  test("answers that were counted twice", () =>
    change(
      respondentsMatch,
      ({ groups: { total, ...groups } }) => {
        const doubled = Object.entries(total?.indicators ?? {}).map(([id, cells]) => [
          id,
          cells.map((count) => 2 * count),
        ]);
        return { groups: { ...groups, total: { ...total, indicators: Object.fromEntries(doubled) } } };
      },
      moreOrFewer,
    ));

  test("girls and boys who are more than everybody", () =>
    change(
      respondentsMatch,
      ({ groups }) => ({ groups: { ...groups, "gender/girl": groups.total, "gender/boy": groups.total } }),
      "more girls and boys than the responses that were counted",
    ));

  test("counts without everybody", () =>
    change(respondentsMatch, ({ groups: { total: _, ...groups } }) => ({ groups }), moreOrFewer));
});
