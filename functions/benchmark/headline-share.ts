/** The share that a headline quotes, and where it stands among what a tally counts. */
import type { Group, Share } from "#shared/release/cell.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { type Measure, measureOf } from "./measures.ts";
import { type Block, blockOf, type ReleasedCampaign, shareOf } from "./pools.ts";

/** One band of a measure, in a group of a campaign. Exact. */
export interface HeadlineShare {
  readonly released: ReleasedCampaign;
  readonly measure: Measure;
  readonly group: Group;
  readonly block: Block;
  /** Of the band among the measure's. */
  readonly position: number;
  readonly share: Share;
}

/**
 * @param headline of the campaign's own questionnaire
 * @throws RangeError for one of another questionnaire
 */
export function headlineShareOf(released: ReleasedCampaign, headline: Headline, group: Group): HeadlineShare {
  const measure = measureOf(released.questionnaire, headline);
  const block = blockOf(released, measure, group);
  const position = measure.bands.indexOf(headline.headline);
  return { released, measure, group, block, position, share: shareOf(block, position) };
}
