/** A closed campaign with its counts: what a release is made from. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Group, Share } from "#shared/release/cell.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { GroupCounts, Tally } from "#shared/survey/tally.ts";
import type { Measure } from "./measures.ts";

export interface ReleasedCampaign {
  readonly campaign: PlannedCampaign;
  readonly questionnaire: Questionnaire;
  readonly tally: Tally;
}

/** The counts of a measure in a group, exact: its bands stand or fall together. */
export interface Block {
  readonly counts: readonly number[];
  readonly base: number;
}

export function shareOf({ counts, base }: Block, position: number): Share {
  return { count: counts[position] ?? 0, base };
}

function countsOfGroup({ total, by }: Tally, group: Group): GroupCounts | undefined {
  return group.breakdown === "total" ? total : by[group.breakdown][group.category];
}

const NOBODY: Block = { counts: [], base: 0 };

/** Nobody where the questionnaire has no such category. */
export function blockOf({ tally }: ReleasedCampaign, measure: Measure, group: Group): Block {
  const counted = countsOfGroup(tally, group);
  if (counted === undefined) return NOBODY;
  const counts = measure.countsIn(counted);
  return { counts, base: counts.reduce((sum, count) => sum + count, 0) };
}
