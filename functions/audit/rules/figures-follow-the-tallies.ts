import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { nameOf } from "../cells.ts";
import { demandFor, nearest, wilsonRootsInPercent } from "../demand.ts";
import { campaignOfRow } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOwn } from "../shown.ts";

/**
 * Each authority's own figures are what its counts give under the policy: withheld, coded or exact exactly where the true
 * base demands it, and to the whole per cent.
 */
export const figuresFollowTheTallies: Rule = {
  name: "figures-follow-the-tallies",
  begin: (evidence) => ({
    benchmarksRow({ fields }) {
      const known = campaignOfRow(fields, evidence);
      const position = known?.cells.index.positions.get(nameOf(fields));
      // A row of no known cell is a finding of another rule.
      if (known === undefined || position === undefined) return faultless;
      const count = known.cells.counts[position] ?? Number.NaN;
      const base = known.cells.bases[position] ?? Number.NaN;
      return figureFaults(shownOwn(fields), count, base, evidence.policy);
    },
  }),
};

function figureFaults(block: Shown, count: number, base: number, policy: DisclosurePolicy): Faults {
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

/** Half a per cent for rounding, and room for the last digit of a double where a bound falls on the half. */
const TOLERANCE_IN_PERCENT = 0.5 + 1e-9;

function isInterval({ lower, upper }: { lower: number; upper: number }, count: number, base: number): boolean {
  const [lowerRoot, upperRoot] = wilsonRootsInPercent(count, base);
  return Math.abs(lower - lowerRoot) <= TOLERANCE_IN_PERCENT && Math.abs(upper - upperRoot) <= TOLERANCE_IN_PERCENT;
}
