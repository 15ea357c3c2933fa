/** All comparisons of a campaign: tested, adjusted family by family, claimed, and cut down to what may be seen. */
import {
  type ClaimRule,
  type ComparisonId,
  claimRule,
  type PublishableDifference,
} from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { protectDifference } from "../disclosure/protect-difference.ts";
import { nameOfGroup } from "../groups.ts";
import type { Releases } from "../pools.ts";
import type { ReleasedCampaign } from "../released-campaign.ts";
import { points, tenths } from "../statistics/rounding.ts";
import { type AverageComparison, averageComparisonsOf } from "./averages.ts";
import { claimOf } from "./claim.ts";
import { withQ } from "./family.ts";
import { type ShareComparison, shareComparisonsOf } from "./shares.ts";

type PublishableOf<Comparison extends ShareComparison | AverageComparison> = Omit<
  Comparison,
  "difference" | "reference"
> & {
  readonly reference: Omit<Comparison["reference"], "side" | "moments">;
  readonly difference: PublishableDifference;
};
export type PublishableShareComparison = PublishableOf<ShareComparison>;
export type PublishableAverageComparison = PublishableOf<AverageComparison>;

/** How many tests were made together, and how many claims came of them. */
export interface FamilyCounts {
  readonly comparison: ComparisonId;
  readonly tests: number;
  readonly claims: number;
}

export interface CampaignComparisons {
  readonly shares: readonly PublishableShareComparison[];
  readonly averages: readonly PublishableAverageComparison[];
  /** Of the comparisons of everybody. */
  readonly families: readonly FamilyCounts[];
}

/** A family is everything that one campaign tests in one group against one kind of reference: shares and means together. */
export function comparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
  rule: ClaimRule = claimRule,
): CampaignComparisons {
  const all = [...shareComparisonsOf(released, releases, policy), ...averageComparisonsOf(released, releases, policy)];
  const families = Map.groupBy(all, familyOf);
  const published = new Map(
    [...families.values()].flatMap((family) =>
      adjusted(family).map(({ comparison, q }) => [comparison, publish(comparison, q, rule)] as const),
    ),
  );
  // In the order of the rows again, which the families have left.
  const inOrder = all.flatMap((comparison) => published.get(comparison) ?? []);
  return {
    shares: inOrder.filter((each) => each.kind === "share"),
    averages: inOrder.filter((each) => each.kind === "average"),
    families: countsOf(inOrder),
  };
}

type Comparison = ShareComparison | AverageComparison;

const familyOf = ({ group, reference }: Comparison) => `${nameOfGroup(group)}/${reference.comparison}`;

function adjusted(family: readonly Comparison[]) {
  return withQ(
    family.map((comparison) => ({
      comparison,
      p: "p" in comparison.difference ? comparison.difference.p : undefined,
    })),
  );
}

/** Claims are made of everybody only: girls and boys apart would be two more families with false alarms of their own. */
function claimFor({ kind, group, difference, ...rest }: Comparison, q: number | undefined, rule: ClaimRule) {
  if (group.breakdown !== "total" || q === undefined || !("p" in difference)) return undefined;
  const { polarity } = "headline" in rest ? rest.headline : rest.ladder;
  const smallestDifference = kind === "share" ? rule.smallestDifferenceInPoints / 100 : rule.smallestDifferenceOfMeans;
  return claimOf({ ...difference, q }, measuresAlike(rest.reference) ? polarity : "neutral", smallestDifference, rule);
}

/** Beside a figure on another scale, or one that is not known to be the same, nobody is better or worse: higher or lower. */
function measuresAlike({ published }: Comparison["reference"]): boolean {
  return published.kind !== "comparator" || !published.comparator.differs.includes("scale");
}

function publish(
  comparison: Comparison,
  q: number | undefined,
  rule: ClaimRule,
): PublishableShareComparison | PublishableAverageComparison {
  const claim = claimFor(comparison, q, rule);
  if (comparison.kind === "share") {
    const { side: _, ...reference } = comparison.reference;
    return { ...comparison, reference, difference: protectDifference(comparison.difference, q, claim, points) };
  }
  const { moments: _, ...reference } = comparison.reference;
  return { ...comparison, reference, difference: protectDifference(comparison.difference, q, claim, tenths) };
}

function countsOf(published: readonly (PublishableShareComparison | PublishableAverageComparison)[]): FamilyCounts[] {
  const ofEverybody = published.filter(({ group }) => group.breakdown === "total");
  return Array.from(
    Map.groupBy(ofEverybody, ({ reference }) => reference.comparison),
    ([comparison, family]) => {
      const claims = family.flatMap(({ difference }) => ("claim" in difference ? (difference.claim ?? []) : []));
      return { comparison, tests: claims.length, claims: claims.filter((claim) => claim !== "none").length };
    },
  );
}
