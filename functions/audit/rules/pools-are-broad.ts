import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { nameOf } from "../cells.ts";
import { type Demand, demandFor, nearest } from "../demand.ts";
import { type CountedCampaign, campaignOfRow, type Evidence, poolName } from "../evidence.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOthers } from "../shown.ts";
import { isRangeOf } from "./small-bases-are-withheld.ts";

/**
 * What is said of the other authorities rests on enough of them, none of which is more than half; it is the sum of exactly
 * the others, coded and rounded as the policy demands.
 */
export const poolsAreBroad: Rule = {
  name: "pools-are-broad",
  begin: (evidence) => ({
    benchmarksRow({ fields }) {
      const block = shownOthers(fields);
      const authorities = Number(fields.others_authority_count);
      const publicly = publicFaults(block, authorities, evidence.policy);
      if (publicly.length > 0) return publicly;
      const known = campaignOfRow(fields, evidence);
      const position = known?.cells.index.positions.get(nameOf(fields));
      // A row of no known cell is a finding of another rule.
      if (known === undefined || position === undefined) return faultless;
      return privateFaults(block, authorities, othersOf(known, position, evidence), evidence.policy);
    },
  }),
};

/** What an outsider can check. */
function publicFaults(block: Shown, authorities: number, { pool, minimumBase, endCodings }: DisclosurePolicy): Faults {
  if (block.status === "confidential" || block.status === "not-applicable") return faultless;
  if (block.status === "broken") return ["the pool's block is withheld in part"];
  const { base, atLeast, atMost } = block;
  return faultsOf(
    [authorities < pool.minimumAuthorities, "a pool of too few authorities is shown"],
    [base < minimumBase || base !== nearest(pool.baseRoundedTo, base), "the pool's base is not rounded or too small"],
    [
      block.status === "coded" && !endCodings.some(({ endInPercent }) => isRangeOf(endInPercent, atLeast, atMost)),
      "the pool's range is none that the policy has",
    ],
  );
}

interface Others {
  readonly count: number;
  readonly base: number;
  /** All others in the pool, with or without an answer here. This number is the one that is shown. */
  readonly released: number;
  /** With at least one valid answer. */
  readonly authorities: number;
  readonly largestBase: number;
}

function othersOf(own: CountedCampaign, position: number, { pools }: Evidence): Others {
  const sum = { count: 0, base: 0, released: 0, authorities: 0, largestBase: 0 };
  for (const { campaign, cells } of pools.get(poolName(own.campaign)) ?? []) {
    if (campaign.authority.code === own.campaign.authority.code) continue;
    const base = cells.bases[position] ?? 0;
    sum.count += cells.counts[position] ?? 0;
    sum.base += base;
    sum.released += 1;
    sum.authorities += base > 0 ? 1 : 0;
    sum.largestBase = Math.max(sum.largestBase, base);
  }
  return sum;
}

function demandForOthers(
  { count, base, released, authorities, largestBase }: Others,
  policy: DisclosurePolicy,
): Demand {
  if (released === 0) return "not-applicable";
  const isNarrow = authorities < policy.pool.minimumAuthorities || largestBase > policy.pool.largestShare * base;
  return isNarrow ? "confidential" : demandFor(count, base, policy);
}

function privateFaults(block: Shown, shownAuthorities: number, others: Others, policy: DisclosurePolicy): Faults {
  const demand = demandForOthers(others, policy);
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
    [shownAuthorities !== others.released, "the number of other authorities is not the one of the counts"],
  );
}
