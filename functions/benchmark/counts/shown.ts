/** Whether a figure is shown. Noise has protected it: this is presentation, by noised numbers alone. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { Group } from "#shared/survey/breakdowns.ts";
import { blockOf, type ReleasedCampaign, respondentsOf } from "./counted.ts";
import type { Block } from "./fit.ts";
import type { Measure } from "./measures.ts";
import type { PooledBlock } from "./pools.ts";

/** A block that is shown, or why it is not. */
export type Shown<Shape extends Block = Block> =
  | { readonly status: "shown"; readonly block: Shape }
  /** The group has too few respondents, or the pool too few authorities. */
  | { readonly status: "confidential" }
  /** So few gave a valid answer that their number rounds to none. */
  | { readonly status: "unanswered" }
  /** There is nothing of the kind. */
  | { readonly status: "none" };

/** A group is shown in every measure or in none. */
export function shownOwn(released: ReleasedCampaign, measure: Measure, group: Group, policy: DisclosurePolicy): Shown {
  const { fewestFittedRespondents, baseRoundedTo } = policy.shown;
  if (respondentsOf(released, group) < fewestFittedRespondents) return { status: "confidential" };
  return unlessUnanswered(blockOf(released, measure, group), baseRoundedTo);
}

export function shownPool(pool: PooledBlock | undefined, { shown }: DisclosurePolicy): Shown<PooledBlock> {
  if (pool === undefined || pool.authorities === 0) return { status: "none" };
  if (pool.authorities < shown.fewestAuthorities) return { status: "confidential" };
  return unlessUnanswered(pool, shown.pooledBaseRoundedTo);
}

function unlessUnanswered<Shape extends Block>(block: Shape, baseRoundedTo: number): Shown<Shape> {
  return roundToMultipleOf(baseRoundedTo, block.base) === 0 ? { status: "unanswered" } : { status: "shown", block };
}
