/** A tally over stores in memory that write down, in order, what they are asked. SYNTHETIC. */
import type { TallyRules } from "#functions/tally/tally.ts";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { ToTally } from "#shared/programme/night.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import type { CountingMarks } from "#shared/storage/programme.ts";
import type { StoredResponse } from "#shared/storage/responses.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { chanceFrom } from "../../chance.ts";
import { countsInMemory } from "../../fixtures/counts-in-memory.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { readerOf } from "./stored-responses.ts";

export const now = new Date("2017-04-01T03:15:00.900Z");
export const asOf = "2017-04-01";
export const campaign: ToTally = {
  ...keyOf(aCampaign()),
  version: 3,
  closes: "2017-03-31",
  closed: true,
  eligible: 200,
  draw: 1,
};
export const partition = partitionOf(campaign);

/** Each night has a chance of its own. */
export const rulesOf = (seed = 1): TallyRules => ({
  policy: noisePolicy,
  chance: chanceFrom(seed),
  countsKeptInDays: 100,
});

/** @param questionnaires by version; the small one whatever the version, unless said */
export function tallyStores(
  responses: Iterable<StoredResponse>,
  questionnaires: Readonly<Record<number, Questionnaire>> = {},
) {
  const calls: string[] = [];
  const { reader, asked } = readerOf(responses);
  const { counts, campaigns, progress, nations } = countsInMemory();
  const marked = new Map<string, string>();
  const expiries = new Set<number>();
  const noting =
    <Parameters extends readonly unknown[], Result>(call: string, ask: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      calls.push(call);
      const last = parameters.at(-1);
      if (["put", "put nation", "report"].includes(call)) expiries.add(Number(last));
      return ask(...parameters);
    };
  const marks: CountingMarks = {
    markCounting: noting("mark", async (key, day) => {
      if (!marked.has(partitionOf(key))) marked.set(partitionOf(key), day);
    }),
    unmarkCounting: noting("unmark", async (key) => void marked.delete(partitionOf(key))),
  };
  const stores = {
    responses: { ofCampaign: noting("read", reader.ofCampaign) },
    counts: {
      ...counts,
      isDrawn: noting("ask", counts.isDrawn),
      put: noting("put", counts.put),
      report: noting("report", counts.report),
      isNationDrawn: noting("ask", counts.isNationDrawn),
      putNation: noting("put nation", counts.putNation),
    },
    marks,
    questionnaireOf: (_: string, version: number) => questionnaires[version] ?? smallQuestionnaire,
  };
  return { stores, calls, asked, marked, campaigns, progress, nations, expiries, standing: counts };
}
