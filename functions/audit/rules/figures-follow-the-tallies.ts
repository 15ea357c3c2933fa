import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { accepts, whole } from "../acceptable.ts";
import { benchmarksCellOf } from "../benchmarks-cells.ts";
import { demandFor, nearest } from "../demand.ts";
import { type Share, shareOf } from "../exact-counts.ts";
import { wilsonRootsInPercent } from "../recomputed/wilson-roots.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOwn } from "../shown.ts";

/**
 * Each authority's own figures are what its counts give under the policy: withheld, coded or exact exactly where the true
 * base demands it, and to the whole per cent.
 */
export const figuresFollowTheTallies: Rule = {
  name: "figures-follow-the-tallies",
  begin: (evidence) => ({
    judges: {
      "benchmarks.csv": ({ fields }) => {
        const cell = benchmarksCellOf(fields, evidence);
        // A row of no known cell is a finding of another rule.
        if (cell === undefined) return faultless;
        return figureFaults(shownOwn(fields), shareOf(cell.known.exact, cell.block, cell.band), evidence.policy);
      },
    },
  }),
};

function figureFaults(block: Shown, { count, base }: Share, policy: DisclosurePolicy): Faults {
  const demand = demandFor(count, base, policy);
  if (demand === "confidential") {
    return faultsOf([block.status !== "confidential", "a block with too few answers is not withheld"]);
  }
  if (demand === "not-applicable" || block.status === "confidential" || block.status === "not-applicable") {
    return ["a block is withheld that the policy lets through"];
  }
  if (block.status === "broken") return ["the block is neither withheld, nor coded, nor exact"];
  return faultsOf(
    [demand.exact !== (block.status === "exact"), demand.exact ? "is not exact" : "is not coded as its base demands"],
    [block.atLeast !== demand.atLeast || block.atMost !== demand.atMost, "the share is not the one of the counts"],
    [block.base !== nearest(policy.baseRoundedTo, base), "the base is not the one of the counts"],
    [
      block.interval !== undefined && !isInterval(block.interval, count, base),
      "the interval is not the one of the counts",
    ],
  );
}

function isInterval({ lower, upper }: { lower: number; upper: number }, count: number, base: number): boolean {
  const [lowerRoot, upperRoot] = wilsonRootsInPercent(count, base);
  return accepts(whole(lowerRoot), String(lower)) && accepts(whole(upperRoot), String(upper));
}
