import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { basesShownAs, endFor, isRangeOf, nearest, type Range } from "../demand.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOwn } from "../shown.ts";

/**
 * The base rules, as an outsider can check them without any count: a block stands or falls together, a base is rounded
 * and never small, a share at an end of the scale is a range at least as wide as the policy has for such a base, and an
 * exact share lies between the ends.
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
    return faultsOf(
      [atLeast > atMost || atMost > 100, "the range is none"],
      [ends.every((end) => isNarrowerThan(end, block)), "the range is narrower than the policy's"],
    );
  }
  return faultsOf(
    [!ends.some((end) => end < atLeast && atMost < 100 - end), "an exact share lies at an end of the scale"],
    [
      interval === undefined || interval.lower > atLeast || interval.upper < atMost || interval.upper > 100,
      "the interval does not contain the share",
    ],
  );
}

/** All of it lies at an end of the scale, and not all of the end in it. */
function isNarrowerThan(end: number, { atLeast, atMost }: Range): boolean {
  const isAtEnd = atMost <= end || atLeast >= 100 - end;
  return isAtEnd && !isRangeOf(end, { atLeast, atMost });
}
