/** How many answered, as far as it may be said. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { hasSmallBase } from "./disclosure/small-base.ts";
import { roundToMultipleOf } from "./statistics/rounding.ts";

/** Rounded; undefined where there are too few to say. */
export function publishableResponseCount(respondents: number, policy: DisclosurePolicy): number | undefined {
  return hasSmallBase(respondents, policy) ? undefined : roundToMultipleOf(policy.baseRoundedTo, respondents);
}
