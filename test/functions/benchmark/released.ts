/** Released campaigns and counted nations, without noise unless it is asked for: then their figures can be worked out by hand. SYNTHETIC. */
import { type CountedNation, fittedGroups, type ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type Drawing, noisedCountsFor, noisedNationFor, noiseOff } from "../../fixtures/noised-counts.ts";
import { type Child, responseOf } from "../../fixtures/responses.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

export type Changes = Partial<PlannedCampaign> & { readonly code?: string; readonly name?: string };

/** Asked with this questionnaire, whatever is published under its name. */
export function releasedWith(
  questionnaire: Questionnaire,
  changes: Changes,
  everybody: readonly Child[],
  drawing: Drawing = {},
): ReleasedCampaign {
  const campaign = aPlannedCampaign({ questionnaire: questionnaire.id, version: questionnaire.version, ...changes });
  const counts = noisedCountsFor(
    campaign,
    everybody.map((child) => responseOf(questionnaire, child)),
    { policy: noiseOff, questionnaire, ...drawing },
  );
  return { campaign, questionnaire, counts, fitted: fittedGroups(counts) };
}

/** The nation of the campaigns of one survey. */
export function nationWith(
  questionnaire: Questionnaire,
  counted: readonly { readonly campaign: PlannedCampaign; readonly everybody: readonly Child[] }[],
  drawing: Drawing = {},
): CountedNation {
  const [first] = counted;
  if (first === undefined) throw new Error("a nation has campaigns");
  const { wave, synthetic } = first.campaign;
  const counts = noisedNationFor(
    { wave, questionnaire: questionnaire.id, synthetic },
    counted.map(({ campaign, everybody }) => ({
      campaign,
      answered: everybody.map((child) => responseOf(questionnaire, child)),
    })),
    { policy: noiseOff, questionnaire, ...drawing },
  );
  return { questionnaire, counts, fitted: fittedGroups(counts) };
}

/** So many who give every item's answer of this code. */
export function alike(howMany: number, code: number, about: Child["about"] = {}): Child[] {
  return Array.from({ length: howMany }, () => ({ about, code: () => code }));
}
