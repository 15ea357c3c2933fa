import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { basesShownAs, endFor, nearest } from "../demand.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOwn } from "../shown.ts";

/**
 * The base rules, as an outsider can check them without any count: a block stands or falls together, a base is rounded
 * and never small, a share at the ends of the scale is a range that the policy has for such a base, and an exact share lies
 * between the ends.
 */
export const smallBasesAreWithheld: Rule = {
  name: "small-bases-are-withheld",
  begin: ({ policy }) => ({
    judges: { "benchmarks.csv": ({ fields }) => blockFaults(shownOwn(fields), policy) },
  }),
};

function blockFaults(block: Shown, policy: DisclosurePolicy): Faults {
  if (block.status === "confidential") return faultless;
  if (block.status === "broken") return ["the block is withheld in part"];
  if (block.status === "not-applicable") return ["an authority's own figure cannot be not applicable"];
  const { base, atLeast, atMost, interval } = block;
  if (base < policy.minimumBase) return ["a base under the minimum is shown"];
  if (base !== nearest(policy.baseRoundedTo, base)) return ["the base is not rounded"];
  const ends = basesShownAs(base, policy.baseRoundedTo, policy).map(
    (possible) => endFor(possible, policy) ?? Number.NaN,
  );
  if (block.status === "coded") {
    return faultsOf([!ends.some((end) => isRangeOf(end, atLeast, atMost)), "the range is none that the policy has"]);
  }
  return faultsOf(
    [!ends.some((end) => end < atLeast && atMost < 100 - end), "an exact share lies at an end of the scale"],
    [
      interval === undefined || interval.lower > atLeast || interval.upper < atMost || interval.upper > 100,
      "the interval does not contain the share",
    ],
  );
}

/** Exactly one end of the scale, as wide as coded. */
export function isRangeOf(end: number, atLeast: number, atMost: number): boolean {
  return (atLeast === 0 && atMost === end) || (atLeast === 100 - end && atMost === 100);
}
