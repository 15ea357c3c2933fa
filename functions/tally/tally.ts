/** The responses of one campaign become counts. Afterwards nobody needs to look at a response again. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { countOne, startCounting, tallyOf } from "./count.ts";
import { checkThatItAddsUp } from "./invariants.ts";
import { judge } from "./judge.ts";

export interface TallyStores {
  readonly responses: ResponseReader;
  readonly tallies: Pick<Tallies, "write">;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/**
 * Reads every response of the campaign once and writes its tally. Memory depends on the questionnaire alone, never on
 * the number of responses; the same responses in any order give the same bytes.
 * @throws TallyDoesNotAddUp before anything is written
 */
export async function tallyCampaign(
  campaign: CampaignKey & { readonly version: number },
  { responses, tallies, questionnaireOf }: TallyStores,
  now: Date,
): Promise<Pick<Tally, "read" | "tallied" | "setAside">> {
  const questionnaire = questionnaireOf(campaign.questionnaire, campaign.version);
  const counting = startCounting(questionnaire);
  for await (const stored of responses.ofCampaign(campaign, Math.floor(now.getTime() / 1000))) {
    countOne(counting, judge(stored, questionnaire));
  }
  const tally = tallyOf(campaign, counting);
  checkThatItAddsUp(tally);
  await tallies.write(tally);
  return { read: tally.read, tallied: tally.tallied, setAside: tally.setAside };
}
