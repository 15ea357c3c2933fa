/** What a share is compared with: other authorities, the general population, or the authority's own last wave. */
import type { PublishableFigure, PublishablePool } from "#shared/release/cell.ts";
import { type ComparisonId, EARLIER_WAVES, NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type ComparatorFor, comparatorOf } from "#shared/survey/comparators.ts";
import { publishableFigure, publishablePool } from "../disclosure/protect.ts";
import type { HeadlineShare } from "../headline-share.ts";
import { sameMeasureIn } from "../measures.ts";
import type { Releases } from "../pools.ts";
import { protectionOf } from "../protected-campaign.ts";
import { type ConstantSide, type Side, sideOfFigure, sideOfPool } from "./side.ts";

/** What may be seen of a reference. */
export type PublishableReference =
  | { readonly kind: "pool"; readonly pool: PublishablePool }
  | { readonly kind: "wave"; readonly figure: PublishableFigure }
  | { readonly kind: "comparator"; readonly comparator: ComparatorFor }
  | { readonly kind: "none" };

export interface Reference {
  readonly comparison: ComparisonId;
  /** The id of a wave or comparator; undefined where there is nothing to compare with. */
  readonly name: string | undefined;
  readonly differs: string;
  readonly side: Side | ConstantSide;
  readonly published: PublishableReference;
}

const NO_REFERENCE = {
  name: undefined,
  differs: NOTHING_DIFFERS,
  side: { status: "none" },
  published: { kind: "none" },
} as const;

/** The pool of all the others, the authority itself left out. */
export function otherAuthorities(
  { released, measure, group, position }: HeadlineShare,
  releases: Releases,
  policy: DisclosurePolicy,
): Reference {
  const comparison = "other-authorities";
  const share = releases.poolOf(released).othersOf(released, measure, group, position, policy);
  const pool = publishablePool(share, policy);
  if (pool.status === "not-applicable") return { comparison, ...NO_REFERENCE };
  return {
    comparison,
    name: released.campaign.wave,
    differs: share.fromEarlierWaves > 0 ? EARLIER_WAVES : NOTHING_DIFFERS,
    side: sideOfPool(share, pool, policy),
    published: { kind: "pool", pool },
  };
}

/** The authority's latest wave before this one. */
export function earlierWave(
  { released, measure, group, position }: HeadlineShare,
  releases: Releases,
  policy: DisclosurePolicy,
): Reference {
  const comparison = "earlier-wave";
  const [before] = releases.earlierOf(released);
  const same = before && sameMeasureIn(before.questionnaire, measure);
  if (before === undefined || same === undefined) return { comparison, ...NO_REFERENCE };
  const share = protectionOf(before, policy).share(same, group, position);
  const figure = publishableFigure(share, policy);
  return {
    comparison,
    name: before.campaign.wave,
    differs: NOTHING_DIFFERS,
    side: sideOfFigure(share, figure, policy),
    published: { kind: "wave", figure },
  };
}

/** Undefined where no figure of the general population is known. One that rests on an unknown number is a constant. */
export function generalPopulation({ released: { campaign }, measure }: HeadlineShare): Reference | undefined {
  const comparator = measure.level === "indicator" ? comparatorOf(campaign.questionnaire, measure.id) : undefined;
  if (comparator === undefined) return undefined;
  const { id, base, percent, differs } = comparator;
  return {
    comparison: "general-population",
    name: id,
    differs: differs.join("-and-") || NOTHING_DIFFERS,
    side:
      base === null
        ? { status: "constant", proportion: percent / 100 }
        : { status: "exact", share: { count: Math.round((base * percent) / 100), base } },
    published: { kind: "comparator", comparator },
  };
}
