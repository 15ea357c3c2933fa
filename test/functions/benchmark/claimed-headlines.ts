/** Claims as a comparison would publish them, with characters. SYNTHETIC. */
import type { ClaimedHeadline } from "#functions/benchmark/claimed.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

/** Everything that the questionnaire for children of 8 to 11 quotes. */
export const headlines = headlinesOf(publishedQuestionnaire("ylyc-8-11", 1));

export function headline(id: string): Headline {
  const found = headlines.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(`no headline ${id}`);
  return found;
}

/** Compared with the other authorities and found no different, unless said otherwise. */
export function aClaim(
  changes: Partial<Omit<ClaimedHeadline, "headline">> & { readonly measure?: string } = {},
): ClaimedHeadline {
  const { measure = "trust-carers", ...rest } = changes;
  return {
    campaign: aPlannedCampaign({ questionnaire: "ylyc-8-11" }),
    headline: headline(measure),
    comparison: "other-authorities",
    claim: "none",
    ...rest,
  };
}
