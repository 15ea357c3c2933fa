/** Everything that one campaign compares, share by share and ladder by ladder, with q over each family of tests. */
import { type ComparisonId, claimRule } from "#shared/release/comparison.ts";
import { comparatorOf } from "#shared/survey/comparators.ts";
import type { Headline, LadderMean } from "#shared/survey/headlines.ts";
import {
  type AverageReferenceCells,
  averageReferenceOf,
  compareAverages,
  type OwnAverage,
  ownAverage,
} from "./averages.ts";
import { compare, isTested, type Outcome } from "./comparing.ts";
import type { CountedCampaign, Evidence } from "./evidence.ts";
import { boys, everybody, type Group, girls, type Measure } from "./layout.ts";
import { falseDiscoveryRates } from "./recomputed/false-discovery.ts";
import { comparisonsOf, ownShareSide, type ReferenceCells, referenceOf } from "./references.ts";
import type { Side } from "./side.ts";

/** Groups of which an authority compares figures. */
export const comparedGroups = [everybody, girls, boys] as const;

interface Compared {
  readonly group: Group;
  readonly comparison: ComparisonId;
  readonly outcome: Outcome;
}

export interface ComparedShare extends Compared {
  readonly headline: Headline;
  readonly own: Side;
  readonly reference: ReferenceCells;
}

export interface ComparedAverage extends Compared {
  readonly ladder: LadderMean;
  readonly own: OwnAverage | undefined;
  readonly reference: AverageReferenceCells;
}

/** With the q of those that were tested. */
export type WithQ<Each> = Each & { readonly q: number | undefined };

/** A family: one campaign, comparison and group, shares and averages together. */
export function comparedBy(
  known: CountedCampaign,
  evidence: Evidence,
): { readonly shares: readonly WithQ<ComparedShare>[]; readonly averages: readonly WithQ<ComparedAverage>[] } {
  const { measures } = known.exact.layout;
  const shares = measures.flatMap((measure) =>
    measure.headline === undefined ? [] : comparedShares(known, measure, measure.headline, evidence),
  );
  const averages = measures.flatMap((measure) =>
    measure.ladder === undefined ? [] : comparedAverages(known, measure, measure.ladder, evidence),
  );
  const qs = qOfEach([...shares, ...averages], ({ comparison, group }) => `${comparison} ${group.category}`);
  return {
    shares: shares.map((share) => ({ ...share, q: qs.get(share) })),
    averages: averages.map((average) => ({ ...average, q: qs.get(average) })),
  };
}

/** q over each family, of those that were tested. */
export function qOfEach<Each extends { readonly outcome: Outcome }>(
  all: readonly Each[],
  familyOf: (each: Each) => string,
): ReadonlyMap<Each, number> {
  const tested = all.flatMap((each) => (isTested(each.outcome) ? [{ each, p: each.outcome.p }] : []));
  const qs = new Map<Each, number>();
  for (const family of Map.groupBy(tested, ({ each }) => familyOf(each)).values()) {
    const adjusted = falseDiscoveryRates(family.map(({ p }) => p));
    for (const [place, { each }] of family.entries()) qs.set(each, adjusted[place] ?? 1);
  }
  return qs;
}

export const headlineBand = ({ bands, headline }: Headline) => bands.indexOf(headline);

function comparedShares(
  known: CountedCampaign,
  measure: Measure,
  headline: Headline,
  evidence: Evidence,
): ComparedShare[] {
  const { exact, campaign } = known;
  const band = headlineBand(headline);
  const comparisons = comparisonsOf(
    headline.level === "indicator" ? comparatorOf(campaign.questionnaire, headline.id) : undefined,
  );
  return comparedGroups.flatMap((group) => {
    const block = exact.layout.blockOf(measure, group);
    const own = ownShareSide(known, block, band, evidence);
    return comparisons.map((comparison) => {
      const { side, cells } = referenceOf(comparison, known, block, band, evidence);
      return { headline, group, comparison, own, reference: cells, outcome: compare(own, side) };
    });
  });
}

function comparedAverages(
  known: CountedCampaign,
  measure: Measure,
  ladder: LadderMean,
  evidence: Evidence,
): ComparedAverage[] {
  const { exact } = known;
  return comparedGroups.flatMap((group) => {
    const block = exact.layout.blockOf(measure, group);
    const own = ownAverage(known, block, evidence);
    return (["other-authorities", "earlier-wave"] as const).map((comparison) => {
      const { sums, cells } = averageReferenceOf(comparison, known, block, evidence);
      return { ladder, group, comparison, own, reference: cells, outcome: compareAverages(own, sums) };
    });
  });
}

/** How far apart a claim needs the two sides to be. */
export const leastDifference = {
  ofShares: claimRule.smallestDifferenceInPoints,
  ofMeans: claimRule.smallestDifferenceOfMeans,
};
