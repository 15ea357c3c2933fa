import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { accepts, whole } from "../acceptable.ts";
import { type BenchmarksCell, benchmarksCellOf } from "../benchmarks-cells.ts";
import { demandFor, isSmallCount, isWithheldByBand, nearest, rangeFault } from "../demand.ts";
import { type CountedCampaign, type Evidence, nameOfCampaign, publishes, statesOf } from "../evidence.ts";
import { countsOf, type Share, shareOf } from "../exact-counts.ts";
import { releasedCampaigns } from "../expected-rows.ts";
import { hiddenGroupFaults } from "../hidden-groups.ts";
import { breakdownsIn, everybody, isOfAuthority } from "../layout.ts";
import { wilsonRootsInPercent } from "../recomputed/wilson-roots.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { type Shown, shownOwn } from "../shown.ts";

/**
 * Each authority's own figures are what its counts give under the policy, to the whole per cent: withheld or a range where
 * the true base demands it, and beyond that only where another figure would follow. Ranges hold the true count; groups that
 * are hidden hide each other.
 */
export const figuresFollowTheTallies: Rule = {
  name: "figures-follow-the-tallies",
  begin: (evidence) => ({
    judges: {
      "benchmarks.csv": ({ fields }) => {
        const cell = benchmarksCellOf(fields, evidence);
        // A row of no known cell is a finding of another rule.
        if (cell === undefined) return faultless;
        const share = shareOf(cell.known.exact, cell.block, cell.band);
        const shown = shownOwn(fields);
        if (shown.status !== "confidential") return figureFaults(shown, share, evidence.policy);
        return faultsOf([!mayBeHidden(cell, share, evidence), "a block is withheld that the policy lets through"]);
      },
    },
    atEnd: () =>
      releasedCampaigns(evidence).flatMap((known) =>
        hiddenFaults(known, evidence).map((detail) => ({
          file: benchmarks.path,
          detail: `campaign ${nameOfCampaign(known)}: ${detail}`,
        })),
      ),
  }),
};

/** For its own sake, or as one of several groups that hide each other: whether they do is judged of all of them. */
function mayBeHidden({ known, block }: BenchmarksCell, share: Share, evidence: Evidence): boolean {
  const { policy } = evidence;
  if (share.base < policy.minimumBase || isSmallCount(share, policy)) return true;
  return block.group !== everybody && !statesOf(known, evidence).isPublished(block);
}

function figureFaults(
  shown: Exclude<Shown, { status: "confidential" }>,
  share: Share,
  policy: DisclosurePolicy,
): Faults {
  const { count, base } = share;
  const demand = demandFor(count, base, policy);
  if (demand === "confidential") return ["a block with too few answers is not withheld"];
  if (isSmallCount(share, policy)) return ["a share of too few is not withheld"];
  if (shown.status === "broken") return ["the block is neither withheld, nor coded, nor exact"];
  if (demand === "not-applicable" || shown.status === "not-applicable") {
    return ["a block is withheld that the policy lets through"];
  }
  const isOtherBase = shown.base !== nearest(policy.baseRoundedTo, base);
  if (shown.status === "coded") {
    const fault = rangeFault(shown, share, policy);
    return faultsOf([fault !== undefined, fault ?? ""], [isOtherBase, "the base is not the one of the counts"]);
  }
  return faultsOf(
    [!demand.exact, "is not coded as its base demands"],
    [demand.exact && shown.atLeast !== demand.atLeast, "the share is not the one of the counts"],
    [isOtherBase, "the base is not the one of the counts"],
    [
      shown.interval !== undefined && !isInterval(shown.interval, count, base),
      "the interval is not the one of the counts",
    ],
  );
}

function isInterval({ lower, upper }: { lower: number; upper: number }, count: number, base: number): boolean {
  const [lowerRoot, upperRoot] = wilsonRootsInPercent(count, base);
  return accepts(whole(lowerRoot), String(lower)) && accepts(whole(upperRoot), String(upper));
}

/** Of all its tables, each fault once. */
function hiddenFaults(known: CountedCampaign, evidence: Evidence): Faults {
  const { exact } = known;
  const { policy } = evidence;
  const states = statesOf(known, evidence);
  const faults = exact.layout.measures.flatMap((measure) => {
    if (measure.level === "ladder" || !publishes(known, exact.layout.blockOf(measure, everybody), evidence)) return [];
    return breakdownsIn(exact.layout, isOfAuthority).flatMap((groups) =>
      hiddenGroupFaults(
        groups.map((group) => {
          const block = exact.layout.blockOf(measure, group);
          const { base } = shareOf(exact, block, 0);
          return {
            base,
            isHidden: !states.isPublished(block),
            mustBeHidden: base < policy.minimumBase,
            isWithheldByBand: isWithheldByBand([...countsOf(exact, block)], policy),
          };
        }),
        policy,
      ),
    );
  });
  return [...new Set(faults)];
}
