/** The responses of one campaign become counts. Afterwards nobody needs to look at a response again. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import type { Ledger } from "#shared/storage/ledger.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { judge } from "#shared/survey/judge.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { AnswerSheets } from "./alike.ts";
import { countOne, groupedCountsOf, startCounting, tallyOf } from "./count.ts";
import { checkThatItAddsUp } from "./invariants.ts";

export interface TallyStores {
  readonly responses: ResponseReader;
  readonly tallies: Pick<Tallies, "write">;
  readonly ledger: Pick<Ledger, "versions" | "writeMembers">;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/**
 * Reads every response of the campaign once and writes its tally, and beside it who was tallied and, for each version that
 * the ledger holds, the counts of those who have come since: the gate needs them, and later nobody could count them. Of a
 * response only its id and its answer sheet stay in memory. The same responses in any order give the same bytes.
 * @throws TallyDoesNotAddUp before anything is written
 */
export async function tallyCampaign(
  campaign: CampaignKey & { readonly version: number },
  { responses, tallies, ledger, questionnaireOf }: TallyStores,
  now: Date,
): Promise<Pick<Tally, "read" | "tallied" | "setAside">> {
  const questionnaire = questionnaireOf(campaign.questionnaire, campaign.version);
  const counting = startCounting(questionnaire);
  const sheets = new AnswerSheets(questionnaire);
  const tallied: string[] = [];
  const since = (await ledger.versions(campaign)).map(({ asAt, members }) => ({
    asAt,
    known: new Set(members),
    arrivals: startCounting(questionnaire),
  }));
  for await (const { id, response: stored } of responses.ofCampaign(campaign, Math.floor(now.getTime() / 1000))) {
    const judged = judge(stored, questionnaire);
    countOne(counting, judged);
    if (stored === "withdrawn" || !("response" in judged)) continue;
    tallied.push(id);
    sheets.add(stored, judged.response.answers);
    for (const { known, arrivals } of since) if (!known.has(id)) countOne(arrivals, judged);
  }
  const tally = tallyOf(campaign, counting, sheets.alike);
  checkThatItAddsUp(tally);
  await ledger.writeMembers(campaign, {
    tallied: tallied.toSorted(),
    arrivals: since.map(({ asAt, arrivals }) => ({ since: asAt, counts: groupedCountsOf(arrivals) })),
  });
  await tallies.write(tally);
  return { read: tally.read, tallied: tally.tallied, setAside: tally.setAside };
}
