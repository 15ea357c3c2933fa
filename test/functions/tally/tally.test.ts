import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startCounting, tallyOf as tallyOfNobody } from "#functions/tally/count.ts";
import { tallyCampaign } from "#functions/tally/tally.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import type { StoredResponse } from "#shared/storage/responses.ts";
import { genders } from "#shared/survey/about.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";
import { type Tally, tally as tallyShape } from "#shared/survey/tally.ts";
import { ledgerInMemory } from "../benchmark/ledger-in-memory.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { readerOf, storedResponse } from "./stored-responses.ts";

const campaign = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", version: 3 } as const;
const now = new Date("2017-04-01T03:15:00.900Z");

/** Of a version only day and members matter here. */
const noTally = tallyOfNobody(campaign, startCounting(smallQuestionnaire));

async function tallyOf(
  responses: Iterable<StoredResponse>,
  questionnaire: Questionnaire = smallQuestionnaire,
  versions: readonly Pick<LedgerVersion, "asAt" | "members">[] = [],
) {
  const written: Tally[] = [];
  const { ledger, state } = ledgerInMemory();
  const { reader, asked } = readerOf(responses);
  const told = await tallyCampaign(
    campaign,
    {
      responses: reader,
      tallies: {
        async write(tally) {
          written.push(tally);
        },
      },
      ledger: { ...ledger, versions: async () => versions.map((version) => ({ ...version, tally: noTally })) },
      questionnaireOf: () => questionnaire,
    },
    now,
  );
  const [tally] = written;
  if (tally === undefined || written.length !== 1) throw new Error("not written once");
  const [members] = state.members.values();
  if (members === undefined) throw new Error("nobody was written down");
  return { tally, told, asked, members };
}

const anyResponse: fc.Arbitrary<StoredResponse> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.constantFrom<StoredResponse>(
      "withdrawn",
      { about: "", answers: "" },
      { about: "3;online;nonsense", answers: "1" },
    ),
  },
  {
    weight: 9,
    arbitrary: fc
      .tuple(
        fc.option(fc.nat(3)),
        fc.option(fc.nat(10)),
        fc.constantFrom(...genders.map(({ id }) => id), "unknown" as const),
        fc.constantFrom("8-9", "10-11", "unknown"),
      )
      .map(([friend, life, gender, ageBand]) =>
        storedResponse(
          { ...(friend !== null && { "has-a-friend": friend }), ...(life !== null && { "how-is-life": life }) },
          { gender, ageBand },
        ),
      ),
  },
);

describe("the tally of a campaign", () => {
  test("counts every answer by its code, and by its band where it has one", async () => {
    const { tally } = await tallyOf([
      storedResponse({ "has-a-friend": 0, "how-is-life": 10 }),
      storedResponse({ "has-a-friend": 1, "how-is-life": 7 }),
      storedResponse({ "has-a-friend": 2, "how-is-life": 4 }),
      storedResponse({ "has-a-friend": 3 }),
      storedResponse({ "how-is-life": 0 }),
    ]);
    expect(tally.total).toEqual({
      respondents: 5,
      items: {
        "has-a-friend": { counts: [1, 1, 1, 1], skipped: 1 },
        "how-is-life": { counts: [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1], skipped: 1 },
      },
      indicators: {
        "good-friend": { counts: [2, 1], skipped: 2 },
        "life-satisfaction": { counts: [2, 0, 2], skipped: 1 },
      },
      derived: {},
    });
  });

  test("puts each respondent into one category of each breakdown, those who did not say into unknown", async () => {
    const { tally } = await tallyOf([
      storedResponse(
        { "has-a-friend": 0 },
        { gender: "boy", ageBand: "10-11", placement: "kinship", timeInCare: "6-or-more", ethnicity: "mixed" },
      ),
      storedResponse(
        { "has-a-friend": 2 },
        { gender: "unknown", ageBand: "unknown", placement: "unknown", timeInCare: "unknown", ethnicity: "unknown" },
      ),
      storedResponse({ "has-a-friend": 2 }, { gender: "prefer-not-to-say" }),
    ]);
    const respondents = Object.entries(tally.by).map(([breakdown, groups]) => [
      breakdown,
      ...Object.entries(groups).map(([category, group]) => `${category}: ${group.respondents}`),
    ]);
    expect(respondents).toEqual([
      ["gender", "girl: 0", "boy: 1", "other: 0", "prefer-not-to-say: 1", "unknown: 1"],
      ["age_band", "8-9: 1", "10-11: 1", "unknown: 1"],
      ["placement", "foster: 1", "kinship: 1", "residential: 0", "somewhere-else: 0", "unknown: 1"],
      ["period_of_care_length", "under-1: 0", "1-2: 1", "3-5: 0", "6-or-more: 1", "unknown: 1"],
      ["ethnicity_major", "white: 1", "mixed: 1", "asian: 0", "black: 0", "other: 0", "unknown: 1"],
    ]);
    expect(tally.by.gender.boy?.items["has-a-friend"]).toEqual({ counts: [1, 0, 0, 0], skipped: 0 });
    expect(tally.by.age_band.unknown?.indicators["good-friend"]).toEqual({ counts: [0, 1], skipped: 0 });
    expect(tally.by.placement.kinship?.items["has-a-friend"]).toEqual({ counts: [1, 0, 0, 0], skipped: 0 });
    expect(tally.by.ethnicity_major.white?.indicators["good-friend"]).toEqual({ counts: [0, 1], skipped: 0 });
  });

  test("counts low well-being for everybody and for each group, and as skipped who answered too little", async () => {
    const low = { "life-satisfaction": 4, "happy-yesterday": 4, "things-worthwhile": 4 };
    const notLow = { ...low, "things-worthwhile": 5 };
    const tooLittle = { "life-satisfaction": 0, "happy-yesterday": 0 };
    const { tally } = await tallyOf(
      [
        storedResponse(low, { gender: "girl", ageBand: "11-13", placement: "residential" }, oldest),
        storedResponse(notLow, { gender: "boy", ageBand: "11-13", placement: "residential" }, oldest),
        storedResponse(tooLittle, { gender: "boy", ageBand: "14-15", placement: "foster" }, oldest),
      ],
      oldest,
    );
    const id = "low-well-being-by-ladders";
    expect(tally.total.derived).toEqual({ [id]: { counts: [1, 1], skipped: 1 } });
    expect(tally.by.gender.boy?.derived).toEqual({ [id]: { counts: [0, 1], skipped: 1 } });
    expect(tally.by.age_band["11-13"]?.derived).toEqual({ [id]: { counts: [1, 1], skipped: 0 } });
    expect(tally.by.placement.residential?.derived).toEqual({ [id]: { counts: [1, 1], skipped: 0 } });
    expect(tally.by.period_of_care_length["3-5"]?.derived).toEqual({ [id]: { counts: [0, 0], skipped: 0 } });
  });

  test("sets aside, and counts, what cannot be read and what answers nothing", async () => {
    const { tally, told } = await tallyOf([
      storedResponse({ "has-a-friend": 3 }),
      storedResponse({}),
      { about: "", answers: "" },
      { about: storedResponse({}).about, answers: "zz" },
    ]);
    const reconciled = {
      read: 4,
      tallied: 1,
      setAside: { "nothing-answered": 1, "age-outside-instrument": 0, unreadable: 2 },
    };
    expect(tally).toMatchObject(reconciled);
    expect(told).toEqual(reconciled);
    expect(tally.total.respondents).toBe(1);
  });

  test("sets aside apart whoever is of an age that is not asked with the questionnaire", async () => {
    const { tally } = await tallyOf([
      storedResponse({ "has-a-friend": 3 }, { ageBand: "14-15" }),
      storedResponse({ "has-a-friend": 3 }, { ageBand: "14-15" }, { ...smallQuestionnaire, version: 4 }),
      storedResponse({ "has-a-friend": 3 }),
    ]);
    expect(tally).toMatchObject({ tallied: 1, setAside: { "age-outside-instrument": 1, unreadable: 1 } });
  });

  test("counts the largest group of answer sheets that are alike to the letter, where half is answered", async () => {
    const sheet = storedResponse({ "has-a-friend": 1 });
    const alikeAmong = async (...sheets: StoredResponse[]) => (await tallyOf(sheets)).tally.alike;
    const another = storedResponse({ "has-a-friend": 1 }, { gender: "boy" });
    expect(await alikeAmong(sheet, sheet, another, another, sheet)).toBe(3);
    expect(await alikeAmong(sheet, another, storedResponse({ "has-a-friend": 2 }))).toBe(0);
    const little = storedResponse({ "life-satisfaction": 2 }, { ageBand: "11-13" }, oldest);
    expect((await tallyOf([little, little], oldest)).tally.alike).toBe(0);
  });

  test("is written beside the ids of those who were tallied, in the order of text", async () => {
    const friends = Array.from({ length: 12 }, () => storedResponse({ "has-a-friend": 1 }));
    const { members } = await tallyOf(["withdrawn", storedResponse({}), { about: "", answers: "" }, ...friends]);
    expect(members.tallied).toEqual(["10", "11", "12", "13", "14", "3", "4", "5", "6", "7", "8", "9"]);
    expect(members.arrivals).toEqual([]);
  });

  test("is written beside the counts of those who have come since each version", async () => {
    const { members, tally } = await tallyOf(
      [storedResponse({ "has-a-friend": 0 }), "withdrawn", storedResponse({ "has-a-friend": 2 }, { gender: "boy" })],
      smallQuestionnaire,
      [
        { asAt: "2017-03-01", members: [] },
        { asAt: "2017-03-02", members: ["0", "1"] },
        { asAt: "2017-03-03", members: ["0", "2"] },
      ],
    );
    expect(members.arrivals.map(({ since }) => since)).toEqual(["2017-03-01", "2017-03-02", "2017-03-03"]);
    const [all, boy, nobody] = members.arrivals.map(({ counts }) => counts);
    expect(all).toEqual({ total: tally.total, by: tally.by });
    expect(boy?.total.indicators["good-friend"]).toEqual({ counts: [0, 1], skipped: 0 });
    expect(boy?.by.gender).toMatchObject({ boy: { respondents: 1 }, girl: { respondents: 0 } });
    expect(nobody?.total.respondents).toBe(0);
  });

  test("counts those who withdrew as read and withdrawn, in no group and under no reason for setting aside", async () => {
    const { tally } = await tallyOf([
      "withdrawn",
      storedResponse({ "has-a-friend": 3 }),
      storedResponse({}),
      "withdrawn",
      { about: "", answers: "" },
    ]);
    expect(tally).toMatchObject({
      read: 5,
      tallied: 1,
      withdrawn: 2,
      setAside: { "nothing-answered": 1, unreadable: 1 },
    });
    expect(tally.total).toEqual((await tallyOf([storedResponse({ "has-a-friend": 3 })])).tally.total);
  });

  test("reads as nobody's withdrawal where it was written before there was one", async () => {
    const { withdrawn: _, ...older } = (await tallyOf([storedResponse({ "has-a-friend": 3 })])).tally;
    expect(tallyShape.parse(older).withdrawn).toBe(0);
  });

  test("has every measure and category with zeros where nobody answered", async () => {
    const { tally } = await tallyOf([]);
    const setAside = { "nothing-answered": 0, "age-outside-instrument": 0, unreadable: 0 };
    expect(tally).toMatchObject({ campaign, read: 0, tallied: 0, setAside, alike: 0 });
    expect(tally.by.age_band["8-9"]?.items["has-a-friend"]).toEqual({ counts: [0, 0, 0, 0], skipped: 0 });
    expect(() => tallyShape.parse(tally)).not.toThrow();
  });

  test("is the same bytes whatever the order in which responses are read", async () => {
    const inTwoOrders = fc
      .array(anyResponse, { maxLength: 40 })
      .chain((responses) =>
        fc.tuple(
          fc.constant(responses),
          fc.shuffledSubarray(responses, { minLength: responses.length, maxLength: responses.length }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(inTwoOrders, async ([one, other]) => {
        const [first, second] = [await tallyOf(one), await tallyOf(other)];
        expect(JSON.stringify(second.tally)).toBe(JSON.stringify(first.tally));
        expect(first.tally.read).toBe(one.length);
      }),
      { numRuns: 300 },
    );
  });

  test("asks for the responses that have not expired by the night's second", async () => {
    const { asked } = await tallyOf([]);
    expect(asked).toEqual([{ campaign, nowInSeconds: Date.parse("2017-04-01T03:15:00Z") / 1000 }]);
  });

  test("has done with a response before it asks for the next", async () => {
    function* oneObjectForAll() {
      const response = { about: "", answers: "" };
      for (const life of [0, 5, 10]) yield Object.assign(response, storedResponse({ "how-is-life": life }));
      Object.assign(response, storedResponse({}));
    }
    const { tally } = await tallyOf(oneObjectForAll());
    expect(tally.total.indicators["life-satisfaction"]).toEqual({ counts: [1, 1, 1], skipped: 0 });
  });
});
