/** What a share is compared with: other authorities, the general population, or the authority's own last wave. */
import { type ComparisonId, EARLIER_WAVES, NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { AuthorityGroup } from "#shared/survey/breakdowns.ts";
import { type ComparatorFor, comparatorOf } from "#shared/survey/comparators.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import type { Block } from "../counts/fit.ts";
import { type Measure, sameMeasureIn } from "../counts/measures.ts";
import type { PooledBlock, Releases } from "../counts/pools.ts";
import { type Shown, shownOwn, shownPool } from "../counts/shown.ts";

interface Named {
  readonly comparison: ComparisonId;
  /** The id of a wave or comparator; undefined where there is nothing to compare with. */
  readonly name: string | undefined;
  readonly differs: string;
}

export type PoolOrWave = Named &
  (
    | { readonly kind: "pool"; readonly shown: Shown<PooledBlock> }
    | { readonly kind: "wave"; readonly shown: Shown<Block> }
    | { readonly kind: "none" }
  );

export type Reference = PoolOrWave | (Named & { readonly kind: "comparator"; readonly comparator: ComparatorFor });

/** A measure in a group of a campaign. */
export interface Compared {
  readonly released: ReleasedCampaign;
  readonly measure: Measure;
  readonly group: AuthorityGroup;
}

const none = (comparison: ComparisonId) =>
  ({ comparison, name: undefined, differs: NOTHING_DIFFERS, kind: "none" }) as const;

/** The pool of all the others, the authority itself left out. */
export function otherAuthorities(
  { released, measure, group }: Compared,
  releases: Releases,
  policy: DisclosurePolicy,
): PoolOrWave {
  const pool = releases.poolOf(released).othersOf(released, measure, group);
  const shown = shownPool(pool, policy);
  if (shown.status === "none") return none("other-authorities");
  return {
    comparison: "other-authorities",
    name: released.campaign.wave,
    differs: (pool?.fromEarlierWaves ?? 0) > 0 ? EARLIER_WAVES : NOTHING_DIFFERS,
    kind: "pool",
    shown,
  };
}

/** The authority's latest wave before this one. */
export function earlierWave(
  { released, measure, group }: Compared,
  releases: Releases,
  policy: DisclosurePolicy,
): PoolOrWave {
  const [before] = releases.earlierOf(released);
  const same = before && sameMeasureIn(before.questionnaire, measure);
  if (before === undefined || same === undefined) return none("earlier-wave");
  return {
    comparison: "earlier-wave",
    name: before.campaign.wave,
    differs: NOTHING_DIFFERS,
    kind: "wave",
    shown: shownOwn(before, same, group, policy),
  };
}

/** Undefined where no figure of the general population is known. */
export function generalPopulation({ released: { campaign }, measure }: Compared): Reference | undefined {
  const comparator = measure.level === "indicator" ? comparatorOf(campaign.questionnaire, measure.id) : undefined;
  if (comparator === undefined) return undefined;
  return {
    comparison: "general-population",
    name: comparator.id,
    differs: comparator.differs.join("-and-") || NOTHING_DIFFERS,
    kind: "comparator",
    comparator,
  };
}
