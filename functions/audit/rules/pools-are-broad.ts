import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { benchmarksCellOf } from "../benchmarks-cells.ts";
import { nearest } from "../demand.ts";
import type { PooledShare } from "../released.ts";
import { type Faults, type FieldsOf, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOthers } from "../shown.ts";
import { demandForPool } from "../side.ts";
import { isRangeOf } from "./small-bases-are-withheld.ts";

/**
 * What is said of the other authorities rests on enough of them, none of which is more than half; it is the sum of exactly
 * the others, coded and rounded as the policy demands.
 */
export const poolsAreBroad: Rule = {
  name: "pools-are-broad",
  begin: (evidence) => ({
    judges: {
      "benchmarks.csv": ({ fields }) => {
        const block = shownOthers(fields);
        const publicly = publicFaults(block, fields, evidence.policy);
        if (publicly.length > 0) return publicly;
        const cell = benchmarksCellOf(fields, evidence);
        // A row of no known cell is a finding of another rule.
        if (cell === undefined) return faultless;
        const { campaign, exact } = cell.known;
        const others = evidence.released.othersOf(campaign);
        const pool = evidence.released.pooledShare(others, campaign.wave, exact.layout, cell.block, cell.band);
        return privateFaults(block, fields, pool, evidence.policy);
      },
    },
  }),
};

type AuthorityCounts = Pick<FieldsOf<"benchmarks.csv">, "others_authority_count" | "others_earlier_wave_count">;

/** What an outsider can check. */
function publicFaults(
  block: Shown,
  { others_authority_count, others_earlier_wave_count }: AuthorityCounts,
  { pool, minimumBase, endCodings }: DisclosurePolicy,
): Faults {
  if (block.status === "confidential" || block.status === "not-applicable") return faultless;
  if (block.status === "broken") return ["the pool's block is withheld in part"];
  const { base, atLeast, atMost } = block;
  const authorities = Number(others_authority_count);
  return faultsOf(
    [authorities < pool.minimumAuthorities, "a pool of too few authorities is shown"],
    [Number(others_earlier_wave_count) > authorities, "more authorities stand in than there are in the pool"],
    [base < minimumBase || base !== nearest(pool.baseRoundedTo, base), "the pool's base is not rounded or too small"],
    [
      block.status === "coded" && !endCodings.some(({ endInPercent }) => isRangeOf(endInPercent, atLeast, atMost)),
      "the pool's range is none that the policy has",
    ],
  );
}

function privateFaults(
  block: Shown,
  { others_authority_count, others_earlier_wave_count }: AuthorityCounts,
  others: PooledShare,
  policy: DisclosurePolicy,
): Faults {
  const demand = demandForPool(others, policy);
  if (demand === "not-applicable") {
    return faultsOf([block.status !== "not-applicable", "there are no others, yet something is said of them"]);
  }
  if (demand === "confidential") {
    return faultsOf([block.status !== "confidential", "a pool that is too narrow is not withheld"]);
  }
  if (block.status !== "exact" && block.status !== "coded") return ["a pool is withheld that the policy lets through"];
  return faultsOf(
    [demand.exact !== (block.status === "exact"), "the pool's share is not coded as its base demands"],
    [
      block.atLeast !== demand.atLeast || block.atMost !== demand.atMost,
      "the pool's share is not the one of the counts",
    ],
    [block.base !== nearest(policy.pool.baseRoundedTo, others.base), "the pool's base is not the one of the counts"],
    [
      others_authority_count !== String(others.released),
      "the number of other authorities is not the one of the counts",
    ],
    [
      others_earlier_wave_count !== String(others.fromEarlierWaves),
      "the number of authorities that stand in is not the one of the waves",
    ],
  );
}
