/**
 * Counts one campaign, once. The counting mark is written before the first response is read: what was accepted before it is
 * counted, and nothing is accepted after it. Exact counts stay in memory; what is stored has noise in every cell, and the
 * first draw that is stored stands for ever.
 */
import type { Day } from "#shared/programme/calendar.ts";
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import type { ToTally } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { CountsWriter } from "#shared/storage/counts.ts";
import type { CountingMarks } from "#shared/storage/programme.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import { authorityGroups } from "#shared/survey/breakdowns.ts";
import { judge } from "#shared/survey/judge.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { noisedCountsOf } from "./add-noise.ts";
import { AnswerSheets } from "./alike.ts";
import { Counting, type ExactCounts } from "./count.ts";
import { holdReasonOf, type ReadResponses } from "./hold.ts";
import type { Chance } from "./noise/chance.ts";

export interface TallyStores {
  readonly responses: ResponseReader;
  readonly counts: CountsWriter;
  readonly marks: CountingMarks;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/** What a tally goes by beside its stores. */
export interface TallyRules {
  readonly policy: DisclosurePolicy;
  readonly chance: Chance;
  readonly countsKeptInDays: number;
}

/** A word, and no count. `stands`: it was counted before. */
export type Tallied = "open" | "counted" | "stands" | HoldReason;

export async function tallyCampaign(
  campaign: ToTally,
  asOf: Day,
  stores: TallyStores,
  rules: TallyRules,
  now: Date,
): Promise<Tallied> {
  const { policy, chance, countsKeptInDays } = rules;
  const { counts, marks } = stores;
  const { wave, authority, questionnaire, version, draw } = campaign;
  const key = { wave, authority, questionnaire };
  const expiresAt = expiryOf(campaign, countsKeptInDays);
  if (!campaign.closed) {
    const { read } = await readResponses(campaign, stores, now);
    await counts.report(
      key,
      { status: "open", asAt: asOf, responses: roundedResponses(read.responses, policy) },
      expiresAt,
    );
    return "open";
  }

  await marks.markCounting(key, asOf);
  if (await counts.isDrawn(key, draw)) return "stands";
  const { read, exact } = await readResponses(campaign, stores, now);
  const reason = holdReasonOf(read, campaign.eligible, policy);
  if (reason !== undefined) {
    // What was counted before stays counted: a recount that would be held changes nothing.
    if (draw === 1) await hold(key, asOf, reason, expiresAt, stores);
    return reason;
  }
  const about = { campaign: { wave, questionnaire, version, authority }, asAt: asOf, responses: read.responses };
  const outcome = await counts.put(noisedCountsOf(about, exact, policy, chance), draw, expiresAt);
  // Another execution that found the campaign to be held may have taken the mark away meanwhile.
  await marks.markCounting(key, asOf);
  return outcome === "stored" ? "counted" : "stands";
}

/** Takes the mark away, so that a coordinator who extends the window finds it open; unless it is counted after all. */
async function hold(
  key: CampaignKey,
  asOf: Day,
  reason: HoldReason,
  expiresAt: number,
  { counts, marks }: Pick<TallyStores, "counts" | "marks">,
): Promise<void> {
  await counts.report(key, { status: "held", asAt: asOf, reason }, expiresAt);
  await marks.unmarkCounting(key);
  if (await counts.isDrawn(key, 1)) await marks.markCounting(key, asOf);
}

/** Reads every response of the campaign once. Of a response only its answer sheet stays in memory. */
async function readResponses(
  campaign: ToTally,
  { responses, questionnaireOf }: Pick<TallyStores, "responses" | "questionnaireOf">,
  now: Date,
): Promise<{ readonly read: ReadResponses; readonly exact: ExactCounts }> {
  const questionnaire = questionnaireOf(campaign.questionnaire, campaign.version);
  const counting = new Counting(questionnaire, authorityGroups);
  const sheets = new AnswerSheets(questionnaire);
  const read = { responses: 0, read: 0, agesOutside: 0 };
  for await (const { response: stored } of responses.ofCampaign(campaign, Math.floor(now.getTime() / 1000))) {
    const judged = judge(stored, questionnaire);
    if (stored === "withdrawn" || "withdrawn" in judged) continue;
    read.read += 1;
    if ("setAside" in judged) {
      if (judged.setAside === "age-outside-instrument") read.agesOutside += 1;
      continue;
    }
    read.responses += 1;
    sheets.add(stored, judged.response.answers);
    counting.add(judged.response, questionnaire);
  }
  return { read: { ...read, alike: sheets.alike }, exact: counting.counts() };
}

function roundedResponses(responses: number, { shown }: DisclosurePolicy): number | null {
  return responses < shown.fewestResponses ? null : roundToMultipleOf(shown.baseRoundedTo, responses);
}
