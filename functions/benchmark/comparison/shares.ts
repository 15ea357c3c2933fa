/** Every headline share of a campaign beside each of its references, tested and not yet adjusted. */
import type { PublishableFigure } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { publishableFigure } from "../disclosure/protect.ts";
import { type ComparedGroup, comparedGroups } from "../groups.ts";
import { headlineShareOf } from "../headline-share.ts";
import type { Releases } from "../pools.ts";
import type { ReleasedCampaign } from "../released-campaign.ts";
import { type Difference, differenceBetween } from "./difference.ts";
import { earlierWave, generalPopulation, otherAuthorities, type Reference } from "./reference.ts";
import { sideOfFigure } from "./side.ts";

export interface ShareComparison {
  readonly kind: "share";
  readonly headline: Headline;
  readonly group: ComparedGroup;
  readonly own: PublishableFigure;
  readonly reference: Reference;
  readonly difference: Difference;
}

/** By headline, group and comparison, in this order. */
export function shareComparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): ShareComparison[] {
  return headlinesOf(released.questionnaire).flatMap((headline) =>
    comparedGroups.flatMap((group) => compared(released, headline, group, releases, policy)),
  );
}

function compared(
  released: ReleasedCampaign,
  headline: Headline,
  group: ComparedGroup,
  releases: Releases,
  policy: DisclosurePolicy,
): ShareComparison[] {
  const quoted = headlineShareOf(released, headline, group, policy);
  const own = publishableFigure(quoted.share, policy);
  const side = sideOfFigure(quoted.share, own, policy);
  const references = [
    otherAuthorities(quoted, releases, policy),
    generalPopulation(quoted),
    earlierWave(quoted, releases, policy),
  ];
  return references.flatMap((reference) =>
    reference === undefined
      ? []
      : [{ kind: "share", headline, group, own, reference, difference: differenceBetween(side, reference.side) }],
  );
}
