/** The mean of every ladder of a campaign beside each of its references, tested and not yet adjusted. */
import type { Interval } from "#shared/release/cell.ts";
import { type ComparisonId, EARLIER_WAVES, NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type LadderMean, laddersOf } from "#shared/survey/headlines.ts";
import {
  type PublishableAverage,
  type PublishablePooledAverage,
  publishableAverage,
  publishablePooledAverage,
} from "../disclosure/protect-average.ts";
import { type ComparedGroup, comparedGroups } from "../groups.ts";
import { type Measure, measureOf, sameMeasureIn } from "../measures.ts";
import type { Releases } from "../pools.ts";
import { protectionOf } from "../protected-campaign.ts";
import { blockOf, type ReleasedCampaign } from "../released-campaign.ts";
import { type Moments, momentsOf } from "../statistics/sample-moments.ts";
import { welchTTest, welchTTestMethod } from "../statistics/welch-t-test.ts";

type AverageDifference =
  | {
      readonly status: "compared";
      /** In steps of the ladder, own less reference. */
      readonly difference: number;
      /** Welch's, 95%. */
      readonly interval: Interval;
      readonly test: string;
      readonly p: number;
      readonly smallestBase: number;
    }
  | { readonly status: "withheld" | "reference-withheld" | "no-reference" };

export type PublishableAverageReference =
  | { readonly kind: "pool"; readonly pool: PublishablePooledAverage }
  | { readonly kind: "wave"; readonly average: PublishableAverage }
  | { readonly kind: "none" };

interface AverageReference {
  readonly comparison: ComparisonId;
  readonly name: string | undefined;
  readonly differs: string;
  readonly published: PublishableAverageReference;
  /** Undefined where the reference is withheld or there is none. */
  readonly moments: Moments | undefined;
}

export interface AverageComparison {
  readonly kind: "average";
  readonly ladder: LadderMean;
  readonly group: ComparedGroup;
  readonly own: PublishableAverage;
  readonly reference: AverageReference;
  readonly difference: AverageDifference;
}

/** By ladder, group and comparison, in this order. */
export function averageComparisonsOf(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): AverageComparison[] {
  return laddersOf(released.questionnaire).flatMap((ladder) =>
    comparedGroups.flatMap((group) => {
      const measure = measureOf(released.questionnaire, { level: "ladder", id: ladder.id });
      const block = blockOf(released, measure, group);
      const moments = momentsOf(block.counts);
      const own = publishableAverage(moments, protectionOf(released, policy).showsAverage(measure, group), policy);
      const references = [
        otherAuthorities(released, releases, measure, group, policy),
        earlierWave(released, releases, measure, group, policy),
      ];
      return references.map(
        (reference): AverageComparison => ({
          kind: "average",
          ladder,
          group,
          own,
          reference,
          difference: differenceBetween(own.status === "exact" ? moments : undefined, reference),
        }),
      );
    }),
  );
}

function otherAuthorities(
  released: ReleasedCampaign,
  releases: Releases,
  measure: Measure,
  group: ComparedGroup,
  policy: DisclosurePolicy,
): AverageReference {
  const others = releases.poolOf(released).averageAmong(measure, group, policy, { except: released });
  const pool = publishablePooledAverage(others, policy);
  if (pool.status === "not-applicable") return noReference("other-authorities");
  return {
    comparison: "other-authorities",
    name: released.campaign.wave,
    differs: others.fromEarlierWaves > 0 ? EARLIER_WAVES : NOTHING_DIFFERS,
    published: { kind: "pool", pool },
    moments: pool.status === "exact" ? momentsOf(others.counts) : undefined,
  };
}

function earlierWave(
  released: ReleasedCampaign,
  releases: Releases,
  measure: Measure,
  group: ComparedGroup,
  policy: DisclosurePolicy,
): AverageReference {
  const [before] = releases.earlierOf(released);
  const same = before && sameMeasureIn(before.questionnaire, measure);
  if (before === undefined || same === undefined) return noReference("earlier-wave");
  const moments = momentsOf(blockOf(before, same, group).counts);
  const average = publishableAverage(moments, protectionOf(before, policy).showsAverage(same, group), policy);
  return {
    comparison: "earlier-wave",
    name: before.campaign.wave,
    differs: NOTHING_DIFFERS,
    published: { kind: "wave", average },
    moments: average.status === "exact" ? moments : undefined,
  };
}

function noReference(comparison: ComparisonId): AverageReference {
  return { comparison, name: undefined, differs: NOTHING_DIFFERS, published: { kind: "none" }, moments: undefined };
}

function differenceBetween(
  own: Moments | undefined,
  { published, moments: reference }: AverageReference,
): AverageDifference {
  if (published.kind === "none") return { status: "no-reference" };
  if (own === undefined) return { status: "withheld" };
  if (reference === undefined) return { status: "reference-withheld" };
  const tested = welchTTest(own, reference);
  if (tested === undefined) throw new RangeError("two means with spread can be compared");
  const { difference, interval, p } = tested;
  return {
    status: "compared",
    difference,
    interval,
    test: welchTTestMethod.id,
    p,
    smallestBase: Math.min(own.size, reference.size),
  };
}
