/** No exact count leaves the memory of the tally: not into the table, nor an answer, a log or an error. SYNTHETIC. */
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Counting } from "#functions/tally/count.ts";
import { tallyNation } from "#functions/tally/nation.ts";
import { type TallyRules, tallyCampaign } from "#functions/tally/tally.ts";
import type { Plan } from "#shared/programme/night.ts";
import { type DisclosurePolicy, noisePolicy, type Ratio } from "#shared/release/policy.ts";
import { logger } from "#shared/runtime/logger.ts";
import { countsReader, countsWriter } from "#shared/storage/counts.ts";
import type { ResponseReader, StoredResponse } from "#shared/storage/responses.ts";
import { authorityGroups, type Group, nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import { judge } from "#shared/survey/judge.ts";
import type { KeptAbout } from "#shared/survey/response.ts";
import { chanceFrom } from "../../chance.ts";
import { type Database, newTable } from "../../shared/storage/database.ts";
import { startDynalite } from "../../shared/storage/dynalite.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { asOf, campaign, now } from "./a-tally.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { children, readerOf, storedResponse } from "./stored-responses.ts";

/** So great that no row of noised cells is the exact one by chance. */
const great: Ratio = { numerator: 1_000_000, denominator: 1 };
const everywhere = { everybody: great, girlsAndBoys: great, nationOnly: great };
const policy: DisclosurePolicy = {
  ...noisePolicy,
  noise: { questions: everywhere, derived: everywhere, ladderSteps: great },
};
const rules: TallyRules = { policy, chance: chanceFrom(2), countsKeptInDays: 100 };

/** So many who gave each answer to the two questions: no two numbers are alike, nor is any a sum of others of its kind. */
const answered: readonly [KeptAbout["gender"], friends: readonly number[], lives: readonly number[]][] = [
  ["girl", [1_013, 377, 59], [701, 409, 230, 109]],
  ["boy", [811, 283, 97], [503, 331, 241, 116]],
  ["other", [89, 61, 23], [47, 53, 37, 36]],
];
/** A code for each cell: the bands, then no valid answer. */
const FRIEND = [0, 2, 3];
const LIFE = [9, 5, 2, undefined];

/** Of each count so many of the code beside it. */
function codesFor(codes: readonly (number | undefined)[], counts: readonly number[]): (number | undefined)[] {
  return counts.flatMap((count, cell) => Array<number | undefined>(count).fill(codes[cell]));
}

/** Their other traits differ, so that no answer sheets are alike often. */
const traits = children(450);
const responses: StoredResponse[] = answered.flatMap(([gender, friends, lives]) => {
  const life = codesFor(LIFE, lives);
  return codesFor(FRIEND, friends).map((friend, child): StoredResponse => {
    const step = life[child];
    const about = traits[child % traits.length];
    const { about: kept } = judged(about);
    return storedResponse(
      { "has-a-friend": friend ?? 3, ...(step !== undefined && { "how-is-life": step }) },
      { ...kept, gender },
    );
  });
});

function judged(stored: StoredResponse | undefined) {
  const found = stored === undefined ? undefined : judge(stored, smallQuestionnaire);
  if (found === undefined || !("response" in found)) throw new Error("this response should be counted");
  return found.response;
}

/** The exact cells of every measure in every group that is counted, and the steps of the ladder. */
function exactRows(groups: readonly Group[]): number[][] {
  const counting = new Counting(smallQuestionnaire, groups);
  for (const response of responses) counting.add(judged(response), smallQuestionnaire);
  const { layout, groups: rows, ladders } = counting.counts();
  const cells = [...rows.values()].flatMap((row) =>
    [...layout.indicators, ...layout.derived].map(({ start, size }) => [...row.subarray(start, start + size)]),
  );
  return [...cells, ...Array.from(ladders.values(), (steps) => [...steps])];
}
const ofCampaign = exactRows(authorityGroups).slice(0, -1);
const ofNation = exactRows(nationOnlyGroupsOf(smallQuestionnaire));
/** From three digits on: smaller numbers stand in days and versions. */
const markers = [...new Set([...ofCampaign, ...ofNation].flat())].filter((count) => count > 99);
const RESPONSES = responses.length;

/** The markers that stand in a text as numbers on their own. */
function markersIn(text: string): number[] {
  const numbers = new Set((text.match(/\d+/g) ?? []).map(Number));
  return markers.filter((marker) => numbers.has(marker));
}
/** Rows of cells, which hold noised counts and may by chance hold a number that is exact elsewhere. */
const rowOfCells = /\[-?\d+(?:,-?\d+)*\]/g;

let database: Database;
beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

let written = "";
let table: string;
beforeEach(async () => {
  table = await newTable(database.client);
  written = "";
  const keep = (chunk: unknown) => {
    written += String(chunk);
    return true;
  };
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockImplementation(keep);
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void keep(said.map(String).join(" ")));
  }
  return () => vi.restoreAllMocks();
});

const asked = { ...campaign, eligible: 5_000 };
const survey = { wave: "2017", questionnaire: "ylyc-8-11", synthetic: true } as const;
const plan: Plan = { runId: "night-1", asOf, campaigns: [{ ...aCampaign(), closed: true }] };

const storesWith = (reader: ResponseReader = readerOf(responses).reader) => ({
  responses: reader,
  counts: countsWriter(database.client, table),
  standing: countsReader(database.client, table),
  marks: { markCounting: async () => {}, unmarkCounting: async () => {} },
  plans: { readPlan: async () => plan },
  questionnaireOf: () => smallQuestionnaire,
});
const everythingStored = async () =>
  JSON.stringify((await database.client.send(new ScanCommand({ TableName: table }))).Items);

describe("an exact count", () => {
  test("is a marker of this test: there are many, and they would be found", () => {
    expect(markers.length).toBeGreaterThan(40);
    expect(markersIn(`{"count":${markers[0]}}`)).toEqual(markers.slice(0, 1));
    expect(markersIn(`"[12,-3,${markers[5]},9]"`)).toEqual(markers.slice(5, 6));
    expect(markers).not.toContain(RESPONSES);
  });

  test("is in no stored item of a campaign or a nation, in no answer and in no log", async () => {
    const log = logger("tally");
    const outcomes = [
      await tallyCampaign(asked, asOf, storesWith(), rules, now),
      await tallyNation("night-1", survey, asOf, storesWith(), rules, now),
    ];
    for (const outcome of outcomes) log.info("tallied", { runId: "night-1", outcome });
    expect(outcomes).toEqual(["counted", "counted"]);
    const stored = await everythingStored();
    expect(stored.match(/counts#1/g)).toHaveLength(2);
    const rows = stored.match(rowOfCells) ?? [];
    expect(rows).toHaveLength(ofCampaign.length + ofNation.length);
    for (const exact of [...ofCampaign, ...ofNation]) expect(rows).not.toContain(`[${exact.join(",")}]`);
    expect(markersIn(stored.replaceAll(rowOfCells, "[]"))).toEqual([]);
    expect(markersIn(written)).toEqual([]);
    // But for the number of responses of the campaign, once.
    expect(stored.match(new RegExp(`\\b${RESPONSES}\\b`, "g"))).toHaveLength(1);
  });

  test("of a campaign that is held is nowhere, not even the number of its responses", async () => {
    expect(await tallyCampaign({ ...asked, eligible: 100 }, asOf, storesWith(), rules, now)).toBe(
      "more-responses-than-eligible",
    );
    const stored = await everythingStored();
    expect(stored).not.toContain(String(RESPONSES));
    expect(markersIn(stored + written)).toEqual([]);
  });

  test("of an open campaign is nowhere: what is stored is rounded", async () => {
    const open = { ...asked, closed: false, closes: "2017-05-31" };
    await tallyCampaign(open, asOf, storesWith(), rules, now);
    const stored = await everythingStored();
    expect(stored).not.toContain(String(RESPONSES));
    expect(stored).toContain("2815");
    expect(markersIn(stored + written)).toEqual([]);
  });

  test("is in no error: not where the table fails, nor where reading breaks off at the last response", async () => {
    const breaking: ResponseReader = {
      async *ofCampaign(...range) {
        yield* readerOf(responses).reader.ofCampaign(...range);
        throw new Error("the reader broke off");
      },
    };
    const lost = { ...storesWith(), counts: countsWriter(database.client, "no-such-table") };
    for (const stores of [storesWith(breaking), lost]) {
      const error = await tallyCampaign(asked, asOf, stores, rules, now).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      const { message, stack, ...fields } = error as Error;
      // Places in files are numbers, too.
      const said = `${message} ${JSON.stringify(fields)} ${stack?.replaceAll(/:\d+:\d+/g, "")}`;
      expect(markersIn(said)).toEqual([]);
    }
    expect(markersIn(written + (await everythingStored()))).toEqual([]);
  });
});
