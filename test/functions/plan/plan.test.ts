import { describe, expect, test } from "vitest";
import { campaignsToTally, coverage, surveysToTally } from "#functions/plan/coverage.ts";
import { NightTooFarAhead, planNight } from "#functions/plan/plan.ts";
import { type Campaign, keyOf } from "#shared/programme/campaign.ts";
import { plan as planShape } from "#shared/programme/night.ts";
import { aCampaign, plansInMemory, programmeInMemory } from "./programme-in-memory.ts";

const now = new Date("2017-04-01T02:15:00Z");
const KEPT = 1_095;
const RETENTION = { countsInDays: KEPT, responsesInDays: 365 };
const releasedIn = "2017-04-01-0123456789ab";

function night(campaigns: readonly Campaign[] = [], recounted: readonly Campaign[] = []) {
  const { programme, state } = programmeInMemory(campaigns, recounted.map(keyOf));
  const { plans, written } = plansInMemory();
  return { stores: { programme, plans }, state, written };
}

describe("planning a night", () => {
  test("names the campaigns and the surveys to tally, writes the plan and records the night as running", async () => {
    const { stores, state, written } = night([aCampaign({ code: "916" }), aCampaign()]);
    const planned = await planNight({ runId: "night-1" }, RETENTION, stores, now);
    const toTally = { closes: "2017-03-31", closed: true, eligible: 200, version: 3, draw: 1 };
    expect(planned).toEqual({
      proceed: true,
      runId: "night-1",
      asOf: "2017-04-01",
      campaigns: ["801", "916"].map((authority) => ({
        wave: "2017",
        authority,
        questionnaire: "ylyc-8-11",
        ...toTally,
      })),
      surveys: [{ wave: "2017", questionnaire: "ylyc-8-11", synthetic: true }],
      finishedWaves: [],
    });
    expect(written).toHaveLength(1);
    expect(planShape.parse(written[0])).toEqual(written[0]);
    expect(written[0]?.campaigns.map(({ authority, closed }) => [authority.code, closed])).toEqual([
      ["801", true],
      ["916", true],
    ]);
    expect([...state.nights.values()]).toEqual([
      { runId: "night-1", asOf: "2017-04-01", startedAt: now.toISOString(), status: "running" },
    ]);
  });

  test("names the waves that are over as soon as an earlier night has released them", async () => {
    const { stores } = night([aCampaign({ releasedIn })]);
    expect(await planNight({ runId: "night-1" }, RETENTION, stores, now)).toMatchObject({
      campaigns: [],
      finishedWaves: ["2017"],
    });
  });

  test("has a released campaign counted a second time where two people have signed for it", async () => {
    const released = aCampaign({ releasedIn });
    const { stores } = night([released, aCampaign({ code: "916", releasedIn })], [released]);
    expect(await planNight({ runId: "night-1" }, RETENTION, stores, now)).toMatchObject({
      campaigns: [{ authority: "801", draw: 2 }],
    });
  });

  test("runs for the London day, which is a day ahead of Greenwich late on a summer evening", async () => {
    const planned = await planNight({ runId: "night-1" }, RETENTION, night().stores, new Date("2017-06-30T23:30:00Z"));
    expect(planned).toMatchObject({ asOf: "2017-07-01" });
  });

  test("runs for the day that it is given", async () => {
    const planned = await planNight({ runId: "night-1", asOf: "2017-03-31" }, RETENTION, night().stores, now);
    expect(planned).toMatchObject({ asOf: "2017-03-31" });
  });

  test("stands aside, and writes nothing, while another night holds the lease", async () => {
    const { stores, state, written } = night([aCampaign()]);
    await planNight({ runId: "first" }, RETENTION, stores, now);
    const almostThreeHoursLater = new Date(now.getTime() + (3 * 60 - 1) * 60_000);
    const planned = await planNight({ runId: "second" }, RETENTION, stores, almostThreeHoursLater);
    expect(planned).toMatchObject({ proceed: false, reason: expect.stringContaining("another night") });
    expect(written.map(({ runId }) => runId)).toEqual(["first"]);
    expect(state.nights.size).toBe(1);
  });

  test("takes over from a night that never ended, once the longest night is over", async () => {
    const { stores } = night();
    await planNight({ runId: "first" }, RETENTION, stores, now);
    const later = new Date(now.getTime() + (3 * 60 + 1) * 60_000);
    expect(await planNight({ runId: "second" }, RETENTION, stores, later)).toMatchObject({ proceed: true });
  });

  test("goes ahead when the same run is asked again", async () => {
    const { stores, written } = night([aCampaign()]);
    const first = await planNight({ runId: "night-1" }, RETENTION, stores, now);
    expect(await planNight({ runId: "night-1" }, RETENTION, stores, now)).toEqual(first);
    expect(written[1]).toEqual(written[0]);
  });
});

describe("a night ahead of its day", () => {
  test("is refused beyond a week, before it holds anything, because what it releases stays released", async () => {
    const { stores, state } = night([aCampaign()]);
    const ahead = (asOf: string) => planNight({ runId: "night-1", asOf }, RETENTION, stores, now);
    await expect(ahead("2017-04-09")).rejects.toThrow(NightTooFarAhead);
    await expect(planNight({ runId: "night-2" }, RETENTION, stores, now)).resolves.toMatchObject({ proceed: true });
    expect([...state.nights.keys()]).toEqual(["2017-04-01#night-2"]);
    await expect(
      planNight({ runId: "night-3", asOf: "2017-04-08" }, RETENTION, night().stores, now),
    ).resolves.toMatchObject({ asOf: "2017-04-08" });
  });
});

describe("the campaigns that a night covers", () => {
  const closedOn = (campaigns: readonly Campaign[], asOf: string) =>
    coverage(campaigns, { asOf, today: asOf }, KEPT).map(({ closed }) => closed);

  test("stand by wave, authority and questionnaire whatever the order in which they come", () => {
    const campaigns = [
      aCampaign({ wave: "2018", code: "304" }),
      aCampaign({ code: "916" }),
      aCampaign({ questionnaire: "ylyc-4-7" }),
      aCampaign({ questionnaire: "ylyc-11-17" }),
    ];
    const inOrder = ["2017 801 ylyc-11-17", "2017 801 ylyc-4-7", "2017 916 ylyc-8-11", "2018 304 ylyc-8-11"];
    for (const each of [campaigns, campaigns.toReversed()]) {
      const covered = coverage(each, { asOf: "2017-04-01", today: "2017-04-01" }, KEPT);
      expect(covered.map(({ wave, authority, questionnaire }) => `${wave} ${authority.code} ${questionnaire}`)).toEqual(
        inOrder,
      );
    }
  });

  test("are closed from the day after their last day", () => {
    expect(closedOn([aCampaign()], "2017-03-31")).toEqual([false]);
    expect(closedOn([aCampaign()], "2017-04-01")).toEqual([true]);
  });

  test("once counted or released stay closed in a night that is run again for an earlier day", () => {
    expect(closedOn([aCampaign({ counting: "2017-04-01" }), aCampaign({ releasedIn })], "2017-03-01")).toEqual([
      true,
      true,
    ]);
  });

  test("leave with their wave when its counts are past their retention, and not a day before", () => {
    const campaigns = [
      aCampaign({ closes: "2017-03-01" }),
      aCampaign({ code: "916" }),
      aCampaign({ wave: "2018", closes: "2018-03-31" }),
    ];
    const wavesOn = (today: string, asOf = today) => coverage(campaigns, { asOf, today }, 100).map(({ wave }) => wave);
    expect(wavesOn("2017-07-09")).toEqual(["2017", "2017", "2018"]);
    expect(wavesOn("2017-07-10")).toEqual(["2018"]);
    expect(wavesOn("2017-07-10", "2017-04-01")).toEqual(["2018"]);
  });

  test("stay in a night for a day in the far future, because their counts are still there", () => {
    const coveredFor2107 = coverage([aCampaign()], { asOf: "2107-04-01", today: "2017-04-01" }, KEPT);
    expect(coveredFor2107).toMatchObject([{ wave: "2017", closed: true }]);
  });
});

describe("the campaigns that tally looks at", () => {
  const covered = (campaigns: readonly Campaign[], asOf: string) => coverage(campaigns, { asOf, today: asOf }, KEPT);
  const drawsOn = (asOf: string, campaigns: readonly Campaign[], recounted: readonly Campaign[] = []) =>
    campaignsToTally(covered(campaigns, asOf), asOf, recounted.map(keyOf)).map(
      ({ authority, closed, draw }) => `${authority} ${closed ? "closed" : "open"} ${draw}`,
    );

  test("are those whose window has opened, from their first day on", () => {
    expect(drawsOn("2017-01-31", [aCampaign()])).toEqual([]);
    expect(drawsOn("2017-02-01", [aCampaign()])).toEqual(["801 open 1"]);
    expect(drawsOn("2017-04-01", [aCampaign()])).toEqual(["801 closed 1"]);
  });

  test("are looked at until they are released: one that is held may have been mended, one that is counted stands", () => {
    const counting = aCampaign({ code: "916", counting: "2017-04-01" });
    expect(drawsOn("2017-04-09", [aCampaign(), counting, aCampaign({ code: "926", releasedIn })])).toEqual([
      "801 closed 1",
      "916 closed 1",
    ]);
  });

  test("are not looked at again for the sake of another of their wave that is still open", () => {
    const open = aCampaign({ code: "916", closes: "2017-05-31" });
    expect(drawsOn("2017-04-02", [aCampaign({ releasedIn }), open])).toEqual(["916 open 1"]);
  });

  test("are counted a second time only after their release, however early two people have signed for it", () => {
    const counted = aCampaign({ counting: "2017-04-01" });
    expect(drawsOn("2017-04-02", [counted], [counted])).toEqual(["801 closed 1"]);
    const released = { ...counted, releasedIn };
    expect(drawsOn("2017-04-02", [released], [released])).toEqual(["801 closed 2"]);
    expect(drawsOn("2017-04-02", [released], [aCampaign({ code: "916" })])).toEqual([]);
  });
});

describe("the surveys whose nation may be counted", () => {
  const on = (asOf: string, campaigns: readonly Campaign[]) =>
    surveysToTally(coverage(campaigns, { asOf, today: asOf }, KEPT));

  test("are those of which every window has closed, invented and real answers apart", () => {
    const campaigns = [
      aCampaign(),
      aCampaign({ code: "916", closes: "2017-04-30" }),
      aCampaign({ code: "926", synthetic: false }),
      aCampaign({ wave: "2018", closes: "2018-03-31" }),
    ];
    const survey = { wave: "2017", questionnaire: "ylyc-8-11", synthetic: true };
    expect(on("2017-04-01", campaigns)).toEqual([{ ...survey, synthetic: false }]);
    expect(on("2017-05-01", campaigns)).toEqual([survey, { ...survey, synthetic: false }]);
  });
});
