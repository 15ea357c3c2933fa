import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { benchmarksCellOf } from "../benchmarks-cells.ts";
import { nearest } from "../demand.ts";
import { statesOf } from "../evidence.ts";
import type { Breadth } from "../pooled.ts";
import { othersOf } from "../references.ts";
import { type Faults, type FieldsOf, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOthers } from "../shown.ts";
import type { Side } from "../side.ts";

/**
 * What is said of the other authorities rests on enough of them, none of which is more than half; and it is what everybody's
 * pool shows less what the campaign shows itself, coded and rounded as the policy demands.
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
        const { side, others } = othersOf(cell.known, cell.block, cell.band, evidence);
        const isOwnHidden = statesOf(cell.known, evidence).of(cell.block, cell.band).status === "hidden";
        if (isOwnHidden && side.status === "withheld" && block.status !== "confidential") {
          return ["the others are shown beside a hidden share"];
        }
        return privateFaults(block, fields, side, others);
      },
    },
  }),
};

type AuthorityCounts = Pick<FieldsOf<"benchmarks.csv">, "others_authority_count" | "others_earlier_wave_count">;

/** What an outsider can check. */
function publicFaults(
  block: Shown,
  { others_authority_count, others_earlier_wave_count }: AuthorityCounts,
  { pool, minimumBase }: DisclosurePolicy,
): Faults {
  if (block.status === "confidential" || block.status === "not-applicable") return faultless;
  if (block.status === "broken") return ["the pool's block is withheld in part"];
  const { base, atLeast, atMost } = block;
  const authorities = Number(others_authority_count);
  return faultsOf(
    [authorities < pool.minimumAuthorities, "a pool of too few authorities is shown"],
    [Number(others_earlier_wave_count) > authorities, "more authorities stand in than there are in the pool"],
    [base < minimumBase || base !== nearest(pool.baseRoundedTo, base), "the pool's base is not rounded or too small"],
    [atLeast > atMost || atMost > 100, "the pool's range is none"],
  );
}

function privateFaults(
  block: Shown,
  { others_authority_count, others_earlier_wave_count }: AuthorityCounts,
  side: Side,
  others: Breadth,
): Faults {
  if (side.status === "none") {
    return faultsOf([block.status !== "not-applicable", "there are no others, yet something is said of them"]);
  }
  if (side.status === "withheld") {
    return faultsOf([block.status !== "confidential", "a pool that is too narrow is not withheld"]);
  }
  if (block.status !== "exact" && block.status !== "coded") return ["a pool is withheld that the policy lets through"];
  const isExact = side.percent !== undefined;
  const { atLeast, atMost } = side.status === "exact" ? { atLeast: side.percent, atMost: side.percent } : side;
  return faultsOf(
    [isExact !== (block.status === "exact"), "the pool's share is not coded as its base demands"],
    [block.atLeast !== atLeast || block.atMost !== atMost, "the pool's share is not the one of the counts"],
    [block.base !== side.shownBase, "the pool's base is not the one of the counts"],
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
