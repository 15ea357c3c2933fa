/** Every headline share of a campaign beside each of its references, tested and not yet adjusted. */
import type { Group, PublishableFigure } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { publishableFigure } from "../disclosure/protect.ts";
import { type Measure, measuresOf } from "../measures.ts";
import { blockOf, type ReleasedCampaign, type Releases, shareOf } from "../pools.ts";
import { type Difference, differenceBetween } from "./difference.ts";
import { earlierWave, generalPopulation, otherAuthorities, type Place, type Reference } from "./reference.ts";
import { sideOfFigure } from "./side.ts";

/** Everybody, and girls and boys apart. Other genders are too few in an authority and are reported nationally. */
export const comparedGroups = [
  { breakdown: "total" },
  { breakdown: "gender", category: "girl" },
  { breakdown: "gender", category: "boy" },
] as const satisfies readonly Group[];
export type ComparedGroup = (typeof comparedGroups)[number];

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
    comparedGroups.flatMap((group) => compared(placeOf(released, headline, group), headline, group, releases, policy)),
  );
}

function compared(
  place: Place,
  headline: Headline,
  group: ComparedGroup,
  releases: Releases,
  policy: DisclosurePolicy,
): ShareComparison[] {
  const share = shareOf(place.block, place.position);
  const own = publishableFigure(share, policy);
  const side = sideOfFigure(share, own, policy);
  const references = [
    otherAuthorities(place, releases, policy),
    generalPopulation(place),
    earlierWave(place, releases, policy),
  ];
  return references.flatMap((reference) =>
    reference === undefined
      ? []
      : [{ kind: "share", headline, group, own, reference, difference: differenceBetween(side, reference.side) }],
  );
}

/** Where a questionnaire's headline stands among what its tally counts. */
export function placeOf(released: ReleasedCampaign, headline: Headline, group: Group): Place {
  const measure = measureOf(released, headline);
  return {
    released,
    measure,
    group,
    block: blockOf(released, measure, group),
    position: measure.bands.indexOf(headline.headline),
  };
}

function measureOf({ questionnaire }: ReleasedCampaign, { level, id }: Headline): Measure {
  const measure = measuresOf(questionnaire).find((each) => each.level === level && each.id === id);
  if (measure === undefined) throw new RangeError("a headline is not among the measures of its own questionnaire");
  return measure;
}
