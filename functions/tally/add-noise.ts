/** The only maker of noised counts: every cell gets its own draw, and the exact counts are let go. */
import type { DisclosurePolicy, Ratio } from "#shared/release/policy.ts";
import { type GroupKind, groupKindOf } from "#shared/survey/breakdowns.ts";
import type { GroupCells, NoisedCounts, NoisedNation } from "#shared/survey/noised-counts.ts";
import type { Cells } from "./cells.ts";
import type { ExactCounts } from "./count.ts";
import type { Chance } from "./noise/chance.ts";
import { discreteGaussian } from "./noise/discrete-gaussian.ts";

type DrawnBy = "policy" | "noise";
type OfCampaign = Omit<NoisedCounts, "groups" | DrawnBy | symbol>;
type OfNation = Omit<NoisedNation, "groups" | "ladders" | DrawnBy | symbol>;

export function noisedCountsOf(
  about: OfCampaign,
  exact: ExactCounts,
  policy: DisclosurePolicy,
  chance: Chance,
): NoisedCounts {
  return { ...about, ...drawnBy(policy), groups: noisedGroups(exact, policy, chance) } as NoisedCounts;
}

export function noisedNationOf(
  about: OfNation,
  exact: ExactCounts,
  policy: DisclosurePolicy,
  chance: Chance,
): NoisedNation {
  const { ladderSteps } = policy.noise;
  return {
    ...about,
    ...drawnBy(policy),
    groups: noisedGroups(exact, policy, chance),
    ladders: Object.fromEntries(
      Array.from(exact.ladders, ([id, steps]) => [id, noisedCells([...steps], ladderSteps, chance)]),
    ),
  } as NoisedNation;
}

function drawnBy({ id, version, noise }: DisclosurePolicy): Pick<NoisedCounts, DrawnBy> {
  return { policy: { id, version }, noise };
}

function noisedGroups({ layout, groups }: ExactCounts, { noise }: DisclosurePolicy, chance: Chance) {
  const ofGroup = (row: Uint32Array, kind: GroupKind): GroupCells => {
    const noised = (measures: readonly Cells[], variance: Ratio) =>
      Object.fromEntries(
        measures.map(({ id, start, size }) => [
          id,
          noisedCells([...row.subarray(start, start + size)], variance, chance),
        ]),
      );
    return {
      indicators: noised(layout.indicators, noise.questions[kind]),
      derived: noised(layout.derived, noise.derived[kind]),
    };
  };
  return Object.fromEntries(Array.from(groups, ([name, row]) => [name, ofGroup(row, groupKindOf(name))]));
}

function noisedCells(counts: readonly number[], variance: Ratio, chance: Chance): number[] {
  return counts.map((count) => count + discreteGaussian(variance, chance));
}
