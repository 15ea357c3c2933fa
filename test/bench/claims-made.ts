/** What a report claims of an authority beside all the others, by the release's own code, and without its adjustment. */
import { averageComparisonsOf } from "#functions/benchmark/comparison/averages.ts";
import { claimOf } from "#functions/benchmark/comparison/claim.ts";
import { comparisonsOf } from "#functions/benchmark/comparison/compare.ts";
import { shareComparisonsOf } from "#functions/benchmark/comparison/shares.ts";
import type { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { type Claim, type ComparisonId, claimRule } from "#shared/release/comparison.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

export interface ClaimMade {
  readonly kind: "share" | "average";
  /** Of the indicator, derived measure or ladder. */
  readonly id: string;
  readonly claim: Claim;
}

interface Placed {
  readonly group: { readonly breakdown: string };
  readonly reference: { readonly comparison: ComparisonId };
}

const isOfEverybodyBesideTheOthers = ({ group, reference }: Placed) =>
  group.breakdown === "total" && reference.comparison === "other-authorities";

/** The claims of one report: of one authority's everybody, shares and averages, against the other authorities. */
export function claimsMade(released: ReleasedCampaign, releases: Releases): ClaimMade[] {
  const { shares, averages } = comparisonsOf(released, releases, defaultPolicy);
  return [...shares, ...averages].filter(isOfEverybodyBesideTheOthers).flatMap((each): ClaimMade[] => {
    const claim = "claim" in each.difference ? each.difference.claim : undefined;
    return claim === undefined || claim === "none" ? [] : [{ kind: each.kind, id: idOf(each), claim }];
  });
}

/** The same with every p taken for a q, everything else as the rule has it: what the adjustment keeps from being said. */
export function claimsWithoutAdjustment(released: ReleasedCampaign, releases: Releases): ClaimMade[] {
  const all = [
    ...shareComparisonsOf(released, releases, defaultPolicy),
    ...averageComparisonsOf(released, releases, defaultPolicy),
  ];
  return all.filter(isOfEverybodyBesideTheOthers).flatMap((each): ClaimMade[] => {
    const { difference } = each;
    if (!("p" in difference)) return [];
    const claimable = { ...difference, q: difference.p };
    const claim =
      each.kind === "share"
        ? claimOf(claimable, each.headline.polarity, claimRule.smallestDifferenceInPoints / 100, claimRule)
        : claimOf(claimable, each.ladder.polarity, claimRule.smallestDifferenceOfMeans, claimRule);
    return claim === "none" ? [] : [{ kind: each.kind, id: idOf(each), claim }];
  });
}

type Named =
  | { readonly kind: "share"; readonly headline: { readonly id: string } }
  | { readonly kind: "average"; readonly ladder: { readonly id: string } };

const idOf = (named: Named) => (named.kind === "share" ? named.headline.id : named.ladder.id);
