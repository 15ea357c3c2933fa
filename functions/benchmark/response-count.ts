/** How many answered, as far as it may be said. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { hasSmallBase } from "./disclosure/small-base.ts";
import { roundToMultipleOf } from "./statistics/rounding.ts";

export interface PublishableResponseCount {
  /** Rounded; undefined where there are too few to say. */
  readonly count: number | undefined;
  /** Too few answered for any figure of the campaign. */
  readonly held: boolean;
}

export function publishableResponseCount(respondents: number, policy: DisclosurePolicy): PublishableResponseCount {
  const held = hasSmallBase(respondents, policy);
  return { held, count: held ? undefined : roundToMultipleOf(policy.baseRoundedTo, respondents) };
}
