import { describe, expect, test } from "vitest";
import { BOYS, EVERYBODY, GIRLS } from "#functions/benchmark/groups.ts";
import { measureOf } from "#functions/benchmark/measures.ts";
import { type ProtectedCampaign, protectionOf } from "#functions/benchmark/protected-campaign.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import type { Group } from "#shared/release/cell.ts";
import { defaultPolicy, disclosureProfiles } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";
import type { Person } from "./tally-builder.ts";
import { answering, released } from "./three-headlines.ts";

const OTHER_GENDER: Group = { breakdown: "gender", category: "other" };
const itemOf = (campaign: ReleasedCampaign) =>
  measureOf(campaign.questionnaire, { level: "item", id: "asked-trust-carers" });
const indicatorOf = (campaign: ReleasedCampaign) =>
  measureOf(campaign.questionnaire, { level: "indicator", id: "trust-carers" });
const trusting = (
  girls: readonly [number, number],
  boys: readonly [number, number],
  others: readonly [number, number],
) =>
  released({}, [
    ...answering({ "trust-carers": girls }, "girl"),
    ...answering({ "trust-carers": boys }, "boy"),
    ...answering({ "trust-carers": others }, "other"),
  ]);

describe("what may be published of a campaign", () => {
  test("is worked out once, and apart for another policy", () => {
    const campaign = trusting([20, 40], [20, 40], [0, 0]);
    expect(protectionOf(campaign, defaultPolicy)).toBe(protectionOf(campaign, defaultPolicy));
    const stricter = protectionOf(campaign, disclosureProfiles["minimum-count-3"]);
    expect(stricter).not.toBe(protectionOf(campaign, defaultPolicy));
  });

  test("is the same of an item and of its indicator, which are the same answers", () => {
    const campaign = trusting([30, 40], [3, 40], [2, 4]);
    const protection = protectionOf(campaign, defaultPolicy);
    const groups: Group[] = [EVERYBODY, GIRLS, BOYS, OTHER_GENDER, { breakdown: "age_band", category: "4-7" }];
    for (const group of groups) {
      expect(protection.row(indicatorOf(campaign), group)).toBe(protection.row(itemOf(campaign), group));
      for (const position of [0, 1]) {
        expect(protection.share(indicatorOf(campaign), group, position)).toEqual(
          protection.share(itemOf(campaign), group, position),
        );
      }
    }
  });

  test("has the counts of a share with what is shown of it, hidden or not", () => {
    const campaign = trusting([30, 40], [1, 40], [2, 4]);
    const share = (group: Group, position: number) =>
      protectionOf(campaign, defaultPolicy).share(itemOf(campaign), group, position);
    expect(share(EVERYBODY, 0)).toEqual({ count: 33, base: 84, shown: { status: "exact" } });
    expect(share(OTHER_GENDER, 0)).toEqual({ count: 2, base: 4, shown: { status: "hidden" } });
    // Girls are as many as boys and come first: they are hidden beside the four.
    expect(share(GIRLS, 0)).toEqual({ count: 30, base: 40, shown: { status: "hidden" } });
    expect(share(BOYS, 1)).toMatchObject({ count: 39, base: 40, shown: { status: "range", atLeast: 95, atMost: 100 } });
  });

  test("hides for another's sake the group with the fewest respondents of the campaign, whoever answered the question", () => {
    const manyGirls = [
      ...answering({ "trust-carers": [10, 20], pets: [50, 60] }, "girl"),
      ...answering({ "trust-carers": [20, 40] }, "boy"),
      ...answering({ "trust-carers": [2, 4] }, "other"),
    ];
    const campaign = released({}, manyGirls);
    const protection = protectionOf(campaign, defaultPolicy);
    expect(protection.row(itemOf(campaign), BOYS)).toBe("hidden");
    expect(protection.row(itemOf(campaign), GIRLS)).not.toBe("hidden");
  });

  test("is nothing of any group where fewer than ten answered, though ten and more did in the campaign", () => {
    const campaign = released({}, answering({ "trust-carers": [3, 9], pets: [20, 40] }));
    const protection = protectionOf(campaign, defaultPolicy);
    const { tally } = campaign;
    for (const breakdown of authorityBreakdowns) {
      for (const category of Object.keys(tally.by[breakdown])) {
        expect(protection.row(itemOf(campaign), { breakdown, category })).toBe("hidden");
      }
    }
    expect(protection.row(itemOf(campaign), EVERYBODY)).toBe("hidden");
  });

  test("is nothing of a group that the campaign has not, or that no authority has figures of", () => {
    const campaign = trusting([20, 40], [20, 40], [0, 0]);
    const protection = protectionOf(campaign, defaultPolicy);
    expect(protection.row(itemOf(campaign), { breakdown: "age_band", category: "11-13" })).toBe("hidden");
    expect(protection.row(itemOf(campaign), { breakdown: "placement", category: "unknown" })).toBe("hidden");
  });
});

describe("the average of a ladder", () => {
  const questionnaire = latestVersionOf("ylyc-11-17");
  const [{ id: ladder } = { id: "" }] = laddersOf(questionnaire);

  /** So many on each step. */
  const onSteps = (steps: readonly number[], gender: string): Person[] =>
    steps.flatMap((howMany, step) =>
      Array.from({ length: howMany }, () => ({
        gender,
        ageBand: "unknown",
        code: (item: string) => (item === ladder ? step : undefined),
      })),
    );
  const ofSteps = (girls: readonly number[], boys: readonly number[] = []) =>
    released({ questionnaire: "ylyc-11-17" }, [...onSteps(girls, "girl"), ...onSteps(boys, "boy")], questionnaire);

  const measure = (level: "ladder" | "item") => measureOf(questionnaire, { level, id: ladder });
  const statusesOf = (protection: ProtectedCampaign, group: Group) => {
    const row = protection.row(measure("item"), group);
    return row === "hidden" ? row : row.map(({ status }) => status);
  };
  /** By step from 0 to 10: enough in every band. */
  const spread = [2, 2, 2, 2, 2, 3, 3, 6, 6, 6, 6];

  test("is shown where every band of it is exact", () => {
    const protection = protectionOf(ofSteps(spread), defaultPolicy);
    expect(statusesOf(protection, EVERYBODY)).toEqual(["exact", "exact", "exact", "exact"]);
    expect(protection.showsAverage(measure("ladder"), EVERYBODY)).toBe(true);
  });

  test("is hidden where any band is a range, though every answer is not alike", () => {
    const noneLow = spread.map((howMany, step) => (step <= 4 ? 0 : howMany));
    const protection = protectionOf(ofSteps(noneLow), defaultPolicy);
    expect(statusesOf(protection, EVERYBODY)).toContain("range");
    expect(protection.showsAverage(measure("ladder"), EVERYBODY)).toBe(false);
  });

  test("is hidden where a band became a range for another group's sake", () => {
    const noneLow = spread.map((howMany, step) => (step <= 4 ? 0 : howMany));
    const protection = protectionOf(ofSteps(noneLow, spread), defaultPolicy);
    expect(statusesOf(protection, EVERYBODY)).toEqual(["exact", "exact", "exact", "exact"]);
    expect(protection.showsAverage(measure("ladder"), EVERYBODY)).toBe(true);
    expect(statusesOf(protection, BOYS)).toContain("range");
    expect(protection.showsAverage(measure("ladder"), BOYS)).toBe(false);
  });

  test("is hidden where its group is, and where all answers are alike", () => {
    const few = protectionOf(ofSteps(spread, [0, 1, 1, 1]), defaultPolicy);
    expect(few.showsAverage(measure("ladder"), BOYS)).toBe(false);
    expect(few.showsAverage(measure("ladder"), GIRLS)).toBe(false);
    expect(few.showsAverage(measure("ladder"), EVERYBODY)).toBe(true);
    const alike = protectionOf(ofSteps([0, 0, 0, 0, 0, 0, 0, 40]), defaultPolicy);
    expect(alike.showsAverage(measure("ladder"), EVERYBODY)).toBe(false);
  });
});
