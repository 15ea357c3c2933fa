import { describe, expect, test } from "vitest";
import { coverage } from "#functions/plan/coverage.ts";
import { NightTooFarAhead, planNight } from "#functions/plan/plan.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { plan as planShape } from "#shared/programme/night.ts";
import { aCampaign, plansInMemory, programmeInMemory } from "./programme-in-memory.ts";

const now = new Date("2017-04-01T02:15:00Z");
const KEPT = 1_095;
const RETENTION = { talliesInDays: KEPT, responsesInDays: 365 };

function night(campaigns: readonly Campaign[] = []) {
  const { programme, state } = programmeInMemory(campaigns);
  const { tallies, plans } = plansInMemory();
  return { stores: { programme, tallies }, state, plans };
}

describe("planning a night", () => {
  test("names the campaigns to read, writes the plan and records the night as running", async () => {
    const { stores, state, plans } = night([aCampaign({ code: "916" }), aCampaign()]);
    const planned = await planNight({ runId: "night-1" }, RETENTION, stores, now);
    expect(planned).toEqual({
      proceed: true,
      runId: "night-1",
      asOf: "2017-04-01",
      campaigns: [
        { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", version: 3 },
        { wave: "2017", authority: "916", questionnaire: "ylyc-8-11", version: 3 },
      ],
      finishedWaves: [],
    });
    expect(plans).toHaveLength(1);
    expect(planShape.parse(plans[0])).toEqual(plans[0]);
    expect(plans[0]?.campaigns.map(({ authority, closed, recount }) => [authority.code, closed, recount])).toEqual([
      ["801", true, true],
      ["916", true, true],
    ]);
    expect([...state.nights.values()]).toEqual([
      { runId: "night-1", asOf: "2017-04-01", startedAt: now.toISOString(), status: "running" },
    ]);
  });

  test("names the waves that are over as soon as an earlier night has released them", async () => {
    const { stores } = night([aCampaign({ releasedIn: "2017-03-31-0123456789ab" })]);
    expect(await planNight({ runId: "night-1" }, RETENTION, stores, now)).toMatchObject({
      campaigns: [],
      finishedWaves: ["2017"],
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
    const { stores, state, plans } = night([aCampaign()]);
    await planNight({ runId: "first" }, RETENTION, stores, now);
    const almostThreeHoursLater = new Date(now.getTime() + (3 * 60 - 1) * 60_000);
    const planned = await planNight({ runId: "second" }, RETENTION, stores, almostThreeHoursLater);
    expect(planned).toMatchObject({ proceed: false, reason: expect.stringContaining("another night") });
    expect(plans.map(({ runId }) => runId)).toEqual(["first"]);
    expect(state.nights.size).toBe(1);
  });

  test("takes over from a night that never ended, once the longest night is over", async () => {
    const { stores } = night();
    await planNight({ runId: "first" }, RETENTION, stores, now);
    const later = new Date(now.getTime() + (3 * 60 + 1) * 60_000);
    expect(await planNight({ runId: "second" }, RETENTION, stores, later)).toMatchObject({ proceed: true });
  });

  test("goes ahead when the same run is asked again", async () => {
    const { stores, plans } = night([aCampaign()]);
    const first = await planNight({ runId: "night-1" }, RETENTION, stores, now);
    expect(await planNight({ runId: "night-1" }, RETENTION, stores, now)).toEqual(first);
    expect(plans[1]).toEqual(plans[0]);
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
  const flags = (campaigns: readonly Campaign[], asOf: string) =>
    coverage(campaigns, { asOf, today: asOf }, KEPT).map(({ wave, authority, questionnaire, closed, recount }) => ({
      campaign: `${wave} ${authority.code} ${questionnaire}`,
      closed,
      recount,
    }));

  test("stand by wave, authority and questionnaire whatever the order in which they come", () => {
    const campaigns = [
      aCampaign({ wave: "2018", code: "304" }),
      aCampaign({ code: "916" }),
      aCampaign({ questionnaire: "ylyc-4-7" }),
      aCampaign({ questionnaire: "ylyc-11-17" }),
    ];
    const inOrder = ["2017 801 ylyc-11-17", "2017 801 ylyc-4-7", "2017 916 ylyc-8-11", "2018 304 ylyc-8-11"];
    expect(flags(campaigns, "2017-04-01").map(({ campaign }) => campaign)).toEqual(inOrder);
    expect(flags(campaigns.toReversed(), "2017-04-01").map(({ campaign }) => campaign)).toEqual(inOrder);
  });

  test("are closed from the day after their last day", () => {
    expect(flags([aCampaign()], "2017-03-31")).toMatchObject([{ closed: false, recount: true }]);
    expect(flags([aCampaign()], "2017-04-01")).toMatchObject([{ closed: true, recount: true }]);
  });

  test("once released stay closed in a night that is run again for an earlier day", () => {
    const released = aCampaign({ releasedIn: "2017-04-01-0123456789ab" });
    expect(flags([released], "2017-03-01")).toMatchObject([{ closed: true }]);
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

  test("are not read before their first day, and are read from that day on", () => {
    expect(flags([aCampaign()], "2017-01-31")).toMatchObject([{ closed: false, recount: false }]);
    expect(flags([aCampaign()], "2017-02-01")).toMatchObject([{ closed: false, recount: true }]);
  });

  test("are read again though they are released, as long as another of their wave is not", () => {
    const released = aCampaign({ releasedIn: "2017-04-01-0123456789ab" });
    const notOpenYet = aCampaign({ code: "916", opens: "2017-05-01", closes: "2017-05-31" });
    expect(flags([released, notOpenYet], "2017-04-02")).toEqual([
      { campaign: "2017 801 ylyc-8-11", closed: true, recount: true },
      { campaign: "2017 916 ylyc-8-11", closed: false, recount: false },
    ]);
  });

  test("are not read again once all of their wave are released, whatever other waves do", () => {
    const releasedIn = "2017-04-01-0123456789ab";
    const campaigns = [aCampaign({ releasedIn }), aCampaign({ code: "916", releasedIn }), aCampaign({ wave: "2018" })];
    expect(flags(campaigns, "2017-04-02")).toMatchObject([{ recount: false }, { recount: false }, { recount: true }]);
  });
});
