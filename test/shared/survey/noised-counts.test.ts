import { describe, expect, test } from "vitest";
import { noisedCounts, noisedNation } from "#shared/survey/noised-counts.ts";
import { noisedCountsFor, noisedNationFor } from "../../fixtures/noised-counts.ts";
import { aCampaign } from "../../functions/plan/programme-in-memory.ts";

const campaign = aCampaign({ questionnaire: "ylyc-11-17", version: 1 });
const counts = noisedCountsFor(campaign, 20);
const survey = { wave: "2017", questionnaire: "ylyc-11-17", synthetic: true } as const;
const nation = noisedNationFor(survey, [{ campaign, answered: 20 }]);
const reread = (value: object) => JSON.parse(JSON.stringify(value));

const withCells = (cells: unknown) => ({ ...counts, groups: { total: { indicators: { trust: cells }, derived: {} } } });

describe("the stored shape of noised counts", () => {
  test("is what the tally makes, for a campaign and for a nation", () => {
    expect(noisedCounts.parse(reread(counts))).toEqual(counts);
    expect(noisedNation.parse(reread(nation))).toEqual(nation);
  });

  test("explains itself: the policy and its variances go with the counts", () => {
    expect(counts).toMatchObject({
      policy: { id: "noise-1", version: 1 },
      noise: { questions: { everybody: { numerator: 9, denominator: 4 } } },
    });
  });

  test("takes cells below nought, and no fractions", () => {
    expect(noisedCounts.safeParse(withCells([-3, 0, 12])).success).toBe(true);
    expect(noisedCounts.safeParse(withCells([1.5, 2])).success).toBe(false);
  });

  test.each<[string, unknown]>([
    ["a field that nobody knows, such as exact counts", { ...counts, exact: {} }],
    ["a measure without a band", withCells([3])],
    ["no number of responses", { ...counts, responses: undefined }],
    ["a variance that is no ratio", { ...counts, noise: { ...counts.noise, ladderSteps: 16 } }],
    ["an authority by its name", { ...counts, campaign: { ...counts.campaign, authority: "Devon" } }],
  ])("refuses %s", (_, wrong) => {
    expect(noisedCounts.safeParse(wrong).success).toBe(false);
  });

  test("refuses a ladder of a nation without all of its steps", () => {
    expect(noisedNation.safeParse({ ...nation, ladders: { "life-satisfaction": [1, 2, 3] } }).success).toBe(false);
  });
});
