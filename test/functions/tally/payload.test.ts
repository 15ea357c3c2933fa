import { describe, expect, test } from "vitest";
import { campaignsToTally, coverage, surveysToTally } from "#functions/plan/coverage.ts";
import { tallyPayload } from "#functions/tally/payload.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";

const night = { runId: "night-1", asOf: "2017-04-01" };
const covered = coverage([aCampaign()], { asOf: night.asOf, today: night.asOf }, 100);
const [campaign] = campaignsToTally(covered, night.asOf, []);
const [survey] = surveysToTally(covered);

describe("what tally is handed", () => {
  test("is a campaign or a survey, as the plan of the night names it", () => {
    expect(tallyPayload.parse({ ...night, campaign })).toEqual({ ...night, campaign });
    expect(tallyPayload.parse({ ...night, survey })).toEqual({ ...night, survey });
  });

  test.each([
    ["neither", {}],
    ["both", { campaign, survey }],
    ["a third draw", { campaign: { ...campaign, draw: 3 } }],
    ["a campaign that is not said to be closed or open", { campaign: { ...campaign, closed: undefined } }],
  ])("is not %s", (_, item) => {
    expect(tallyPayload.safeParse({ ...night, ...item }).success).toBe(false);
  });
});
