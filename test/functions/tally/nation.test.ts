/** The nation of a survey is counted once, when the survey is over. SYNTHETIC. */
import { describe, expect, test } from "vitest";
import { tallyNation } from "#functions/tally/nation.ts";
import { type Campaign, keyOf } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import type { Plan } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import { nameOfGroup, nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { noisedCountsFor, noiseOff } from "../../fixtures/noised-counts.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { now, rulesOf, tallyStores } from "./a-tally.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { children, storedResponse } from "./stored-responses.ts";

const survey: Survey = { wave: "2017", questionnaire: "ylyc-8-11", synthetic: true };
type Standing = "counted" | "open" | HoldReason;

/** Campaigns with what the tally has said of them. */
function aSurvey(
  standing: readonly (readonly [Campaign, Standing])[],
  {
    responses = children(40),
    questionnaires = {} as Readonly<Record<number, Questionnaire>>,
    asOf = "2017-04-01",
  } = {},
) {
  const night = tallyStores(responses, questionnaires);
  for (const [campaign, said] of standing) {
    const { version } = campaign;
    if (said === "counted") {
      const drawn = noisedCountsFor(campaign, [], { questionnaire: questionnaires[version] ?? smallQuestionnaire });
      void night.standing.put(drawn, 1, 0);
    } else if (said === "open") {
      void night.standing.report(keyOf(campaign), { status: "open", asAt: asOf, responses: 40 }, 0);
    } else void night.standing.report(keyOf(campaign), { status: "held", asAt: asOf, reason: said }, 0);
  }
  const plan: Plan = {
    runId: "night-1",
    asOf,
    campaigns: standing.map(([campaign, said]) => ({ ...campaign, closed: said !== "open" })),
  };
  const stores = { ...night.stores, plans: { readPlan: async () => plan }, standing: night.standing };
  const rules = { ...rulesOf(), policy: noiseOff };
  const tally = (asked = survey) => tallyNation("night-1", asked, asOf, stores, rules, now);
  return { ...night, stores, tally, only: () => [...night.nations.values()][0] };
}

const [first, second] = [aCampaign({ code: "801" }), aCampaign({ code: "916" })];

describe("the nation of a survey", () => {
  test("is counted when each of its campaigns is: its own groups, and the steps of ladders", async () => {
    const nation = aSurvey([
      [first, "counted"],
      [second, "counted"],
    ]);
    expect(await nation.tally()).toBe("counted");
    expect(nation.only()).toMatchObject({ survey, version: 3, asAt: "2017-04-01", authorities: ["801", "916"] });
    expect(Object.keys(nation.only()?.groups ?? {})).toEqual(nationOnlyGroupsOf(smallQuestionnaire).map(nameOfGroup));
    // Twice forty, on the steps 0 to 10 in turn.
    expect(nation.only()?.ladders).toEqual({ "how-is-life": [8, 8, 8, 8, 8, 8, 8, 6, 6, 6, 6] });
    const placements = Object.entries(nation.only()?.groups ?? {}).filter(([name]) => name.startsWith("placement/"));
    const fostered = placements.map(([, { indicators }]) =>
      indicators["good-friend"]?.reduce((sum, count) => sum + count, 0),
    );
    expect(fostered.reduce<number>((sum, count = 0) => sum + count, 0)).toBe(80);
    expect(nation.expiries).toEqual(new Set([expiryOf({ closes: "2017-03-31" }, 100)]));
  });

  test("is drawn once: a retry reads nothing, and of two at once one draw stands", async () => {
    const nation = aSurvey([[first, "counted"]]);
    expect((await Promise.all([nation.tally(), nation.tally()])).toSorted()).toEqual(["counted", "stands"]);
    nation.calls.length = 0;
    expect(await nation.tally()).toBe("stands");
    expect(nation.calls).toEqual(["ask"]);
  });

  test.each<Standing>(["open", "identical-answers", "more-responses-than-eligible", "ages-outside-instrument"])(
    "waits for a campaign that is %s, and reads nobody's answers meanwhile",
    async (said) => {
      const nation = aSurvey([
        [first, "counted"],
        [second, said],
      ]);
      expect(await nation.tally()).toBe("waiting");
      expect(nation.calls).toEqual(["ask"]);
      expect(nation.nations.size).toBe(0);
    },
  );

  test("does not wait for a campaign with too few, and leaves it out", async () => {
    const nation = aSurvey([
      [first, "counted"],
      [second, "too-few"],
    ]);
    expect(await nation.tally()).toBe("counted");
    expect(nation.only()?.authorities).toEqual(["801"]);
  });

  test("does not wait for a held campaign past the twenty-eighth day, and leaves it out", async () => {
    const standing = [
      [first, "counted"],
      [second, "identical-answers"],
    ] as const;
    expect(await aSurvey(standing, { asOf: "2017-04-28" }).tally()).toBe("waiting");
    const over = aSurvey(standing, { asOf: "2017-04-29" });
    expect(await over.tally()).toBe("counted");
    expect(over.only()?.authorities).toEqual(["801"]);
  });

  test("counts the days from the last day of its last window", async () => {
    const late = aCampaign({ code: "916", closes: "2017-04-10" });
    const standing = [
      [first, "identical-answers"],
      [late, "counted"],
    ] as const;
    expect(await aSurvey(standing, { asOf: "2017-05-08" }).tally()).toBe("waiting");
    expect(await aSurvey(standing, { asOf: "2017-05-09" }).tally()).toBe("counted");
  });

  test("is nobody where no campaign of it could be counted", async () => {
    const nation = aSurvey([[first, "too-few"]]);
    expect(await nation.tally()).toBe("nobody");
    expect(nation.nations.size).toBe(0);
  });

  test("keeps waves, questionnaires, and invented and real answers apart", async () => {
    const nation = aSurvey([
      [first, "counted"],
      [aCampaign({ code: "916", synthetic: false }), "open"],
      [aCampaign({ code: "926", wave: "2018" }), "open"],
      [aCampaign({ code: "304", questionnaire: "ylyc-4-7" }), "open"],
    ]);
    expect(await nation.tally()).toBe("counted");
    expect(nation.only()?.authorities).toEqual(["801"]);
    expect(await nation.tally({ ...survey, synthetic: false })).toBe("waiting");
  });

  test("leaves out who withdrew and what is set aside", async () => {
    const responses = ["withdrawn" as const, storedResponse({}), { about: "", answers: "" }, ...children(11)];
    const nation = aSurvey([[first, "counted"]], { responses });
    await nation.tally();
    expect(nation.only()?.ladders).toEqual({ "how-is-life": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] });
  });

  test("is counted with its latest version; what another did not ask alike is no valid answer", async () => {
    const [people, life] = smallQuestionnaire.sections;
    if (people === undefined || life === undefined) throw new Error("the small questionnaire has two sections");
    const older: Questionnaire = {
      ...smallQuestionnaire,
      version: 2,
      sections: [
        { ...people, items: people.items.map((item) => ({ ...item, scale: structuredClone(item.scale) })) },
        life,
      ],
    };
    const responses = Array.from({ length: 20 }, () =>
      storedResponse({ "has-a-friend": 0, "how-is-life": 9 }, { placement: "foster" }, older),
    );
    const nation = aSurvey(
      [
        [aCampaign({ code: "801", version: 2 }), "counted"],
        [aCampaign({ code: "916", version: 3 }), "counted"],
      ],
      { responses, questionnaires: { 2: older, 3: { ...smallQuestionnaire, version: 3 } } },
    );
    await nation.tally();
    // Of the authority that asked with version 3 none of these can be read.
    expect(nation.only()).toMatchObject({
      version: 3,
      ladders: { "how-is-life": [0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0] },
    });
    expect(nation.only()?.groups["placement/foster"]?.indicators["good-friend"]).toEqual([0, 0, 20]);
  });
});
