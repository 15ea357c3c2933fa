/** Every headline share of a campaign beside each of its references, tested and not yet adjusted. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type AuthorityGroup, authorityGroups } from "#shared/survey/breakdowns.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import { headlinePosition, type Measure, measuresOf } from "../counts/measures.ts";
import type { Releases } from "../counts/pools.ts";
import { type Shown, shownOwn } from "../counts/shown.ts";
import { type Difference, differenceFrom } from "./difference.ts";
import { earlierWave, generalPopulation, otherAuthorities, type Reference } from "./reference.ts";

export interface ShareComparison {
  readonly kind: "share";
  readonly headline: Measure;
  readonly group: AuthorityGroup;
  readonly own: Shown;
  readonly reference: Reference;
  readonly difference: Difference;
}

/** By headline, group and comparison, in this order. */
export function shareComparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): ShareComparison[] {
  return measuresOf(released.questionnaire).flatMap((headline) =>
    authorityGroups.flatMap((group) => compared(released, headline, group, releases, policy)),
  );
}

function compared(
  released: ReleasedCampaign,
  headline: Measure,
  group: AuthorityGroup,
  releases: Releases,
  policy: DisclosurePolicy,
): ShareComparison[] {
  const asked = { released, measure: headline, group };
  const own = shownOwn(released, headline, group, policy);
  const references = [
    otherAuthorities(asked, releases, policy),
    generalPopulation(asked),
    earlierWave(asked, releases, policy),
  ];
  return references.flatMap((reference) =>
    reference === undefined
      ? []
      : [
          {
            kind: "share",
            headline,
            group,
            own,
            reference,
            difference: differenceFrom(own, headlinePosition(headline), reference),
          },
        ],
  );
}
