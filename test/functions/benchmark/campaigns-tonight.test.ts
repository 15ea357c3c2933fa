/** What a night finds of its campaigns in the counts table, and says of how many answered. */
import { describe, expect, test } from "vitest";
import { CampaignNotTallied, campaignsTonight, nationsTonight } from "#functions/benchmark/campaigns-tonight.ts";
import { responseRateRow } from "#functions/benchmark/rows/response-rate-row.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { holdReasons } from "#shared/release/hold-rule.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import type { Progress } from "#shared/storage/counts.ts";
import { countsInMemory } from "../../fixtures/counts-in-memory.ts";
import { noisedCountsFor, noisedNationFor } from "../../fixtures/noised-counts.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

const asOf = "2017-04-01";
const closed = aPlannedCampaign();
const open = aPlannedCampaign({ closed: false, closes: "2017-05-31" });
const held: Progress = { status: "held", asAt: asOf, reason: "identical-answers" };
const answering: Progress = { status: "open", asAt: asOf, responses: 25 };

async function tonight(campaign: PlannedCampaign, progress?: Progress, drawn: readonly (1 | 2)[] = []) {
  const { counts } = countsInMemory();
  if (progress !== undefined) await counts.report(keyOf(campaign), progress, 0);
  for (const draw of drawn) {
    await counts.put(noisedCountsFor(campaign, 33 + draw, { asAt: `2017-04-0${draw}` }), draw, 0);
  }
  return campaignsTonight({ runId: "night-1", asOf, campaigns: [campaign] }, counts);
}

async function rateOf(...stored: Parameters<typeof tonight>) {
  const [found] = await tonight(...stored);
  if (found === undefined) throw new Error("nothing was found");
  const row = responseRateRow(found, noisePolicy);
  return [
    row.campaign_status,
    row.held_reason,
    row.as_at,
    row.eligible_count,
    row.response_count,
    row.response_rate_percent,
  ];
}

describe("a campaign of a night", () => {
  test("is released where its counts are drawn, whatever was said of it before", async () => {
    expect(await tonight(closed, held, [1])).toMatchObject([{ status: "released", counts: { responses: 34 } }]);
  });

  test("is released by its recount where there is one", async () => {
    expect(await tonight(closed, undefined, [1, 2])).toMatchObject([
      { status: "released", counts: { responses: 35, asAt: "2017-04-02" } },
    ]);
  });

  test("is held for the reason that the tally gave", async () => {
    expect(await tonight(closed, held)).toMatchObject([{ status: "held", reason: "identical-answers" }]);
  });

  test("is not there before its window opens, and open from that day on", async () => {
    expect(await tonight({ ...open, opens: "2017-04-02" })).toEqual([]);
    expect(await tonight({ ...open, opens: asOf }, answering)).toMatchObject([{ status: "open", responses: 25 }]);
  });

  test.each<[string, PlannedCampaign, Progress | undefined, readonly (1 | 2)[]]>([
    ["nothing is stored of a closed one", closed, undefined, []],
    ["nothing is stored of an open one", open, undefined, []],
    ["a closed one is still said to be open", closed, answering, []],
    ["an open one is said to be held", open, held, []],
    ["an open one has counts", open, undefined, [1]],
  ])("fails the night where %s", async (_, campaign, progress, drawn) => {
    const failed = tonight(campaign, progress, drawn);
    await expect(failed).rejects.toThrow(CampaignNotTallied);
    await expect(failed).rejects.toMatchObject({ campaign: keyOf(campaign) });
  });

  test("is read with at most fifteen others at a time, and stands in the order of the plan", async () => {
    const campaigns = Array.from({ length: 40 }, (_, place) => ({
      ...open,
      authority: { ...open.authority, code: String(100 + place) },
    }));
    let [reading, most] = [0, 0];
    const found = await campaignsTonight(
      { runId: "night-1", asOf, campaigns },
      {
        nation: async () => undefined,
        async campaign({ authority }) {
          reading += 1;
          most = Math.max(most, reading);
          // The earlier the campaign, the later its answer.
          for (let turn = Number(authority); turn < 140; turn += 1) await Promise.resolve();
          reading -= 1;
          return { progress: answering };
        },
      },
    );
    expect(most).toBe(16);
    expect(found.map(({ campaign }) => campaign)).toEqual(campaigns);
  });
});

describe("the nations of a night", () => {
  test("are those that are counted, one a survey, invented answers apart from real ones", async () => {
    const { counts } = countsInMemory();
    const real = { ...closed, synthetic: false };
    const campaigns = [closed, { ...closed, authority: { ...closed.authority, code: "802" } }, real, open];
    const { wave, questionnaire } = closed;
    await counts.putNation(
      noisedNationFor({ wave, questionnaire, synthetic: false }, [{ campaign: real, answered: 20 }]),
      0,
    );
    const nations = await nationsTonight({ runId: "night-1", asOf, campaigns }, counts);
    expect(nations.map((nation) => nation.counts.survey)).toEqual([{ wave, questionnaire, synthetic: false }]);
    expect(nations[0]?.fitted.size).toBeGreaterThan(20);
  });
});

describe("the response rate", () => {
  test("of a released campaign is worked out from the rounded number of responses", async () => {
    // 34 of 200.
    expect(await rateOf(closed, undefined, [1])).toEqual(["released", "z", "2017-04-01", 200, 35, 18]);
  });

  test("of an open campaign is not told yet, and its number only from ten on", async () => {
    expect(await rateOf(open, answering)).toEqual(["open", "z", "z", 200, 25, "x"]);
    expect(await rateOf(open, { ...answering, responses: null })).toEqual(["open", "z", "z", 200, "c", "x"]);
  });

  test.each(holdReasons)("of a campaign that is held for %s has neither number nor rate", async (reason) => {
    expect(await rateOf(closed, { ...held, reason })).toEqual(["held", reason, "z", 200, "x", "x"]);
  });
});
