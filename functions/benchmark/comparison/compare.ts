/** All comparisons of a campaign: tested, adjusted family by family, and claimed. */
import { type Claim, type ClaimRule, type ComparisonId, claimRule } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { nameOfGroup } from "#shared/survey/breakdowns.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import type { Nations } from "../counts/ladders.ts";
import type { Releases } from "../counts/pools.ts";
import { type AverageComparison, averageComparisonsOf } from "./averages.ts";
import { claimOf } from "./claim.ts";
import { withQ } from "./family.ts";
import { type ShareComparison, shareComparisonsOf } from "./shares.ts";

/** With what multiple testing leaves of it. */
export type Judged<Comparison> = Comparison & {
  readonly q: number | undefined;
  /** Undefined where no claims are made: of girls and boys apart, and where nothing is compared. */
  readonly claim: Claim | undefined;
};

/** How many tests were made together, and how many claims came of them. */
export interface FamilyCounts {
  readonly comparison: ComparisonId;
  readonly tests: number;
  readonly claims: number;
}

export interface CampaignComparisons {
  readonly shares: readonly Judged<ShareComparison>[];
  readonly averages: readonly Judged<AverageComparison>[];
  /** Of the comparisons of everybody. */
  readonly families: readonly FamilyCounts[];
}

type Comparison = ShareComparison | AverageComparison;

/** A family is everything that one campaign tests in one group against one kind of reference: shares and means together. */
export function comparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  nations: Nations,
  policy: DisclosurePolicy,
  rule: ClaimRule = claimRule,
): CampaignComparisons {
  const all = [
    ...shareComparisonsOf(released, releases, policy),
    ...averageComparisonsOf(released, releases, nations, policy),
  ];
  const judged = new Map(
    [...Map.groupBy(all, familyOf).values()].flatMap((family) =>
      adjusted(family).map(({ comparison, q }) => [
        comparison,
        { ...comparison, q, claim: claimFor(comparison, q, rule) } as Judged<Comparison>,
      ]),
    ),
  );
  // In the order of the rows again, which the families have left.
  const inOrder = all.flatMap((comparison) => judged.get(comparison) ?? []);
  return {
    shares: inOrder.filter((each) => each.kind === "share"),
    averages: inOrder.filter((each) => each.kind === "average"),
    families: countsOf(inOrder),
  };
}

const familyOf = ({ group, reference }: Comparison) => `${nameOfGroup(group)}/${reference.comparison}`;

function adjusted(family: readonly Comparison[]) {
  return withQ(
    family.map((comparison) => ({
      comparison,
      p: comparison.difference.status === "compared" ? comparison.difference.p : undefined,
    })),
  );
}

/** Claims are made of everybody only: girls and boys apart would be two more families with false alarms of their own. */
function claimFor({ kind, group, difference, ...rest }: Comparison, q: number | undefined, rule: ClaimRule) {
  if (group.breakdown !== "total" || q === undefined || difference.status !== "compared") return undefined;
  const { polarity } = "headline" in rest ? rest.headline : rest.ladder;
  const smallestDifference = kind === "share" ? rule.smallestDifferenceInPoints / 100 : rule.smallestDifferenceOfMeans;
  return claimOf({ ...difference, q }, measuresAlike(rest.reference) ? polarity : "neutral", smallestDifference, rule);
}

/** Beside a figure on another scale, or one that is not known to be the same, nobody is better or worse: higher or lower. */
function measuresAlike(reference: Comparison["reference"]): boolean {
  return reference.kind !== "comparator" || !reference.comparator.differs.includes("scale");
}

function countsOf(judged: readonly Judged<Comparison>[]): FamilyCounts[] {
  const ofEverybody = judged.filter(({ group }) => group.breakdown === "total");
  return Array.from(
    Map.groupBy(ofEverybody, ({ reference }) => reference.comparison),
    ([comparison, family]) => {
      const claims = family.flatMap(({ claim }) => claim ?? []);
      return { comparison, tests: claims.length, claims: claims.filter((claim) => claim !== "none").length };
    },
  );
}
