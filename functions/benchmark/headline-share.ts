/** The share that a headline quotes, and where it stands among what a tally counts. */
import type { Group, OwnShare } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { type Measure, measureOf } from "./measures.ts";
import { protectionOf } from "./protected-campaign.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";

/** One band of a measure, in a group of a campaign. Exact. */
export interface HeadlineShare {
  readonly released: ReleasedCampaign;
  readonly measure: Measure;
  readonly group: Group;
  /** Of the band among the measure's. */
  readonly position: number;
  readonly share: OwnShare;
}

/**
 * @param headline of the campaign's own questionnaire
 * @throws RangeError for one of another questionnaire
 */
export function headlineShareOf(
  released: ReleasedCampaign,
  headline: Headline,
  group: Group,
  policy: DisclosurePolicy,
): HeadlineShare {
  const measure = measureOf(released.questionnaire, headline);
  const position = measure.bands.indexOf(headline.headline);
  const share = protectionOf(released, policy).share(measure, group, position);
  return { released, measure, group, position, share };
}
