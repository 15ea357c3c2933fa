/** What a report claims of an authority beside all the others, by the release's own code, and without its adjustment. */
import { averageComparisonsOf } from "#functions/benchmark/comparison/averages.ts";
import { claimOf } from "#functions/benchmark/comparison/claim.ts";
import { comparisonsOf } from "#functions/benchmark/comparison/compare.ts";
import { shareComparisonsOf } from "#functions/benchmark/comparison/shares.ts";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import type { Nations } from "#functions/benchmark/counts/ladders.ts";
import type { Releases } from "#functions/benchmark/counts/pools.ts";
import { type Claim, type ComparisonId, claimRule } from "#shared/release/comparison.ts";
import { noisePolicy } from "#shared/release/policy.ts";

export interface ClaimMade {
  readonly kind: "share" | "average";
  /** Of the indicator, derived measure or ladder. */
  readonly id: string;
  readonly claim: Claim;
}

/** The claims of one report. */
export type ClaimsOf = (released: ReleasedCampaign, releases: Releases, nations: Nations) => ClaimMade[];

interface Placed {
  readonly group: { readonly breakdown: string };
  readonly reference: { readonly comparison: ComparisonId };
}

const isOfEverybodyBesideTheOthers = ({ group, reference }: Placed) =>
  group.breakdown === "total" && reference.comparison === "other-authorities";

/** Of one authority's everybody, shares and averages, against the other authorities. */
export const claimsMade: ClaimsOf = (released, releases, nations) => {
  const { shares, averages } = comparisonsOf(released, releases, nations, noisePolicy);
  return [...shares, ...averages]
    .filter(isOfEverybodyBesideTheOthers)
    .flatMap((each): ClaimMade[] =>
      each.claim === undefined || each.claim === "none" ? [] : [{ kind: each.kind, id: idOf(each), claim: each.claim }],
    );
};

/** The same with every p taken for a q, everything else as the rule has it: what the adjustment keeps from being said. */
export const claimsWithoutAdjustment: ClaimsOf = (released, releases, nations) => {
  const all = [
    ...shareComparisonsOf(released, releases, noisePolicy),
    ...averageComparisonsOf(released, releases, nations, noisePolicy),
  ];
  return all.filter(isOfEverybodyBesideTheOthers).flatMap((each): ClaimMade[] => {
    const { difference } = each;
    if (difference.status !== "compared") return [];
    const claimable = { ...difference, q: difference.p };
    const claim =
      each.kind === "share"
        ? claimOf(claimable, each.headline.polarity, claimRule.smallestDifferenceInPoints / 100, claimRule)
        : claimOf(claimable, each.ladder.polarity, claimRule.smallestDifferenceOfMeans, claimRule);
    return claim === "none" ? [] : [{ kind: each.kind, id: idOf(each), claim }];
  });
};

type Named =
  | { readonly kind: "share"; readonly headline: { readonly id: string } }
  | { readonly kind: "average"; readonly ladder: { readonly id: string } };

const idOf = (named: Named) => (named.kind === "share" ? named.headline.id : named.ladder.id);
